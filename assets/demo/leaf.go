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
func (s *study) houseplant(p pt, h float64, green rgb, against bool) {
	top := p.plus(pt{0, -h * .3})
	n := s.count(6, 10)
	for i := range n {
		a := -math.Pi/2 + (float64(i)/float64(n-1)-.5)*s.in(1.6, 2.4)
		c := green.light(s.near(0, .05))
		leaf, rib := leafShape(top, h*s.in(.5, .8), a, .22, .6, (a+math.Pi/2)*.5)
		if against {
			s.fill(leaf, flat(c))
			continue
		}
		s.fill(leaf, linear(top, rib[12], c.light(-.1), c.light(.05)))
		s.blend(stroke(rib[4:], s.u*.25), flat(c.light(.12)), .7, over)
	}
	if against {
		s.fill(stroke([]pt{top, p}, h*.34, h*.24), flat(green))
		return
	}
	pot := s.newPot("jar")
	pot.w, pot.h = h*.34, h*.31
	s.throw(pot, p)
}
