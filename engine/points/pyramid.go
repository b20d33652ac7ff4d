package points

import (
	"image"
	"sync"
)

// A level is the picture in one size. Sizes fall by the root of two: one chain
// of halvings starts at the picture, another at it divided by the root of two.
type level struct {
	w, h   int
	unit   int      // of a pixel of the level, in 1/4096 of a pixel of the frame
	raw    []uint16 // greys in sixteenths, row by row
	smooth []uint16 // the same after a binomial filter of five
	det    []int32  // how much of a blob each pixel is

	// smooth and det share memory with those of other levels: they are there
	// while corners are looked for in this one
}

const (
	maxLevels = 9
	// finestSide is the longest side of a level in which points are looked for.
	// In larger ones they would be of what a copy half as large has not, and
	// finding them takes twice as long.
	finestSide = 384
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
	levels    []level
	first     int // the first level in which points are looked for
	store     [maxLevels]level
	taps      []tap
	sums      []uint32
	smooth    []uint16
	det       []int32
	rows      [5][FrameSide]uint16 // filtered along, the last five
	found     []corner
	strengths [grades]int
	away      []int
	order     []int
	patch     patch
}

var workspace = sync.Pool{New: func() any { return new(scratch) }}

// resized is a slice of n elements with the room of s, of no known content.
func resized[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

func (s *scratch) level(i, w, h int) *level {
	l := &s.store[i]
	l.w, l.h = w, h
	l.raw = resized(l.raw, w*h)
	s.levels = s.store[:i+1]
	return l
}

// frame makes the first level, of luma.
func (s *scratch) frame(img *image.NRGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	l := s.level(0, w, h)
	l.unit = unitOne
	for y := range h {
		pix := img.Pix[y*img.Stride:][:4*w]
		out := l.raw[y*w:][:w]
		for x := range out {
			p := pix[4*x : 4*x+4 : 4*x+4]
			// luma of BT.601 in 256 parts, to sixteenths
			out[x] = uint16((77*uint32(p[0]) + 150*uint32(p[1]) + 29*uint32(p[2]) + 8) / greyOne)
		}
	}
}

// pyramid fills the levels after the first.
func (s *scratch) pyramid() {
	s.first = 0
	if max(s.levels[0].w, s.levels[0].h) > finestSide {
		s.first = 1
	}
	for n := 1; n < maxLevels; n++ {
		before := &s.store[max(n-2, 0)]
		w, h := before.w/2, before.h/2
		if n == 1 {
			// 181/256 is the root of a half
			w, h = (before.w*181+128)/256, (before.h*181+128)/256
		}
		if min(w, h) < minSide {
			break
		}
		l := s.level(n, w, h)
		if n == 1 {
			s.shrink(l, before)
		} else {
			l.halve(before)
		}
	}
}

// A tap is where in a row three pixels begin, and their weights.
type tap struct {
	at      int
	weights [3]uint32
}

// tapsOf cuts n pixels into to parts, each over at most three: to is n divided
// by the root of two. Weights are in 4096ths and exact enough for greys.
func (s *scratch) tapsOf(n, to int) []tap {
	s.taps = resized(s.taps, to)
	for i := range s.taps {
		left, right := i*n, (i+1)*n // in units of 1/to of a pixel
		t := tap{at: min(left/to, max(n-3, 0))}
		rest := uint32(4096)
		for k := range t.weights {
			x := t.at + k
			part := max(min(right, (x+1)*to)-max(left, x*to), 0)
			t.weights[k] = uint32((part*4096 + n/2) / n)
			rest -= t.weights[k]
		}
		t.weights[1] += rest
		s.taps[i] = t
	}
	return s.taps
}

// shrink makes a level of one larger by the root of two, each pixel the mean of
// the area it covers.
func (s *scratch) shrink(l, from *level) {
	l.unit = (from.w*unitOne + l.w/2) / l.w
	w := from.w
	s.sums = resized(s.sums, l.w*from.h)
	taps := s.tapsOf(w, l.w)
	for y := range from.h {
		row, out := from.raw[y*w:][:w], s.sums[y*l.w:][:l.w]
		for x := range taps {
			t := &taps[x]
			r := row[t.at : t.at+3 : t.at+3]
			out[x] = (uint32(r[0])*t.weights[0] + uint32(r[1])*t.weights[1] + uint32(r[2])*t.weights[2]) >> 8
		}
	}
	for y, t := range s.tapsOf(from.h, l.h) {
		a, b, c := s.sums[t.at*l.w:][:l.w], s.sums[(t.at+1)*l.w:][:l.w], s.sums[(t.at+2)*l.w:][:l.w]
		out := l.raw[y*l.w:][:l.w]
		for x := range out {
			out[x] = uint16((a[x]*t.weights[0] + b[x]*t.weights[1] + c[x]*t.weights[2] + 1<<15) >> 16)
		}
	}
}

// halve makes a level of one twice as large by weights 1 3 3 1 in both
// directions.
func (l *level) halve(from *level) {
	l.unit = 2 * from.unit
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

// soften fills l.smooth by weights 1 4 6 4 1 in both directions. What is beyond
// an edge is as the edge.
func (s *scratch) soften(l *level) {
	w, h := l.w, l.h
	s.smooth = resized(s.smooth, w*h)
	l.smooth = s.smooth
	row := func(y int) []uint16 { return s.rows[min(max(y, 0), h-1)%5][:w] }
	for y := range min(2, h) {
		softenRow(row(y), l.raw[y*w:][:w])
	}
	for y := range h {
		if y+2 < h {
			softenRow(row(y+2), l.raw[(y+2)*w:][:w])
		}
		a, b, c, d, e := row(y-2), row(y-1), row(y), row(y+1), row(y+2)
		out := l.smooth[y*w:][:w]
		for x := range out {
			sum := uint32(a[x]) + uint32(e[x]) + 4*(uint32(b[x])+uint32(d[x])) + 6*uint32(c[x])
			out[x] = uint16((sum + 128) >> 8)
		}
	}
}

// softenRow filters along a row. Sixteen times greys of sixteenths just fit 16
// bits.
func softenRow(out, row []uint16) {
	w := len(row)
	at := func(x int) uint16 { return row[min(max(x, 0), w-1)] }
	for x := range out {
		if x >= 2 && x < w-2 {
			r := row[x-2 : x+3 : x+3]
			out[x] = r[0] + r[4] + 4*(r[1]+r[3]) + 6*r[2]
			continue
		}
		out[x] = at(x-2) + at(x+2) + 4*(at(x-1)+at(x+1)) + 6*at(x)
	}
}
