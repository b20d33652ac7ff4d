package demo

import "math"

// quilts are pieced from scraps of printed cotton, and stitched through.

// cotton is printed with dots, pinstripes or gingham, or plain.
func (s *study) cotton(c, print rgb) paint {
	p, kind := float32(s.u*s.in(.8, 1.5)), s.r.IntN(4)
	return shader(func(x, y float32) rgb {
		u, v := float32(int32(x/p)&1), float32(int32(y/p)&1)
		return c.blend(print, .8*[4]float32{u * v, u, (u + v) / 2, 0}[kind])
	})
}

// quilt sews eight cottons, the first two light, into n squares across, of side 2;
// quarter sews one of a square's quarters, with lot from 2 to 7 for the square.
func (s *study) quilt(n int, quarter func(turn, lot int, sew func(cotton int, xy ...float64))) {
	g, h, edge, cottons := s.ground, s.shuffled(), s.u*s.in(4, 9), []paint(nil)
	for _, c := range []rgb{g, g.mix(h[1], .12), h[0], h[1], s.darkest(), h[2], h[3], h[0].mix(s.deep, .3)} {
		cottons = append(cottons, s.cotton(c, s.any(g, c.light(-.1), h[0])))
	}
	s.prime(mottled(g.mix(h[3], s.in(0, .25)), s.cloud(50), .05))
	cloth := rect(edge, edge, s.w-2*edge, s.h-2*edge)
	s.shadow(cloth, s.u*2, .5)
	b, spin := (s.w-2*edge)/float64(2*n), s.count(0, 3)
	s.clip(cloth, func() {
		for i := range n * int((s.h-2*edge)/b/2+1) {
			c, lot := pt{edge + b + 2*b*float64(i%n), edge + b + 2*b*float64(i/n)}, s.count(2, 7)
			for turn := range 4 {
				quarter(turn, lot, func(cotton int, xy ...float64) {
					k := poly(placed(c, math.Pi/2*float64(turn+spin*(i%n+i/n)), b, b, xy...)...)
					s.fill(k, cottons[cotton])
					s.glaze(k.less(k.move(s.u*.2, s.u*.2)), s.deep, .3)
				})
			}
		}
		s.fill(cloth.less(cloth.scale(pt{s.w / 2, s.h / 2}, 1-4*s.u/s.w, 1-4*s.u/s.h)), cottons[4])
	})
	s.relief(s.newField(3, func(x, y float64) float64 { // stitched in diamonds, off the wall
		if min(x, y, s.w-x, s.h-y) < edge {
			return 0
		}
		return math.Sqrt(math.Abs(math.Cos(x/s.u/2) - math.Cos(y/s.u/2)))
	}), .07)
}

func (s *study) logCabin() {
	s.quilt(s.count(3, 5), func(turn, _ int, sew func(cotton int, xy ...float64)) {
		for e := 1.; e > .3; e -= .2 {
			sew([2]int{s.count(0, 1), s.count(2, 7)}[turn/2], -e, -e, e-.2, -e, e-.2, .2-e, -e, .2-e)
		}
		sew(4, -.2, -.2, .2, -.2, 0, 0)
	})
}

func (s *study) stars() {
	s.quilt(s.count(2, 4), func(_, lot int, sew func(cotton int, xy ...float64)) {
		sew(0, -1, -1, 1, -1, 0, 0)
		sew(lot, -.5, -1, 0, -.5, -.5, -.5)
		sew(lot, .5, -1, .5, -.5, 0, -.5)
		sew((lot+1)%6+2, -.5, -.5, .5, -.5, 0, 0)
	})
}
