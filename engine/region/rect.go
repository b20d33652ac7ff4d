package region

import "fmt"

// One is the side of a picture in the units of a Rect. Halves and quarters are
// whole numbers of it, and a step is a sixtieth of a pixel.
const One = 1 << 15

// Rect is a part of an upright picture, from its upper left corner, in 1/One of
// the picture's width (X, W) and height (Y, H).
type Rect struct{ X, Y, W, H uint16 }

// Whole is all of a picture.
var Whole = Rect{W: One, H: One}

// tiles are the floor of parts that a picture has whatever stands out: the
// corners and the middle, of three quarters of the side and of half of it. The
// larger ones are what a cropped picture has kept, the smaller ones what is on a
// quarter of it.
var tiles = [...]Rect{
	{One / 8, One / 8, 3 * One / 4, 3 * One / 4},
	{0, 0, 3 * One / 4, 3 * One / 4},
	{One / 4, 0, 3 * One / 4, 3 * One / 4},
	{0, One / 4, 3 * One / 4, 3 * One / 4},
	{One / 4, One / 4, 3 * One / 4, 3 * One / 4},
	{One / 4, One / 4, One / 2, One / 2},
	{0, 0, One / 2, One / 2},
	{One / 2, 0, One / 2, One / 2},
	{0, One / 2, One / 2, One / 2},
	{One / 2, One / 2, One / 2, One / 2},
}

// RectOf is the rectangle of these fractions of the width and height. It is an
// error if they are not numbers, if nothing of the picture is in it, or if it
// is not within the picture.
func RectOf(x, y, w, h float64) (Rect, error) {
	// written so that what is not a number is refused too
	if !(x >= 0 && y >= 0 && w > 0 && h > 0 && x+w <= 1+slack && y+h <= 1+slack) {
		return Rect{}, fmt.Errorf("region %v,%v,%v,%v: want x,y,width,height as fractions of the picture, from 0 to 1, and within it", x, y, w, h)
	}
	x0, y0 := units(x), units(y)
	r := Rect{x0, y0, units(x+w) - x0, units(y+h) - y0}
	if r.W == 0 || r.H == 0 {
		return Rect{}, fmt.Errorf("region %v,%v,%v,%v: too small to see anything, want at least .001 of the picture a side", x, y, w, h)
	}
	return r, nil
}

// slack is what sums of rounded fractions may be above 1.
const slack = 1e-3

func units(v float64) uint16 { return uint16(float64(min(v, 1)*One) + .5) }

// Fractions are those that RectOf takes, rounded to four decimals.
func (r Rect) Fractions() (x, y, w, h float64) {
	return fraction(r.X), fraction(r.Y), fraction(r.W), fraction(r.H)
}

func fraction(v uint16) float64 { return float64((int(v)*10000+One/2)/One) / 10000 }

// Overlap is the area that two rectangles share as a part of the area that they
// cover together, in millionths: 1,000,000 for equal ones, 0 for apart or empty
// ones.
func Overlap(r, s Rect) uint32 {
	w := min(int(r.X)+int(r.W), int(s.X)+int(s.W)) - int(max(r.X, s.X))
	h := min(int(r.Y)+int(r.H), int(s.Y)+int(s.H)) - int(max(r.Y, s.Y))
	if w <= 0 || h <= 0 {
		return 0
	}
	both := int(r.W)*int(r.H) + int(s.W)*int(s.H) - w*h
	return uint32(w * h * million / both)
}

const million = 1_000_000

// inside tells whether a rectangle is not empty and within the picture.
func (r Rect) inside() bool {
	return r.W > 0 && r.H > 0 && int(r.X)+int(r.W) <= One && int(r.Y)+int(r.H) <= One
}

// clipped is what of a rectangle is inside, or the least there is at its place.
func (r Rect) clipped() Rect {
	r.X, r.Y = min(r.X, One-1), min(r.Y, One-1)
	r.W, r.H = max(1, min(r.W, One-r.X)), max(1, min(r.H, One-r.Y))
	return r
}
