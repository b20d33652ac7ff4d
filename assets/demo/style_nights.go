package demo

import "math"

// nights are houses in the dark with light in their windows.

// lamplight is the colour of a room seen from outside: warm, or of a screen.
func (s *study) lamplight() rgb {
	warm := s.lightest().mix(hex("f7c971"), s.in(.45, .75)).light(s.in(-.12, .04))
	return s.any(warm, warm, warm, warm, warm, warm, s.hue().mix(warm, .4))
}

func (s *study) facade() {
	wall, cols := s.deep.mix(s.hue(), s.in(.2, .55)).light(-.03), s.count(3, 5)
	frame, w := wall.mix(s.ground, s.in(.12, .5)), s.w/(float64(cols)+.3)
	h, lit := w*s.in(1.25, 1.6), s.in(.35, .65)
	s.prime(mottled(wall, s.drawn(5, 1.5), .08))
	for y := s.in(-.4, 0) * h; y < s.h; y += h {
		for i := range cols {
			s.pane((float64(i)+.37)*w, y+h*.2, w*.56, h*.56, s.chance(lit), frame)
		}
	}
	s.vignette = .45
}

// pane draws one window: its light, curtains in it, frame and sill.
func (s *study) pane(x, y, w, h float64, lit bool, frame rgb) {
	box, t, glass := rect(x, y, w, h), w*.05, s.deep.mix(s.hues[1], .18).light(.09)
	s.fill(box, linear(pt{x, y}, pt{x + w, y + h}, glass, glass.light(-.12)))
	if lit {
		c := s.lamplight()
		s.soft(box, w*.35, c, .3)
		s.fill(box, linear(pt{x, y}, pt{x + w*s.in(-1, 1), y + h}, c.light(.06), c, c.mix(s.deep, .35)))
		folds := shader(func(px, _ float32) rgb { return frame.plus(.06 * float32(math.Sin(float64(px)/w*70))) })
		for _, k := range []float64{-w, w}[:s.count(0, 1)*2] {
			s.glaze(poly(placed(pt{x + w/2, y}, 0, k, h, .5, 0, .2, 0, .35, .55, .28, 1, .5, 1)...), folds, .9)
		}
	}
	bars := rect(x-t, y-t, w+2*t, h+2*t).less(box)
	s.fill(bars.with(rect(x+w/2-t*.4, y, t*.8, h), rect(x, y+h*.36, w, t*.7)), frame)
	s.fill(rect(x-t*2, y+h+t, w+4*t, t*1.6), frame.light(.05))
}

func (s *study) skyline() {
	low := s.hue().mix(s.lightest(), .25)
	s.prime(mottled(linear(pt{}, pt{0, s.h * .8}, s.deep, s.deep.mix(low, .5), low), s.drawn(50, 9), .06))
	p, r := pt{s.w * s.in(.15, .85), s.h * s.in(.1, .26)}, s.u*s.in(4, 7)
	s.soft(disc(p.x, p.y, r*2.2), r*2, s.ground, .3)
	s.fill(disc(p.x, p.y, r), s.ground)
	for t := 0.; t < 1.1; t += 1. / 3 { // from far to near
		for x := -s.in(0, 8) * s.u; x < s.w; {
			w := s.u * s.in(9, 20) * (.7 + .5*t)
			s.tower(x, s.h*(s.in(.3, .56)+.26*t), w, low.mix(s.deep, .4+.5*t))
			x += w * s.in(.85, 1.25)
		}
	}
	s.vignette = .3
}

// tower is a block with a grid of small windows.
func (s *study) tower(x, top, w float64, body rgb) {
	roof := rect(x+w*s.in(.1, .6), top-s.u*1.6, w*.3, s.u*2)
	s.fill(rect(x, top, w, s.h-top).with(roof), linear(pt{x, 0}, pt{x + w, 0}, body.light(.025), body.light(-.02)))
	c, lit, on := w/s.in(3.6, 6.6), s.in(.08, .5), shape(nil)
	for y := top + c; y < s.h; y += c * 1.5 {
		for left := x + c*.4; left < x+w-c*.8; left += c {
			if s.chance(lit) {
				on = on.with(rect(left, y, c*.6, c*.85))
			}
		}
	}
	s.glaze(on, s.lamplight(), .7)
}
