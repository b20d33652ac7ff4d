package features

import (
	"math"

	"akin/engine/oklab"
)

// A grid cuts OKLab into bins: nL along lightness from 0 to 1, nA and nB along
// a and b from -reach to reach. A pixel shares its vote among the eight bins
// around it (trilinear), so that a small change of colour is a small change
// of the histogram.
type grid struct {
	nL, nA, nB int32
	reach      int32 // in oklab.One
}

// The grids of the vision trial: its single best colour block, and its spatial
// one, which cuts colour coarser because nine regions see fewer pixels each.
var (
	colorGrid   = grid{nL: 6, nA: 9, nB: 9, reach: oklab.One / 5}        // a, b in +-.2
	spatialGrid = grid{nL: 4, nA: 5, nB: 5, reach: oklab.One * 18 / 100} // a, b in +-.18
)

func (g grid) bins() int { return int(g.nL * g.nA * g.nB) }

// fine is the number of parts a vote is cut into along one axis. Three axes
// make fine^3 = 32,768 parts, and 16,384 pixels of them fit 32 bits.
const fine = 32

// along places v in n bins over [lo, hi]: the lower bin, and how many of fine
// parts of the vote go to the next one. Colours outside count at the edge.
func along(v, lo, hi, n int32) (bin int32, part uint32) {
	x := int64(v-lo)*int64(n)*fine/int64(hi-lo) - fine/2
	x = max(0, min(x, int64(n-1)*fine))
	bin, part = int32(x/fine), uint32(x%fine)
	if bin == n-1 {
		bin, part = n-2, fine
	}
	return bin, part
}

// add gives the pixel's vote to h, which has g.bins() bins.
func (g grid) add(h []uint32, p oklab.Lab) {
	l, wl := along(p.L, 0, oklab.One, g.nL)
	a, wa := along(p.A, -g.reach, g.reach, g.nA)
	b, wb := along(p.B, -g.reach, g.reach, g.nB)
	at := (l*g.nA+a)*g.nB + b
	for i, vl := range [2]uint32{fine - wl, wl} {
		for j, va := range [2]uint32{fine - wa, wa} {
			row := at + (int32(i)*g.nA+int32(j))*g.nB
			h[row] += vl * va * (fine - wb)
			h[row+1] += vl * va * wb
		}
	}
}

// rootShares returns 255 times the square root of each bin's share of the
// whole, which is not zero. Roots let rare colours speak beside a large ground,
// as in the Hellinger distance.
func rootShares(h []uint32) []uint8 {
	var sum uint64
	for _, n := range h {
		sum += uint64(n)
	}
	shares := make([]uint8, len(h))
	for i, n := range h {
		shares[i] = uint8(roundSqrt(uint64(n) * 255 * 255 * 4 / sum))
	}
	return shares
}

// roundSqrt returns the square root of a number, rounded, given four times the
// number: the factor keeps the bit that decides the rounding.
func roundSqrt(n4 uint64) uint64 {
	return (isqrt(n4) + 1) / 2
}

// isqrt is the largest r with r*r <= n, for n below 2^52. There the root in
// floating point, which every processor rounds alike, is never rounded up to
// the next whole number: below k it ends at k - 1/2k, and for k up to 2^26 that
// is farther from k than half the spacing of numbers.
func isqrt(n uint64) uint64 { return uint64(math.Sqrt(float64(n))) }

// colorHistogram is the colours of the whole picture.
func colorHistogram(px []oklab.Lab) []uint8 {
	h := make([]uint32, colorGrid.bins())
	for _, p := range px {
		colorGrid.add(h, p)
	}
	return rootShares(h)
}

// spatialHistogram is the colours of each of 3x3 regions, shares taken of the
// whole picture. px has side*side pixels.
func spatialHistogram(px []oklab.Lab) []uint8 {
	n := spatialGrid.bins()
	h := make([]uint32, 9*n)
	for y := range side {
		for x := range side {
			region := y*3/side*3 + x*3/side
			spatialGrid.add(h[region*n:][:n], px[y*side+x])
		}
	}
	return rootShares(h)
}
