package graph

import (
	"cmp"
	"math"
	"slices"
)

// A Link is a board on which a pin stands beside seeds, and what it gives to
// the pin's score.
type Link struct {
	Board Node
	Score float64
}

// A Linked is a pin with its score and the boards that link it with the seeds.
type Linked struct {
	Pin   Node
	Score float64
	// Boards are the strongest, by descending score, then by ascending node.
	Boards []Link
}

// Links returns, for each of the pins in their order, its exact score as Walk
// defines it and up to n boards that link it with the seeds. It says why a pin
// was found, and scores pins that something else found. The scores equal those
// of a Walk that is not sampled, to the last bit, and are the sums of what all
// boards give; with o.Boost they are what they would be without.
//
// It looks only at boards of the pins asked for: for each seed it costs the
// fewer of the seed's boards and of theirs, times the logarithm of the other.
// Errors are bad seeds and options, and nodes that are no pins.
func Links(v *View, seeds []Seed, pins []Node, n int, o Options) ([]Linked, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	for _, p := range pins {
		if err := checkNode(p, Pin, &v.counts); err != nil {
			return nil, err
		}
	}
	w := newWalker(v, o)
	defer w.release()
	if err := w.start(seeds); err != nil {
		return nil, err
	}
	w.unit, w.o.Boost = math.Ldexp(1, -w.scale), false
	w.gatherAt(pins)
	w.visits.forget()
	w.neighbours(w.sources, math.Ldexp(1, w.scale-weightBits))
	w.visits.settle(v.Pins())
	linked := make([]Linked, len(pins))
	for i, p := range pins {
		linked[i] = w.linked(p, max(n, 0))
	}
	return linked, nil
}

// gatherAt adds up what the sources give to the boards of some pins. Where the
// sources are on fewer boards, it adds up what they give to all of theirs.
func (w *walker) gatherAt(pins []Node) {
	theirs, ours := 0, 0
	for _, p := range pins {
		theirs += w.v.degree(p)
	}
	for i := range w.sources {
		ours += int(w.sources[i].degree)
	}
	if ours <= theirs {
		w.gather(w.sources, ours)
		return
	}
	asked := w.asked[:0]
	for _, p := range pins {
		asked = append(asked, w.v.BoardsOf(p)...)
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	w.asked = asked
	w.boards.prepare(len(asked), w.v.Boards())
	for i := range w.sources {
		if s := &w.sources[i]; s.degree > 0 {
			common(asked, w.v.BoardsOf(s.pin), func(b Node) { w.boards.add(b.index(), s.mass) })
		}
	}
}

// linked scores one pin by what its boards got.
func (w *walker) linked(pin Node, n int) Linked {
	boards := w.v.BoardsOf(pin)
	own := w.c.of(len(boards))
	l := Linked{Pin: pin}
	sum := uint64(0)
	for _, b := range boards {
		got := w.boards.of(b.index())
		row := w.crossed(b)
		if got == nil || len(row) == 0 {
			continue
		}
		give := w.given(b, len(row), *got)
		sum += give
		if n > 0 {
			l.Boards = append(l.Boards, Link{b, w.value(give) * own})
		}
	}
	if got := w.visits.of(pin); got != nil {
		sum += *got
	}
	l.Score = w.value(sum) * own
	slices.SortFunc(l.Boards, compareLinks)
	l.Boards = slices.Clip(l.Boards[:min(n, len(l.Boards))])
	return l
}

func compareLinks(a, b Link) int {
	if c := cmp.Compare(b.Score, a.Score); c != 0 {
		return c
	}
	return cmp.Compare(a.Board, b.Board)
}

// common calls f for each node that is in both, ascending. It looks for each
// node of the shorter in the rest of the longer, in steps that double.
func common(a, b []Node, f func(Node)) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, n := range a {
		reach := 1
		for reach < len(b) && b[reach] < n {
			reach *= 2
		}
		from := reach / 2
		i, found := slices.BinarySearch(b[from:min(reach+1, len(b))], n)
		b = b[from+i:]
		if found {
			f(n)
			b = b[1:]
		}
		if len(b) == 0 {
			return
		}
	}
}
