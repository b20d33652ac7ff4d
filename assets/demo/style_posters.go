package demo

import "math"

// posters are prints of the middle of the century: few inks, out of register.

// press sets up a sheet with worn inks and gives the box to print in.
func (s *study) press(ground rgb) (x, y, w, h float64) {
	m := s.u * s.in(6, 9)
	x, y, w, h = m, m, s.w-2*m, s.h-m-m*s.in(1, 2.2)
	s.prime(ground)
	if s.chance(.55) {
		s.prime(s.ground.light(.02))
		s.ink(rect(x, y, w, h), ground)
	}
	s.wear = float32(s.in(.12, .34))
	return x, y, w, h
}

// ink prints a shape out of register.
func (s *study) ink(p shape, c rgb) {
	s.glaze(p.move(s.near(0, .25)*s.u, s.near(0, .25)*s.u), c, .96)
}

func (s *study) quarters() {
	hues := s.shuffled()
	x, y, w, h := s.press(s.ground.mix(hues[4], s.in(0, .25)))
	n := s.count(3, 5)
	rows := int(math.Round(h / w * float64(n)))
	c, d := w/float64(n), h/float64(rows)
	for i := range n * rows {
		a, b, corner := x+float64(i%n)*c, y+float64(i/n)*d, s.r.IntN(4)
		o, square := pt{a + c*float64(corner&1), b + d*float64(corner>>1)}, rect(a, b, c+.5, d+.5)
		quarter := oval(o.x, o.y, c, d)
		forms := []shape{
			quarter, quarter, quarter.less(oval(o.x, o.y, c*.5, d*.5)), oval(a+c/2, b+d/2, c*.36, d*.36),
			poly(o, pt{2*a + c - o.x, o.y}, pt{o.x, 2*b + d - o.y}),
		}
		s.ink(square, s.any(s.ground, s.ground, s.hue(), s.hue()))
		s.clip(square, func() { s.ink(forms[s.r.IntN(5)], s.any(hues[0], hues[1], hues[2], s.deep)) })
	}
}

func (s *study) arches() {
	hues := s.shuffled()
	x, y, w, h := s.press(s.ground.mix(hues[3], s.in(.1, .35)))
	s.ink(disc(x+w*s.in(.25, .75), y+h*s.in(.16, .3), w*s.in(.1, .17)), s.hues[4])
	n := s.count(2, 4)
	s.clip(rect(x, y, w, h), func() {
		for i := range n {
			c := pt{x + w*(float64(i)+s.in(.2, .8))/float64(n), y + h*s.in(.5, .8)}
			r, bands := w*s.in(.22, .4), s.count(3, 5)
			inks := []rgb{hues[i], s.ground, hues[(i+1)%5], hues[(i+2)%5], s.deep}
			for b := range bands {
				k := r * (1 - float64(b)/float64(bands))
				s.ink(sector(c, 0, k, math.Pi, 2*math.Pi).with(rect(c.x-k, c.y-.5, 2*k, s.h)), inks[b])
			}
		}
	})
}
