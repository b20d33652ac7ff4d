package demo

import "math"

// windows are houses at night with light in them.

// lamplight is the colour of a room seen from outside: warm, or of a screen.
func (s *study) lamplight() rgb {
	warm := s.pal.lightest().mix(oklch(.86, .12, 82), s.in(.45, .75)).light(s.in(-.12, .04))
	return s.any(warm, warm, warm, warm, warm, warm, s.hue().mix(warm, .4))
}

// brick paints a wall in the dark and gives the colour of its frames.
func (s *study) brick(bumps, high float64) (frame rgb) {
	wall := s.pal.deep.mix(s.hue(), s.in(.2, .55)).light(-.03)
	s.fill(s.all(), mottled(flat(wall), s.drawn(s.u*bumps, s.u*high, 3), .08))
	s.end = finish{on: plaster, depth: .06, grain: .06, vignette: .45, fade: .03}
	return wall.mix(s.pal.ground, s.in(.12, .5))
}

// pane draws one window: its light, a plant or curtains in it, frame and sill.
func (s *study) pane(x, y, w, h float64, lit bool, frame rgb) {
	box, t, c := rect(x, y, w, h), w*.05, s.pal.deep.mix(s.pal.hues[1], .18).light(.09)
	s.fill(box, linear(pt{x, y}, pt{x + w, y + h}, c, c.light(-.12)))
	if lit {
		c = s.lamplight()
		s.soft(box, w*.35, flat(c), .35, screen)
		s.fill(box, radial(pt{x + w*s.in(.2, .8), y + h*s.in(.1, .5)}, h, c.light(.06), c, c.mix(s.pal.deep, .45)))
		if s.chance(.4) {
			s.clip(box, func() { s.houseplant(pt{x + w*s.in(.3, .7), y + h}, h*s.in(.4, .6), c.mix(s.pal.deep, .6), true) })
		}
		for _, k := range []float64{-1, 1}[:s.count(0, 1)*2] {
			at := func(px, py float64) pt { return pt{x + w/2 + k*w*px, y + h*py} }
			fold := func(px, _ float32) rgb { return frame.plus(.06 * float32(math.Sin(float64(px)/w*70))) }
			s.blend(poly(at(.5, 0), at(.2, 0), at(.35, .55), at(.28, 1), at(.5, 1)), fold, .9, over)
		}
	}
	bars := rect(x-t, y-t, w+2*t, h+2*t).less(box)
	s.fill(bars.with(rect(x+w/2-t*.4, y, t*.8, h), rect(x, y+h*.36, w, t*.7)), flat(frame))
	s.fill(rect(x-t*2, y+h+t, w+4*t, t*1.6), flat(frame.light(.05)))
	s.soft(rect(x-t, y+h+t*2.6, w+2*t, t*2), t*1.5, flat(s.pal.deep), .5, multiply)
}

func (s *study) facade() {
	frame, cols := s.brick(5, 1.5), s.count(3, 5)
	w := s.w / (float64(cols) + .3)
	h, lit := w*s.in(1.25, 1.6), s.in(.35, .65)
	for y := s.in(-.4, 0) * h; y < s.h; y += h {
		s.blend(rect(0, y+h*.93, s.w, h*.025), flat(frame), .4, over)
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
	for t := 0.; t < 1.1; t += 1. / 3 {
		for x := -s.in(0, 8) * s.u; x < s.w; {
			w := s.u * s.in(9, 20) * (.7 + .5*t)
			s.tower(x, s.h*(s.in(.3, .56)+.26*t), w, t, low.mix(s.pal.deep, .4+.5*t))
			x += w * s.in(.85, 1.25)
		}
	}
	s.end = finish{on: paper, depth: .04, grain: .055, vignette: .3, fade: .03}
}

// tower is a block with a grid of small windows, t its nearness from 0 to 1.
func (s *study) tower(x, top, w, t float64, body rgb) {
	roof := rect(x+w*s.in(.1, .6), top-s.u*1.6, w*.3, s.u*2)
	s.fill(rect(x, top, w, s.h-top).with(roof), linear(pt{x, 0}, pt{x + w, 0}, body.light(.025), body.light(-.02)))
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
	frame, w := s.brick(9, 9).light(.12), s.w*s.in(.42, .56)
	h := min(w*s.in(1.2, 1.5), s.h*.66)
	x, y := (s.w-w)*s.in(.35, .65), (s.h-h)*s.in(.35, .5)
	s.soft(rect(x, y, w, h), s.u*14, flat(s.lamplight()), .55, screen)
	s.pane(x, y, w, h, true, frame)
	p, k := pt{x + w*s.in(.2, .8), y + h}, h*.3 // where a cat looks out
	s.houseplant(pt{2*x + w - p.x, p.y}, h*.4, s.pal.deep.mix(s.pal.hues[3], .3), true)
	at := func(x, y float64) pt { return pt{p.x + x*k, p.y - y*k} }
	cat := smooth(at(-.3, 0), at(-.33, .22), at(-.2, .52), at(-.15, .68), at(.15, .68), at(.2, .52), at(.33, .22), at(.3, 0))
	ears := poly(at(-.19, .8), at(-.17, 1.04), at(0, .86), at(.17, 1.04), at(.19, .8))
	tail := stroke(curve(false, at(.25, .05), at(.5, .02), at(.56, -.2), at(.47, -.34)), k*.08)
	s.fill(cat.with(ears, tail, oval(p.x, p.y-.78*k, .2*k, .17*k)), flat(s.pal.deep.light(-.08)))
}
