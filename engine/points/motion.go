package points

import "math"

// A Motion takes places of one picture to places of another: an affine map near
// to a similarity. Places are fractions of a picture's width and height, 0,0
// its left upper corner. The zero Motion is of no use.
type Motion struct {
	// Flipped tells that the first picture is flipped left to right first.
	Flipped bool
	// Support is how many points agree, of those that are the same thing one.
	Support int

	from, to [2]float64 // sides of the frames in pixels
	m        affine     // from frame to frame, flip included
}

// Map takes a place of the first picture to the second. It may lie outside of 0
// to 1, where the second picture does not show it.
func (m Motion) Map(x, y float64) (float64, float64) {
	u, v := m.m.apply(float64(x*m.from[0]), float64(y*m.from[1]))
	return u / m.to[0], v / m.to[1]
}

// Inverse takes places of the second picture to the first.
func (m Motion) Inverse() Motion {
	m.from, m.to = m.to, m.from
	m.m = m.m.inverse()
	return m
}

// Scale is how many times larger things are in the second picture's frame than
// in the first's: the root of the ratio of areas.
func (m Motion) Scale() float64 { return math.Sqrt(math.Abs(m.m.determinant())) }

// Turn is by how much things are turned clockwise, in degrees of -180 to 180;
// of a flipped picture after it was flipped left to right.
func (m Motion) Turn() float64 {
	a := m.m
	if m.Flipped {
		a[0], a[3] = -a[0], -a[3]
	}
	// the turn of the similarity that is nearest
	return degrees(a[0]+a[4], a[3]-a[1])
}

// Cover is the rectangle of the second picture, in fractions left, top, right
// and bottom, within which the first lies; it is cut to 0 to 1. Of a turned
// picture it is the rectangle around its corners.
func (m Motion) Cover() (left, top, right, bottom float64) {
	left, top = 1, 1
	for _, corner := range [4][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		x, y := m.Map(corner[0], corner[1])
		left, right = min(left, x), max(right, x)
		top, bottom = min(top, y), max(bottom, y)
	}
	return max(left, 0), max(top, 0), min(right, 1), min(bottom, 1)
}

// degrees is the angle of a vector. It is made without the arc tangent of the
// library, which is not the same on every processor.
func degrees(x, y float64) float64 {
	ax, ay := math.Abs(x), math.Abs(y)
	if ax == 0 && ay == 0 {
		return 0
	}
	a := arcOf(min(ax, ay)/max(ax, ay)) * 180 / math.Pi
	if ay > ax {
		a = 90 - a
	}
	if x < 0 {
		a = 180 - a
	}
	if y < 0 {
		a = -a
	}
	return a
}

// affine is a map of the plane: x to [0]x+[1]y+[2], y to [3]x+[4]y+[5].
type affine [6]float64

func (a *affine) apply(x, y float64) (float64, float64) {
	return float64(a[0]*x) + float64(a[1]*y) + a[2], float64(a[3]*x) + float64(a[4]*y) + a[5]
}

func (a *affine) determinant() float64 { return float64(a[0]*a[4]) - float64(a[1]*a[3]) }

func (a *affine) inverse() affine {
	d := a.determinant()
	i := affine{a[4] / d, -a[1] / d, 0, -a[3] / d, a[0] / d, 0}
	i[2] = -(float64(i[0]*a[2]) + float64(i[1]*a[5]))
	i[5] = -(float64(i[3]*a[2]) + float64(i[4]*a[5]))
	return i
}

// stretch is how much more a map enlarges in one direction than in the other,
// at least 1.
func (a *affine) stretch() float64 {
	// the singular values are p+q and |p-q|
	sum := func(x, y float64) float64 { return math.Sqrt(float64(x*x)+float64(y*y)) / 2 }
	p, q := sum(a[0]+a[4], a[3]-a[1]), sum(a[0]-a[4], a[3]+a[1])
	return (p + q) / max(math.Abs(p-q), 1e-9)
}
