package eye

// CodeSize is the number of bytes of a code.
const CodeSize = int(Blocks) * Dims

// A Code is a picture by the measure of one fit: each block as a vector of
// length 127 in whole numbers, so that a block's cosine is nearly the product
// of two codes over 127². It has CodeSize elements. A block in which nothing
// is seen is all zeros, and alike to none.
type Code []int8

// Block is the part of a block.
func (c Code) Block(b Block) []int8 {
	at := int(b) * Dims
	return c[at : at+Dims : at+Dims]
}

// Codes are codes one behind the other.
type Codes []int8

// Len is the number of codes.
func (c Codes) Len() int { return len(c) / CodeSize }

// At is code i, in the same memory.
func (c Codes) At(i int) Code {
	return Code(c[i*CodeSize : (i+1)*CodeSize : (i+1)*CodeSize])
}

// A Similarity says how alike two pictures are: the mean of their blocks'
// cosines, each by its weight, in whole numbers. It is exact: the same on
// every processor, whichever of the two is asked about the other, and in
// whichever order it is computed.
type Similarity int32

// One is the similarity of a picture with itself, but for the rounding of
// codes, which may be 1 % to either side.
const One Similarity = weightSum * level * level

// Float is the similarity as a number of about -1 to 1.
func (s Similarity) Float() float64 { return float64(s) / float64(One) }

// Similarity compares two codes: symmetric. Weights of zero make it zero.
func (w *Weights) Similarity(a, b Code) Similarity {
	sum := 0
	for k := range Blocks {
		if w[k] != 0 {
			sum += int(w[k]) * product8(a.Block(k), b.Block(k))
		}
	}
	return Similarity(sum)
}

// BlockSimilarity compares two codes by one block alone.
func BlockSimilarity(b Block, x, y Code) Similarity {
	return Similarity(weightSum * product8(x.Block(b), y.Block(b)))
}

func product8(a, b []int8) (sum int) {
	b = b[:len(a)]
	for k, v := range a {
		sum += int(v) * int(b[k])
	}
	return sum
}

// A Probe is one code made ready to be compared with many.
type Probe struct {
	weighed [CodeSize]int32
}

// Probe makes a code ready, with its weights in it.
func (w *Weights) Probe(c Code) *Probe {
	p := new(Probe)
	for k, v := range c {
		p.weighed[k] = w[k/Dims] * int32(v)
	}
	return p
}

// Similarity is the same as that of the weights with the probe's code. It
// takes about .2 microseconds.
func (p *Probe) Similarity(c Code) Similarity {
	// An element comes to 2^16 * 127 * 127 at most, and so does the sum of each
	// block's, since its vectors have length 127: an overflow on the way would
	// come back, as whole numbers do.
	var s0, s1, s2, s3 int32
	a, b := (*[CodeSize]int32)(p.weighed[:]), (*[CodeSize]int8)(c)
	for k := 0; k < CodeSize; k += 4 {
		s0 += a[k] * int32(b[k])
		s1 += a[k+1] * int32(b[k+1])
		s2 += a[k+2] * int32(b[k+2])
		s3 += a[k+3] * int32(b[k+3])
	}
	return Similarity(s0 + s1 + s2 + s3)
}
