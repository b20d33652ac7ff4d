package eye

import (
	"context"
	"fmt"
	"slices"
)

// NeighboursKept is how many nearest pins are kept of each pin. Both ends of
// an edge know it, so that a pin has half as many edges again on average.
const NeighboursKept = 16

// Neighbours know the 16 pins nearest to each pin of a set, exactly: by
// similarity, those equally alike in order. They are a function of the set of
// pins, its codes, its weights and the order: whether pins came together, one
// by one or in any other sequence, and whatever was deleted in between, each
// list is the same.
//
// A pin's number is its place in the codes, and stays its own for good. A
// Neighbours is not safe for concurrent use while it is changed.
type Neighbours struct {
	weights Weights
	order   func(a, b uint32) int
	codes   Codes
	gone    []bool
	lists   lists
}

// NeighboursOptions say how neighbours are found. Their zero value works.
type NeighboursOptions struct {
	// Order says which of two pins that are equally alike to a third comes
	// first. It must depend on what pins are and not on when they came; nil is
	// for codes that stand in such an order and are never changed.
	Order func(a, b uint32) int
}

// NewNeighbours finds the neighbours of all pins by comparing each with each:
// n² / 2 times 60 nanoseconds, on all processors, and 12 bytes for each pin and
// neighbour and processor. The codes are copied. It ends early with the
// context's error.
func NewNeighbours(ctx context.Context, codes Codes, weights Weights, o NeighboursOptions) (*Neighbours, error) {
	n := &Neighbours{weights: weights, order: o.Order, codes: slices.Clone(codes), gone: make([]bool, codes.Len())}
	n.lists = nearestOf(&work{ctx: ctx}, n.codes, &weights, NeighboursKept, n.order)
	for i, l := range n.lists {
		if cap(l) < NeighboursKept { // of a small set, where there is room for more
			n.lists[i] = append(n.empty(), l...)
		}
	}
	return n, ctx.Err()
}

// Of are the neighbours of a pin, nearest first, until the next change. There
// are fewer than NeighboursKept only where there are fewer other pins. A
// deleted pin has none.
func (n *Neighbours) Of(pin uint32) []Neighbour { return n.lists[pin] }

// Graph links the pins by what is known of their neighbours now.
func (n *Neighbours) Graph() *Graph { return newGraph(n.lists) }

// Insert adds a pin and returns its number. It compares it with each other
// pin: a fifth of a millisecond for a thousand.
func (n *Neighbours) Insert(code Code) uint32 {
	pin := uint32(n.codes.Len())
	n.codes = append(n.codes, code...)
	n.gone = append(n.gone, false)
	own := n.empty()
	probe := n.weights.Probe(code)
	for i := range pin {
		if n.gone[i] {
			continue
		}
		s := probe.Similarity(n.codes.At(int(i)))
		own = insert(own, Neighbour{i, s}, n.order)
		n.lists[i] = insert(n.lists[i], Neighbour{pin, s}, n.order)
	}
	n.lists = append(n.lists, own)
	return pin
}

func (n *Neighbours) empty() []Neighbour { return make([]Neighbour, 0, NeighboursKept) }

// Delete takes pins away. Each pin that had one of them among its neighbours
// finds its own anew, among all: as a pin is near to 16 others on average,
// that takes 16 times as long as Insert, on all processors, and where a hub is
// deleted a few hundred times. Deleting several at once costs less than one by
// one. A number that no pin has is an error, and nothing is deleted then. When
// the context ends, its error is returned, and the neighbours can no longer be
// used.
func (n *Neighbours) Delete(ctx context.Context, pins ...uint32) error {
	for _, p := range pins {
		if int(p) >= len(n.gone) || n.gone[p] {
			return fmt.Errorf("there is no pin %d to delete", p)
		}
	}
	for _, p := range pins {
		n.gone[p], n.lists[p] = true, nil
	}
	var poorer []uint32
	for i, l := range n.lists {
		if slices.ContainsFunc(l, func(o Neighbour) bool { return n.gone[o.Pin] }) {
			poorer = append(poorer, uint32(i))
		}
	}
	w := &work{ctx: ctx}
	w.each(len(poorer), func() func(int) {
		return func(i int) { n.lists[poorer[i]] = n.find(poorer[i]) }
	})
	return ctx.Err()
}

// find finds the neighbours of one pin among all.
func (n *Neighbours) find(pin uint32) []Neighbour {
	own, probe := n.empty(), n.weights.Probe(n.codes.At(int(pin)))
	for i := range uint32(n.codes.Len()) {
		if i != pin && !n.gone[i] {
			own = insert(own, Neighbour{i, probe.Similarity(n.codes.At(int(i)))}, n.order)
		}
	}
	return own
}

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
