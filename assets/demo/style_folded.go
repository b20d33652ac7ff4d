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

// strew calls f for some places on a sheet, off a grid by jitter of a room, lowest
// first, each with a colour that stands out from the sheet.
func (s *study) strew(jitter float64, f func(c pt, room float64, tint rgb)) {
	sheet := s.any(s.ground, s.ground.mix(s.hue(), .35), s.darkest().mix(s.deep, .35))
	s.prime(mottled(linear(pt{}, pt{s.w, s.h}, sheet.light(.03), sheet.light(-.03)), s.cloud(24), .05))
	cols := s.count(2, 3)
	room := s.w / float64(cols)
	off := func() float64 { return (.5 + s.in(-jitter, jitter)/2) * room }
	for i := cols*int(s.h/room+.5) - 1; i >= 0; i-- {
		c := pt{float64(i%cols)*room + off(), float64(i/cols)*room + off()}
		f(c, room, s.against(sheet, s.hue(), s.hue(), s.hue(), s.hue(), s.ground))
	}
}

func (s *study) cranes() {
	s.strew(.5, func(c pt, room float64, tint rgb) {
		k, side, a := room*s.in(.36, .46), s.sign(), s.near(0, .1)
		var flats shape
		for _, f := range crane {
			flats = append(flats, poly(placed(c, a, k*side, k, f[1:]...)...)...)
		}
		s.glaze(rect(c.x, 0, s.u*.25, c.y), s.deep, .6)
		s.shadow(flats, k*.2, .4)
		for i, f := range crane {
			lit := tint.light(f[0]*.09 - .6*max(0, tint.lightness()-.87)) // white paper needs room above it
			s.fill(flats[i:][:1], linear(c.polar(k, -2.4), c.polar(k, .8), lit.light(.04), lit.light(-.04)))
		}
	})
}

// fans are strips pleated into full circles, with a band and a button.
func (s *study) fans() {
	s.strew(1, func(c pt, room float64, tint rgb) {
		r, n, a := room*s.in(.3, .8), s.count(18, 30)*2, s.in(0, 1)
		band, rim := s.any(tint, tint.mix(s.ground, .55), s.hue()), make([]pt, n)
		for i := range rim {
			rim[i] = c.polar(r*(1-.035*float64(i%2)), a+2*math.Pi*(float64(i)+s.near(0, .05))/float64(n))
		}
		s.shadow(poly(rim...), r*.13, .5)
		for i, p := range rim {
			q := rim[(i+1)%n]
			d := p.to(q, .5).minus(c)
			tone := .75 * (d.x*-.5 + d.y*.6) / r * float64(i%2*2-1)
			s.fill(poly(c, p, q), linear(c, p, tint.light(tone*.1-.1), tint.light(tone*.14-.01)))
			s.fill(poly(c.to(p, .8), c.to(p, .9), c.to(q, .9), c.to(q, .8)), band.light(tone*.12))
		}
		s.fill(disc(c.x, c.y, r*s.in(.1, .2)), s.any(s.ground, s.hue()))
	})
}
