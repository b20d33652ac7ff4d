package eye

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

// A Seed is where a walk starts, and with what part of the whole. Weights are
// positive and count by their proportions.
type Seed struct {
	Pin    uint32
	Weight float64
}

// A Found pin is one that a walk reached.
type Found struct {
	Pin   uint32
	Score float64 // how much came there, of 1 at the start
	// Via is the pin in between: the one from which most came at the last
	// step. It is a seed where the pin is linked with one that closely, and
	// NoPin for a seed to which more was given than came back.
	Via uint32
}

// WalkOptions say how far a walk goes. Their zero value works.
type WalkOptions struct {
	Rounds   int // steps from the seeds; 0 means 15
	Frontier int // pins from which a step is made, in each round; 0 means 400
}

const (
	walkRounds   = 15
	walkFrontier = 400

	// A part of alpha / 2^16 of what is at a pin goes on at each step: .95.
	alpha = 62259

	// walkUnit is what a walk starts with, in whole numbers, so that sums do not
	// depend on the order in which they are made. Times alpha, 2^16, or times
	// the root of what the weights at a pin add up to, it stays below 2^63.
	walkUnit = 1 << 44
)

// Walk walks from the seeds over edges and returns the n pins where most
// arrives, most first, those with equal scores in order; seeds are among them,
// and all that score the same as the last one. What is at a pin goes on along
// all of its edges, .95 of it at each step, by their weights over the roots of
// what the weights at both ends add up to, so that hubs pass little on, and is
// added up over all steps:
//
//	x = Σ (.95 D^-½ W D^-½)^t seeds, t = 0 ... rounds
//
// (Zhou, Weston, Gretton, Bousquet, Schölkopf, "Ranking on data manifolds",
// 2004). It stays local: each step is made from the 400 pins with most, so
// that a walk costs at most 6,000 times the edges of a pin, however many pins
// there are. The same pins give the same answer to the bit, however they are
// numbered.
func (g *Graph) Walk(seeds []Seed, n int, o WalkOptions) []Found {
	if o.Rounds <= 0 {
		o.Rounds = walkRounds
	}
	if o.Frontier <= 0 {
		o.Frontier = walkFrontier
	}
	w := walkers.Get().(*walker)
	w.begin(g, seeds)
	for range o.Rounds {
		w.step(o.Frontier)
	}
	found := w.found(n)
	walkers.Put(w) // clean; one that panicked is not
	return found
}

// A walker holds what arrives where. Its arrays are as long as there are pins
// and zero between walks, so that a walk costs nothing for pins it does not
// reach.
type walker struct {
	graph   *Graph
	sum     []uint64 // over all steps
	now     []uint64 // at this step
	given   []Seed   // the seeds, weights as parts of walkUnit
	reached []uint32 // where sum is not zero
	front   []amount // the last step
	arrived []uint32 // where now is not zero
	values  []uint64 // for selecting
	order   []uint32
}

type amount struct {
	pin uint32
	x   uint64
}

var walkers = sync.Pool{New: func() any { return new(walker) }}

func (w *walker) begin(g *Graph, seeds []Seed) {
	w.graph = g
	if len(w.sum) < g.Pins() {
		w.sum, w.now = make([]uint64, g.Pins()), make([]uint64, g.Pins())
	}
	w.given, w.reached, w.front = w.given[:0], w.reached[:0], w.front[:0]
	all := 0.
	for _, s := range seeds {
		all += s.Weight
	}
	for _, s := range seeds {
		x := uint64(s.Weight / all * walkUnit)
		w.given = append(w.given, Seed{s.Pin, float64(x)})
		w.front = append(w.front, amount{s.Pin, x})
		w.add(s.Pin, x)
	}
}

// add counts what arrived at a pin.
func (w *walker) add(pin uint32, x uint64) {
	if w.sum[pin] == 0 {
		w.reached = append(w.reached, pin)
	}
	w.sum[pin] += x
}

