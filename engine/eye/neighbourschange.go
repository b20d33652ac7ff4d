package eye

import (
	"context"
	"fmt"
	"slices"
)

// Insert adds a pin and returns its number. It is compared with each other: a
// fifth of a millisecond for a thousand, a tenth of that above 100,000 pins.
// The pin that is one too many for comparing each with each makes all of them
// be found anew. When the context ends, its error is returned, and the
// neighbours can no longer be used.
func (n *Neighbours) Insert(ctx context.Context, code Code) (uint32, error) {
	pin := uint32(n.Pins())
	n.added = append(n.added, code...)
	if pin%64 == 0 {
		n.absent = append(n.absent, 0)
	}
	if n.sketcher != nil {
		n.addedSketches = append(n.addedSketches, n.sketcher.sketch(code))
	}
	n.changed[pin] = nil
	if unseen(code) {
		n.remove(pin)
		return pin, ctx.Err()
	}
	n.live++
	if n.live == n.exact+1 {
		return pin, n.findAll(&work{ctx: ctx})
	}
	own := newList()
	n.compared(pin, func(o Neighbour) {
		own = insert(own, o, n.order)
		if back := (Neighbour{pin, o.Similarity}); n.takes(o.Pin, back) {
			n.setList(o.Pin, insert(append(newList(), n.list(o.Pin)...), back, n.order))
		}
	})
	n.setList(pin, own)
	return pin, ctx.Err()
}

func newList() []Neighbour { return make([]Neighbour, 0, NeighboursKept) }

// takes tells whether a neighbour belongs in a pin's list.
func (n *Neighbours) takes(pin uint32, o Neighbour) bool {
	if _, ok := n.changed[pin]; !ok {
		if last := lastOfRecord(n.records, pin); last.Pin == NoPin || o.Similarity > last.Similarity {
			return true
		} else if o.Similarity < last.Similarity {
			return false
		}
	}
	l := n.list(pin)
	return len(l) < NeighboursKept || precedes(o, l[len(l)-1], n.order)
}

// Delete takes pins away; those without a code are none to it. Each pin that
// had one of them among its neighbours finds its own anew: as a pin is near to
// 16 others on average, that takes 16 times as long as Insert, on all
// processors, and some hundred times for a hub. Deleting several at once costs
// less than one by one. A number that is none, or of a pin deleted before, is
// an error, and nothing is deleted then. When the context ends, its error is
// returned, and the neighbours can no longer be used.
func (n *Neighbours) Delete(ctx context.Context, pins ...uint32) error {
	going := map[uint32]bool{}
	for _, p := range pins {
		switch {
		case int(p) >= n.Pins() || n.gone(p) && !unseen(n.code(p)) || going[p]:
			return fmt.Errorf("there is no pin %d to delete", p)
		case !n.gone(p):
			going[p] = true
		}
	}
	tooMany := n.live > n.exact
	for p := range going {
		n.live--
		n.remove(p)
	}
	if tooMany && n.live <= n.exact {
		return n.findAll(&work{ctx: ctx})
	}
	for p := range going {
		n.setList(p, nil)
	}
	var poorer []uint32
	for i := range uint32(n.Pins()) {
		if slices.ContainsFunc(n.list(i), func(o Neighbour) bool { return going[o.Pin] }) {
			poorer = append(poorer, i)
		}
	}
	found, w := make(lists, len(poorer)), &work{ctx: ctx}
	w.each(len(poorer), func() func(int) {
		return func(i int) { found[i] = n.find(poorer[i]) }
	})
	for i, l := range found {
		n.setList(poorer[i], l)
	}
	return ctx.Err()
}

// find finds the neighbours of one pin among all.
func (n *Neighbours) find(pin uint32) []Neighbour {
	own := newList()
	n.compared(pin, func(o Neighbour) { own = insert(own, o, n.order) })
	return own
}

// compared calls f with all pins that a pin is compared with.
func (n *Neighbours) compared(pin uint32, f func(Neighbour)) {
	probe := n.weights.Probe(n.code(pin))
	var own bitSketch
	if n.sketcher != nil {
		own = n.sketch(pin)
	}
	for i := range uint32(n.Pins()) {
		if i == pin || n.gone(i) {
			continue
		}
		if n.sketcher != nil {
			if s := n.sketch(i); !s.near(&own) {
				continue
			}
		}
		f(Neighbour{i, probe.Similarity(n.code(i))})
	}
}

func (n *Neighbours) sketch(pin uint32) bitSketch {
	if first := uint32(n.sketches.len()); pin >= first {
		return n.addedSketches[pin-first]
	}
	return n.sketches.at(pin)
}
