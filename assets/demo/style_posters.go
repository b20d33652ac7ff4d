package demo

import "math"

// posters are prints of the middle of the century: few inks, laid a little out
// of register.

// press sets up a sheet with a margin and worn inks, and gives the box to print
// in.
func (s *study) press(ground rgb) (x, y, w, h float64) {
	m := s.u * s.in(6, 9)
	x, y, w, h = m, m, s.w-2*m, s.h-m-m*s.in(1, 2.2)
	s.fill(s.all(), flat(ground))
	if s.chance(.55) {
		s.fill(s.all(), flat(s.pal.ground.light(.02)))
		s.ink(rect(x, y, w, h), ground)
	}
	s.wear = float32(s.in(.12, .34))
	s.end = finish{on: paper, depth: .05, grain: .04, vignette: .06, light: .05, fade: .06}
	return x, y, w, h
}

// ink prints a shape out of register.
func (s *study) ink(p shape, c rgb) {
	s.blend(p.rough(s.r, s.u*.22, s.u*5).move(s.near(0, .25)*s.u, s.near(0, .25)*s.u), flat(c), .96, over)
}

func (s *study) quarters() {
	hues := s.shuffled()
	x, y, w, h := s.press(s.pal.ground.mix(hues[4], s.in(0, .25)))
	n := s.count(3, 5)
	rows := int(math.Round(h / w * float64(n)))
	c, d := w/float64(n), h/float64(rows)
	for i := range n * rows {
		a, b, corner := x+float64(i%n)*c, y+float64(i/n)*d, s.r.IntN(4)
		o, cell := pt{a + c*float64(corner&1), b + d*float64(corner>>1)}, rect(a, b, c+.5, d+.5)
		back, front := s.any(s.pal.ground, s.pal.ground, s.hue(), s.hue()), s.any(hues[0], hues[1], hues[2], s.pal.deep)
		forms := []shape{oval(o.x, o.y, c, d), oval(o.x, o.y, c, d), oval(a+c/2, b+d/2, c*.36, d*.36),
			oval(o.x, o.y, c, d).less(oval(o.x, o.y, c*.5, d*.5)), poly(o, pt{2*a + c - o.x, o.y}, pt{o.x, 2*b + d - o.y})}
		s.ink(cell, back)
		s.clip(cell, func() { s.ink(forms[s.r.IntN(5)], front) })
	}
}

func (s *study) arches() {
	hues := s.shuffled()
	x, y, w, h := s.press(s.pal.ground.mix(hues[3], s.in(.1, .35)))
	s.ink(disc(x+w*s.in(.25, .75), y+h*s.in(.16, .3), w*s.in(.1, .17)), s.pal.hues[4])
	n := s.count(2, 4)
	s.clip(rect(x, y, w, h), func() {
		for i := range n {
			c, r, bands := pt{x + w*s.place(i, n, 0, 1, .6), y + h*s.in(.5, .8)}, w*s.in(.22, .4), s.count(3, 5)
			inks := []rgb{hues[i%5], s.pal.ground, hues[(i+1)%5], hues[(i+2)%5], s.pal.deep}
			for b := range bands {
				k := r * (1 - float64(b)/float64(bands))
				s.ink(sector(c, 0, k, math.Pi, 2*math.Pi).with(rect(c.x-k, c.y-.5, 2*k, s.h)), inks[b])
			}
		}
	})
}

// starbursts are stars with long and short rays, the short ones tipped with
// dots.
func (s *study) starbursts() {
	hues := s.shuffled()
	ground := s.any(s.pal.deep.mix(hues[0], .35), s.pal.ground, hues[1])
	x, y, w, h := s.press(ground)
	c := w / float64(s.count(3, 4))
	for j := 0.; j < h/c-.6; j++ {
		for i := math.Mod(j, 2) / 2; i < w/c-.3; i++ {
			p, r, rays := pt{x + (i+.25)*c, y + (j+.55)*c}, c*s.in(.3, .5), s.count(4, 8)*2
			dots, star := s.hue(), s.against(ground, s.any(hues[2:]...), s.pal.ground, s.pal.deep)
			for k := range rays {
				a, l := 2*math.Pi*(float64(k)+s.near(0, .04))/float64(rays), r*(1-.38*float64(k&1))
				if tip := p.polar(l*1.12, a); k&1 == 1 {
					s.ink(disc(tip.x, tip.y, r*.06), dots)
				}
				s.ink(poly(p.polar(r*.07, a-1.3), p.polar(l, a), p.polar(r*.07, a+1.3)), star)
			}
		}
	}
}
