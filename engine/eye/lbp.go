package eye

import "math/bits"

// Local binary patterns (Ojala, Pietikäinen and Mäenpää 2002): which of the
// eight pixels around one are lighter. A pattern is uniform if, around the
// circle, it changes at most twice; these are edges, corners, lines' ends and
// spots, and nine tenths of what pictures have.

const (
	uniformPatterns = 59 // the 58 uniform ones, and the others together
	turnedPatterns  = 10 // the same where turned patterns are one: lighter pixels, and the others
)

// patternReaches are the distances of the eight pixels. Diagonals are as far,
// rounded.
var patternReaches = [2][2]int{{1, 1}, {3, 2}}

// lbpScratch counts the 256 patterns.
type lbpScratch struct {
	grid   [9][256]uint64 // in each of 3x3 regions
	strong [256]uint64    // by the strength of the gradient
}

// patternNumber numbers the patterns, with turned ones apart and as one.
var uniformNumber, turnedNumber = func() (uniform, turned [256]uint8) {
	n := uint8(0)
	for p := range uniform {
		changes := bits.OnesCount8(uint8(p) ^ bits.RotateLeft8(uint8(p), 1))
		if changes > 2 {
			uniform[p], turned[p] = uniformPatterns-1, turnedPatterns-1
			continue
		}
		uniform[p], turned[p] = n, uint8(bits.OnesCount8(uint8(p)))
		n++
	}
	return uniform, turned
}()

// patterns makes the two blocks of patterns.
func (s *scratch) patterns(r *Raw) {
	var grid [2 * 9 * turnedPatterns]uint64
	var strong [2 * uniformPatterns]uint64
	for i, reach := range patternReaches {
		s.countPatterns(reach[0], reach[1])
		sum := uint64(0)
		for p := range 256 {
			for c := range 9 {
				grid[(i*9+c)*turnedPatterns+int(turnedNumber[p])] += s.lbp.grid[c][p]
			}
			strong[i*uniformPatterns+int(uniformNumber[p])] += s.lbp.strong[p]
			sum += s.lbp.strong[p]
		}
		_ = sum // of both reaches it is the same: each pixel votes once
	}
	r.store(LBPGrid, roots(s.vector[:0], grid[:]))
	r.store(LBPWeighted, roots(s.vector[:0], strong[:]))
}

// countPatterns fills s.lbp for pixels straight and diagonal steps away.
func (s *scratch) countPatterns(straight, diagonal int) {
	h := &s.lbp
	h.strong = [256]uint64{}
	h.grid = [9][256]uint64{}
	// in this order bits run around the circle
	steps := [8]int{
		straight, diagonal*planeStride + diagonal, straight * planeStride, diagonal*planeStride - diagonal,
		-straight, -diagonal*planeStride - diagonal, -straight * planeStride, -diagonal*planeStride + diagonal,
	}
	for y := range side {
		at := (y+rim)*planeStride + rim
		slope := s.slope[y*side:][:side]
		for x := range slope {
			center := int32(s.grey.pix[at+x])
			pattern := uint32(0)
			for i, step := range steps {
				// the sign bit of the difference: lighter by one at least, so
				// that flat parts have no pattern
				lighter := uint32(center-int32(s.grey.pix[at+x+step])) >> 31
				pattern |= lighter << i
			}
			// 16 lets flat parts count a little: a gradient of 4
			h.grid[y*3/side*3+x*3/side][pattern&255]++
			h.strong[pattern&255] += uint64(slope[x]) + 16
		}
	}
}
