package eye

import (
	"cmp"
	"context"
	"slices"
)

// NeighboursKept is how many nearest pins are kept of each pin. Both ends of
// an edge know it, so that a pin has half as many edges again on average.
const NeighboursKept = 16

// Neighbours know the 16 pins nearest to each pin of a set: by similarity,
// those equally alike in order. Up to 100,000 pins they are exact; above, they
// are the nearest of those with a sketch that is near, which leaves out what is
// hardly alike and some of the rest, see TestSketchesFindMost. A pin whose code
// is all zeros, having no picture, takes part in nothing.
//
// They are a function of the set of pins, its codes, its weights and the order:
// whether pins came together, one by one or in any other sequence, and whatever
// was deleted in between, each list is the same.
//
// A pin's number is its place among the codes, and stays its own for good. What
// was there at first is never written to, so that it may be mapped; what
// changes is kept beside it. A Neighbours is for one goroutine at a time; the
// graphs that it makes are for all.
type Neighbours struct {
	weights Weights
	order   func(a, b uint32) int
	exact   int

	base, added Codes    // of the first pins, and of those that came since
	absent      []uint64 // a bit for each pin: deleted, or without a code
	live        int

	records []byte                 // lists as AppendTo writes them, of the first so many pins
	changed map[uint32][]Neighbour // lists that are not, or no longer, among them

	// Above exact pins only:
	sketcher      *sketcher
	sketches      sketchBytes // of the first pins
	addedSketches []bitSketch

	graph *Graph             // the last one made
	dirty map[[2]uint32]bool // what may have changed since: links, lower number first
}

// NeighboursOptions say how neighbours are found. Their zero value works.
type NeighboursOptions struct {
	// Order says which of two pins that are equally alike to a third comes
	// first. It must depend on what pins are and not on when they came; nil is
	// for sets to which none are added, whose codes stand in order.
	Order func(a, b uint32) int
	// Exact is up to how many pins each is compared with each; 0 means 100,000.
	Exact int
	// Progress, unless nil, is told now and then how many of all steps of
	// NewNeighbours are done, by one goroutine at a time.
	Progress func(done, all int)
}

// exactNeighbours pins are compared each with each in some three minutes on
// two cores.
const exactNeighbours = 100_000

// NewNeighbours finds the neighbours of all pins. Comparing each with each
// takes n²/2 times 60 nanoseconds, on all processors, and 128 bytes for each
// pin and processor; above 100,000, n²/2 times 8. It holds the codes, which
// must not change. It ends early with the context's error.
func NewNeighbours(ctx context.Context, codes Codes, weights Weights, o NeighboursOptions) (*Neighbours, error) {
	n := newNeighbours(codes, weights, o)
	return n, n.findAll(&work{ctx: ctx, compared: o.Progress})
}

func newNeighbours(codes Codes, weights Weights, o NeighboursOptions) *Neighbours {
	if o.Exact <= 0 {
		o.Exact = exactNeighbours
	}
	n := &Neighbours{
		weights: weights, order: o.Order, exact: o.Exact,
		base: codes, absent: make([]uint64, (codes.Len()+63)/64),
	}
	for i := range uint32(codes.Len()) {
		if unseen(codes.At(int(i))) {
			n.remove(i)
		} else {
			n.live++
		}
	}
	return n
}

// unseen tells whether a code is all zeros.
func unseen(code Code) bool {
	for _, v := range code {
		if v != 0 {
			return false
		}
	}
	return true
}

// Pins is the number of pins, with those that were deleted.
func (n *Neighbours) Pins() int { return n.base.Len() + n.added.Len() }

func (n *Neighbours) code(pin uint32) Code {
	if first := uint32(n.base.Len()); pin >= first {
		return n.added.At(int(pin - first))
	}
	return n.base.At(int(pin))
}

func (n *Neighbours) gone(pin uint32) bool { return n.absent[pin/64]>>(pin%64)&1 != 0 }

func (n *Neighbours) remove(pin uint32) { n.absent[pin/64] |= 1 << (pin % 64) }

// compare is the order of pins.
func (n *Neighbours) compare(a, b uint32) int {
	if n.order == nil {
		return cmp.Compare(a, b)
	}
	return n.order(a, b)
}

