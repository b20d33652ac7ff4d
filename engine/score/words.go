package score

import "math/bits"

// Words are scored by BM25 (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework: BM25 and Beyond", 2009) with each field's words counted
// by the field's weight (BM25F), in whole numbers.

// The usual parameters: a third mention of a word adds a fifth of what the
// first did, and a text three times as long as the average must say a word two
// and a half times as often.
const (
	k1      = 1_200_000 // millionths
	bLength = 750_000   // millionths; the b of the paper
)

// longest is the length from which on all texts are taken for equally long, a
// thick book. It keeps the products below in 63 bits for 90 million pins.
const longest = 100_000

// A Corpus is what BM25 needs to know of all texts together.
type Corpus struct {
	Pins   int   // pins with words
	Length int64 // sum of their lengths
}

// Rarity is the weight of a word that stands in that many pins, at most all:
// the logarithm of (2N+2)/(2n+1), which is BM25's usual
// ln(1 + (N-n+.5)/(n+.5)).
func (c Corpus) Rarity(pins int) Micro {
	const ln2 = 693_147 // millionths
	l := log2(uint64(2*c.Pins+2)) - log2(uint64(2*pins+1))
	return Micro(l * ln2 >> logBits)
}

// Saturation says how much a text is about a word that it has count times:
// from 0 for never to nearly 1.
func (c Corpus) Saturation(count, length uint32) Micro {
	const one = int64(One)
	said, long := int64(min(count, longest))*one, int64(min(length, longest))
	// long over the average length, in millionths
	relative := long * int64(c.Pins) * one / max(c.Length, 1)
	norm := one - bLength + bLength*relative/one
	return Micro(said * one / (said + k1*norm/one))
}

// logBits is the number of binary places of log2.
const logBits = 20

// log2 is the binary logarithm of n > 0 with logBits binary places, cut off:
// squaring a number doubles its logarithm, so each squaring that passes 2
// gives one more binary place.
func log2(n uint64) int64 {
	whole := bits.Len64(n) - 1
	x := n << (63 - whole) // in [1, 2), with 63 binary places
	l := int64(whole)
	for range logBits {
		hi, _ := bits.Mul64(x, x) // in [1, 4), with 62 binary places
		l <<= 1
		if hi >= 1<<63 {
			l++
			x = hi
		} else {
			x = hi << 1
		}
	}
	return l
}
