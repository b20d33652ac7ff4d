package eye

import (
	"encoding/binary"
	"math/bits"
)

// Local binary patterns (Ojala, Pietikäinen and Mäenpää 2002): which of the
// eight pixels around one are lighter. A pattern is uniform if, around the
// circle, it changes at most twice; these are edges, corners, lines' ends and
// spots, and nine tenths of what pictures have.

const (
	uniformPatterns = 59 // the 58 uniform ones, and the others together
	turnedPatterns  = 10 // the same where turned patterns are one: lighter pixels, and the others
)

// A reach is how far the eight pixels are away: straight and, rounded to the
// same distance, diagonal steps.
type reach struct{ straight, diagonal int }

var reaches = [2]reach{{1, 1}, {3, 2}}

// lbpScratch counts the 256 patterns.
type lbpScratch struct {
	grid     [9][256]uint32 // in each of 3x3 regions
	strong   [256]uint32    // by the strength of the gradient: below 2^27 all together
	patterns [side]uint8    // of a row
}

// uniformNumber and turnedNumber number the patterns, with turned ones apart
// and as one.
var uniformNumber, turnedNumber = func() (uniform, turned [256]uint8) {
	n := uint8(0)
	for p := range uniform {
		if bits.OnesCount8(uint8(p)^bits.RotateLeft8(uint8(p), 1)) > 2 {
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
	for i, reach := range reaches {
		s.countPatterns(reach)
		for p := range 256 {
			for c := range 9 {
				grid[(i*9+c)*turnedPatterns+int(turnedNumber[p])] += uint64(s.lbp.grid[c][p])
			}
			strong[i*uniformPatterns+int(uniformNumber[p])] += uint64(s.lbp.strong[p])
		}
	}
	r.store(LBPGrid, roots(s.vector[:0], grid[:]))
	r.store(LBPWeighted, roots(s.vector[:0], strong[:]))
}

// flatVote is what a pixel without gradient votes with by strength: as much as
// a gradient of a step of four greys.
const flatVote = 4 * slopeOne

// countPatterns fills s.lbp.
func (s *scratch) countPatterns(r reach) {
	h := &s.lbp
	clear(h.strong[:])
	clear(h.grid[:])
	for y := range side {
		rowPatterns(s.grey.pix[:], (y+rim)*planeStride+rim, r, &h.patterns)
		slope := s.slope[y*side:][:side]
		for third := range 3 {
			grid := &h.grid[y*3/side*3+third]
			for x := (third*side + 2) / 3; x < ((third+1)*side+2)/3; x++ {
				p := h.patterns[x]
				grid[p]++
				h.strong[p] += uint32(slope[x]) + flatVote
			}
		}
	}
}

// rowPatterns finds the patterns of a row, whose first pixel is at a place of a
// plane, eight pixels at a time in the bytes of a word.
func rowPatterns(pix []uint8, at int, r reach, patterns *[side]uint8) {
	// in this order bits run around the circle
	steps := [8]int{
		r.straight, r.diagonal*planeStride + r.diagonal, r.straight * planeStride, r.diagonal*planeStride - r.diagonal,
		-r.straight, -r.diagonal*planeStride - r.diagonal, -r.straight * planeStride, -r.diagonal*planeStride + r.diagonal,
	}
	const top = 0x8080808080808080
	for x := 0; x < side; x += 8 {
		center := binary.LittleEndian.Uint64(pix[at+x:])
		var pattern uint64
		for i, step := range steps {
			other := binary.LittleEndian.Uint64(pix[at+x+step:])
			// In each byte: the top bit of enough tells whether the low seven bits
			// of center are at least those of other; where their top bits differ,
			// these decide. Lighter is lighter by one at least, so that flat parts
			// have no pattern.
			enough := (center | top) - other&^top
			lighter := (other&^center | ^(other^center)&^enough) & top
			pattern |= lighter >> (7 - i)
		}
		binary.LittleEndian.PutUint64(patterns[x:], pattern)
	}
}
