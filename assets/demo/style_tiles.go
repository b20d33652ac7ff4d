package demo

import (
	"math"
	"slices"
)

// tilework is terrazzo, and tiles on walls and floors.

// windowLight ends a picture, some of them with the slanting light of a window.
func (s *study) windowLight() {
	x, y, w, h := s.in(-.1, .4)*s.w, s.in(0, .3)*s.h, s.in(.2, .3)*s.w, s.in(.2, .3)*s.h
	panes := rect(x, y, w, h).with(rect(x+w*1.12, y, w, h), rect(x, y+h*1.12, w, h), rect(x+w*1.12, y+h*1.12, w, h))
	panes = panes.each(func(p pt) pt { return pt{p.x + (p.y-y)*.35, p.y + (p.x-x)*.12} })
	if s.chance(.4) {
		s.soft(s.all().less(panes), s.u*s.in(.5, 1.4), flat(s.pal.deep.mix(s.pal.ground, .55)), .55, multiply)
	}
	s.end.on, s.end.depth = plain, 0
}

// terrazzo is splinters of stone in a bed: small ones find room between large.
func (s *study) terrazzo() {
	h, g, biggest, vein, done := s.shuffled(), s.pal.ground, s.in(4.5, 11), s.drawn(s.u*5, s.u*2, 3), [][3]float64(nil)
	bed := s.any(g, g, h[3].mix(g, .7), s.pal.darkest().mix(s.pal.deep, .3))
	s.fill(s.all(), mottled(flat(bed), s.cloud(s.u*8, 4), .06))
	stones := []rgb{h[0], h[0], h[1], h[1], h[2], h[0].light(.08), s.pal.deep.mix(h[3], .25), g.light(.03), bed.light(-.08)}
	for i := range 1500 { // so often that few gaps are left for a small stone
		r := s.u * max(biggest*math.Pow(1-float64(i)/1500, 2.4)*s.in(.7, 1), .5)
		c := pt{s.in(-r, s.w+r), s.in(-r, s.h+r)}
		if !slices.ContainsFunc(done, func(d [3]float64) bool { return c.minus(pt{d[0], d[1]}).length() < (r+d[2])*.93 }) {
			done = append(done, [3]float64{c.x, c.y, r})
			var p []pt
			for i, n, a := 0, s.count(4, 7), s.in(0, 6); i < n; i++ {
				p = append(p, c.polar(r*s.in(.6, 1.1), a+2*math.Pi*(float64(i)+s.in(-.2, .2))/float64(n)))
			}
			s.fill(poly(p...), mottled(flat(s.any(stones...).light(s.near(0, .025))), vein, .13))
		}
	}
	s.windowLight()
}

// cement is one tile of flat forms in a quarter of it, turned four ways.
func (s *study) cement() {
	h, n, dust, half := s.shuffled(), s.count(3, 5), s.cloud(s.u*14, 5), math.Pi/2
	t := s.w / float64(n)
	q, mid := t/2, pt{t / 2, t / 2}
	arm := poly(pt{q, 0}, pt{q, q * s.in(.3, .5)}, pt{q * s.in(.55, .75), q * .12})
	forms := []shape{
		sector(pt{}, 0, q*s.in(.35, .5), 0, half), sector(mid, q*s.in(.5, .62), q*s.in(.7, .85), 2*half, 3*half),
		smooth(pt{q * .12, q * .12}, pt{q * .5, q * .2}, pt{q * .82, q * .82}, pt{q * .2, q * .5}),
		sector(mid, 0, q*s.in(.18, .4), 2*half, 3*half), arm.with(poly(arm.each(func(p pt) pt { return pt{p.y, p.x} })[0]...)),
	}
	s.r.Shuffle(5, func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
	s.fill(s.all(), mottled(flat(s.any(s.pal.ground, h[3].mix(s.pal.ground, .4))), dust, .1))
	for i, c := range []rgb{s.pal.darkest(), h[0], h[1], h[2]} {
		form := forms[i].with(forms[i].turn(mid, half), forms[i].turn(mid, 2*half), forms[i].turn(mid, 3*half))
		for j := range n * int(s.h/t+1) {
			x, y := t*float64(j%n), t*float64(j/n)
			s.wear = float32(s.in(.1, .35))
			s.blend(form.move(x, y), mottled(flat(c.light(s.near(0, .015))), dust, .07), .94, over)
			s.wear = 0
			s.blend(rect(x, y, t, 1).with(rect(x, y, 1, t)), flat(s.pal.deep), .2, over)
		}
	}
	s.windowLight()
}

// scallops are rows of glazed discs, each covering half of those above it.
func (s *study) scallops() {
	h, g, pool, r := s.shuffled(), s.pal.ground, s.cloud(s.u*5, 3), s.w/float64(2*s.count(3, 6))
	mix := []rgb{h[0], h[0], h[1], h[0].mix(g, .4), h[0].mix(s.pal.deep, .3), h[2]}[:s.count(2, 6)]
	for i, y := 0, s.h+r; y > -2*r; i, y = i+1, y-r {
		for x := -r * float64(i%2); x < s.w+r; x += 2 * r {
			c, sheen := s.any(mix...).light(s.near(0, .045)).turn(s.near(0, 4), 1), pt{x, y}.polar(r, s.in(0, 2*math.Pi))
			s.fill(disc(x, y, r), flat(g.light(-.03)))
			glaze := linear(sheen, pt{2*x - sheen.x, 2*y - sheen.y}, c.light(.035), c.light(-.05))
			s.fill(disc(x, y, r*.955).rough(s.r, r*.01, r*.3), mottled(glaze, pool, .16))
		}
	}
	s.windowLight()
}
