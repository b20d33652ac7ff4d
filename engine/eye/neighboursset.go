package eye

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// NeighboursKept is how many nearest pins are kept of each pin. Both ends of
// an edge know it, so that a pin has half as many edges again on average.
const NeighboursKept = 16

// Neighbours know the 16 pins nearest to each pin of a set: by similarity,
// those equally alike in order. Up to 100,000 pins they are exact; above, they
// are the nearest of those with a sketch that is near, which leaves out what is
// hardly alike and one of ten of the others, see TestSketchesFindMost.
//
// They are a function of the set of pins, its codes, its weights and the order:
// whether pins came together, one by one or in any other sequence, and whatever
// was deleted in between, each list is the same.
//
// A pin's number is its place in the codes, and stays its own for good. A
// Neighbours is not safe for concurrent use while it is changed.
type Neighbours struct {
	weights Weights
	order   func(a, b uint32) int
	exact   int
	codes   Codes
	gone    []bool
	live    int
	lists   lists

	sketcher *sketcher   // nil while all are compared with all
	sketches []bitSketch // of each pin, then
}

// NeighboursOptions say how neighbours are found. Their zero value works.
type NeighboursOptions struct {
	// Order says which of two pins that are equally alike to a third comes
	// first. It must depend on what pins are and not on when they came; nil is
	// for codes that stand in such an order and are never changed.
	Order func(a, b uint32) int
	// Exact is up to how many pins each is compared with each; 0 means 100,000.
	Exact int
}

// exactNeighbours pins are compared each with each in some three minutes on
// two cores.
const exactNeighbours = 100_000

// NewNeighbours finds the neighbours of all pins. Comparing each with each
// takes n²/2 times 70 nanoseconds, on all processors, and 128 bytes for each
// pin and processor; above 100,000, n²/2 times 8. The codes are copied. It ends early with the context's
// error.
func NewNeighbours(ctx context.Context, codes Codes, weights Weights, o NeighboursOptions) (*Neighbours, error) {
	if o.Exact <= 0 {
		o.Exact = exactNeighbours
	}
	n := &Neighbours{
		weights: weights, order: o.Order, exact: o.Exact,
		codes: slices.Clone(codes), gone: make([]bool, codes.Len()), live: codes.Len(),
	}
	return n, n.findAll(ctx)
}

// findAll finds the neighbours of all pins anew, in the way that is right for
// as many as there are.
func (n *Neighbours) findAll(ctx context.Context) error {
	w := &work{ctx: ctx}
	n.sketcher, n.sketches = nil, nil
	if n.live > n.exact {
		n.sketcher = newSketcher(&n.weights)
		n.sketches = n.sketcher.sketches(w, n.codes)
	}
	// nearestOf knows no gaps: deleted pins are left out and put back.
	numbers, codes, sketches := n.compact()
	order := func(a, b uint32) int { return n.compare(numbers[a], numbers[b]) }
	found := nearestOf(w, codes, &n.weights, NeighboursKept, order, sketches)
	n.lists = make(lists, len(n.gone))
	for i, l := range found {
		for k := range l {
			l[k].Pin = numbers[l[k].Pin]
		}
		if cap(l) < NeighboursKept { // of a small set, where there is room for more
			l = append(n.empty(), l...)
		}
		n.lists[numbers[i]] = l
	}
	return ctx.Err()
}

// compact returns the pins that are there, their codes and, if there are any,
// their sketches.
func (n *Neighbours) compact() (numbers []uint32, codes Codes, sketches []bitSketch) {
	for i, gone := range n.gone {
		if !gone {
			numbers = append(numbers, uint32(i))
		}
	}
	if len(numbers) == len(n.gone) {
		return numbers, n.codes, n.sketches
	}
	for _, i := range numbers {
		codes = append(codes, n.codes.At(int(i))...)
		if n.sketches != nil {
			sketches = append(sketches, n.sketches[i])
		}
	}
	return numbers, codes, sketches
}

// compare is the order of pins.
func (n *Neighbours) compare(a, b uint32) int {
	if n.order == nil {
		return cmp.Compare(a, b)
	}
	return n.order(a, b)
}

// Of are the neighbours of a pin, nearest first, until the next change. There
// are fewer than NeighboursKept only where there are fewer other pins. A
// deleted pin has none.
func (n *Neighbours) Of(pin uint32) []Neighbour { return n.lists[pin] }

// Graph links the pins by what is known of their neighbours now.
func (n *Neighbours) Graph() *Graph { return newGraph(n.lists) }

// Insert adds a pin and returns its number. It is compared with each: a
// fifth of a millisecond for a thousand, a tenth of that above 100,000 pins. The
// pin that is one too many for
// comparing each with each makes all of them be found anew. When the context
// ends, its error is returned, and the neighbours can no longer be used.
func (n *Neighbours) Insert(ctx context.Context, code Code) (uint32, error) {
	pin := uint32(n.codes.Len())
	n.codes = append(n.codes, code...)
	n.gone, n.lists = append(n.gone, false), append(n.lists, nil)
	n.live++
	if n.live == n.exact+1 {
		return pin, n.findAll(ctx)
	}
	if n.sketcher != nil {
		n.sketches = append(n.sketches, n.sketcher.sketch(code))
	}
	own := n.empty()
	n.compared(pin, func(o Neighbour) {
		own = insert(own, o, n.order)
		n.lists[o.Pin] = insert(n.lists[o.Pin], Neighbour{pin, o.Similarity}, n.order)
	})
	n.lists[pin] = own
	return pin, ctx.Err()
}

func (n *Neighbours) empty() []Neighbour { return make([]Neighbour, 0, NeighboursKept) }

// Delete takes pins away. Each pin that had one of them among its neighbours
// finds its own anew: as a pin is near to 16 others on average, that takes 16
// times as long as Insert, on all processors, and some hundred times for a hub. Deleting several at once costs
// less than one by one. A number that no pin has, or one given twice, is an
// error, and nothing is deleted then. When the context ends, its error is
// returned, and the neighbours can no longer be used.
func (n *Neighbours) Delete(ctx context.Context, pins ...uint32) error {
	for i, p := range pins {
		if int(p) >= len(n.gone) || n.gone[p] || slices.Contains(pins[:i], p) {
			return fmt.Errorf("there is no pin %d to delete", p)
		}
	}
	tooMany := n.live > n.exact
	for _, p := range pins {
		n.live--
		n.gone[p], n.lists[p] = true, nil
	}
	if tooMany && n.live <= n.exact {
		return n.findAll(ctx)
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
	own := n.empty()
	n.compared(pin, func(o Neighbour) { own = insert(own, o, n.order) })
	return own
}

// compared calls f with all pins that a pin is compared with.
func (n *Neighbours) compared(pin uint32, f func(Neighbour)) {
	probe := n.weights.Probe(n.codes.At(int(pin)))
	for i := range uint32(n.codes.Len()) {
		if i == pin || n.gone[i] || n.sketches != nil && !n.sketches[i].near(&n.sketches[pin]) {
			continue
		}
		f(Neighbour{i, probe.Similarity(n.codes.At(int(i)))})
	}
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
