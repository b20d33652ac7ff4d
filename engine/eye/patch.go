package eye

import "math"

// Patches are described much as in SIFT (Lowe 2004), by 4x4 cells with the
// gradients of eight directions in each, as roots (Arandjelović and Zisserman
// 2012). They overlap on a dense grid, as looking for salient points finds few
// in soft pictures, and have one size. Every second is taken, as on a chess
// board: all of them find no more and take twice as long, and every fourth finds
// less (mAP .56 for .57 by all blocks of a thousand photographs).
//
// A patch is then turned into waves: cosines over its cells, across and down,
// and over the directions. That takes the place of principal components, which
// of patches come out as waves anyway, and is a hundredth of the work, as
// patches share their cells.

const (
	patchCells      = 4 // along a side, each of cellPixels
	patchesAlong    = cellsSide - patchCells + 1
	patches         = (patchesAlong*patchesAlong + 1) / 2
	patchDirections = directions / 2
	patchWaves      = patchDirections * patchCells * patchCells
)

// patchScratch is what patches are made in.
type patchScratch struct {
	energy [cellsSide * cellsSide]float32                                 // of each cell
	cells  [patchDirections][cellsSide * cellsSide]float32                // waves over directions
	across [patchDirections][patchCells][cellsSide * patchesAlong]float32 // and across four cells
	scale  [patchesAlong * patchesAlong]float32
	seen   [patches][wordDims]float32
	words  [words * wordDims]float32
}

// A wave over directions, across and down a patch; each from the slowest, 0.
type wave struct{ turn, across, down uint8 }

// number numbers the waves of a patch, and waveOf undoes that.
func (w wave) number() int {
	return (int(w.turn)*patchCells+int(w.across))*patchCells + int(w.down)
}

func waveOf(n int) wave {
	return wave{uint8(n / (patchCells * patchCells)), uint8(n / patchCells % patchCells), uint8(n % patchCells)}
}

// turnWaves and cellWaves are orthonormal: the constant, then cosines and
// sines of growing frequency over a turn, and cosines over half a turn a cell.
var turnWaves, cellWaves = func() (turn [patchDirections][patchDirections]float32, cell [patchCells][patchCells]float32) {
	for k := range patchDirections {
		angle := float64(k) / patchDirections
		for w := range patchDirections {
			turns, size := float64((w+1)/2)*angle, math.Sqrt(2./patchDirections)
			if w == 0 || w == patchDirections-1 {
				size = math.Sqrt(1. / patchDirections)
			}
			if w%2 == 1 {
				turn[w][k] = float32(size * cosTurn(turns))
			} else {
				turn[w][k] = float32(size * sinTurn(turns))
			}
			if w == 0 {
				turn[w][k] = float32(size)
			}
		}
	}
	for i := range patchCells {
		for w := range patchCells {
			size := math.Sqrt(2. / patchCells)
			if w == 0 {
				size = math.Sqrt(1. / patchCells)
			}
			cell[w][i] = float32(size * cosTurn(float64((2*i+1)*w)/(4*patchCells)))
		}
	}
	return turn, cell
}()

// describeCells fills p.energy and p.cells: each direction of eight takes all
// votes of its own of sixteen and half of both beside it, in mean strengths.
func (p *patchScratch) describeCells(cells *[cellsSide * cellsSide]contour) {
	const scale = 1. / (2 * cellPixels * cellPixels * slopeOne * votesOne)
	for i := range cells {
		c := &cells[i]
		var roots [patchDirections]float32
		var energy float32
		for k := range roots {
			votes := float32(2*c[2*k]+c[2*k+1]+c[(2*k+directions-1)%directions]) * scale
			energy += float32(votes * votes)
			roots[k] = float32(math.Sqrt(float64(votes)))
		}
		p.energy[i] = energy
		for w := range turnWaves {
			var sum float32
			for k, x := range roots {
				sum += float32(x * turnWaves[w][k])
			}
			p.cells[w][i] = sum
		}
	}
}

// scales fills p.scale: roots of what brings a patch to length 1, or less where
// there is little to see.
func (p *patchScratch) scales() {
	const faint = 8 // a patch of this strength, two greys a pixel, counts half
	var across [cellsSide * patchesAlong]float32
	for y := range cellsSide {
		row := p.energy[y*cellsSide:][:cellsSide]
		for x := range patchesAlong {
			across[y*patchesAlong+x] = row[x] + row[x+1] + row[x+2] + row[x+3]
		}
	}
	for i := range p.scale {
		sum := across[i] + across[i+patchesAlong] + across[i+2*patchesAlong] + across[i+3*patchesAlong]
		p.scale[i] = float32(math.Sqrt(float64(1 / (float32(math.Sqrt(float64(sum))) + faint))))
	}
}

// acrossCells fills one part of p.across.
func (p *patchScratch) acrossCells(turn, across uint8) {
	c := cellWaves[across]
	for y := range cellsSide {
		row := p.cells[turn][y*cellsSide:][:cellsSide]
		out := p.across[turn][across][y*patchesAlong:][:patchesAlong]
		for x := range out {
			out[x] = float32(row[x]*c[0]) + float32(row[x+1]*c[1]) + float32(row[x+2]*c[2]) + float32(row[x+3]*c[3])
		}
	}
}

// seeWave sets one element of each patch to a wave, less a mean and times a
// scale.
func (p *patchScratch) seeWave(at int, w wave, mean, scale float32) {
	c := cellWaves[w.down]
	in := &p.across[w.turn][w.across]
	for i := range p.seen {
		from := 2 * i
		sum := float32(in[from]*c[0]) + float32(in[from+patchesAlong]*c[1]) +
			float32(in[from+2*patchesAlong]*c[2]) + float32(in[from+3*patchesAlong]*c[3])
		p.seen[i][at] = float32((float32(sum*p.scale[from]) - mean) * scale)
	}
}
