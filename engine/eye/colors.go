package eye

import (
	"math"

	"akin/engine/oklab"
)

// A grid cuts OKLab into bins: nL along lightness from 0 to 1, nA and
// nB along a and b from -reach to reach. A pixel shares its vote among the
// eight bins around it (trilinear), so that a small change of colour is a small
// change of the histogram.
type grid struct {
	nL, nA, nB int32
	reach      int32 // in oklab.One
}

// The grids of the two colour blocks. Nine regions see fewer pixels each, so
// that their grid is coarser.
var (
	wholeGrid  = grid{nL: 6, nA: 9, nB: 9, reach: oklab.One / 5}        // a, b in +-.2
	regionGrid = grid{nL: 4, nA: 5, nB: 5, reach: oklab.One * 18 / 100} // a, b in +-.18
)

func (g *grid) bins() int { return int(g.nL * g.nA * g.nB) }

// fine is the number of parts a vote is cut into along one axis. fine^3 times
// the greatest weight times all pixels is below 2^40.
const fine = 32

// okScratch holds the histograms of colour.
type okScratch struct {
	whole   [6 * 9 * 9]uint64
	regions [9 * 4 * 5 * 5]uint64
}

// An axis places values in n bins from -reach or 0 on: the product with scale
// is in fine parts of a bin, with 32 bits behind the point.
type axis struct {
	low, scale int64
	last       int64 // the place of the last bin's middle
}

func axisOf(low, high, n int32) axis {
	return axis{low: int64(low), scale: int64(n) * fine << 32 / int64(high-low), last: int64(n-1) * fine}
}

// at gives the lower bin, and how many of fine parts of the vote go to the
// next one. What lies outside counts at the edge.
func (a *axis) at(v int32) (bin int, part uint64) {
	x := (int64(v)-a.low)*a.scale>>32 - fine/2
	x = max(0, min(x, a.last-1))
	return int(x / fine), uint64(x % fine)
}

// votes places colours in a grid.
type votes struct {
	l, a, b axis
	nA, nB  int
}

func (g *grid) votes() votes {
	return votes{
		l: axisOf(0, oklab.One, g.nL), a: axisOf(-g.reach, g.reach, g.nA), b: axisOf(-g.reach, g.reach, g.nB),
		nA: int(g.nA), nB: int(g.nB),
	}
}

// add gives a pixel's vote to h.
func (v *votes) add(h []uint64, p *oklab.Lab, weight uint64) {
	l, wl := v.l.at(p.L)
	a, wa := v.a.at(p.A)
	b, wb := v.b.at(p.B)
	at := (l*v.nA+a)*v.nB + b
	next := at + v.nA*v.nB
	low, high := weight*(fine-wl), weight*wl
	q, r := low*(fine-wa), low*wa
	h0, h1 := h[at:at+v.nB+2], h[next:next+v.nB+2]
	h0[0] += q * (fine - wb)
	h0[1] += q * wb
	h0[v.nB] += r * (fine - wb)
	h0[v.nB+1] += r * wb
	q, r = high*(fine-wa), high*wa
	h1[0] += q * (fine - wb)
	h1[1] += q * wb
	h1[v.nB] += r * (fine - wb)
	h1[v.nB+1] += r * wb
}

// colors makes the two histograms of colour. Their vectors are the roots of
// each bin's share, so that rare colours speak beside a large ground, as in the
// Hellinger distance. Every second pixel is enough, as on a chess board.
func (s *scratch) colors(r *Raw) {
	h := &s.ok
	clear(h.whole[:])
	clear(h.regions[:])
	whole, region := wholeGrid.votes(), regionGrid.votes()
	n := regionGrid.bins()
	for y := range side {
		row, weight := s.lab[y*side:][:side], s.weight[y*side:][:side]
		for x := y % 2; x < side; x += 2 {
			whole.add(h.whole[:], &row[x], 1)
			cell := y*3/side*3 + x*3/side
			region.add(h.regions[cell*n:][:n], &row[x], uint64(weight[x]))
		}
	}
	r.store(OKHistogram, roots(s.vector[:0], h.whole[:]))
	r.store(OKSpatial, roots(s.vector[:0], h.regions[:]))
}

// roots appends the square root of each count.
func roots(to []float32, counts []uint64) []float32 {
	for _, n := range counts {
		to = append(to, float32(math.Sqrt(float64(n))))
	}
	return to
}
