package graph

import (
	"math"
	"runtime"
)

// A walker is the working memory of one walk. Walkers are used again, so that
// a walk allocates nothing but its result.
type walker struct {
	v       *View
	o       Options
	a, b, c powers

	sources []source
	scale   int    // masses are in 2^-scale
	total   uint64 // what all sources give to all their boards
	boards  tally  // what each board got
	visits  visits // what each pin got
	boosted tally  // the sum of roots, with Options.Boost
	met     tally  // how often each pin was met, with Options.Enough
	unit    float64
	pool    []Scored
	asked   []Node
	lanes   lanes
}

// idle are walkers that wait for a walk, as many as can be at work at once. A
// sync.Pool would forget them at each garbage collection, and a walk that
// begins with empty lists takes up to half as long again.
var idle = make(chan *walker, runtime.GOMAXPROCS(0))

func newWalker(v *View, o Options) *walker {
	var w *walker
	select {
	case w = <-idle:
	default:
		w = new(walker)
	}
	w.v, w.o = v, o
	w.a, w.b, w.c = powersOf(o.A), powersOf(o.B), powersOf(o.C)
	return w
}

func (w *walker) release() {
	w.v, w.o.Bias = nil, nil // hold no view longer than the walk
	w.lanes.forget()
	select {
	case idle <- w:
	default:
	}
}

// spread gives the sources' masses to pins: exactly within the budget, by
// sampling otherwise. Afterwards w.counted has what each pin got.
func (w *walker) spread(n int) Found {
	w.boosted.prepare(0, w.v.Pins())
	w.visits.forget()
	if w.o.Length == 1 {
		w.unit = math.Ldexp(1, -w.scale)
		if cost, ok := w.exact(); ok {
			return Found{Edges: cost}
		}
		w.boosted.forget()
	}
	return Found{Edges: w.sample(n), Sampled: true}
}

// exact pushes all sources at once, or one by one if what each gives matters.
func (w *walker) exact() (cost int, ok bool) {
	if !w.o.Boost {
		cost, ok = w.push(w.sources, w.o.Budget)
		w.visits.settle(w.v.Pins())
		return cost, ok
	}
	left := w.o.Budget
	for i := range w.sources {
		cost, ok := w.push(w.sources[i:i+1], left)
		if !ok {
			return 0, false
		}
		left -= cost
		w.fold()
	}
	return w.o.Budget - left, true
}

// push gives sources' masses to their boards and each board's to its pins, so
// that a board that holds several sources is crossed once. It returns how many
// edges it looked at; false, with no pin touched, if they would be more than
// allowed.
func (w *walker) push(sources []source, allowed int) (cost int, ok bool) {
	for i := range sources {
		cost += int(sources[i].degree)
		if w.o.Cross.has(Neighbour) {
			like, _ := w.v.NeighboursOf(sources[i].pin)
			cost += len(like)
		}
		if cost > allowed {
			return 0, false
		}
	}
	w.gather(sources, cost)
	for _, at := range w.boards.used {
		cost += len(w.crossed(w.boardAt(at)))
		if cost > allowed {
			return 0, false
		}
	}
	for _, at := range w.boards.used {
		board := w.boardAt(at)
		row := w.crossed(board)
		give := w.given(board, len(row), w.boards.slots[at].sum)
		w.visits.addEach(row, give)
	}
	w.neighbours(sources, math.Ldexp(1, w.scale-weightBits))
	return cost, true
}

// gather adds up what sources give to each of their boards.
func (w *walker) gather(sources []source, expected int) {
	w.boards.prepare(expected, w.v.Boards())
	for i := range sources {
		s := &sources[i]
		if s.degree == 0 {
			continue
		}
		w.boards.addEach(w.v.BoardsOf(s.pin), firstBoard, s.mass)
	}
}

func (w *walker) boardAt(at uint32) Node { return BoardNode(int(w.boards.slots[at].key - 1)) }

// crossed returns the pins of a board, none if it is too large to be crossed.
func (w *walker) crossed(board Node) []Node {
	row := w.v.PinsOf(board)
	if w.o.MaxBoard > 0 && len(row) > w.o.MaxBoard {
		return nil
	}
	return row
}

// given returns what a board of so many pins gives to each of them of what it
// got.
func (w *walker) given(board Node, size int, got uint64) uint64 {
	f := w.b.of(size)
	if w.o.Bias != nil {
		f *= bias(w.o.Bias(board))
	}
	return uint64(float64(got) * f)
}

// bias keeps what a caller's function says within 0 and 1; what is no number
// is 0.
func bias(x float64) float64 {
	if x > 0 {
		return min(x, 1)
	}
	return 0
}
