package demo

import "math"

// folded is coloured paper, folded and lit from the upper left.

// crane is seen from the side, a unit from its middle to its beak: its flats from
// far to near, each how far it is turned to the light, then its corners.
var crane = [][]float64{
	{-1.3, -.25, .2, .42, -.9, .32, .24},
	{-.3, -.22, .34, -1, -.62, -.34, -.02},
	{.1, .16, .36, .74, -.66, .85, -.64, .36, .04},
	{-.9, .82, -.66, .76, -.5, 1.06, -.42},
	{-.7, -.34, .12, .34, .12, .22, .34, 0, .44, -.22, .34},
	{.8, -.34, .2, -.14, -1, .04, .26},
	{.35, .04, .26, -.14, -1, .34, .2},
}

// table is a sheet for things to lie on; c is its colour.
func (s *study) table() (c, shade rgb) {
	c = s.any(s.pal.ground, s.pal.ground.mix(s.hue(), .35), s.pal.darkest().mix(s.pal.deep, .35))
	s.fill(s.all(), mottled(linear(pt{}, pt{s.w, s.h}, c.light(.03), c.light(-.03)), s.cloud(s.u*24, 4), .05))
	return c, c.mix(s.pal.deep, .62)
}

func (s *study) cranes() {
	under, shade := s.table()
	s.spread(s.count(2, 3), .5, func(c pt, cell float64) {
		k, side, a, col, whole := cell*s.in(.36, .46), s.sign(), s.near(0, .1), s.apart(under), shape(nil)
		for _, f := range crane {
			whole = append(whole, poly(placed(c, a, k*side, k, f[1:]...)...)...)
		}
		s.blend(rect(c.x, 0, s.u*.25, c.y), flat(shade.mix(s.pal.deep, .4)), .8, over)
		s.shadow(whole, k*.2, k*.28, k*.12, shade, .6)
		for i, f := range crane {
			lo, hi := whole[i:][:1].bounds()
			lit := col.light(f[0]*.09 - .6*max(0, col.lightness()-.87)) // white paper needs room above it
			s.fill(whole[i:][:1], linear(lo, hi, lit.light(.03), lit.light(-.035)))
		}
	})
}

// fans are strips pleated into full circles, with a band and a button.
func (s *study) fans() {
	under, shade := s.table()
	s.spread(s.count(2, 3), 1, func(c pt, cell float64) {
		r, n, a, col := cell*s.in(.3, .8), s.count(36, 60)/2*2, s.in(0, 1), s.apart(under)
		band, rim := s.any(col, col.mix(s.pal.ground, .55), s.hue()), make([]pt, n)
		for i := range rim {
			rim[i] = c.polar(r*(1-.035*float64(i%2)), a+2*math.Pi*(float64(i)+s.near(0, .05))/float64(n))
		}
		s.shadow(poly(rim...), r*.08, r*.13, r*.12, shade, .75)
		for i, p := range rim {
			q := rim[(i+1)%n]
			d := p.to(q, .5).minus(c)
			tone := .75 * (d.x*-.5 + d.y*.6) / r * float64(i%2*2-1)
			s.fill(poly(c, p, q), linear(c, p, col.light(tone*.1-.1), col.light(tone*.14-.01)))
			s.fill(poly(c.to(p, .8), c.to(p, .9), c.to(q, .9), c.to(q, .8)), flat(band.light(tone*.12)))
		}
		s.fill(disc(c.x, c.y, r*s.in(.1, .2)), flat(s.any(s.pal.ground, s.hue())))
	})
}

// reliefFolds is a sheet of parallelograms that zigzag both ways.
func (s *study) reliefFolds() {
	col, second, w := s.any(s.pal.ground, s.hue(), s.hue()), s.any(s.pal.ground, s.hue()), s.w/float64(s.count(4, 8))
	h, zig := w*s.in(.45, 1.1), w*s.in(.25, .6)
	at := func(i, j int) pt {
		return pt{float64(i)*w + zig*float64(j&1) - w, float64(j)*h + zig*.7*float64(i&1) - h*1.4}
	}
	for n := range 12 * (int(s.h/h) + 4) {
		i, j := n%12, n/12
		a, c := at(i, j), at(i+1, j+1)
		lit := col.mix(second, clamp(a.y/s.h+s.near(0, .03), 0, 1)).light([4]float64{.08, -.06, -.01, -.14}[i&1+2*(j&1)])
		k := poly(a, at(i+1, j), c, at(i, j+1))
		s.fill(k.scale(a.to(c, .5), 1.02, 1.02), linear(a, c, lit.light(.02), lit.light(-.04)))
	}
	s.relief(s.cloud(s.u*40, 2), .5)
}
