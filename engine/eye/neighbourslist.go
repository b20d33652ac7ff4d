package eye

import "slices"

// insert puts a neighbour where it belongs in a list that is full at its
// capacity; the last then gives way. A nil order is that of numbers.
func insert(l []Neighbour, o Neighbour, order func(a, b uint32) int) []Neighbour {
	if len(l) == cap(l) {
		if len(l) == 0 || !precedes(o, l[len(l)-1], order) {
			return l
		}
		l = l[:len(l)-1]
	}
	at := len(l)
	for at > 0 && precedes(o, l[at-1], order) {
		at--
	}
	return slices.Insert(l, at, o)
}

// precedes tells which of two neighbours comes first.
func precedes(a, b Neighbour, order func(a, b uint32) int) bool {
	if a.Similarity != b.Similarity {
		return a.Similarity > b.Similarity
	}
	if order == nil {
		return a.Pin < b.Pin
	}
	return order(a.Pin, b.Pin) < 0
}

// Nearest returns the k codes most alike to the probe's, most alike first,
// those equally alike in the order of their numbers. It looks at all codes but
// those that skip, unless nil, says.
func (p *Probe) Nearest(codes Codes, k int, skip func(pin uint32) bool) []Neighbour {
	near := make([]Neighbour, 0, max(0, min(k, codes.Len())))
	for i := range uint32(codes.Len()) {
		if skip == nil || !skip(i) {
			near = insert(near, Neighbour{i, p.Similarity(codes.At(int(i)))}, nil)
		}
	}
	return near
}

// SeedsOf makes seeds of a walk of the pins nearest to a picture that is no
// pin: ten are usual. Each weighs the cube of its similarity, as an edge would.
func SeedsOf(near []Neighbour) []Seed {
	var seeds []Seed
	for _, o := range near {
		if w := cubed(o.Similarity); w > 0 {
			seeds = append(seeds, Seed{o.Pin, float64(w)})
		}
	}
	return seeds
}
