package eye

import "math"

// Contours are looked at once, in cells of 4x4 pixels with 16 directions. All
// blocks that look at contours add these up: over larger cells, over fewer
// directions, or with opposite directions taken for one.

const (
	cellsSide  = 32 // cells along a side of the square
	cellPixels = side / cellsSide
	directions = 16 // of the gradient, around the whole turn
)

// slopeOne is the unit of the strength of a gradient, of which a step from
// black to white has 4*255.
const slopeOne = 4

// votesOne is what a gradient of strength 1/slopeOne votes with; it shares
// that among the two directions around it.
const votesOne = angleSteps / directions

// A contour is the votes of gradients for each direction: the first is from
// left to right, the fifth downward.
type contour [directions]int32

// findContours fills s.cells and s.slope.
func (s *scratch) findContours() {
	clear(s.cells[:])
	for y := range side {
		cells := s.cells[y/cellPixels*cellsSide:][:cellsSide]
		slope := s.slope[y*side:][:side]
		at := (y+rim)*planeStride + rim
		for x := range slope {
			gx, gy := sobel(s.grey.pix[:], at+x, planeStride)
			slope[x] = cells[x/cellPixels].vote(gx, gy)
		}
	}
}

// sobel is the gradient at a place in rows that stand stride apart.
func sobel(pix []uint8, at, stride int) (gx, gy int32) {
	up, mid, down := pix[at-stride-1:][:3], pix[at-1:][:3], pix[at+stride-1:][:3]
	a, b, c := int32(up[0]), int32(up[1]), int32(up[2])
	d, f := int32(mid[0]), int32(mid[2])
	g, h, i := int32(down[0]), int32(down[1]), int32(down[2])
	return c + i - a - g + 2*(f-d), g + i - a - c + 2*(h-b)
}

// vote gives a gradient's votes to the cell and returns its strength.
func (c *contour) vote(gx, gy int32) int32 {
	squares := gx*gx + gy*gy
	if squares == 0 {
		return 0
	}
	strength := int32(math.Sqrt(float64(squares*slopeOne*slopeOne)) + .5)
	direction := angle(gx, gy)
	bin, part := direction/votesOne, direction%votesOne
	c[bin&(directions-1)] += strength * (votesOne - part)
	c[(bin+1)&(directions-1)] += strength * part
	return strength
}

// halfSide is the side of the square at half size.
const halfSide = side / 2

// halfRim is how far around the square at half size it is mirrored: as far as
// the window around a cell at the edge reaches.
const halfRim = (windowSide - halfSide/gaborCells) / 2

const halfStride = halfSide + 2*halfRim

// halve fills s.half, with its rim.
func (s *scratch) halve() {
	for y := range halfSide {
		a, b := s.grey.row(2*y), s.grey.row(2*y+1)
		row := s.half[(y+halfRim)*halfStride:][:halfStride]
		out := row[halfRim:][:halfSide]
		for x := range out {
			out[x] = uint8((uint32(a[2*x]) + uint32(a[2*x+1]) + uint32(b[2*x]) + uint32(b[2*x+1]) + 2) / 4)
		}
	}
	mirror(s.half[:], halfSide, halfRim)
}