// step makes one step from every pin of the front, and makes what arrived the
// next front.
func (w *walker) step(frontier int) {
	for _, a := range w.front {
		r := w.graph.row(a.pin)
		x := times(a.x*alpha>>16, r.root)
		if x == 0 {
			continue
		}
		for e, j := range r.to {
			if w.now[j] == 0 {
				w.arrived = append(w.arrived, j)
			}
			w.now[j] += x * uint64(r.weight[e])
		}
	}
	w.front = w.front[:0]
	for _, j := range w.arrived {
		if x := times(w.now[j], w.graph.row(j).root); x > 0 {
			w.add(j, x)
			w.front = append(w.front, amount{j, x})
		}
		w.now[j] = 0
	}
	w.arrived = w.arrived[:0]
	w.cut(frontier)
}

// times multiplies by a root, see rootOf.
func times(x uint64, root uint32) uint64 {
	high, low := bits.Mul64(x, uint64(root))
	return high<<(64-rootBits) | low>>rootBits
}

// cut leaves those in the front that have most. Who they are depends on the
// amounts alone and on no numbers of pins: of several with equal amounts all
// stay or none.
func (w *walker) cut(most int) {
	if len(w.front) <= most {
		return
	}
	w.values = w.values[:0]
	for _, a := range w.front {
		w.values = append(w.values, a.x)
	}
	bound := nth(w.values, most) // the first that is one too many
	w.front = slices.DeleteFunc(w.front, func(a amount) bool { return a.x <= bound })
}

// nth returns the value that has n others before it when all are sorted, the
// largest first. It reorders the values, and looks at each a few times.
func nth(values []uint64, n int) uint64 {
	for len(values) > 1 {
		pivot := median(values[0], values[len(values)/2], values[len(values)-1])
		low, high := 0, len(values)-1
		for low <= high {
			switch {
			case values[low] > pivot:
				low++
			case values[high] < pivot:
				high--
			default:
				values[low], values[high] = values[high], values[low]
				low++
				high--
			}
		}
		// up to high all are at least the pivot, from low on at most
		switch {
		case n <= high:
			values = values[:high+1]
		case n >= low:
			values, n = values[low:], n-low
		default:
			return pivot
		}
	}
	return values[0]
}

func median(a, b, c uint64) uint64 { return max(min(a, b), min(max(a, b), c)) }

// found takes the n best, and leaves the walker as it was.
func (w *walker) found(n int) []Found {
	best := w.best(min(n, len(w.reached)))
	out := make([]Found, len(best))
	for i, pin := range best {
		out[i] = Found{pin, float64(w.sum[pin]) / walkUnit, w.via(pin)}
	}
	for _, pin := range w.reached {
		w.sum[pin] = 0
	}
	w.graph = nil
	return out
}

// best are the n best of those reached, sorted, and any equal to the last.
func (w *walker) best(n int) []uint32 {
	if n <= 0 {
		return nil
	}
	w.values = w.values[:0]
	for _, pin := range w.reached {
		w.values = append(w.values, w.sum[pin])
	}
	least := nth(w.values, n-1)
	best := w.order[:0]
	for _, pin := range w.reached {
		if w.sum[pin] >= least {
			best = append(best, pin)
		}
	}
	w.order = best
	slices.SortFunc(best, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(w.sum[b], w.sum[a]), w.graph.compare(a, b))
	})
	return best
}

// via is the pin from which most came, or NoPin where more was given.
func (w *walker) via(pin uint32) uint32 {
	most, via := uint64(0), uint32(NoPin)
	for _, s := range w.given {
		if s.Pin == pin {
			most += uint64(s.Weight)
		}
	}
	own := w.graph.row(pin)
	for e, i := range own.to {
		x := times(w.sum[i], w.graph.row(i).root) * uint64(own.weight[e]) >> 16 * alpha
		x = times(x, own.root)
		if x > most || x == most && via != NoPin && w.graph.compare(i, via) < 0 {
			most, via = x, i
		}
	}
	return via
}
