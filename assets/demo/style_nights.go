package demo

import "math"

// windows are houses at night with light in them.
var windows = style{
	name:  "windows",
	sizes: []size{tall, portrait, portrait, upright, wide},
	motifs: []motif{
		{"facade", (*study).facade},
		{"skyline", (*study).skyline},
		{"one window", (*study).oneWindow},
	},
}

// lamplight is the colour of a room seen from outside; most are warm, a few
// have a screen on.
func (s *study) lamplight() rgb {
	warm := s.pal.lightest().mix(oklch(.86, .12, 82), s.in(.45, .75))
	if s.chance(.12) {
		return s.hue().mix(warm, .35).light(.05)
	}
	return warm.light(s.in(-.12, .04))
}

// night paints a wall in the dark and gives it and the colour of its frames.
func (s *study) night(bumps, high float64) (frame rgb) {
	wall := s.pal.deep.mix(s.hue(), s.in(.2, .55)).light(-.03)
	s.fill(s.all(), mottled(linear(pt{0, 0}, pt{s.w * .3, s.h}, wall.light(-.04), wall.light(.02)), s.drawn(s.u*bumps, s.u*high, 3), .08))
	s.end = finish{on: plaster, depth: .06, grain: .06, vignette: .45, fade: .03}
	return wall.mix(s.pal.ground, s.in(.12, .5))
}

// pane draws one window: its light, what stands in it, frame and sill.
func (s *study) pane(x, y, w, h float64, lit bool, frame rgb) {
	box, t := rect(x, y, w, h), w*.05
	dark := s.pal.deep.mix(s.pal.hue(1), .18)
	if lit {
		c := s.lamplight()
		s.soft(box, w*.35, flat(c), .35, screen)
		s.fill(box, radial(pt{x + w*s.in(.2, .8), y + h*s.in(.1, .5)}, h, c.light(.06), c, c.mix(s.pal.deep, .45)))
		s.clip(box, func() { s.furnish(x, y, w, h, c) })
	} else {
		s.fill(box, linear(pt{x, y}, pt{x + w, y + h}, dark.light(.09), dark.light(-.03)))
	}
	bars := rect(x-t, y-t, w+2*t, h+2*t).less(box)
	s.fill(bars.with(rect(x+w/2-t*.4, y, t*.8, h), rect(x, y+h*.36, w, t*.7)), flat(frame))
	s.fill(rect(x-t*2, y+h+t, w+4*t, t*1.6), flat(frame.light(.05)))
	s.soft(rect(x-t, y+h+t*2.6, w+2*t, t*2), t*1.5, flat(s.pal.deep), .5, multiply)
}

// furnish puts curtains and a plant, a lamp or somebody behind glass.
func (s *study) furnish(x, y, w, h float64, c rgb) {
	dim, cloth := c.mix(s.pal.deep, .6), s.hue().mix(c, .4)
	if k := w * s.in(.12, .3); s.chance(.55) {
		fold := func(px, _ float32) rgb { return cloth.plus(.06 * float32(math.Sin(float64(px)/w*70))) }
		for _, p := range []pt{{x, k}, {x + w, -k}} {
			drape := poly(pt{p.x, y}, pt{p.x + p.y, y}, pt{p.x + p.y*.6, y + h*.55}, pt{p.x + p.y*.85, y + h}, pt{p.x, y + h})
			s.blend(drape, fold, .9, over)
		}
	}
	q, r := pt{x + w*s.in(.3, .7), y + h*s.in(.2, .4)}, w*.1
	switch s.r.IntN(7) {
	case 0, 1:
		s.houseplant(pt{q.x, y + h}, h*s.in(.4, .6), dim, true)
	case 2:
		s.fill(oval(q.x, y+h*.62, r, r*1.2).with(oval(q.x, y+h*1.08, r*2.4, h*.36)), flat(dim))
	case 3, 4: // a hanging lamp
		s.fill(rect(q.x-w*.01, y, w*.02, q.y-y).with(sector(q.plus(pt{0, r}), 0, r*1.3, math.Pi, 2*math.Pi)), flat(dim))
		s.soft(disc(q.x, q.y+w*.16, r), r, flat(c.light(.2)), .8, screen)
	}
}