// Of are the neighbours of a pin, nearest first. There are fewer than
// NeighboursKept only where there are fewer pins to compare with. A deleted
// pin has none.
func (n *Neighbours) Of(pin uint32) []Neighbour { return slices.Clone(n.list(pin)) }

// list is a list as it stands, not to be written to.
func (n *Neighbours) list(pin uint32) []Neighbour {
	if l, ok := n.changed[pin]; ok {
		return l
	}
	return readRecord(n.records, pin)
}

// setList changes a list, and notes which links may be others now.
func (n *Neighbours) setList(pin uint32, l []Neighbour) {
	old := n.list(pin)
	note := func(a, b []Neighbour) {
		for _, o := range a {
			if !hasPin(b, o.Pin) {
				n.dirty[[2]uint32{min(pin, o.Pin), max(pin, o.Pin)}] = true
			}
		}
	}
	note(old, l)
	note(l, old)
	n.changed[pin] = l
}

// findAll finds the neighbours of all pins anew, in the way that is right for
// as many as there are.
func (n *Neighbours) findAll(w *work) error {
	numbers, codes := n.present()
	var sketches []bitSketch
	n.sketcher, n.sketches, n.addedSketches = nil, nil, nil
	if n.live > n.exact {
		n.sketcher = newSketcher(&n.weights)
		sketches = n.sketcher.sketches(w, codes)
		n.sketches = packSketches(sketches, numbers, n.Pins())
	}
	order := func(a, b uint32) int { return n.compare(numbers[a], numbers[b]) }
	found := nearestOf(w, codes, &n.weights, NeighboursKept, order, sketches)
	n.records = emptyRecords(n.Pins())
	for i, l := range found {
		for k := range l {
			l[k].Pin = numbers[l[k].Pin]
		}
		writeRecord(n.records, numbers[i], l)
	}
	n.changed, n.dirty, n.graph = map[uint32][]Neighbour{}, map[[2]uint32]bool{}, nil
	return w.ctx.Err()
}

// present returns the pins that take part, ascending, and their codes.
func (n *Neighbours) present() (numbers []uint32, codes Codes) {
	for i := range uint32(n.Pins()) {
		if !n.gone(i) {
			numbers = append(numbers, i)
		}
	}
	if len(numbers) == n.base.Len() && len(n.added) == 0 {
		return numbers, n.base
	}
	for _, i := range numbers {
		codes = append(codes, n.code(i)...)
	}
	return numbers, codes
}

// Graph links the pins by what is known of their neighbours now. The first
// takes some time for each pin, a tenth of a second for 100,000; one after a
// change takes time and memory for the pins whose links changed since that
// first one. Graphs do not change: who walks over an older one goes on.
func (n *Neighbours) Graph() *Graph {
	if n.graph == nil {
		n.graph = newGraph(n.all(), n.order)
	} else if len(n.dirty) > 0 || n.graph.Pins() < n.Pins() {
		n.graph = n.graph.with(n.Pins(), n.dirty, n.weight)
	}
	clear(n.dirty)
	return n.graph
}

// all are all lists as they stand.
func (n *Neighbours) all() lists {
	l, memory := make(lists, n.Pins()), make([]Neighbour, 0, n.Pins()*NeighboursKept)
	for i := range l {
		if changed, ok := n.changed[uint32(i)]; ok {
			l[i] = changed
			continue
		}
		from := len(memory)
		memory = appendRecord(memory, n.records, uint32(i))
		l[i] = memory[from:]
	}
	return l
}

// weight is that of the edge between two pins, 0 for none.
func (n *Neighbours) weight(a, b uint32) uint16 {
	x, inA := findPin(n.list(a), b)
	y, inB := findPin(n.list(b), a)
	if !inA && !inB {
		return 0
	}
	return edgeWeight(max(x.Similarity, y.Similarity), inA && inB)
}

func findPin(l []Neighbour, pin uint32) (Neighbour, bool) {
	for _, o := range l {
		if o.Pin == pin {
			return o, true
		}
	}
	return Neighbour{Similarity: -1 << 31}, false
}

func hasPin(l []Neighbour, pin uint32) bool {
	_, ok := findPin(l, pin)
	return ok
}
