package eye

// Weights say what each block counts, in whole numbers that add up to 65,536,
// or are all zero.
type Weights [Blocks]int32

// weightSum is what weights add up to: so fine that rounding them shows
// nowhere, and small enough that a similarity stays below 2^31.
const weightSum = 1 << 16

// newWeights brings values to whole numbers of the right sum. What rounding
// leaves over falls to the heaviest block. No value may be negative; without a
// positive one all weights are zero.
func newWeights(values [Blocks]float64) (w Weights) {
	sum := 0.
	for _, v := range values {
		sum += v
	}
	if !(sum > 0) {
		return w
	}
	left, heaviest := int32(weightSum), Block(0)
	for b, v := range values {
		w[b] = int32(v / sum * weightSum)
		left -= w[b]
		if w[b] > w[heaviest] {
			heaviest = Block(b)
		}
	}
	w[heaviest] += left
	return w
}

// Of returns the weights of one family's blocks alone, in their proportions to
// each other.
func (w Weights) Of(f Family) Weights {
	return w.where(func(b Block) bool { return b.Family() == f })
}

// Without returns the weights of all but one family's blocks.
func (w Weights) Without(f Family) Weights {
	return w.where(func(b Block) bool { return b.Family() != f })
}

func (w Weights) where(counts func(Block) bool) Weights {
	var v [Blocks]float64
	for b := range Blocks {
		if counts(b) {
			v[b] = float64(w[b])
		}
	}
	return newWeights(v)
}

// Share is the part of the whole that a block has, 0 to 1.
func (w Weights) Share(b Block) float64 { return float64(w[b]) / weightSum }
