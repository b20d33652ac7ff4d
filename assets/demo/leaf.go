package demo

import "math"

// leafShape is a leaf from p, l long in direction a, fat times as wide as long,
// widest at the place peak of its length; its rib comes with it.
func leafShape(p pt, l, a, fat, peak, bend float64) (blade shape, rib []pt) {
	side := make([]pt, 26)
	for i := range 13 {
		t := float64(i) / 12
		o, n := p.polar(l*t, a+bend*t), a+bend*t*2+math.Pi/2
		w := l * fat * math.Pow(math.Sin(math.Pi*math.Pow(t, math.Log(.5)/math.Log(peak))), .8) / 2
		side[i], side[25-i], rib = o.polar(w, n), o.polar(-w, n), append(rib, o)
	}
	return poly(side...), rib
}

// heading is the direction of a line at its i-th point.
func heading(line []pt, i int) float64 {
	d := line[min(i+1, len(line)-1)].minus(line[max(i-1, 0)])
	return math.Atan2(d.y, d.x)
}

// houseplant is h high in a pot on p; flat ones stand against the light.
func (s *study) houseplant(p pt, h float64, leaf rgb, against bool) {
	top := p.plus(pt{0, -h * .3})
	n := s.count(6, 10)
	for i := range n {
		a := -math.Pi/2 + (float64(i)/float64(n-1)-.5)*s.in(1.6, 2.4)
		tip := top.polar(h*s.in(.45, .75), a)
		line := curve(false, top, top.polar(h*.35, a*.6-math.Pi*.2), tip, tip.plus(pt{(tip.x - top.x) * .3, h * .06}))
		c := leaf.light(s.near(0, .05))
		if against {
			s.fill(stroke(line, swell(h*.13)), flat(leaf))
			continue
		}
		s.fill(stroke(line, swell(h*.13)), linear(top, tip, c.light(-.1), c.light(.05)))
		s.blend(stroke([]pt{top.to(tip, .35), tip}, even(s.u*.25)), flat(c.light(.12)), .7, over)
	}
	if against {
		s.fill(poly(pt{p.x - h*.17, top.y}, pt{p.x + h*.17, top.y}, pt{p.x + h*.12, p.y + 1}, pt{p.x - h*.12, p.y + 1}), flat(leaf))
		return
	}
	pot := s.newPot("jar")
	pot.w, pot.h = h*.34, h*.31
	s.throw(pot, p)
}
