package engine

import (
	"cmp"
	"context"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

// tasteSpeaker says what the viewer likes: the affinity of pins to the viewer's
// own boards, public and secret. Each board is an interest by itself, and a
// pin's value is the largest that any of them gives, so that who collects
// kitchens and cats is not taken for one who likes what lies between. A value is
// a function of the graph, the viewer and the pin, whatever was asked.
//
// It orders what others propose. Only where no other signal may speak does it
// propose, and then what the viewer does not keep yet.
type tasteSpeaker struct {
	*search
	graph     *graph.View
	own       map[graph.Node]bool // the viewer's boards
	interests []interest
	alone     bool

	values    map[graph.Node]score.Micro // above 0, of the pins weighed
	evidenced map[Row]score.Evidence     // of the rows that are shown
}

// An interest is one of the viewer's boards.
type interest struct {
	board BoardID
	affinity
}

const (
	// maxInterests is how many boards speak for a viewer: few people have as
	// many. Each of them is asked about the candidates.
	maxInterests = 64

	// interestEdges bounds how often the pins of these boards are saved, all
	// together, since so long it takes to ask them: 64 boards of 50 pins with
	// 20 saves each are within it. A board that has more by itself is left
	// out: what somebody put so much on says little of what they like.
	interestEdges = maxEdges / 8
)

// newTasteSpeaker returns nil for a viewer without boards that could speak, as
// for nobody in particular.
func newTasteSpeaker(ctx context.Context, library Library, s *search) (*tasteSpeaker, error) {
	if s.Viewer == "" {
		return nil, nil
	}
	ids, err := library.BoardsBy(ctx, s.Viewer)
	if err != nil {
		return nil, err
	}
	t := &tasteSpeaker{
		search: s, graph: s.snap.Graph(), own: map[graph.Node]bool{},
		alone: s.alone(score.Taste), values: map[graph.Node]score.Micro{},
	}
	for _, board := range t.boards(ids) {
		node, _ := s.snap.BoardNode(board)
		near, err := newAffinity(t.graph, []graph.Seed{{Node: node, Weight: 1}})
		if err != nil {
			return nil, err
		}
		t.interests = append(t.interests, interest{board, near})
	}
	if len(t.interests) == 0 {
		return nil, nil
	}
	return t, nil
}

// boards returns which of the viewer's boards speak: all, if they are within
// bounds, otherwise as many as are, those last saved to first. So whatever the
// viewer saves counts in the next answer.
func (t *tasteSpeaker) boards(ids []BoardID) []BoardID {
	var all []viewersBoard
	for _, id := range ids {
		node, ok := t.snap.BoardNode(id)
		if !ok {
			continue
		}
		t.own[node] = true
		if n := t.edgesTo(node); n > 0 && n <= interestEdges {
			all = append(all, viewersBoard{id, n, t.lastSave(node)})
		}
	}
	slices.SortFunc(all, func(x, y viewersBoard) int {
		return cmp.Or(cmp.Compare(y.saved, x.saved), cmp.Compare(x.id, y.id))
	})
	var speak []BoardID
	left := interestEdges
	for _, b := range all {
		if b.edges <= left && len(speak) < maxInterests {
			speak, left = append(speak, b.id), left-b.edges
		}
	}
	return speak
}

// A viewersBoard is a board that may speak for who asks.
type viewersBoard struct {
	id    BoardID
	edges int   // that lead to its pins
	saved int64 // when something was put on it last, in Unix seconds
}

// edgesTo counts the edges that lead to a board's pins, up to more than
// interestEdges.
func (t *tasteSpeaker) edgesTo(board graph.Node) int {
	edges := 0
	for _, p := range t.graph.PinsOf(board) {
		if edges += len(t.graph.BoardsOf(p)); edges > interestEdges {
			break
		}
	}
	return edges
}

// lastSave returns when something was put on a board last.
func (t *tasteSpeaker) lastSave(board graph.Node) int64 {
	var last int64
	for i, p := range t.graph.PinsOf(board) {
		if at, _ := t.graph.SavedAt(p, board); i == 0 || at > last {
			last = at
		}
	}
	return last
}

// weigh asks all interests about rows, before anybody asks for their values.
func (t *tasteSpeaker) weigh(rows []Row) error {
	return t.ask(rows, func(_ *interest, pin graph.Node, v score.Micro) {
		t.values[pin] = max(t.values[pin], v)
	})
}

// ask calls f for each interest and each of the rows that it is near to, with
// the value that it alone gives.
func (t *tasteSpeaker) ask(rows []Row, f func(in *interest, pin graph.Node, v score.Micro)) error {
	saves := t.saves(rows)
	for i := range t.interests {
		in := &t.interests[i]
		linked, err := graph.Links(t.graph, in.seeds, in.met(saves), 0, in.walk)
		if err != nil {
			return err
		}
		for _, l := range linked {
			if v := in.worth(l.Score); v > 0 {
				f(in, l.Pin, v)
			}
		}
	}
	return nil
}

// A save here is a board and a pin on it; saves are ordered by board.
type save struct{ board, pin graph.Node }

// saves lists the boards that rows are on.
func (t *tasteSpeaker) saves(rows []Row) []save {
	var all []save
	for _, r := range rows {
		if pin, ok := t.snap.Node(r); ok {
			for _, b := range t.graph.BoardsOf(pin) {
				all = append(all, save{b, pin})
			}
		}
	}
	slices.SortFunc(all, func(x, y save) int { return cmp.Compare(x.board, y.board) })
	return all
}

// met returns the pins that the interest's walk comes to, each once: those on a
// board with a pin of its board. To ask about the others would take long and
// say nothing.
func (in *interest) met(saves []save) []graph.Node {
	var pins []graph.Node
	for _, b := range in.reach {
		at, _ := slices.BinarySearchFunc(saves, b, func(s save, b graph.Node) int { return cmp.Compare(s.board, b) })
		for saves = saves[at:]; len(saves) > 0 && saves[0].board == b; saves = saves[1:] {
			pins = append(pins, saves[0].pin)
		}
	}
	slices.Sort(pins)
	return slices.Compact(pins)
}

func (*tasteSpeaker) signal() score.Signal { return score.Taste }

// propose returns the best of each interest that pass the filter, and all that
// are as good as the last of them.
func (t *tasteSpeaker) propose(context.Context) ([]Row, error) {
	var rows []Row
	if !t.alone {
		return nil, nil
	}
	for i := range t.interests {
		near, err := t.interests[i].near(nil, nearest)
		if err != nil {
			return nil, err
		}
		kept, last := 0, 0.0
		for _, n := range near {
			if kept >= nearProposals && n.Walk < last {
				break
			}
			if row, ok := t.snap.RowOf(n.Pin); ok && !t.keeps(n.Pin) && t.sieve.passes(row) {
				rows, kept, last = append(rows, row), kept+1, n.Walk
			}
		}
	}
	return rows, nil
}

// keeps tells whether a pin is on one of the viewer's boards.
func (t *tasteSpeaker) keeps(pin graph.Node) bool {
	return slices.ContainsFunc(t.graph.BoardsOf(pin), func(b graph.Node) bool { return t.own[b] })
}

// proposes is asked about rows that were weighed.
func (t *tasteSpeaker) proposes(r Row) bool {
	pin, ok := t.snap.Node(r)
	return ok && t.alone && t.values[pin] > 0 && !t.keeps(pin)
}

// value is unknown for a pin that is on no board.
func (t *tasteSpeaker) value(r Row) (score.Micro, bool) {
	pin, ok := t.snap.Node(r)
	if !ok || len(t.graph.BoardsOf(pin)) == 0 {
		return 0, false
	}
	return t.values[pin], true
}
