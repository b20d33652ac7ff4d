package graph

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// A source is a pin that a walk starts from.
type source struct {
	pin    Node
	weight uint64 // in 2^-20
	degree uint64 // boards of the pin
	mass   uint64 // what goes to each of its boards, in 2^-walker.scale
}

const (
	weightBits = 20
	// massBits is how many bits the sum of all that is given to boards has at
	// most. No sum of a walk overflows then, and nearly all that a pin gets
	// at once fits in the 32 bits of a visit: with B of at least 1 all pins
	// together get no more than that sum, so no more than 2^12 visits have to
	// be put down in parts. What is lost by rounding is about one part in ten
	// million for a walk that looks at a million edges.
	massBits = 44
	// fewerBits is that with B below 1, where boards give more than they get.
	fewerBits = 36
	// mostScale is how many bits more than a weight a mass has at most.
	mostScale = 24
)

// start reads the seeds into sources: pins, ascending, each once, with masses.
func (w *walker) start(seeds []Seed) error {
	w.sources = w.sources[:0]
	for _, s := range seeds {
		if !(s.Weight > 0 && s.Weight <= MaxWeight) {
			return fmt.Errorf("graph: weight %v of seed %v: give more than 0 and at most %d", s.Weight, s.Node, MaxWeight)
		}
		if !w.v.hasNode(s.Node) {
			return fmt.Errorf("graph: seed %v does not exist: the graph has %d pins, %d boards, %d users", s.Node, w.v.Pins(), w.v.Boards(), w.v.Users())
		}
		weight := max(1, uint64(math.Round(float64(s.Weight*(1<<weightBits)))))
		if err := w.enter(s.Node, weight); err != nil {
			return err
		}
	}
	w.sources = mergeSources(w.sources)
	w.weigh()
	return nil
}

// enter adds the pins that a seed stands for.
func (w *walker) enter(n Node, weight uint64) error {
	switch n.Kind() {
	case Pin:
		w.sources = append(w.sources, source{pin: n, weight: weight})
	case Board:
		for _, p := range w.v.PinsOf(n) {
			w.sources = append(w.sources, source{pin: p, weight: weight})
		}
	case User:
		return w.enterUser(n, weight)
	}
	return nil
}

func (w *walker) enterUser(user Node, weight uint64) error {
	cross := w.o.Cross
	if !cross.has(FollowBoard) {
		return fmt.Errorf("graph: seed %v: a walk from a user must be allowed to cross FollowBoard", user)
	}
	followed := func(u Node) {
		for _, b := range w.v.BoardsFollowed(u) {
			w.enter(b, weight) // a board is entered without error
		}
	}
	followed(user)
	if cross.has(FollowUser) {
		for _, u := range w.v.UsersFollowed(user) {
			followed(u)
		}
	}
	return nil
}

// mergeSources makes one of those of one pin, in ascending order.
func mergeSources(s []source) []source {
	slices.SortFunc(s, func(a, b source) int { return cmp.Compare(a.pin, b.pin) })
	kept := s[:0]
	for _, x := range s {
		if last := len(kept) - 1; last >= 0 && kept[last].pin == x.pin {
			kept[last].weight = addMost(kept[last].weight, x.weight)
			continue
		}
		kept = append(kept, x)
	}
	return kept
}

// weigh computes degrees and masses, scaled so that what all sources give to
// all boards together has at most massBits bits.
func (w *walker) weigh() {
	most := uint64(1)
	for i := range w.sources {
		s := &w.sources[i]
		if w.o.Cross.has(Save) {
			s.degree = uint64(w.v.degree(s.pin))
		}
		most = max(most, s.degree)
	}
	sum := uint64(0)
	for i := range w.sources {
		s := &w.sources[i]
		each := uint64(w.share(s, most)) + 1
		high, given := bits.Mul64(each, s.degree)
		if high != 0 {
			given = math.MaxUint64
		}
		sum = addMost(sum, addMost(given, s.weight))
	}
	width := massBits
	if w.o.B < One {
		width = fewerBits
	}
	up := min(width-bits.Len64(sum), mostScale)
	w.scale, w.total = weightBits+up, 0
	for i := range w.sources {
		s := &w.sources[i]
		s.mass = uint64(math.Ldexp(w.share(s, most), up))
		w.total += s.mass * s.degree
	}
}

// share returns what a source gives to each of its boards, in 2^-20; most is
// the largest degree of a source.
func (w *walker) share(s *source, most uint64) float64 {
	if w.o.StepsByDegree {
		fall := 1<<16 + log2(uint32(most)) - log2(uint32(max(s.degree, 1)))
		return float64(s.weight) * float64(float64(fall)/(1<<16))
	}
	return float64(s.weight) * w.a.of(int(s.degree))
}

// addMost adds, up to the largest number there is.
func addMost(a, b uint64) uint64 {
	sum, carry := bits.Add64(a, b, 0)
	if carry != 0 {
		return math.MaxUint64
	}
	return sum
}
