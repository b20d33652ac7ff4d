package engine

import (
	"cmp"
	"context"
	"math"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

// boardSpeaker says what people keep together with the anchors: it walks from
// the anchors' pins over the boards they are on to the pins beside them.
//
// A pin's value is r / (r + nearHalf), where r is its score in the walk divided
// by what the seeds themselves have there, in the mean: 1 for a pin that is on
// the boards of the seed and on no others. Both follow from the graph and the
// seeds alone, so that no candidate's value depends on which others there are;
// and the curve never reaches 1, so that pins which the walk tells apart keep
// their order.
type boardSpeaker struct {
	*search
	graph  *graph.View
	seeds  []graph.Seed
	byLook map[graph.Node]bool // seeds that stand for a posted picture, and are no anchors
	walk   graph.Options
	self   float64 // the seeds' own score, in the mean, or leastSelf

	order     []Row // that have a value above 0, the highest first
	values    map[Row]score.Micro
	evidenced map[Row]score.Evidence // of the rows that are shown
}

const (
	// nearHalf is the share of the seeds' own score that is worth one half: to
	// be kept together once already says something, and each further time
	// less. Of .1, .25 and .5, tried on photographs of which a third of the
	// saves were put on any board, .5 found most (P@20 .81), since there it
	// counts how often; where all saves are right, they differ by .01.
	nearHalf = 0.5

	// leastSelf is what the seeds' own score is taken for at least: that of a
	// pin on one board of 500. Otherwise to be on the same board of thousands,
	// which is where some people put everything, would say as much as to be on
	// the same one of twenty.
	leastSelf = 1.0 / 500

	// nearest is how many of the walk's best have a value, and more where the
	// last of them have equal scores. As many pins are judged for other
	// reasons, so that the walk adds little to what a query takes.
	nearest = wordProposalsAndLooks

	// nearProposals is how many of them become candidates by themselves: of
	// the first 20 that a ranking of all pins finds, 99.96 % are among as many.
	nearProposals = graph.DefaultKeep
)

// newBoardSpeaker returns nil if no anchor is on a board.
func newBoardSpeaker(s *search) (*boardSpeaker, error) {
	b := &boardSpeaker{search: s, graph: s.snap.Graph(), byLook: map[graph.Node]bool{}}
	b.sow()
	if len(b.seeds) == 0 {
		return nil, nil
	}
	b.bound()
	if err := b.measureSelf(); err != nil {
		return nil, err
	}
	if err := b.spread(); err != nil {
		return nil, err
	}
	return b, b.valueSeeds()
}

// sow finds the seeds. Weights are shares of the largest, since a walk keeps
// few digits of small ones.
func (b *boardSpeaker) sow() {
	for _, a := range b.anchors {
		if a.pin == nil {
			b.sowLooks(&a)
		} else if n, ok := b.snap.Node(a.row); ok && len(b.graph.BoardsOf(n)) > 0 {
			b.seeds = append(b.seeds, graph.Seed{Node: n, Weight: float64(a.weight)})
		}
	}
	if n, ok := b.snap.BoardNode(b.Board); ok {
		// a board counts as one anchor, however many pins are on it
		b.seeds = append(b.seeds, graph.Seed{Node: n, Weight: float64(score.One) / float64(len(b.graph.PinsOf(n)))})
	}
	most := 0.0
	for _, s := range b.seeds {
		most = max(most, s.Weight)
	}
	for i := range b.seeds {
		b.seeds[i].Weight /= most
	}
}

// maxEdges bounds the edges that a walk crosses: some ten milliseconds.
const maxEdges = graph.DefaultBudget

// bound leaves out the largest boards of the seeds, as far as the walk would
// cross more than maxEdges otherwise. They say least, as what they give is
// shared among all on them. Sampling instead would make the answer depend on
// the numbers that pins happen to have.
func (b *boardSpeaker) bound() {
	b.walk.Budget = math.MaxInt32
	boards, edges := b.seedBoards()
	sizes := make([]int, len(boards))
	for i, n := range boards {
		sizes[i] = len(b.graph.PinsOf(n))
	}
	slices.Sort(sizes)
	for i, size := range sizes {
		if edges += size; edges > maxEdges {
			// all of one size stay or go together
			b.walk.MaxBoard = max(sizes[i]-1, 1)
			return
		}
	}
}

// seedBoards returns the boards that hold a seed, each once, and how many edges
// lead to them.
func (b *boardSpeaker) seedBoards() (boards []graph.Node, edges int) {
	for _, p := range b.seedPins() {
		on := b.graph.BoardsOf(p)
		edges += len(on)
		boards = append(boards, on...)
	}
	slices.Sort(boards)
	return slices.Compact(boards), edges
}

// seedPins are the pins that the seeds stand for, each once.
func (b *boardSpeaker) seedPins() []graph.Node {
	var pins []graph.Node
	for _, s := range b.seeds {
		if s.Node.Kind() == graph.Board {
			pins = append(pins, b.graph.PinsOf(s.Node)...)
		} else {
			pins = append(pins, s.Node)
		}
	}
	slices.Sort(pins)
	return slices.Compact(pins)
}

// measureSelf finds what the seeds' pins have for a score themselves, in the
// mean by weight. The sum goes by size, so that it does not depend on the
// numbers of pins.
func (b *boardSpeaker) measureSelf() error {
	var parts []float64
	weights := 0.0
	for _, s := range b.seeds {
		pins := []graph.Node{s.Node}
		if s.Node.Kind() == graph.Board {
			pins = b.graph.PinsOf(s.Node)
		}
		linked, err := graph.Links(b.graph, b.seeds, pins, 0, b.walk)
		if err != nil {
			return err
		}
		for _, l := range linked {
			parts = append(parts, float64(s.Weight*l.Score))
		}
		weights += float64(s.Weight * float64(len(pins)))
	}
	slices.Sort(parts)
	sum := 0.0
	for _, p := range parts {
		sum += p
	}
	b.self = max(sum/weights, leastSelf)
	return nil
}

// spread walks, and values what it finds.
func (b *boardSpeaker) spread() error {
	near, err := b.near()
	if err != nil || len(near) == 0 {
		b.values = map[Row]score.Micro{}
		return err
	}
	// what a point of the walk counts for in the joint score of walk and codes
	first, err := graph.Links(b.graph, b.seeds, []graph.Node{near[0].Pin}, 0, b.walk)
	if err != nil {
		return err
	}
	unit := near[0].Walk / first[0].Score * b.self
	b.values = make(map[Row]score.Micro, len(near))
	for _, n := range near {
		row, ok := b.snap.RowOf(n.Pin)
		if v := saturated(n.Score / unit); ok && v > 0 {
			b.values[row] = v
			b.order = append(b.order, row)
		}
	}
	return nil
}

// near walks until the last of what it finds is not one of several with equal
// scores, some of whom are left out.
func (b *boardSpeaker) near() ([]graph.Nearby, error) {
	for keep := nearest; ; keep *= 2 {
		near, err := graph.Near(b.graph, b.snap.Codes(), b.seeds, keep, graph.NearOptions{Walk: b.walk, Keep: keep, Links: -1})
		if err != nil || len(near) < keep {
			return near, err
		}
		last := slices.MinFunc(near, func(x, y graph.Nearby) int { return cmp.Compare(x.Walk, y.Walk) }).Walk
		if near = slices.DeleteFunc(near, func(n graph.Nearby) bool { return n.Walk == last }); len(near) > 0 {
			return near, nil
		}
	}
}

// saturated is the value of a share of the seeds' own score.
func saturated(r float64) score.Micro {
	if r <= 0 {
		return 0
	}
	return score.Micro(math.Round(float64(score.One) * (r / (r + nearHalf))))
}

// valueSeeds values the pins that stand for a posted picture: they are no
// anchors and may be items. Each is valued by the others alone, without codes,
// or it would be near for no more than being there.
func (b *boardSpeaker) valueSeeds() error {
	for n := range b.byLook {
		row, ok := b.snap.RowOf(n)
		l, err := b.linked(n)
		if err != nil {
			return err
		}
		if v := saturated(l.Score / b.self); ok && v > 0 {
			b.values[row] = v
			b.order = append(b.order, row)
		}
	}
	slices.SortFunc(b.order, func(x, y Row) int {
		return cmp.Or(cmp.Compare(b.values[y], b.values[x]), cmp.Compare(b.snap.Pin(x).ID, b.snap.Pin(y).ID))
	})
	return nil
}

// linked says on which boards a pin stands beside the seeds, itself not among
// them.
func (b *boardSpeaker) linked(n graph.Node) (graph.Linked, error) {
	seeds := b.seeds
	if b.byLook[n] {
		seeds = slices.DeleteFunc(slices.Clone(seeds), func(s graph.Seed) bool { return s.Node == n })
	}
	all, err := graph.Links(b.graph, seeds, []graph.Node{n}, math.MaxInt32, b.walk)
	if err != nil {
		return graph.Linked{}, err
	}
	return all[0], nil
}

func (*boardSpeaker) signal() score.Signal { return score.Board }

// propose returns the best that pass the filter, and all that are as good as
// the last of them.
func (b *boardSpeaker) propose(context.Context) ([]Row, error) {
	rows := b.sieve.keep(slices.Clone(b.order))
	for n := nearProposals; n < len(rows); n++ {
		if b.values[rows[n]] < b.values[rows[n-1]] {
			return rows[:n], nil
		}
	}
	return rows, nil
}

func (b *boardSpeaker) proposes(r Row) bool { return b.values[r] > 0 }

// value is unknown for a pin that is on no board.
func (b *boardSpeaker) value(r Row) (score.Micro, bool) {
	n, ok := b.snap.Node(r)
	if !ok || len(b.graph.BoardsOf(n)) == 0 {
		return 0, false
	}
	return b.values[r], true
}
