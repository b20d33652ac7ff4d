package graph

import (
	"math"
	"math/bits"
	"sync"
)

// An Exponent is how strongly a degree counts against a node. Only quarters
// are there, because square roots come out equal on every processor and other
// powers do not. The zero value leaves the choice to whoever takes it.
type Exponent uint8

// The exponents, from 0 to 3/2.
const (
	None          Exponent = 1 + iota // the degree does not count
	Quarter                           // 1/4
	Half                              // 1/2
	ThreeQuarters                     // 3/4
	One                               // 1
	FiveQuarters                      // 5/4
	ThreeHalves                       // 3/2
)

// tabled is below which degrees powers are looked up: nearly all degrees are,
// and a table of 8 kB stays in the nearest cache.
const tabled = 1024

// powers are 1/d to an exponent.
type powers struct {
	exponent Exponent
	table    *[tabled]float64
}

var tables = sync.OnceValue(func() *[ThreeHalves + 1][tabled]float64 {
	t := new([ThreeHalves + 1][tabled]float64)
	for e := range t {
		for d := range t[e] {
			t[e][d] = power(Exponent(e), d)
		}
	}
	return t
})

func powersOf(e Exponent) powers { return powers{e, &tables()[e]} }

// of returns the power for a degree; 0 counts as 1.
func (p *powers) of(d int) float64 {
	if d < tabled {
		return p.table[d]
	}
	return power(p.exponent, d)
}

// power returns 1/d to an exponent, with nothing but roots and a division. The
// conversions keep processors from fusing two steps into one that rounds once.
func power(e Exponent, d int) float64 {
	x := float64(max(d, 1))
	half := math.Sqrt(x)
	quarter := math.Sqrt(half)
	switch e {
	case Quarter:
		return 1 / quarter
	case Half:
		return 1 / half
	case ThreeQuarters:
		return 1 / float64(half*quarter)
	case One:
		return 1 / x
	case FiveQuarters:
		return 1 / float64(x*quarter)
	case ThreeHalves:
		return 1 / float64(x*half)
	}
	return 1
}

// log2 returns the logarithm of d >= 1 with 16 bits after the point, rounded
// down, by squaring: whole numbers only, so that all processors agree.
func log2(d uint32) uint64 {
	whole := bits.Len32(d) - 1
	log := uint64(whole)
	x := uint64(d) << (31 - whole) // 1 <= x < 2 with 31 bits after the point
	for range 16 {
		x = x * x >> 31
		log <<= 1
		if x >= 1<<32 {
			x >>= 1
			log++
		}
	}
	return log
}
