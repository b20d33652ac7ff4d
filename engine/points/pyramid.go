package points

import (
	"image"
	"sync"
)

// A level is the frame in one size. Sizes fall by the root of two: one chain of
// halvings starts at the frame, another at the frame divided by the root of two.
type level struct {
	w, h   int
	unit   int      // of a pixel of the level, in 1/4096 of a pixel of the frame
	raw    []uint16 // greys in sixteenths, row by row
	smooth []uint16 // the same after a binomial filter of five
	det    []int32  // how much of a blob each pixel is
}

const (
	maxLevels = 8
	// minSide is the shortest side of a level: surroundings of a point just fit
	minSide = 20
	greyOne = 16
	unitOne = 4096
)

// place is a coordinate of the frame in sixteenths of a pixel for one of the
// level, of which 8 is the middle of its first pixel.
func (l *level) place(x16 int) uint16 {
	return uint16((x16*l.unit + unitOne/2) / unitOne)
}

// scratch is what one picture's points are found in. It is kept, as it is a
// megabyte.
type scratch struct {
	levels     []level
	store      [maxLevels]level
	grey, sums []uint32
	rows       []uint16
	found      []corner
	kept       []corner
	patch      patch
}

var workspace = sync.Pool{New: func() any { return new(scratch) }}

// resized is a slice of n elements with the room of s, of no known content.
func resized[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// frame makes the first level: luma, each pixel the mean of the area it covers.
func (s *scratch) frame(img *image.NRGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	fw, fh := fit(w, h)
	l := s.level(0, fw, fh)
	l.unit = unitOne
	s.grey = resized(s.grey, w*h)
	for y := range h {
		pix := img.Pix[y*img.Stride:][:4*w]
		out := s.grey[y*w:][:w]
		for x := range out {
			p := pix[4*x : 4*x+4 : 4*x+4]
			// luma of BT.601 in 256 parts
			out[x] = (77*uint32(p[0]) + 150*uint32(p[1]) + 29*uint32(p[2]) + 8) / greyOne
		}
	}
	s.shrink(l.raw, fw, fh, s.grey, w, h)
}

// fit is the size of the frame.
func fit(w, h int) (int, int) {
	long := max(w, h)
	if long <= FrameSide {
		return w, h
	}
	return max(1, (w*FrameSide+long/2)/long), max(1, (h*FrameSide+long/2)/long)
}

func (s *scratch) level(i, w, h int) *level {
	l := &s.store[i]
	l.w, l.h = w, h
	l.raw = resized(l.raw, w*h)
	l.smooth = resized(l.smooth, w*h)
	l.det = resized(l.det, w*h)
	s.levels = s.store[:i+1]
	return l
}

// shrink takes means over areas: dst is no larger than src in either direction.
func (s *scratch) shrink(dst []uint16, dw, dh int, src []uint32, w, h int) {
	s.sums = resized(s.sums, w)
	for y := range dh {
		clear(s.sums)
		top, bottom := y*h, (y+1)*h // in units of 1/dh of a pixel
		for sy := top / dh; sy*dh < bottom; sy++ {
			part := uint32(min(bottom, (sy+1)*dh) - max(top, sy*dh))
			for x, v := range src[sy*w:][:w] {
				s.sums[x] += v * part
			}
		}
		shrinkRow(dst[y*dw:][:dw], s.sums, h)
	}
}

// shrinkRow takes means along sums of columns, each of weight h.
func shrinkRow(dst []uint16, sums []uint32, h int) {
	w, dw := len(sums), len(dst)
	// greys are in sixteenths of 256; columns are taken to sixteenths first so
	// that the sums fit
	whole := uint64(w) * uint64(h)
	scale := uint64(1<<40) / whole
	for x := range dst {
		left, right := x*w, (x+1)*w
		sum := uint64(0)
		for sx := left / dw; sx*dw < right; sx++ {
			sum += uint64(sums[sx]) * uint64(min(right, (sx+1)*dw)-max(left, sx*dw))
		}
		dst[x] = uint16((sum*scale + 1<<39) >> 40)
	}
}

// pyramid fills the levels after the first, and what follows from each.
func (s *scratch) pyramid() {
	w, h := s.levels[0].w, s.levels[0].h
	n := 1
	for ; n < maxLevels; n++ {
		if n == 1 {
			// 181/256 is the root of a half
			w, h = (w*181+128)/256, (h*181+128)/256
		} else {
			w, h = s.store[n-2].w/2, s.store[n-2].h/2
		}
		if min(w, h) < minSide {
			break
		}
		l := s.level(n, w, h)
		if n > 1 {
			l.unit = 2 * s.store[n-2].unit
			l.halve(&s.store[n-2])
			continue
		}
		first := &s.store[0]
		l.unit = (first.w*unitOne + w/2) / w
		s.grey = resized(s.grey, len(first.raw))
		for i, v := range first.raw {
			s.grey[i] = uint32(v)
		}
		s.shrink(l.raw, w, h, s.grey, first.w, first.h)
	}
	for i := range s.levels {
		s.soften(&s.levels[i])
	}
}

// halve makes a level of one twice as large by weights 1 3 3 1 in both
// directions.
func (l *level) halve(from *level) {
	w := from.w
	for y := range l.h {
		a := from.raw[max(2*y-1, 0)*w:][:w]
		b := from.raw[2*y*w:][:w]
		c := from.raw[(2*y+1)*w:][:w]
		d := from.raw[min(2*y+2, from.h-1)*w:][:w]
		column := func(x int) uint32 {
			return uint32(a[x]) + 3*(uint32(b[x])+uint32(c[x])) + uint32(d[x])
		}
		out := l.raw[y*l.w:][:l.w]
		before, left := column(0), column(0)
		for x := range out {
			right := column(2*x + 1)
			after := column(min(2*x+2, w-1))
			out[x] = uint16((before + 3*(left+right) + after + 32) >> 6)
			before, left = right, after
		}
	}
}

// soften fills l.smooth by weights 1 4 6 4 1 in both directions, of which
// sixteen greys of sixteenths just fit 16 bits.
func (s *scratch) soften(l *level) {
	w, h := l.w, l.h
	s.rows = resized(s.rows, w*h)
	for y := range h {
		row, out := l.raw[y*w:][:w], s.rows[y*w:][:w]
		at := func(x int) uint16 { return row[min(max(x, 0), w-1)] }
		for x := range out {
			if x < 2 || x >= w-2 {
				out[x] = at(x-2) + at(x+2) + 4*(at(x-1)+at(x+1)) + 6*at(x)
				continue
			}
			r := row[x-2 : x+3 : x+3]
			out[x] = r[0] + r[4] + 4*(r[1]+r[3]) + 6*r[2]
		}
	}
	for y := range h {
		at := func(y int) []uint16 { return s.rows[min(max(y, 0), h-1)*w:][:w] }
		a, b, c, d, e := at(y-2), at(y-1), at(y), at(y+1), at(y+2)
		out := l.smooth[y*w:][:w]
		for x := range out {
			sum := uint32(a[x]) + uint32(e[x]) + 4*(uint32(b[x])+uint32(d[x])) + 6*uint32(c[x])
			out[x] = uint16((sum + 128) >> 8)
		}
	}
}
