package eye

// A tile is some codes spread out so that one multiplication of 64 bits
// multiplies three bytes with three others and adds up the products. It is for
// comparing many codes with many: that takes a third of the time that single
// products take, which must not spread out what they meet once.
//
// An element v of a code becomes u = v + 128, so that nothing is negative.
// Three of one code and three of the other stand 21 bits apart, in opposite
// order, t for the other's:
//
//	(u0 + u1<<21 + u2<<42) * (t2 + t1<<21 + t0<<42)
//	= u0t2 + (u0t1+u1t2)<<21 + (u0t0+u1t1+u2t2)<<42 + (...)<<63 + ...
//
// Over a block's fourteen such products none of the sums may reach 2^21. By
// Cauchy and Schwarz none is above the greatest Σu² of a block, which is at
// most 921,500: Σv² <= 130.3², since vectors of length 127 are rounded by at
// most ½ in 42 places, Σv <= √42 · 130.3, and Σu² = Σv² + 256 Σv + 42 · 128².
// In the end the 128s are taken out again: ut = vw + 128(v+w) + 128².
type tile struct {
	first int                        // the number of the first code
	len   int                        // how many there are
	words [][Blocks][perBlock]uint64 // of each code
	sums  []int64                    // 128 times the weighted sums of its elements
}

const (
	perBlock = Dims / 3
	apart    = 21

	// tileSize codes are 290 kB spread out: two tiles fit into the second
	// level of the cache.
	tileSize = 256
)

func newTile() *tile {
	return &tile{words: make([][Blocks][perBlock]uint64, tileSize), sums: make([]int64, tileSize)}
}

// set spreads codes from first on, as the left or the right side of products.
func (t *tile) set(codes Codes, first int, w *Weights, right bool) {
	t.first, t.len = first, min(tileSize, codes.Len()-first)
	low, high := 0, 2*apart
	if right {
		low, high = high, low
	}
	for i := range t.len {
		code := codes.At(first + i)
		var all int64
		for b := range Blocks {
			if w[b] == 0 {
				continue
			}
			part, words := code.Block(b), &t.words[i][b]
			sum := 0
			for l := range words {
				v := part[3*l : 3*l+3]
				sum += int(v[0]) + int(v[1]) + int(v[2])
				words[l] = uint64(uint8(v[0])^128)<<low | uint64(uint8(v[1])^128)<<apart | uint64(uint8(v[2])^128)<<high
			}
			all += int64(w[b]) * int64(sum)
		}
		t.sums[i] = 128 * all
	}
}

// similarity compares code i of the left tile with code j of the right one.
func (t *tile) similarity(i int, right *tile, j int, w *Weights) Similarity {
	var all int64
	x, y := &t.words[i], &right.words[j]
	for b, weight := range w {
		if weight == 0 {
			continue
		}
		p, q := &x[b], &y[b]
		s := p[0]*q[0] + p[1]*q[1] + p[2]*q[2] + p[3]*q[3]
		s += p[4]*q[4] + p[5]*q[5] + p[6]*q[6] + p[7]*q[7]
		s += p[8]*q[8] + p[9]*q[9] + p[10]*q[10] + p[11]*q[11]
		s += p[12]*q[12] + p[13]*q[13]
		all += int64(weight) * (int64(s<<1>>(2*apart+1)) - Dims*128*128)
	}
	return Similarity(all - t.sums[i] - right.sums[j])
}
