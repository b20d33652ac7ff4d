package eye

import "math"

// Patches are described as in SIFT (Lowe 2004): 4x4 cells, in each the
// gradients of eight directions. They lie on a grid, as looking for salient
// points finds few in soft pictures, and at one size.

const (
	patchCells      = 4 // along a side, each of cellPixels
	patchStep       = 2 // cells from patch to patch: with 1 there are four times as many
	patchesAlong    = (cellsSide-patchCells)/patchStep + 1
	patches         = patchesAlong * patchesAlong
	patchDirections = directions / 2
	patchDims       = patchCells * patchCells * patchDirections
)

// patchScratch is what patches are made in.
type patchScratch struct {
	cells [cellsSide * cellsSide][patchDirections]float32
	patch [patchDims]float32
	seen  [wordDims]float32
	words [words * wordDims]float32
}

// soften fills p.cells: each direction of eight takes all votes of its own of
// sixteen and half of both beside it, in mean strengths.
func (p *patchScratch) soften(cells *[cellsSide * cellsSide]contour) {
	const scale = 1. / (2 * cellPixels * cellPixels * slopeOne * votesOne)
	for i := range cells {
		c := &cells[i]
		for k := range patchDirections {
			votes := 2*c[2*k] + c[2*k+1] + c[(2*k+directions-1)%directions]
			p.cells[i][k] = float32(votes) * scale
		}
	}
}

// describe fills p.patch for the patch whose first cell is (x, y): its length
// is 1 or, where there is little to see, less; no direction outweighs the
// others much; and roots let weak contours speak.
func (p *patchScratch) describe(x, y int) {
	const (
		faint     = 8   // a patch of this strength, two greys a pixel, counts half
		strongest = .2  // Lowe's
		fainter   = .05 // keeps what is nearly nothing from being made much of
	)
	at := 0
	var sum float32
	for j := range patchCells {
		for i := range patchCells {
			cell := &p.cells[(y+j)*cellsSide+x+i]
			copy(p.patch[at:], cell[:])
			at += patchDirections
			for _, v := range cell {
				sum += float32(v * v)
			}
		}
	}
	scale := 1 / (float32(math.Sqrt(float64(sum))) + faint)
	sum = 0
	for i, v := range p.patch {
		v = min(float32(v*scale), strongest)
		p.patch[i] = v
		sum += float32(v * v)
	}
	scale = 1 / (float32(math.Sqrt(float64(sum))) + fainter)
	for i, v := range p.patch {
		p.patch[i] = float32(math.Sqrt(float64(float32(v * scale))))
	}
}
