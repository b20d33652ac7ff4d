package region

import (
	"encoding/binary"
	"image"
	"sync"

	"akin/engine/oklab"
)

// mapSide is the most that the longer side of the map has. A part of a quarter
// of the side still has four pixels for each of its samples, and the map fits
// the processor's second cache.
const mapSide = 256

// maps is what all parts of a picture are taken from, made once: the picture,
// halved until its longer side is within mapSide, as sums over all rectangles
// that begin in its corner (Crow, "Summed-area tables for texture mapping",
// 1984). The mean colour of any rectangle takes four look-ups, however large it
// is, so that sixteen parts cost little more than one.
//
// Red, green and blue are summed at once, each in its lane of a word. A lane
// overflows into the next all the time; in the difference of words that is the
// sum of a rectangle, that cancels, as long as no lane of the difference itself
// overflows.
type maps struct {
	w, h int
	sums [(mapSide + 1) * (mapSide + 1)]uint64 // h+1 rows of w+1: row and column 0 are zero
	lab  *oklab.Table
}

// lane is the bits of a colour in a word. It holds 8,224 white pixels; the
// largest rectangle that is asked for is a sample of the whole map, of 256.
const lane = 21

// scratch is what a picture is looked at with, 700 KB, kept between calls.
type scratch struct {
	maps maps
	gaze gaze
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// newScratch holds the maps of an opaque picture with at least one pixel.
func newScratch(img *image.NRGBA) *scratch {
	s := scratches.Get().(*scratch)
	s.maps.sum(img)
	return s
}

func (s *scratch) release() { scratches.Put(s) }

func (m *maps) sum(img *image.NRGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	halvings := 0
	for max(w, h)>>halvings > mapSide {
		halvings++
	}
	m.w, m.h, m.lab = max(1, w>>halvings), max(1, h>>halvings), oklab.Tables()
	clear(m.row(0))
	for y := range m.h {
		row := m.row(y + 1)
		row[0] = 0
		switch {
		case halvings == 1 && min(w, h) > 1:
			halve(img, y, row[1:])
		default:
			shrink(img, y, halvings, row[1:])
		}
		sum := uint64(0)
		for x, above := range m.row(y)[:len(row)] {
			sum += row[x]
			row[x] = above + sum
		}
	}
}

func (m *maps) row(y int) []uint64 { return m.sums[y*(m.w+1):][:m.w+1] }

// halve makes a row of the map from two of the picture. It is shrink, faster,
// for the pictures that are most: two pixels at once, their red and blue apart
// from their green, each colour with 16 bits for its sum.
func halve(img *image.NRGBA, y int, out []uint64) {
	const even, half = 0x00ff00ff00ff00ff, 2
	row, next := img.Pix[2*y*img.Stride:][:8*len(out)], img.Pix[(2*y+1)*img.Stride:][:8*len(out)]
	for x := range out {
		a, b := binary.LittleEndian.Uint64(row[8*x:8*x+8]), binary.LittleEndian.Uint64(next[8*x:8*x+8])
		redBlue := a&even + b&even
		redBlue += redBlue>>32 + half + half<<16
		green := a>>8&even + b>>8&even
		green += green>>32 + half
		out[x] = redBlue>>2&0xff | green>>2&0xff<<lane | redBlue>>18&0xff<<(2*lane)
	}
}

// shrink makes a row of the map, each pixel the mean of a square of the
// picture. What is left over at the right and below is not looked at; a side
// that is shorter than the square is repeated.
func shrink(img *image.NRGBA, y, halvings int, out []uint64) {
	clear(out)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for dy := range 1 << halvings {
		row := img.Pix[min(y<<halvings+dy, h-1)*img.Stride:]
		for x := range out {
			for dx := range 1 << halvings {
				out[x] += spread(binary.LittleEndian.Uint32(row[4*min(x<<halvings+dx, w-1):]))
			}
		}
	}
	for x, sum := range out {
		out[x] = mean(sum, 2*halvings)
	}
}

// spread puts the colours of a pixel into their lanes.
func spread(pixel uint32) uint64 {
	p := uint64(pixel)
	return p&0xff | p&0xff00<<(lane-8) | p&0xff0000<<(2*lane-16)
}

// mean divides the sums of 1<<shift pixels, rounded.
func mean(sums uint64, shift int) uint64 {
	const ones = 1 | 1<<lane | 1<<(2*lane)
	return (sums + ones<<shift>>1) >> shift & (0xff * ones)
}

// color is the mean colour of the columns from x0 to x1 and the rows from y0 to
// y1, the latter not included; there is at least one pixel.
func (m *maps) color(x0, x1, y0, y1 int) oklab.Lab {
	const mask = 1<<lane - 1
	top, bottom := m.row(y0), m.row(y1)
	s := bottom[x1] - bottom[x0] - top[x1] + top[x0]
	n := uint32((x1 - x0) * (y1 - y0))
	r, g, b := uint32(s&mask), uint32(s>>lane&mask), uint32(s>>(2*lane)&mask)
	return m.lab.Lab(uint8((r+n/2)/n), uint8((g+n/2)/n), uint8((b+n/2)/n))
}

// sample fills a grid of w columns and as many rows as there is room for with
// the mean colours over a rectangle, row by row. Where the map is coarser than
// the grid, its pixels repeat.
func (m *maps) sample(r Rect, w int, out []oklab.Lab) {
	var xs, ys [gazeSide + 1]int
	h := len(out) / w
	cut(r.X, r.W, m.w, xs[:w+1])
	cut(r.Y, r.H, m.h, ys[:h+1])
	for j := range h {
		y0, y1 := filled(ys[j], ys[j+1], m.h)
		for i := range w {
			x0, x1 := filled(xs[i], xs[i+1], m.w)
			out[j*w+i] = m.color(x0, x1, y0, y1)
		}
	}
}

// cut says where a stretch of a side of size pixels is cut into equal cells, to
// the nearest pixel. Halves are rounded towards the nearer end of the side, so
// that a mirrored picture is cut at mirrored places.
func cut(from, length uint16, size int, at []int) {
	n := len(at) - 1
	whole := n * One // what a pixel is divided into
	for i := range at {
		v := (int(from)*n + i*int(length)) * size
		if 2*v < whole*size {
			at[i] = (2*v + whole - 1) / (2 * whole)
		} else {
			at[i] = size - (2*(whole*size-v)+whole-1)/(2*whole)
		}
	}
}

// filled widens an empty stretch to one pixel.
func filled(from, to, size int) (int, int) {
	if from < to {
		return from, to
	}
	from = min(from, size-1)
	return from, from + 1
}
