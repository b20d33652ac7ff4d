package points

import "math/bits"

// SignatureBits is how many bits a signature has.
const SignatureBits = 2048

// A Signature is a picture's set of words, each hashed to one bit. Pictures that
// share a part share more bits than chance has it; see Shared. Of photographs
// that have nothing in common half share 9 bits or more, one pair of a hundred
// 15 and one of ten thousand 19; of copies that are halves of them, or turned by
// ten degrees, nineteen of twenty share 18.
//
// The words themselves tell more apart, at the price of a list for each: strangers
// share one, one pair of a hundred five.
type Signature [SignatureBits / 64]uint64

// Signature is the signature of the points; zero without points.
func (s *Set) Signature() (g Signature) {
	for _, p := range s.Points {
		g.add(p.Word)
	}
	return g
}

// add sets the bit of a word. Words of one group differ in their low bits and
// stay apart: the factor is odd, and the high bits of the product are mixed.
func (g *Signature) add(word uint16) {
	bit := uint32(word) * 0x9e3779b1 >> (32 - 11)
	g[bit/64] |= 1 << (bit % 64)
}

// Shared is how many bits two signatures have in common.
func (g *Signature) Shared(other *Signature) int {
	n := 0
	for i, x := range g {
		n += bits.OnesCount64(x & other[i])
	}
	return n
}
