package eye

import "math"

// A Family is what a block looks at; each is a signal of its own in an answer.
type Family int

// The families, in the order of their blocks.
const (
	Color Family = iota
	Shape
	Texture
	Families // their number
)

// String is the name of the family's signal.
func (f Family) String() string {
	return [...]string{"color", "shape", "texture"}[f]
}

// A Block is one way of looking at a picture. Blocks see different things and
// fail on different pictures; what they are worth depends on the collection,
// so they are kept apart until pictures are compared.
type Block int

// The blocks. Their order is that of stored bytes: a change of it, or of what
// any of them measures, needs a new RawVersion.
const (
	OKHistogram Block = iota // which colours there are
	OKSpatial                // which colours there are in each of 3x3 regions, the ground weighing less
	ColorEdge                // which colours have which edges
	HOGFine                  // directions of contours in 8x8 cells, light and dark side alike
	HOGSigned                // the same in 4x4 cells at half size, light and dark side apart
	Gabor                    // strength of 4 wavelengths by 8 directions in 4x4 cells
	GaborLocal               // the same for each cell's own contrast
	LBPGrid                  // small patterns in each of 3x3 regions, turned alike
	LBPWeighted              // small patterns of the whole, strong edges weighing more
	VLAD                     // how patches differ from 64 usual ones
	Blocks                   // their number
)

// block is what is fixed about a block.
type block struct {
	name   string
	family Family
	dims   int
}

var blocks = [Blocks]block{
	OKHistogram: {"ok-histogram", Color, 6 * 9 * 9},
	OKSpatial:   {"ok-spatial", Color, 9 * 4 * 5 * 5},
	ColorEdge:   {"color-edge", Color, edgeColors * edgeKinds},
	HOGFine:     {"hog-fine", Shape, 8 * 8 * 8},
	HOGSigned:   {"hog-signed", Shape, 4 * 4 * 16},
	Gabor:       {"gabor", Shape, gaborDims},
	GaborLocal:  {"gabor-local", Shape, gaborDims},
	LBPGrid:     {"lbp-grid", Texture, 2 * 9 * turnedPatterns},
	LBPWeighted: {"lbp-weighted", Texture, 2 * uniformPatterns},
	VLAD:        {"vlad", Texture, words * wordDims},
}

// blockStart is where a block's bytes begin in a Raw; that of Blocks is their
// sum.
var blockStart = func() (at [Blocks + 1]int) {
	for b, k := range blocks {
		at[b+1] = at[b] + k.dims
	}
	return at
}()

// RawDims is the number of dimensions of all blocks together, the size of an
// unpacked Raw in bytes.
const RawDims = 6*9*9 + 9*4*5*5 + edgeColors*edgeKinds + 8*8*8 + 4*4*16 + 2*gaborDims +
	2*9*turnedPatterns + 2*uniformPatterns + words*wordDims

// String is a short name, for reports: "hog-fine".
func (b Block) String() string { return blocks[b].name }

// Family is the signal that the block speaks for.
func (b Block) Family() Family { return blocks[b].family }

// Dims is the number of dimensions of the block's raw vector.
func (b Block) Dims() int { return blocks[b].dims }

// signed tells whether the block's bytes are two's complement.
func (b Block) signed() bool { return b == VLAD }

// RawVersion numbers what Measure computes. Raw blocks of different versions
// are not compared: whoever stores them stores it beside them.
//
//	1: ten blocks
const RawVersion = 1

// A Raw is what one picture looks like before anything is known about the
// collection it belongs to: a vector for each block, a byte a dimension. The
// zero value is a picture in which no block sees anything.
type Raw struct {
	data [RawDims]byte
}

// Block gives the bytes of one block, which belong to r: do not change them.
// They are the block's vector times a number that differs from picture to
// picture; those of VLAD are int8 in two's complement.
func (r *Raw) Block(b Block) []byte {
	return r.data[blockStart[b]:blockStart[b+1]:blockStart[b+1]]
}

// Vector writes a block as a vector of length 1 to to, which has b.Dims()
// elements: what two pictures have in common by this block is the dot product.
// Where the block sees nothing, as no shape in a flat picture, all are 0.
func (r *Raw) Vector(b Block, to []float32) {
	bytes := r.Block(b)
	_ = to[len(bytes)-1]
	sum := 0
	if b.signed() {
		for i, v := range bytes {
			n := int(int8(v))
			sum += n * n
			to[i] = float32(n)
		}
	} else {
		for i, v := range bytes {
			sum += int(v) * int(v)
			to[i] = float32(v)
		}
	}
	if sum == 0 {
		return
	}
	scale := 1 / float32(math.Sqrt(float64(sum)))
	for i := range to[:len(bytes)] {
		to[i] *= scale
	}
}

// store keeps a block's vector, scaled so that the element of the greatest
// magnitude uses the whole range of a byte.
func (r *Raw) store(b Block, v []float32) {
	bytes, top := r.Block(b), float32(0)
	for _, x := range v {
		top = max(top, x, -x)
	}
	if !(top > 0) {
		clear(bytes)
		return
	}
	if b.signed() {
		scale := 127 / top
		for i, x := range v {
			bytes[i] = byte(int8(roundAway(float32(x * scale))))
		}
		return
	}
	scale := 255 / top
	for i, x := range v {
		bytes[i] = byte(float32(x*scale) + .5)
	}
}

// roundAway rounds to the nearest whole number, halves away from zero.
func roundAway(x float32) int {
	if x < 0 {
		return -int(.5 - x)
	}
	return int(x + .5)
}
