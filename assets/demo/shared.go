package demo

import (
	"cmp"
	"math"
	"slices"
)

// relief lights the canvas as if it rose and fell like f: what faces the upper
// left gets brighter by k for each unit the field climbs over two of its steps.
func (s *study) relief(f *field, k float64) {
	e := float64(f.every)
	at := func(x, y float64) float64 { return float64(f.at(float32(clamp(x, 0, s.w)), float32(clamp(y, 0, s.h)))) }
	slope := newField(s.nx, s.ny, f.every, func(x, y float64) float64 { return 1 + k*(at(x+e, y+e)-at(x-e, y-e)) })
	s.blend(s.all(), func(x, y float32) rgb { t := slope.at(x, y); return rgb{t, t, t} }, 1, multiply)
}

// inside is the unit that x lies in, and how far x is from its middle: 0 to 1.
func inside(x float64) (int, float64) {
	n := math.Floor(x)
	return int(n), math.Abs(x-n-.5) * 2
}

// placed gives points around c, scaled by kx and ky and turned by a.
func placed(c pt, a, kx, ky float64, xy ...float64) (p []pt) {
	for i := 0; i < len(xy); i += 2 {
		p = append(p, pt{c.x + xy[i]*kx, c.y + xy[i+1]*ky})
	}
	return shape{p}.turn(c, a)[0]
}

// spread calls f for n places across, off a grid by jitter of a cell, lowest first.
func (s *study) spread(n int, jitter float64, f func(c pt, cell float64)) {
	cell, rows := s.w/float64(n), int(s.h/s.w*float64(n)+.5)
	for i := n*rows - 1; i >= 0; i-- {
		f(pt{s.place(i%n, n, 0, s.w, jitter), s.place(i/n, rows, 0, s.h, jitter)}, cell)
	}
}

// apart is the one of a few colours drawn by lot that stands out most.
func (s *study) apart(from rgb) rgb {
	l, a, b := from.lab()
	far := func(c rgb) float64 { m, d, e := c.lab(); return math.Abs(l-m) + math.Hypot(a-d, b-e) }
	few := []rgb{s.hue(), s.hue(), s.hue(), s.any(s.pal.ground, s.pal.deep, s.hue(), s.hue())}
	return slices.MaxFunc(few, func(c, d rgb) int { return cmp.Compare(far(c), far(d)) })
}

// coolest is the bluest hue of the palette.
func (p palette) coolest() rgb {
	return slices.MinFunc(p.hues[:], func(c, d rgb) int { return cmp.Compare(c.r-c.b, d.r-d.b) })
}
