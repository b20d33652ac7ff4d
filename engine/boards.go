package engine

import (
	"cmp"
	"context"
	"math"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

// boardSpeaker says what people keep together with the anchors: it is the
// affinity of pins to the anchors' pins.
type boardSpeaker struct {
	*search
	affinity
	byLook map[graph.Node]bool // seeds that stand for a posted picture, and are no anchors

	order     []Row // that have a value above 0, the highest first
	values    map[Row]score.Micro
	evidenced map[Row]score.Evidence // of the rows that are shown
}

const (
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
	b := &boardSpeaker{search: s, affinity: affinity{graph: s.snap.Graph()}, byLook: map[graph.Node]bool{}}
	b.sow()
	if len(b.seeds) == 0 {
		return nil, nil
	}
	var err error
	if b.affinity, err = newAffinity(b.graph, b.seeds); err != nil {
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

// spread walks, and values what it finds.
func (b *boardSpeaker) spread() error {
	near, err := b.near(b.snap.Codes(), nearest)
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
		if v := b.worth(l.Score); ok && v > 0 {
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
