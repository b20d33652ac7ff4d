package demo

import "math"

// tiles are on walls and floors.

// cement is one tile of flat forms in a quarter of it, turned four ways.
func (s *study) cement() {
	h, n, dust, half := s.shuffled(), s.count(3, 5), s.cloud(14), math.Pi/2
	t := s.w / float64(n)
	q, mid := t/2, pt{t / 2, t / 2}
	forms := []shape{
		sector(pt{}, 0, q*s.in(.35, .5), 0, half),
		sector(mid, q*s.in(.5, .62), q*s.in(.7, .85), 2*half, 3*half),
		sector(mid, 0, q*s.in(.18, .4), 2*half, 3*half),
		smooth(pt{q * .12, q * .12}, pt{q * .5, q * .2}, pt{q * .82, q * .82}, pt{q * .2, q * .5}),
		poly(pt{q, 0}, pt{q, q * .4}, pt{q * .65, q * .12}).with(poly(pt{0, q}, pt{q * .4, q}, pt{q * .12, q * .65})),
	}
	s.r.Shuffle(5, func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
	s.prime(mottled(s.any(s.ground, h[3].mix(s.ground, .4)), dust, .1))
	for i, c := range []rgb{s.darkest(), h[0], h[1], h[2]} {
		form := forms[i].with(forms[i].turn(mid, half), forms[i].turn(mid, 2*half), forms[i].turn(mid, 3*half))
		for j := range n * int(s.h/t+1) {
			x, y := t*float64(j%n), t*float64(j/n)
			s.wear = float32(s.in(.1, .35))
			s.glaze(form.move(x, y), mottled(c.light(s.near(0, .015)), dust, .07), .94)
			s.wear = 0
			s.glaze(rect(x, y, t, 1).with(rect(x, y, 1, t)), s.deep, .2)
		}
	}
}

// scallops are rows of glazed discs, each covering half of those above it.
func (s *study) scallops() {
	h, pool, r := s.shuffled(), s.cloud(5), s.w/float64(2*s.count(3, 6))
	mix := []rgb{h[0], h[0], h[1], h[0].mix(s.ground, .4), h[0].mix(s.deep, .3), h[2]}[:s.count(2, 6)]
	for i, y := 0, s.h+r; y > -2*r; i, y = i+1, y-r {
		for x := -r * float64(i%2); x < s.w+r; x += 2 * r {
			c, p, a := s.any(mix...).light(s.near(0, .045)).turn(s.near(0, 4), 1), pt{x, y}, s.in(0, 2*math.Pi)
			s.fill(disc(x, y, r), s.ground.light(-.03))
			glaze := linear(p.polar(r, a), p.polar(-r, a), c.light(.035), c.light(-.05))
			s.fill(disc(x, y, r*.955), mottled(glaze, pool, .16))
		}
	}
}
