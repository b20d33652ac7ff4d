package graph

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// NearOptions say how Near finds pins. The zero value is what pays.
type NearOptions struct {
	// Walk is how the walk goes.
	Walk Options
	// Keep is how many of the walk's best are ranked again, DefaultKeep if 0,
	// and never fewer than are asked for.
	Keep int
	// WalkWeight is how much the walk counts against the codes, 1 being
	// equally, DefaultWalkWeight if 0.
	WalkWeight float64
	// Links is how many boards are told as evidence for each pin, DefaultLinks
	// if 0, none if below.
	Links int
}

const (
	// DefaultKeep holds, on the public graph of boards, .9996 of the first
	// twenty that ranking all pins finds.
	DefaultKeep = 200
	// DefaultWalkWeight did better than the walk alone on three graphs of
	// different kinds, one of which the codes alone do badly on: a person's
	// boards, listeners' artists, readers' papers. It is a default for any
	// graph, not the best for one of them.
	DefaultWalkWeight = 2
	// DefaultLinks is as many boards as a sentence of reasons has room for.
	DefaultLinks = 3
)

// A Nearby is a pin that stands near the seeds, and why.
type Nearby struct {
	Pin Node
	// Score is Walk + Codes. Scores compare within one answer only.
	Score float64
	// Walk is what the walk gave, times its weight and the balance.
	Walk float64
	// Codes is what the codes gave; it may be negative. For a pin without a
	// code it is what they gave others in proportion to the walk.
	Codes float64
	// Boards link the pin with the seeds, the strongest first.
	Boards []Link
}

// Near returns the n pins nearest to the seeds, by descending score, then by
// ascending node; fewer where the walk reaches fewer. No pin that is a seed,
// or on a board that is one, is among them. It walks (see Walk) and ranks the
// walk's best again by
//
//	L(j) + weight * balance * W(j)
//
// where W is the walk's score, L(j) = d_j^¼ * the product of j's code with the
// sum over seeds i of w_i d_i^-¼ times i's code, and the balance is how much
// more L varies than W, measured once when the codes were made. A pin that
// came after the codes is folded in from the pins on its boards. Where that
// cannot be, its L is in proportion to its W as among the other pins, so that
// its walk alone ranks it between them. Without codes (nil, or those of a graph
// without saves) the walk ranks alone.
//
// The same view, codes, seeds (in any order) and options give the same answer.
// Errors are those of Walk, and options out of range. Ranking again costs
// about a tenth of a microsecond for each pin kept, and a millisecond at most
// for folding.
func Near(v *View, c *Codes, seeds []Seed, n int, o NearOptions) ([]Nearby, error) {
	if n < 0 {
		return nil, fmt.Errorf("graph: near for %d pins: ask for 0 or more", n)
	}
	if err := o.complete(); err != nil {
		return nil, err
	}
	found, err := Walk(v, seeds, max(n, o.Keep), o.Walk)
	if err != nil {
		return nil, err
	}
	sources, err := sourcesOf(v, seeds, o.Walk)
	if err != nil {
		return nil, err
	}
	near := rankAgain(v, c, sources, found.Pins, o)
	near = near[:min(n, len(near))]
	if o.Links < 0 {
		return near, nil
	}
	pins := make([]Node, len(near))
	for i := range near {
		pins[i] = near[i].Pin
	}
	linked, err := Links(v, seeds, pins, o.Links, o.Walk)
	if err != nil {
		return nil, err
	}
	for i := range near {
		near[i].Boards = linked[i].Boards
	}
	return near, nil
}

func (o *NearOptions) complete() error {
	if o.Keep < 0 {
		return errors.New("graph: option Keep is negative: give how many pins to rank again, or 0 for the default")
	}
	if !(o.WalkWeight >= 0 && o.WalkWeight <= MaxWeight) {
		return errors.New("graph: option WalkWeight is out of range: give a number from 0 to 2^20")
	}
	if o.Keep == 0 {
		o.Keep = DefaultKeep
	}
	if o.WalkWeight == 0 {
		o.WalkWeight = DefaultWalkWeight
	}
	if o.Links == 0 {
		o.Links = DefaultLinks
	}
	return nil
}

