package demo

import "math"

// marbling is paper lifted from a bath of floating ink, which is modelled: drops
// push it away and combs drag it along, but no area changes (Lu, Jaffer, Jin, Zhao
// and Mao, "Mathematical Marbling", IEEE Computer Graphics and Applications, 2012).

// marble drops eight inks into a bath, up to n drops of each, moves the bath and
// lifts it. The first ink covers the bath; the others squeeze it into veins.
func (s *study) marble(n int, move func(bath []shape)) {
	h, g, d := s.shuffled(), s.pal.ground, s.pal.deep
	inks := []rgb{s.any(d.mix(h[1], .25), h[0], h[1], g), h[2], h[0], g, d.mix(h[1], .25), h[1], g.mix(h[3], .4), h[3]}
	bath := append([]shape{s.all()}, make([]shape, 7)...)
	for i := 1; i < 8; i++ {
		size := s.u * s.in(5, 13) * (1.05 - .05*float64(i))
		for range s.count(n/2, n) {
			c, r := pt{s.in(-.05, 1.05) * s.w, s.in(-.05, 1.05) * s.h}, size*s.in(.25, 1.4)
			stir(bath, func(p pt) pt { // what floats makes room for the drop
				p = p.minus(c)
				return c.plus(p.times(math.Sqrt(1 + r*r/max(p.x*p.x+p.y*p.y, .01))))
			})
			bath[i] = append(bath[i], oval(c.x, c.y, r, r)...)
		}
	}
	move(bath)
	for i, ink := range bath {
		s.fill(ink, flat(inks[i]))
	}
	s.end.depth, s.end.vignette = .065, .1
}

// stir moves everything, and puts in points where outlines were stretched.
func stir(bath []shape, f func(pt) pt) {
	for _, ink := range bath {
		for i, line := range ink {
			out := make([]pt, 0, len(line)*5/4)
			for j, p := range line {
				out = append(out, f(p))
				if q := line[(j+1)%len(line)]; math.Abs(p.x-q.x)+math.Abs(p.y-q.y) > 8 {
					out = append(out, f(p.to(q, .5)))
				}
			}
			ink[i] = out
		}
	}
}

// comb drags the bath along the direction a by up to pull, with a tine every
// gap; between them others pull back by a share of that.
func comb(bath []shape, a, gap, pull, sharp, back float64) {
	sin, cos := math.Sincos(a)
	for range 3 {
		stir(bath, func(p pt) pt {
			_, d := inside((p.y*cos - p.x*sin) / gap)
			k := pull / 3 * (math.Exp(-d*gap/sharp) - back*math.Exp((d-1)*gap/sharp))
			return pt{p.x + k*cos, p.y + k*sin}
		})
	}
}

func (s *study) combed(bath []shape) {
	a, gap := math.Pi/2*float64(s.count(0, 1))+s.near(0, .04), s.u*s.in(3.5, 8)
	comb(bath, a, s.u*s.in(14, 24), s.u*s.in(18, 34), s.u*8, 1)
	comb(bath, a+math.Pi/2, gap, gap*s.in(2.2, 3.5), gap*.44, 0)
	w, k := s.u*s.in(14, 26), s.u*s.in(-4, 5) // the peacock's tail: the whole comb swings
	stir(bath, func(p pt) pt { return pt{p.x + k*math.Sin(p.y/w*2*math.Pi), p.y + k*.4*math.Sin(p.x/w*math.Pi)} })
}

func (s *study) swirled(bath []shape) {
	for range s.count(6, 9) {
		c, r, a := pt{s.in(.1, .9) * s.w, s.in(.1, .9) * s.h}, s.u*s.in(9, 30), s.sign()*s.in(1.5, 4)
		for range 5 {
			stir(bath, func(p pt) pt {
				d := p.minus(c)
				sin, cos := math.Sincos(a / 5 * math.Exp(-(d.x*d.x+d.y*d.y)/(r*r)))
				return pt{c.x + d.x*cos - d.y*sin, c.y + d.x*sin + d.y*cos}
			})
		}
	}
}
