package features

import "math/bits"

// Distances are whole numbers, symmetric, and zero for equal features.

// MaxHash is the largest Distance of two codes.
const MaxHash = 128

// Distance is the Hamming distance of two codes, 0 to 128.
func (c Code) Distance(d Code) int {
	return bits.OnesCount64(c[0]^d[0]) + bits.OnesCount64(c[1]^d[1])
}

// ShapeDistance says how differently light and colour are laid out: the root
// mean square difference over the cells of the layout, in steps of 1/10 of a
// byte: 0 for equal, 2550 at most.
func ShapeDistance(a, b *Features) int {
	d2 := squares(a.Layout, b.Layout)
	return int(isqrt(uint64(d2) * 100 / uint64(len(a.Layout))))
}

// squares is the squared Euclidean distance of two vectors of one length.
func squares(a, b []uint8) int {
	b = b[:len(a)]
	sum := 0
	for i, x := range a {
		d := int(x) - int(b[i])
		sum += d * d
	}
	return sum
}
