package demo

import "math"

// quilts are pieced from scraps of printed cotton, and stitched through.

// cotton is printed with dots, pinstripes or gingham, or plain.
func (s *study) cotton(c, print rgb) paint {
	p, kind := float32(s.u*s.in(.8, 1.5)), s.r.IntN(4)
	return func(x, y float32) rgb {
		u, v := float32(int32(x/p)&1), float32(int32(y/p)&1)
		return c.blend(print, .8*[4]float32{u * v, u, (u + v) / 2, 0}[kind])
	}
}

// quilt sews a top of eight cottons, two of them light, and may hang it on a wall.
func (s *study) quilt(piece func(s *study, w, h float64, sew func(cotton int, p ...pt))) {
	g, h, u, edge, cottons := s.pal.ground, s.shuffled(), s.u, -s.u*3, []paint(nil)
	for _, c := range []rgb{g, g.mix(h[1], .12), h[0], h[1], s.pal.darkest(), h[2], h[3], h[0].mix(s.pal.deep, .3)} {
		cottons = append(cottons, s.cotton(c, s.any(g, c.light(-.1), h[0])))
	}
	if s.chance(.5) {
		edge = s.u * s.in(6, 10)
		s.fill(s.all(), mottled(flat(g.mix(h[3], s.in(0, .25))), s.cloud(s.u*50, 3), .05))
	}
	cloth := rect(edge, edge, s.w-2*edge, s.h-2*edge).rough(s.r, s.u*.5, s.u*20)
	s.shadow(cloth, s.u*1.2, s.u*2, s.u*2, s.pal.deep.mix(g, .35), .6)
	puff := newField(s.nx, s.ny, 3, func(x, y float64) float64 { return math.Sqrt(math.Abs(math.Cos(x/u/2) - math.Cos(y/u/2))) })
	s.clip(cloth, func() {
		piece(s, s.w-2*edge, s.h-2*edge, func(cotton int, p ...pt) {
			k := poly(p...).move(edge, edge)
			s.fill(k, cottons[cotton])
			s.blend(k.less(k.move(s.u*.2, s.u*.2)), flat(s.pal.deep.mix(h[0], .4)), .4, multiply)
		})
		s.fill(cloth.less(cloth.scale(pt{s.w / 2, s.h / 2}, 1-4*s.u/s.w, 1-4*s.u/s.h)), cottons[4])
		s.relief(puff, .07)
	})
	s.end.on, s.end.depth = linen, .03
}

// blocks repeats n squares across, each of side 2 and sewn as four quarters.
func (s *study) blocks(n int, w, h float64, quarter func(turn, lot int, at func(xy ...float64) []pt)) {
	b, spin := w/float64(2*n), s.count(0, 3)
	for i := range n * int(h/b/2+1) {
		c, lot := pt{b + 2*b*float64(i%n), b + 2*b*float64(i/n)}, s.count(2, 7)
		for turn := range 4 {
			quarter(turn, lot, func(xy ...float64) []pt { return placed(c, math.Pi/2*float64(turn+spin*(i%n+i/n)), b, b, xy...) })
		}
	}
}

func (s *study) logCabin(w, h float64, sew func(cotton int, p ...pt)) {
	s.blocks(s.count(3, 5), w, h, func(turn, _ int, at func(xy ...float64) []pt) {
		for e := 1.; e > .3; e -= .2 {
			sew([2]int{s.count(0, 1), s.count(2, 7)}[turn/2], at(-e, -e, e-.2, -e, e-.2, .2-e, -e, .2-e)...)
		}
		sew(4, at(-.2, -.2, .2, -.2, 0, 0)...)
	})
}

func (s *study) star(w, h float64, sew func(cotton int, p ...pt)) {
	s.blocks(s.count(2, 4), w, h, func(_, lot int, at func(xy ...float64) []pt) {
		sew(0, at(-1, -1, 1, -1, 0, 0)...)
		sew(lot, at(-.5, -1, 0, -.5, -.5, -.5)...)
		sew(lot, at(.5, -1, .5, -.5, 0, -.5)...)
		sew((lot+1)%6+2, at(-.5, -.5, .5, -.5, 0, 0)...)
	})
}

// hexagons are flowers of seven, on the lattice where those meet.
func (s *study) hexagons(w, h float64, sew func(cotton int, p ...pt)) {
	r, heart := w/s.in(13, 24), s.count(2, 7)
	for n := range 16 * 16 {
		i, j, f := float64(n%16-2), float64(n/16-10), s.count(0, 7)
		c := pt{r * (3.464*i + 4.33*j), r * (3*i - 1.5*j)}
		for k := 0; k < 7 && min(c.x, c.y, w-c.x, h-c.y) > -3*r; k++ {
			p := c.polar(1.732*r*float64(min(k, 1)), float64(k)*math.Pi/3)
			sew([2]int{heart, f}[min(k, 1)], placed(p, 0, r, r, 0, -1, .866, -.5, .866, .5, 0, 1, -.866, .5, -.866, -.5)...)
		}
	}
}
