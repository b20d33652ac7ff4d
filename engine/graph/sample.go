package graph

import (
	"math"
	"math/bits"
)

// Sampling follows C. Eksombatchai and others, "Pixie: a system for recommending
// 3+ billion items to 200+ million users in real-time" (2018), but shares out
// the steps in proportion to what each seed gives, with no chance in it, and
// lets chance pick only the board and the pin.
//
// Each step waits for memory three times: for the board's number, for where
// its pins are, for the pin. One walk after the other would wait each time
// anew, so several go in step, and their waits are one.

// lanes are the walks that go side by side.
type lanes struct {
	random [MaxLanes]uint64
	board  [MaxLanes]Node
	row    [MaxLanes][]Node // of the board, or of the pin that is left
	pin    [MaxLanes]Node   // noNode for a walk that came to its end
}

// forget lets go of the view's memory.
func (l *lanes) forget() { clear(l.row[:]) }

// stepBits are the bits after the point of what a step counts: a step over a
// board that counts fully is 1.
const stepBits = 16

// golden is 2^64 over the golden ratio: the numbers of steps, times this, are
// spread over all 64 bits before they are mixed.
const golden = 0x9E3779B97F4A7C15

// mix makes random bits of a step's number (S. Vigna's splitmix64, 2015). Each
// step has its own bits, whichever lane it goes in.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// pick returns a number below n made of 32 random bits.
func pick(random uint32, n int) int { return int(uint64(random) * uint64(n) >> 32) }

// sample walks o.Steps steps from the sources, shared out by what they give,
// and returns how many it went.
func (w *walker) sample(n int) int {
	w.met.prepare(0, w.v.Pins())
	walks := max(1, w.o.Steps/w.o.Length)
	each := math.Ldexp(1, w.scale) // the mass of a step; one of a weight of 1 if nothing is given
	if w.total > 0 {
		each = float64(w.total) / float64(walks*w.o.Length)
	}
	w.unit = float64(each*math.Ldexp(1, -w.scale)) / (1 << stepBits)
	var before, done uint64
	gone := 0
	for i := range w.sources {
		s := &w.sources[i]
		before += s.mass * s.degree
		upTo := done
		if w.total > 0 {
			high, low := bits.Mul64(before, uint64(walks))
			upTo, _ = bits.Div64(high, low, w.total)
		}
		steps, enough := w.from(s, done, upTo, n)
		gone, done = gone+steps, upTo
		w.neighbours(w.sources[i:i+1], math.Ldexp(1<<stepBits, w.scale-weightBits)/each)
		if w.o.Boost {
			w.fold()
		}
		if enough {
			break
		}
	}
	w.visits.settle(w.v.Pins())
	return gone
}

// from goes the walks with the numbers from first up to before end from one
// source. It returns how many steps it went, and whether it ended because n
// pins were met often enough.
func (w *walker) from(s *source, first, end uint64, n int) (gone int, enough bool) {
	boards := w.v.BoardsOf(s.pin)
	length, met := uint64(w.o.Length), 0
	for k := first; k < end; {
		m := min(w.o.Lanes, int(end-k))
		for i := range m {
			w.lanes.row[i] = boards
		}
		for t := range length {
			if t > 0 {
				w.turn(m)
			}
			w.step(m, k*length+t, length)
			gone += m
			met += w.count(m)
			if w.o.Enough > 0 && met >= n {
				return gone, true
			}
		}
		k += uint64(m)
	}
	return gone, false
}

// step takes m walks from their rows of boards to a board each and on to a
// pin. Each of the three loops touches memory that the next needs, so that the
// processor fetches for all walks at once. The steps have the numbers first,
// first+apart and so on.
func (w *walker) step(m int, first, apart uint64) {
	l := &w.lanes
	number := mix(w.o.Seed) + first*golden
	for i := range m {
		l.random[i] = mix(number)
		number += apart * golden
		l.board[i] = noNode
		if row := l.row[i]; len(row) > 0 {
			l.board[i] = row[pick(uint32(l.random[i]>>32), len(row))]
		}
	}
	w.v.pinsOfEach(l.board[:m], l.row[:m])
	for i := range m {
		if w.o.MaxBoard > 0 && len(l.row[i]) > w.o.MaxBoard {
			l.row[i] = nil
		}
	}
	for i := range m {
		l.pin[i] = noNode
		if row := l.row[i]; len(row) > 0 {
			l.pin[i] = row[pick(uint32(l.random[i]), len(row))]
		}
	}
}

// turn puts each walk at the boards of the pin where it is.
func (w *walker) turn(m int) {
	w.v.boardsOfEach(w.lanes.pin[:m], w.lanes.row[:m])
}

// count puts down one for each pin where a walk is, or what the walk's board
// lets count. It returns how many pins have now been met o.Enough times.
func (w *walker) count(m int) (met int) {
	l := &w.lanes
	plain := w.o.B == One && w.o.Bias == nil
	for i := range m {
		p := l.pin[i]
		if p == noNode {
			continue
		}
		one := uint64(1 << stepBits)
		if !plain {
			one = w.given(l.board[i], len(l.row[i]), one*uint64(len(l.row[i])))
		}
		w.visits.add(p, one)
		if w.o.Enough > 0 {
			w.met.add(uint32(p), 1)
			if *w.met.of(uint32(p)) == uint64(w.o.Enough) {
				met++
			}
		}
	}
	return met
}
