package eye

import "math"

// Histograms of oriented gradients (Dalal and Triggs 2005): the directions of
// contours in each cell, against the contrast around it.

// fineSide and signedSide are the cells along a side of the two blocks. The
// fine one takes opposite directions for one, as the outline of a thing is
// light on one ground and dark on another; the signed one sees larger
// contours, at half size, and keeps them apart, as light falls from above.
const (
	fineSide       = 8
	fineDirections = directions / 2
	signedSide     = 4
)

// contours makes the two blocks of contours.
func (s *scratch) contours(r *Raw) {
	const span = cellsSide / fineSide
	fine := s.vector[:fineSide*fineSide*fineDirections]
	clear(fine)
	for i := range s.cells {
		cell := fine[(i/cellsSide/span*fineSide+i%cellsSide/span)*fineDirections:][:fineDirections]
		for d := range cell {
			cell[d] += float32(s.cells[i][d] + s.cells[i][d+fineDirections])
		}
	}
	const finePixels = side / fineSide * side / fineSide
	normalize(fine, fineSide, 1./(finePixels*slopeOne*votesOne))
	r.store(HOGFine, fine)

	var cells [signedSide * signedSide]contour
	for y := range halfSide {
		at := (y+halfRim)*halfStride + halfRim
		for x := range halfSide {
			gx, gy := sobel(s.half[:], at+x, halfStride)
			cells[y*signedSide/halfSide*signedSide+x*signedSide/halfSide].vote(gx, gy)
		}
	}
	signed := s.vector[:0]
	for i := range cells {
		for _, v := range cells[i] {
			signed = append(signed, float32(v))
		}
	}
	const signedPixels = halfSide / signedSide * halfSide / signedSide
	normalize(signed, signedSide, 1./(signedPixels*slopeOne*votesOne))
	r.store(HOGSigned, signed)
}

// normalize brings side*side cells of votes to their mean strength by scale,
// then to their share of the contrast in the 3x3 cells around, cuts what is
// above strongest, and takes roots, so that weak contours speak too.
func normalize(votes []float32, side int, scale float32) {
	const strongest = .6
	per := len(votes) / (side * side)
	var energies [fineSide * fineSide]float32
	var sum float32
	for i := range votes {
		v := votes[i] * scale
		votes[i] = v
		energies[i/per] += float32(v * v)
		sum += float32(v * v)
	}
	// .02 of the picture's mean keeps noise in flat parts down, and 1e-4 that
	// in flat pictures: a gradient of a hundredth of a step of grey
	ground := float32(float32(sum/float32(side*side))*.02) + 1e-4
	for y := range side {
		for x := range side {
			around := float32(around(energies[:side*side], side, x, y)/9) + ground
			scale := 1 / float32(math.Sqrt(float64(around)))
			at := (y*side + x) * per
			for i, v := range votes[at:][:per] {
				votes[at+i] = float32(math.Sqrt(float64(min(v*scale, strongest))))
			}
		}
	}
}

// around sums the 3x3 cells around one, of which those outside are the nearest
// inside.
func around(cells []float32, side, x, y int) (sum float32) {
	for j := y - 1; j <= y+1; j++ {
		for i := x - 1; i <= x+1; i++ {
			sum += cells[max(0, min(j, side-1))*side+max(0, min(i, side-1))]
		}
	}
	return sum
}
