package demo

import (
	"math"
	"slices"
)

// pt is a point of the canvas in pixels, y downwards.
type pt struct{ x, y float64 }

func (p pt) plus(q pt) pt          { return pt{p.x + q.x, p.y + q.y} }
func (p pt) minus(q pt) pt         { return pt{p.x - q.x, p.y - q.y} }
func (p pt) to(q pt, t float64) pt { return pt{lerp(p.x, q.x, t), lerp(p.y, q.y, t)} }

// polar is the point r away from p in direction a, clockwise from the right.
func (p pt) polar(r, a float64) pt {
	sin, cos := math.Sincos(a)
	return pt{p.x + r*cos, p.y + r*sin}
}

// turned is p turned around c by a.
func (p pt) turned(c pt, a float64) pt {
	sin, cos := math.Sincos(a)
	d := p.minus(c)
	return pt{c.x + d.x*cos - d.y*sin, c.y + d.x*sin + d.y*cos}
}

// shape is a set of closed outlines. Those that run clockwise on the screen are
// filled, overlaps count once, and those that run the other way cut holes.
type shape [][]pt

// poly is the area inside the points, whichever way they run.
func poly(p ...pt) shape {
	area := 0.0
	for i, a := range p {
		b := p[(i+1)%len(p)]
		area += a.x*b.y - b.x*a.y
	}
	if area < 0 {
		p = slices.Clone(p)
		slices.Reverse(p)
	}
	return shape{p}
}

func rect(x, y, w, h float64) shape {
	return shape{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}}
}

// arc is a part of a circle from angle a to b, with a corner every five pixels.
func arc(c pt, r, a, b float64) (p []pt) {
	n := int(clamp(math.Abs(b-a)*r/5, 4, 160))
	for i := range n + 1 {
		p = append(p, c.polar(r, lerp(a, b, float64(i)/float64(n))))
	}
	return p
}

func disc(x, y, r float64) shape      { return shape{arc(pt{x, y}, r, 0, 2*math.Pi)} }
func oval(x, y, rx, ry float64) shape { return disc(x, y, rx).scale(pt{x, y}, 1, ry/rx) }

// sector is a slice of a ring between radii r and R, from angle a to b.
func sector(c pt, r, R, a, b float64) shape {
	return poly(append(arc(c, R, a, b), arc(c, r, b, a)...)...)
}

// curve draws a smooth line through the points, smooth the area inside a closed one.
func curve(p ...pt) []pt   { return catmullRom(slices.Concat(p[:1], p, p[len(p)-1:])) }
func smooth(p ...pt) shape { return poly(catmullRom(slices.Concat(p[len(p)-1:], p, p[:2]))...) }

// catmullRom draws a line of eight pieces between any two points but the outer ones.
func catmullRom(p []pt) (line []pt) {
	spline := func(a, b, c, d, t float64) float64 {
		return b + t*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))/2
	}
	for ; len(p) > 3; p = p[1:] {
		for t := 0.; t < 1; t += 1. / 8 {
			x, y := spline(p[0].x, p[1].x, p[2].x, p[3].x, t), spline(p[0].y, p[1].y, p[2].y, p[3].y, t)
			line = append(line, pt{x, y})
		}
	}
	return append(line, p[1])
}

// stroke is a brush drawn along a line: of one width, or from one to another.
func stroke(line []pt, w ...float64) shape {
	n := len(line)
	out := make([]pt, 2*n)
	for i, p := range line {
		d := line[min(i+1, n-1)].minus(line[max(i-1, 0)])
		k := lerp(w[0], w[len(w)-1], float64(i)/float64(max(n-1, 1))) / 2 / max(math.Hypot(d.x, d.y), 1e-6)
		off := pt{-d.y * k, d.x * k}
		out[i], out[2*n-1-i] = p.plus(off), p.minus(off)
	}
	return poly(out...)
}

// leafShape is a leaf from p, fat times as wide as long, most so at peak; and its rib.
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

// each gives the shape with every point moved by f.
func (s shape) each(f func(pt) pt) shape {
	out := make(shape, len(s))
	for i, line := range s {
		for _, p := range line {
			out[i] = append(out[i], f(p))
		}
	}
	return out
}

func (s shape) move(dx, dy float64) shape { return s.each(pt{dx, dy}.plus) }

// turn turns around c by a radians, scale stretches away from c.
func (s shape) turn(c pt, a float64) shape {
	return s.each(func(p pt) pt { return p.turned(c, a) })
}

func (s shape) scale(c pt, kx, ky float64) shape {
	return s.each(func(p pt) pt { return pt{c.x + (p.x-c.x)*kx, c.y + (p.y-c.y)*ky} })
}

// placed gives points around c, scaled by kx and ky and turned by a.
func placed(c pt, a, kx, ky float64, xy ...float64) (p []pt) {
	for i := 0; i < len(xy); i += 2 {
		p = append(p, pt{c.x + xy[i]*kx, c.y + xy[i+1]*ky}.turned(c, a))
	}
	return p
}

func (s shape) with(t ...shape) shape { return slices.Concat(append([]shape{s}, t...)...) }

// less cuts the outlines of hole out of s; hole should lie inside s.
func (s shape) less(hole shape) shape {
	for _, line := range hole {
		line = slices.Clone(line)
		slices.Reverse(line)
		s = append(slices.Clip(s), line)
	}
	return s
}

// bounds is the box around the shape: its least and greatest x and y.
func (s shape) bounds() (lo, hi pt) {
	lo, hi = pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, p := range slices.Concat(s...) {
		lo = pt{min(lo.x, p.x), min(lo.y, p.y)}
		hi = pt{max(hi.x, p.x), max(hi.y, p.y)}
	}
	return lo, hi
}