// rankAgain adds what the codes say to what the walk found.
func rankAgain(v *View, c *Codes, seeds []source, found []Scored, o NearOptions) []Nearby {
	near := make([]Nearby, len(found))
	if c == nil || c.Dims() == 0 {
		for i, p := range found {
			w := float64(o.WalkWeight * p.Score)
			near[i] = Nearby{Pin: p.Pin, Score: w, Walk: w}
		}
		return near
	}
	f := &folder{view: v, codes: c, left: foldBudget}
	d := f.toward(seeds)
	weight := float64(o.WalkWeight * float64(c.balance))
	var without []int
	var walks, codes float64
	for i, p := range found {
		l, ok := f.along(d, p.Pin)
		near[i] = Nearby{Pin: p.Pin, Walk: float64(weight * p.Score), Codes: l}
		if !ok {
			without = append(without, i)
			continue
		}
		walks, codes = walks+near[i].Walk, codes+l
	}
	for _, i := range without {
		if walks > 0 {
			near[i].Codes = float64(near[i].Walk * float64(codes/walks))
		}
	}
	for i := range near {
		near[i].Score = near[i].Walk + near[i].Codes
	}
	slices.SortFunc(near, func(a, b Nearby) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Pin, b.Pin))
	})
	return near
}

// Scan returns the n pins that the codes alone put nearest to the seeds, by
// descending score, then by ascending node, without the seeds and the pins on
// boards among them. It looks at the code of every pin, and is meant for
// measuring: alone, codes are worse than the walk on graphs with few saves a
// pin. Errors are those of Walk.
func (c *Codes) Scan(v *View, seeds []Seed, n int) ([]Scored, error) {
	sources, err := sourcesOf(v, seeds, Options{})
	if err != nil {
		return nil, err
	}
	f := &folder{view: v, codes: c, left: foldBudget}
	d := f.toward(sources)
	var all []Scored
	for i := range c.Pins() {
		if c.has(i) && !isSource(sources, PinNode(i)) {
			score, _ := f.along(d, PinNode(i))
			all = append(all, Scored{PinNode(i), score})
		}
	}
	slices.SortFunc(all, compareScored)
	return all[:max(0, min(n, len(all)))], nil
}

func isSource(sources []source, pin Node) bool {
	_, found := slices.BinarySearchFunc(sources, pin, func(s source, n Node) int { return cmp.Compare(s.pin, n) })
	return found
}

// sourcesOf returns the pins that seeds stand for, ascending, each once, in
// the weights that a walk gives them.
func sourcesOf(v *View, seeds []Seed, o Options) ([]source, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	w := newWalker(v, o)
	defer w.release()
	if err := w.start(seeds); err != nil {
		return nil, err
	}
	return slices.Clone(w.sources), nil
}

// toward returns the direction of seeds: the sum of their codes, each divided
// by the fourth root of its degree.
func (f *folder) toward(seeds []source) direction {
	sum := make([]float64, f.codes.Dims())
	for _, s := range seeds {
		by := float64(s.weight) / (1 << weightBits) / fourthRoot(max(1, len(f.view.BoardsOf(s.pin))))
		if f.codes.has(s.pin.Index()) {
			f.codes.addTo(sum, by, s.pin.Index())
			continue
		}
		for k, v := range f.fold(s.pin) {
			sum[k] += float64(by * float64(v))
		}
	}
	return newDirection(sum)
}

// along returns what the codes say of a pin; false if it has none and cannot
// be folded in.
func (f *folder) along(d direction, pin Node) (float64, bool) {
	root := fourthRoot(len(f.view.BoardsOf(pin)))
	if f.codes.has(pin.Index()) {
		return float64(root * f.codes.along(d, pin.Index())), true
	}
	code := f.fold(pin)
	return float64(root * d.product(code)), code != nil
}
