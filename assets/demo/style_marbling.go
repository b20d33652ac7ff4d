package demo

import "math"

// marbling is paper lifted from a bath of floating ink, where drops push others away
// and whirls drag them along, but no area changes (Lu, Jaffer, Jin, Zhao and Mao,
// "Mathematical Marbling", IEEE Computer Graphics and Applications, 2012).

func (s *study) stones() { s.marble(22, 0) }
func (s *study) swirls() { s.marble(16, s.count(6, 9)) }

// marble drops eight inks into a bath, up to n drops of each, whirls the bath
// and lifts it. The first ink covers the bath; the others squeeze it into veins.
func (s *study) marble(n, whirls int) {
	h, g, d := s.shuffled(), s.ground, s.deep
	inks := []rgb{s.any(d.mix(h[1], .25), h[0], h[1], g), h[2], h[0], g, d.mix(h[1], .25), h[1], g.mix(h[3], .4), h[3]}
	bath := append([]shape{rect(0, 0, s.w, s.h)}, make([]shape, 7)...)
	for i := 1; i < 8; i++ {
		size := s.u * s.in(5, 13) * (1.05 - .05*float64(i))
		for range s.count(n/2, n) {
			c, r := pt{s.in(-.05, 1.05) * s.w, s.in(-.05, 1.05) * s.h}, size*s.in(.25, 1.4)
			stir(bath, func(p pt) pt { // what floats makes room for the drop
				d := p.minus(c)
				return c.to(p, math.Sqrt(1+r*r/max(d.x*d.x+d.y*d.y, .01)))
			})
			bath[i] = append(bath[i], disc(c.x, c.y, r)...)
		}
	}
	for range whirls {
		s.whirl(bath)
	}
	for i, ink := range bath {
		s.fill(ink, inks[i])
	}
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

// whirl turns the bath around some place, the less the farther from it.
func (s *study) whirl(bath []shape) {
	c, r, a := pt{s.in(.1, .9) * s.w, s.in(.1, .9) * s.h}, s.u*s.in(9, 30), s.sign()*s.in(1.5, 4)
	for range 3 { // little by little, or stir has no time for points
		stir(bath, func(p pt) pt {
			d := p.minus(c)
			return p.turned(c, a/3*math.Exp(-(d.x*d.x+d.y*d.y)/(r*r)))
		})
	}
}
