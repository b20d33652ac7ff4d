package eye

import (
	"encoding/binary"
	"image"
)

// side is the side, in pixels, of the square that everything is measured on.
// Proportions are lost on purpose: the same scene in portrait and landscape
// stays alike.
const side = 128

const area = side * side

// MaxSide is the longest side, in pixels, of a picture that Measure takes;
// the sums below fit their bits up to there. Canonical pictures have half.
const MaxSide = 1024

// A span is the part of a row of pixels that falls into one cell of the
// square: pixels first to last, the outer ones in part. Lengths are in units in
// which a pixel is side long and a cell as long as the row has pixels, so that
// every length is a whole number.
type span struct {
	first, last         int
	firstPart, lastPart uint64 // lastPart is 0 where first is last
}

// spansOf cuts n pixels into the cells of the square.
func spansOf(n int, spans *[side]span) {
	for i := range spans {
		lo, hi := i*n, (i+1)*n
		s := span{first: lo / side, last: (hi - 1) / side}
		if s.first == s.last {
			s.firstPart = uint64(hi - lo)
		} else {
			s.firstPart, s.lastPart = uint64((s.first+1)*side-lo), uint64(hi-s.last*side)
		}
		spans[i] = s
	}
}

// shrink writes the square of an opaque picture to s.rgb: each pixel of it is
// the mean of the area it covers, rounded. A picture enlarged by a whole factor
// without smoothing gives the same square.
//
// Red, green and blue are summed at once, in 21 bits each of 64. The greatest
// sum of a column is 255*MaxSide, and seven of these stay below 2^21; more are
// never added before they are taken apart, as a cell of 8 pixels has at most
// seven between its first and its last.
func (s *scratch) shrink(img *image.NRGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var columns, rows [side]span
	spansOf(w, &columns)
	spansOf(h, &rows)
	sums := s.columns[:w]
	whole := uint64(w) * uint64(h)
	for i, r := range rows {
		clear(sums)
		for y := r.first; y <= r.last; y++ {
			part := uint64(side)
			switch y {
			case r.first:
				part = r.firstPart
			case r.last:
				part = r.lastPart
			}
			addRow(sums, img.Pix[y*img.Stride:], part)
		}
		out := s.rgb[i*side*3:][:side*3]
		for _, c := range columns {
			red, green, blue := c.sum(sums)
			out[0] = uint8((red + whole/2) / whole)
			out[1] = uint8((green + whole/2) / whole)
			out[2] = uint8((blue + whole/2) / whole)
			out = out[3:]
		}
	}
}

// Each colour has lane bits of a sum.
const lane = 21

// addRow adds part of each pixel of a row to the sum of its column.
func addRow(sums []uint64, pix []byte, part uint64) {
	pix = pix[:4*len(sums)]
	for x := range sums {
		p := uint64(binary.LittleEndian.Uint32(pix[4*x : 4*x+4]))
		sums[x] += (p&0xff | p&0xff00<<(lane-8) | p&0xff0000<<(2*lane-16)) * part
	}
}

// sum adds up the columns of a span.
func (c *span) sum(columns []uint64) (red, green, blue uint64) {
	const mask = 1<<lane - 1
	p, f := columns[c.first], c.firstPart
	red, green, blue = p&mask*f, p>>lane&mask*f, p>>(2*lane)*f
	if c.last == c.first {
		return red, green, blue
	}
	middle := uint64(0)
	for _, v := range columns[c.first+1 : c.last] {
		middle += v
	}
	z, l := columns[c.last], c.lastPart
	red += middle&mask*side + z&mask*l
	green += middle>>lane&mask*side + z>>lane&mask*l
	blue += middle>>(2*lane)*side + z>>(2*lane)*l
	return red, green, blue
}
