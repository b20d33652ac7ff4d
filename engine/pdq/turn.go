package pdq

import "image"

// A Turn is one of the eight symmetries of a rectangle: what cameras and
// mirrors do to a picture as a whole. Turns go clockwise.
type Turn uint8

// The turns. Flipped90 is flipped left to right and then turned by 90°, which
// mirrors the picture at its rising diagonal; Flipped270 at the falling one.
const (
	None Turn = iota
	Turned90
	Turned180
	Turned270
	FlippedAcross // left to right
	FlippedDown   // top to bottom
	Flipped90
	Flipped270
	Turns // how many there are
)

// A symmetry takes x, y to their places: first it swaps the two, then it takes
// x to 1-x if across is 1, and y to 1-y if down is 1.
type symmetry struct {
	swap         bool
	across, down int
	name         string
}

var symmetries = [Turns]symmetry{
	None:          {false, 0, 0, ""},
	Turned90:      {true, 1, 0, "turned 90°"},
	Turned180:     {false, 1, 1, "turned 180°"},
	Turned270:     {true, 0, 1, "turned 270°"},
	FlippedAcross: {false, 1, 0, "flipped left to right"},
	FlippedDown:   {false, 0, 1, "flipped top to bottom"},
	Flipped90:     {true, 1, 1, "flipped and turned 90°"},
	Flipped270:    {true, 0, 0, "flipped and turned 270°"},
}

// String names the turn as something done to a picture; None is "".
func (t Turn) String() string { return symmetries[t].name }

// Swaps tells whether the turned picture is as wide as the picture was high.
func (t Turn) Swaps() bool { return symmetries[t].swap }

// Mirrors tells whether no turning alone does the same.
func (t Turn) Mirrors() bool { return t >= FlippedAcross }

// Inverse is the turn that takes a turned picture back.
func (t Turn) Inverse() Turn {
	switch t {
	case Turned90:
		return Turned270
	case Turned270:
		return Turned90
	}
	return t
}

// Point is where a place of the picture lies in the turned one, both in
// fractions of width and height.
func (t Turn) Point(x, y float64) (float64, float64) {
	s := symmetries[t]
	if s.swap {
		x, y = y, x
	}
	if s.across == 1 {
		x = 1 - x
	}
	if s.down == 1 {
		y = 1 - y
	}
	return x, y
}

// Apply returns the turned picture, as a copy whose bounds start at 0,0.
func (t Turn) Apply(img *image.NRGBA) *image.NRGBA {
	s := symmetries[t]
	w, h := img.Rect.Dx(), img.Rect.Dy()
	turnedW, turnedH := w, h
	if s.swap {
		turnedW, turnedH = h, w
	}
	dst := image.NewNRGBA(image.Rect(0, 0, turnedW, turnedH))
	for y := range h {
		src := img.Pix[img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y+y):]
		for x := range w {
			u, v := x, y
			if s.swap {
				u, v = y, x
			}
			u += s.across * (turnedW - 1 - 2*u)
			v += s.down * (turnedH - 1 - 2*v)
			copy(dst.Pix[v*dst.Stride+4*u:][:4], src[4*x:])
		}
	}
	return dst
}
