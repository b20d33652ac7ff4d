package eye

import "image"

// side is the side, in pixels, of the square that everything is measured on.
// Proportions are lost on purpose: the same scene in portrait and landscape
// stays alike. With 96 the shape blocks lose, with 160 nothing gains and all
// takes half as long again.
const side = 128

const area = side * side

// A span is the part of a row of pixels that falls into one cell of the
// square: pixels first to last, the outer ones in part. Lengths are in units in
// which a pixel is side long and a cell as long as the row has pixels, so that
// every length is a whole number.
type span struct {
	first, last         int32
	firstPart, lastPart uint32 // lastPart is 0 where first is last
}

// spansOf cuts n pixels into the cells of the square.
func spansOf(n int, spans *[side]span) {
	for i := range spans {
		lo, hi := i*n, (i+1)*n
		first, last := lo/side, (hi-1)/side
		s := span{first: int32(first), last: int32(last)}
		if first == last {
			s.firstPart = uint32(hi - lo)
		} else {
			s.firstPart, s.lastPart = uint32((first+1)*side-lo), uint32(hi-last*side)
		}
		spans[i] = s
	}
}

// shrink writes the square of an opaque picture of any size to s.rgb: each
// pixel of it is the mean of the area it covers, rounded. A picture enlarged by
// a whole factor without smoothing gives the same square.
func (s *scratch) shrink(img *image.NRGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var columns, rows [side]span
	spansOf(w, &columns)
	spansOf(h, &rows)
	row := func(y int32) {
		at := int(y) * img.Stride
		shrinkRow(img.Pix[at:at+4*w], &columns, &s.row)
	}
	known := int32(-1)
	half := uint64(w) * uint64(h) / 2
	for i, r := range rows {
		clear(s.sum[:])
		for y := r.first; y <= r.last; y++ {
			if y != known { // the last row of a cell is often the first of the next
				row(y)
				known = y
			}
			part := uint64(side)
			switch y {
			case r.first:
				part = uint64(r.firstPart)
			case r.last:
				part = uint64(r.lastPart)
			}
			for j, v := range s.row {
				s.sum[j] += part * uint64(v)
			}
		}
		out := s.rgb[i*side*3:][:side*3]
		whole := uint64(w) * uint64(h)
		for j, v := range s.sum {
			out[j] = uint8((v + half) / whole)
		}
	}
}

// shrinkRow sums a row of NRGBA pixels into cells of red, green and blue.
func shrinkRow(pix []byte, columns *[side]span, out *[side * 3]uint32) {
	for i := range columns {
		c := &columns[i]
		p := pix[4*c.first : 4*c.last+4 : 4*c.last+4]
		r, g, b := c.firstPart*uint32(p[0]), c.firstPart*uint32(p[1]), c.firstPart*uint32(p[2])
		if len(p) > 4 {
			var mr, mg, mb uint32
			q := p[4 : len(p)-4]
			for len(q) >= 4 {
				mr += uint32(q[0])
				mg += uint32(q[1])
				mb += uint32(q[2])
				q = q[4:]
			}
			z := p[len(p)-4:]
			r += side*mr + c.lastPart*uint32(z[0])
			g += side*mg + c.lastPart*uint32(z[1])
			b += side*mb + c.lastPart*uint32(z[2])
		}
		out[3*i], out[3*i+1], out[3*i+2] = r, g, b
	}
}