func (s *study) facade() {
	frame, cols := s.night(5, 1.5), s.count(3, 5)
	w := s.w / (float64(cols) + .3)
	h, lit := w*s.in(1.25, 1.6), s.in(.35, .65)
	for y := s.in(-.4, 0) * h; y < s.h; y += h {
		if s.chance(.5) {
			s.blend(rect(0, y+h*.93, s.w, h*.025), flat(frame), .5, over)
		}
		for i := range cols {
			s.pane((float64(i)+.37)*w, y+h*.2, w*.56, h*.56, s.chance(lit), frame)
		}
	}
}

func (s *study) skyline() {
	low := s.shuffled()[0].mix(s.pal.lightest(), .25)
	air := linear(pt{0, 0}, pt{0, s.h * .8}, s.pal.deep.light(-.02), s.pal.deep.mix(low, .5), low)
	s.fill(s.all(), mottled(air, s.drawn(s.u*50, s.u*9, 3), .06))
	s.moon(pt{s.w * s.in(.15, .85), s.h * s.in(.1, .26)}, s.u*s.in(4, 7))
	for layer := range 4 {
		t := float64(layer) / 3
		body := low.mix(s.pal.deep, .4+.5*t)
		for x := -s.in(0, 8) * s.u; x < s.w; {
			w := s.u * s.in(9, 20) * (.7 + .5*t)
			s.tower(x, s.h*(s.in(.3, .56)+.26*t), w, t, body)
			x += w * s.in(.85, 1.25)
		}
	}
	s.end = finish{on: paper, depth: .04, grain: .055, vignette: .3, fade: .03}
}

// tower is a block with a grid of small windows, t its nearness from 0 to 1.
func (s *study) tower(x, top, w, t float64, body rgb) {
	s.fill(rect(x, top, w, s.h-top), linear(pt{x, 0}, pt{x + w, 0}, body.light(.025), body.light(-.02)))
	s.fill(rect(x+w*s.in(.1, .6), top-s.u*1.6, w*.3, s.u*1.7), flat(body)) // a tank on the roof
	n := s.count(3, 6)
	c, lit, on := w/(float64(n)+.6), s.in(.08, .5), shape{{{x, top}}}
	for y := top + c; y < s.h; y += c * 1.5 {
		for i := range n {
			if s.chance(lit) {
				on = append(on, rect(x+c*(float64(i)+.5), y, c*.6, c*.85)...)
			}
		}
	}
	s.blend(on, flat(s.lamplight().mix(body, .35*(1-t))), .55+.4*t, over)
}

func (s *study) oneWindow() {
	frame := s.night(9, 9).light(.12)
	w := s.w * s.in(.42, .56)
	h := min(w*s.in(1.2, 1.5), s.h*.66)
	x, y := (s.w-w)*s.in(.35, .65), (s.h-h)*s.in(.35, .5)
	s.soft(rect(x, y, w, h), s.u*14, flat(s.lamplight()), .55, screen)
	s.pane(x, y, w, h, true, frame)
	p := pt{x + w*s.in(.2, .8), y + h}
	s.houseplant(pt{2*x + w - p.x, p.y}, h*.4, s.pal.deep.mix(s.pal.hue(3), .3), true)
	k := h * .3 // a cat, looking out
	at := func(x, y float64) pt { return pt{p.x + x*k, p.y - y*k} }
	cat := smooth(at(-.3, 0), at(-.33, .22), at(-.2, .52), at(-.15, .68), at(.15, .68), at(.2, .52), at(.33, .22), at(.3, 0))
	ears := poly(at(-.19, .8), at(-.17, 1.04), at(-.03, .93)).with(poly(at(.19, .8), at(.17, 1.04), at(.03, .93)))
	tail := stroke(curve(false, at(.25, .05), at(.5, .02), at(.56, -.2), at(.47, -.34)), even(k*.08))
	s.fill(cat.with(ears, tail, oval(p.x, p.y-.78*k, .2*k, .17*k)), flat(s.pal.deep.light(-.08)))
}
