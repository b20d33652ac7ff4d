package demo

import (
	"math"
	"math/rand/v2"
	"slices"
)

// pt is a point of the canvas in pixels, y downwards.
type pt struct{ x, y float64 }

func (p pt) plus(q pt) pt          { return pt{p.x + q.x, p.y + q.y} }
func (p pt) minus(q pt) pt         { return pt{p.x - q.x, p.y - q.y} }
func (p pt) times(k float64) pt    { return pt{p.x * k, p.y * k} }
func (p pt) to(q pt, t float64) pt { return pt{lerp(p.x, q.x, t), lerp(p.y, q.y, t)} }
func (p pt) length() float64       { return math.Hypot(p.x, p.y) }

// polar is the point r away from p in direction a (radians, clockwise from
// the right).
func (p pt) polar(r, a float64) pt {
	sin, cos := math.Sincos(a)
	return pt{p.x + r*cos, p.y + r*sin}
}

// shape is a set of closed outlines. Outlines that run clockwise on the
// screen are filled, overlaps count once, and outlines that run the other way
// cut holes.
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

// arc is a part of an ellipse around c from angle a to b, with a corner every
// five pixels or so, which looks round.
func arc(c pt, rx, ry, a, b float64) []pt {
	n := int(clamp(math.Abs(b-a)*(rx+ry)/10, 4, 160))
	p := make([]pt, n+1)
	for i := range p {
		sin, cos := math.Sincos(lerp(a, b, float64(i)/float64(n)))
		p[i] = pt{c.x + rx*cos, c.y + ry*sin}
	}
	return p
}

func oval(x, y, rx, ry float64) shape { return shape{arc(pt{x, y}, rx, ry, 0, 2*math.Pi)} }
func disc(x, y, r float64) shape      { return oval(x, y, r, r) }

// sector is a slice of a ring between radii r and R, from angle a to b.
func sector(c pt, r, R, a, b float64) shape {
	return poly(append(arc(c, R, R, a, b), arc(c, r, r, b, a)...)...)
}

// rounded is a rectangle with corners of radius r.
func rounded(x, y, w, h, r float64) shape {
	var p []pt
	for i, c := range [4]pt{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}} {
		p = append(p, arc(c, r, r, float64(i-1)*math.Pi/2, float64(i)*math.Pi/2)...)
	}
	return shape{p}
}

// curve draws a smooth line through the points (Catmull-Rom), eight pieces
// from each to the next; a closed one comes back to the first.
func curve(closed bool, p ...pt) (out []pt) {
	n, last := len(p), len(p)-1
	at := func(i int) pt { return p[min(max(i, 0), last)] }
	if closed {
		last, at = n, func(i int) pt { return p[(i+n)%n] }
	}
	for i := range 8*last + 1 {
		j, t := i/8, float64(i%8)/8
		a, b, c, d := at(j-1), at(j), at(j+1), at(j+2)
		out = append(out, pt{spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)})
	}
	return out
}

func spline(a, b, c, d, t float64) float64 {
	return b + t*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))/2
}

// smooth is the area inside a closed smooth line through the points.
func smooth(p ...pt) shape { return poly(curve(true, p...)...) }

// stroke is a brush drawn along a line: of one width, or from one to another.
func stroke(line []pt, w ...float64) shape {
	n := len(line)
	out := make([]pt, 2*n)
	for i, p := range line {
		d := line[min(i+1, n-1)].minus(line[max(i-1, 0)])
		k := lerp(w[0], w[len(w)-1], float64(i)/float64(max(n-1, 1))) / 2 / max(d.length(), 1e-6)
		off := pt{-d.y * k, d.x * k}
		out[i], out[2*n-1-i] = p.plus(off), p.minus(off)
	}
	return poly(out...)
}

// each gives the shape with every point moved by f, which turns nothing over.
func (s shape) each(f func(pt) pt) shape {
	out := make(shape, len(s))
	for i, line := range s {
		out[i] = make([]pt, len(line))
		for j, p := range line {
			out[i][j] = f(p)
		}
	}
	return out
}

func (s shape) move(dx, dy float64) shape { return s.each(pt{dx, dy}.plus) }

// turn turns around c by a radians; scale stretches away from c by positive
// factors.
func (s shape) turn(c pt, a float64) shape {
	sin, cos := math.Sincos(a)
	return s.each(func(p pt) pt {
		d := p.minus(c)
		return pt{c.x + d.x*cos - d.y*sin, c.y + d.x*sin + d.y*cos}
	})
}

func (s shape) scale(c pt, kx, ky float64) shape {
	return s.each(func(p pt) pt { return pt{c.x + (p.x-c.x)*kx, c.y + (p.y-c.y)*ky} })
}

func (s shape) with(t ...shape) shape { return slices.Concat(append([]shape{s}, t...)...) }

// less cuts the outlines of hole out of s; hole should lie inside s.
func (s shape) less(hole shape) shape {
	out := slices.Clone(s)
	for _, line := range hole {
		back := slices.Clone(line)
		slices.Reverse(back)
		out = append(out, back)
	}
	return out
}

// rough gives the outline the unsteadiness of a hand, amp pixels or less,
// changing every reach pixels.
func (s shape) rough(r *rand.Rand, amp, reach float64) shape {
	seed, fine := r.Uint32(), make(shape, len(s))
	for k, line := range s {
		for i, p := range line {
			q := line[(i+1)%len(line)]
			for t, n := 0., math.Ceil(q.minus(p).length()/reach*2); t < n; t++ {
				fine[k] = append(fine[k], p.to(q, t/n))
			}
		}
	}
	return fine.each(func(p pt) pt {
		x, y := p.x/reach, p.y/reach
		return pt{p.x + amp*(2*noise(seed, x, y)-1), p.y + amp*(2*noise(seed+1, x, y)-1)}
	})
}

// bounds is the box around the shape: its least and greatest x and y.
func (s shape) bounds() (lo, hi pt) {
	lo, hi = pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, line := range s {
		for _, p := range line {
			lo = pt{min(lo.x, p.x), min(lo.y, p.y)}
			hi = pt{max(hi.x, p.x), max(hi.y, p.y)}
		}
	}
	return lo, hi
}
