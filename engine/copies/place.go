package copies

import (
	"math"

	"akin/engine/pdq"
	"akin/engine/points"
)

// A placing says how one picture lies on another: it takes places of the one to
// places of the other, both in fractions of width and height, by
// x to [0]x+[1]y+[2] and y to [3]x+[4]y+[5].
type placing [6]float64

func (p *placing) apply(x, y float64) (float64, float64) {
	return float64(p[0]*x) + float64(p[1]*y) + p[2], float64(p[3]*x) + float64(p[4]*y) + p[5]
}

func (p *placing) determinant() float64 { return float64(p[0]*p[4]) - float64(p[1]*p[3]) }

// inverse is the way back; the determinant must not be 0.
func (p *placing) inverse() placing {
	d := p.determinant()
	q := placing{p[4] / d, -p[1] / d, 0, -p[3] / d, p[0] / d, 0}
	q[2] = -(float64(q[0]*p[2]) + float64(q[1]*p[5]))
	q[5] = -(float64(q[3]*p[2]) + float64(q[4]*p[5]))
	return q
}

// after is first q and then p.
func (p *placing) after(q *placing) placing {
	x0, y0 := q.apply(0, 0)
	return placing{
		float64(p[0]*q[0]) + float64(p[1]*q[3]), float64(p[0]*q[1]) + float64(p[1]*q[4]), float64(p[0]*x0) + float64(p[1]*y0) + p[2],
		float64(p[3]*q[0]) + float64(p[4]*q[3]), float64(p[3]*q[1]) + float64(p[4]*q[4]), float64(p[3]*x0) + float64(p[4]*y0) + p[5],
	}
}

// through is the placing of an affine map, by where it takes three corners.
func through(f func(x, y float64) (float64, float64)) placing {
	x0, y0 := f(0, 0)
	x1, y1 := f(1, 0)
	x2, y2 := f(0, 1)
	return placing{x1 - x0, x2 - x0, x0, y1 - y0, y2 - y0, y0}
}

// near tells whether two placings take all places to within a tenth.
func (p placing) near(q *placing) bool {
	for _, c := range [4]corner{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		x, y := p.apply(c[0], c[1])
		u, v := q.apply(c[0], c[1])
		if abs(x-u) > .1 || abs(y-v) > .1 {
			return false
		}
	}
	return true
}

func ofTurn(t pdq.Turn) placing         { return through(t.Point) }
func ofMotion(m *points.Motion) placing { return through(m.Map) }

// sane tells whether a placing is one that copying makes: it does not turn a
// picture into a line or a point, nor leaves less than a tenth of either.
func (p *placing) sane() bool {
	d := math.Abs(p.determinant())
	return d > 1./16 && d < 16 // also false for what is no number
}

// A corner is a place in fractions.
type corner [2]float64

// overlap is what of the unit square the placed unit square covers, as a convex
// polygon in the frame that p leads to; nil if there is nothing.
func (p *placing) overlap() []corner {
	shape := make([]corner, 0, 8)
	for _, c := range [4]corner{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		x, y := p.apply(c[0], c[1])
		shape = append(shape, corner{x, y})
	}
	for axis := range 2 {
		shape = clip(shape, axis, 0, 1)
		shape = clip(shape, axis, 1, -1)
	}
	return shape
}

// clip keeps what lies on one side of a line (Sutherland and Hodgman, 1974).
func clip(shape []corner, axis int, at, sign float64) []corner {
	var kept []corner
	for i, c := range shape {
		prev := shape[(i+len(shape)-1)%len(shape)]
		dc, dp := (c[axis]-at)*sign, (prev[axis]-at)*sign
		if (dc >= 0) != (dp >= 0) {
			t := dp / (dp - dc)
			kept = append(kept, corner{prev[0] + float64(t*(c[0]-prev[0])), prev[1] + float64(t*(c[1]-prev[1]))})
		}
		if dc >= 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// area of a polygon.
func area(shape []corner) float64 {
	twice := 0.0
	for i, c := range shape {
		d := shape[(i+1)%len(shape)]
		twice += float64(c[0]*d[1]) - float64(d[0]*c[1])
	}
	return math.Abs(twice) / 2
}

// A Rect is a part of a picture, in fractions of its width and height.
type Rect struct{ Left, Top, Right, Bottom float64 }

// around is the smallest rectangle around a polygon that is not empty.
func around(shape []corner) Rect {
	r := Rect{1, 1, 0, 0}
	for _, c := range shape {
		r.Left, r.Right = min(r.Left, c[0]), max(r.Right, c[0])
		r.Top, r.Bottom = min(r.Top, c[1]), max(r.Bottom, c[1])
	}
	return r
}
