package region

import (
	"math"

	"akin/engine/oklab"
)

// Desc is what a part looks like:
//
//	offset  bytes  what
//	0       16     mean lightness of 4x4 cells
//	16      32     mean a of the cells, then mean b
//	48      128    for each cell, eight directions of the gradient of lightness
//	176     80     histogram of colours, 5 of L by 4 of a by 4 of b
//	256            end
//
// Equal pixels under a rectangle give equal features, whatever lies around it.
type Desc [DescSize]byte

// DescSize is the bytes of a Desc.
const DescSize = atHistogram + binsL*binsA*binsB

const (
	cellsSide  = 4
	cells      = cellsSide * cellsSide
	directions = 8

	atColors    = cells
	atSlopes    = 3 * cells
	atHistogram = atSlopes + cells*directions
)

// grid is the samples along a side of a part. All features are taken from these
// means, and not from pixels, so that a part and the same part seen at half the
// size look alike.
const grid = 16

type samples [grid * grid]oklab.Lab

func (m *maps) describe(r Rect) (d Desc) {
	var s samples
	m.sample(r.clipped(), grid, s[:])
	s.colors(d[:atSlopes])
	s.slopes(d[atSlopes:atHistogram])
	s.histogram(d[atHistogram:])
	return d
}

// cellOf is the cell of a sample.
func cellOf(x, y int) int { return y*cellsSide/grid*cellsSide + x*cellsSide/grid }

// colors writes means: L of 256, a and b of 512 from 128 on, so that whatever
// sRGB can say but the bluest blue fits a byte.
func (s *samples) colors(out []byte) {
	var sums [cells]oklab.Lab
	for y := range grid {
		for x := range grid {
			c, p := &sums[cellOf(x, y)], s[y*grid+x]
			c.L, c.A, c.B = c.L+p.L, c.A+p.A, c.B+p.B
		}
	}
	const n = grid * grid / cells
	for i, c := range sums {
		out[i] = clampByte(c.L / n * 256 / oklab.One)
		out[atColors+i] = clampByte((c.A/n + oklab.One/4) * 512 / oklab.One)
		out[atColors+cells+i] = clampByte((c.B/n + oklab.One/4) * 512 / oklab.One)
	}
}

func clampByte(v int32) byte { return byte(max(0, min(v, 255))) }

// Plain tells whether there is next to nothing to be seen: about one colour, or
// a gradient that hardly shows. All plain parts of a colour are alike, which
// says nothing about the pictures they are of.
func (d *Desc) Plain() bool {
	return deviation(d[:atColors]) < plainColors && deviation(d[atColors:atColors+cells]) < plainColors &&
		deviation(d[atColors+cells:atSlopes]) < plainColors && !steep(d[atSlopes:atHistogram])
}

const (
	plainColors = 3  // of 256: deviation of cells from their mean
	plainSlopes = 48 // of 256: as of a step of about .01 of lightness in each sample
)

// deviation is the mean of how far values are from their mean.
func deviation(v []byte) int {
	sum, off := 0, 0
	for _, x := range v {
		sum += int(x)
	}
	for _, x := range v {
		d := int(x)*len(v) - sum
		off += max(d, -d)
	}
	return off / (len(v) * len(v))
}

func steep(slopes []byte) bool {
	for _, v := range slopes {
		if v > plainSlopes {
			return true
		}
	}
	return false
}

// isqrt is the largest whole number whose square is not above n, which is below
// 2^52: the square root is rounded alike on every processor, and up there never
// to a whole number that it does not reach.
func isqrt(n uint64) uint64 { return uint64(math.Sqrt(float64(n))) }
