package graph

import (
	"cmp"
	"slices"
)

// best returns the n pins with the highest scores among those counted.
func (w *walker) best(n int) []Scored {
	n = min(n, w.pinsCounted())
	b := &bestOf{w: w, n: n, pool: w.pool[:0], ascending: !w.o.Boost}
	w.counted(b.offer)
	w.pool = b.pool[:0]
	pool := firstOf(b.pool, n)
	slices.SortFunc(pool, compareScored)
	return slices.Clone(pool)
}

// bestOf keeps up to twice as many pins as are wanted and cuts them in half
// when they are that many; then it knows a score below which no pin can be
// among the best.
type bestOf struct {
	w     *walker
	n     int
	pool  []Scored
	least float64
	// ascending says that pins come in their order, so that one that is no
	// better than the last of the best comes after it. Most pins that a sample
	// meets are met once, and are done with here.
	ascending bool
}

// late tells whether a score is too low to be among the best.
func (b *bestOf) late(x float64) bool { return x < b.least || x == b.least && b.ascending }

// offer takes what was counted for a few pins, at most ahead. A pin's degree,
// which waits for memory, is looked up only if the pin could still be among
// the best, since a degree never raises a score, and for all of them before
// anything is decided, so that the waits are one.
func (b *bestOf) offer(counted []slot) {
	var some [ahead]Scored
	var degrees [ahead]int
	m := 0
	for i := range counted {
		if x := b.w.value(counted[i].sum); counted[i].sum > 0 && !b.late(x) {
			some[m] = Scored{Node(counted[i].key - 1), x}
			m++
		}
	}
	b.w.v.degrees(some[:m], degrees[:])
	for i := range m {
		some[i].Score *= b.w.c.of(degrees[i])
		if b.late(some[i].Score) {
			continue
		}
		b.pool = append(b.pool, some[i])
		if len(b.pool) == 2*b.n {
			b.pool = firstOf(b.pool, b.n)
			b.least = worst(b.pool)
		}
	}
}

// compareScored orders by descending score, then by ascending pin.
func compareScored(a, b Scored) int {
	if c := cmp.Compare(b.Score, a.Score); c != 0 {
		return c
	}
	return cmp.Compare(a.Pin, b.Pin)
}

// before tells whether a comes before b.
func (a Scored) before(b Scored) bool {
	return a.Score > b.Score || a.Score == b.Score && a.Pin < b.Pin
}

// worst returns the lowest score, 0 of none.
func worst(s []Scored) float64 {
	if len(s) == 0 {
		return 0
	}
	least := s[0].Score
	for _, x := range s[1:] {
		least = min(least, x.Score)
	}
	return least
}

// firstOf returns the n that come first, in no order, at the front of s; all
// if there are no more. It divides s around its middle element, then the part
// in which the n-th lies, and so on (C. Hoare's FIND, 1961).
func firstOf(s []Scored, n int) []Scored {
	if len(s) <= n {
		return s
	}
	for low, high := 0, len(s)-1; low < high; {
		pivot := s[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for s[i].before(pivot) {
				i++
			}
			for pivot.before(s[j]) {
				j--
			}
			if i <= j {
				s[i], s[j] = s[j], s[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			high = j
		case n >= i:
			low = i
		default:
			return s[:n]
		}
	}
	return s[:n]
}
