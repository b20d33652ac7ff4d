package eye

import (
	"errors"
	"fmt"
	"image"
	"sync"

	"akin/engine/oklab"
)

// scratch is what Measure works on, about a megabyte, kept between calls: what
// several blocks look at is made once. Each method fills the fields that its
// comment names.
type scratch struct {
	columns [MaxSide]uint64 // shrink
	rgb     [area * 3]uint8 // shrink: the square

	lab    [area]oklab.Lab // tint
	weight [area]uint32    // findGround: weightOne where all counts, less on the ground

	grey  plane                          // tint
	half  [halfStride * halfStride]uint8 // halve: half as large, with a rim
	slope [area]int32                    // findContours: strength of the gradient, in 1/slopeOne
	cells [cellsSide * cellsSide]contour // findContours

	ok      okScratch
	ground  groundScratch
	lbp     lbpScratch
	gabor   gaborScratch
	patches patchScratch
	vector  [RawDims]float32 // one block before it is stored
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Measure takes the raw blocks of a canonical picture: opaque, upright, with at
// least one pixel, any bounds and stride. Its alpha is not looked at. The
// result is a function of the pixels alone and takes about half as long as
// decoding a JPEG of 500x375 does; it allocates the result and, now and then, a
// megabyte to work on that later calls use again. It may be called from several
// goroutines.
func Measure(img *image.NRGBA) (*Raw, error) {
	if img.Rect.Empty() {
		return nil, errors.New("measuring a picture without pixels")
	}
	if img.Rect.Dx() > MaxSide || img.Rect.Dy() > MaxSide {
		return nil, fmt.Errorf("measuring a picture of %dx%d pixels: at most %d a side, bring it to its canonical form first",
			img.Rect.Dx(), img.Rect.Dy(), MaxSide)
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.shrink(img)
	s.tint()
	s.findGround()
	s.findContours()
	s.halve()
	r := new(Raw)
	s.colors(r)
	s.colorEdges(r)
	s.contours(r)
	s.waves(r)
	s.patterns(r)
	s.words(r)
	return r, nil
}

// tint makes s.lab and s.grey of s.rgb. Grey is luma (Rec. 601).
func (s *scratch) tint() {
	t := oklab.Tables()
	for y := range side {
		row := s.rgb[y*side*3:][:side*3]
		grey := s.grey.row(y)
		out := s.lab[y*side:][:side]
		for x := range out {
			r, g, b := row[3*x], row[3*x+1], row[3*x+2]
			out[x] = t.Lab(r, g, b)
			grey[x] = uint8((299*uint32(r) + 587*uint32(g) + 114*uint32(b) + 500) / 1000)
		}
	}
	mirror(s.grey.pix[:], side, rim)
}

// rim is how far around the square its grey is mirrored, so that what looks at
// neighbours needs not ask whether there are any.
const rim = 3

const planeStride = side + 2*rim

// plane is the square in grey, with its rim.
type plane struct {
	pix [planeStride * planeStride]uint8
}

// row gives the row from the pixel at x = 0 on.
func (p *plane) row(y int) []uint8 { return p.pix[(y+rim)*planeStride+rim:][:side] }

// mirror fills the rim around a square of side*side pixels: the edge stands
// between a pixel and its image.
func mirror(pix []uint8, side, rim int) {
	stride := side + 2*rim
	for y := range side {
		row := pix[(y+rim)*stride:][:stride]
		for i := range rim {
			row[rim-1-i] = row[rim+i]
			row[rim+side+i] = row[rim+side-1-i]
		}
	}
	line := func(y int) []uint8 { return pix[y*stride:][:stride] }
	for i := range rim {
		copy(line(rim-1-i), line(rim+i))
		copy(line(rim+side+i), line(rim+side-1-i))
	}
}
