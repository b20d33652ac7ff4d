package index

import (
	"context"
	"maps"
	"math"
	"slices"

	"akin/engine"
	"akin/engine/graph"
	"akin/index/record"
)

// A keeping is the graph of a generation and what came since. A pin of the
// generation keeps its number while it changes, and gets it again when it comes
// back; a new pin gets the next one. The same holds for boards.
//
// Only one goroutine at a time may change it; what is frozen of it may be read
// by any. A change that fails half-way is made good by the next, since pins are
// brought to what the record says, whatever they were before.
type keeping struct {
	over *graph.Overlay
	kept
}

// kept is a keeping at one moment, frozen.
type kept struct {
	graph *graph.View

	pins   []engine.PinID // those that the generation lacks, by number
	pinAt  map[engine.PinID]graph.Node
	boards []engine.BoardID // likewise
	known  map[engine.BoardID]graph.Node

	// drift is how many saves the generation has and the record has not, or
	// the other way round.
	drift int
}

func newKeeping(g *generation) *keeping {
	over := graph.NewOverlay(g.kept.graph)
	return &keeping{over, kept{graph: over.View(), pinAt: map[engine.PinID]graph.Node{}, known: map[engine.BoardID]graph.Node{}}}
}

// frozen returns the keeping as it is now. It costs what is new since the
// generation.
func (k *keeping) frozen() kept {
	f := k.kept
	f.graph = k.over.View()
	f.pins, f.boards = slices.Clip(f.pins), slices.Clip(f.boards)
	f.pinAt, f.known = maps.Clone(f.pinAt), maps.Clone(f.known)
	return f
}

// change brings pins to the boards that the record has them on; those in none
// of the saves are on none, or gone.
func (k *keeping) change(g *generation, ids []engine.PinID, saves []record.Save) error {
	on := map[engine.PinID][]record.Save{}
	for _, s := range saves {
		on[s.Pin] = append(on[s.Pin], s)
	}
	for _, id := range ids {
		if err := k.changePin(g, id, on[id]); err != nil {
			return err
		}
	}
	return nil
}

func (k *keeping) changePin(g *generation, id engine.PinID, saves []record.Save) error {
	pin, err := k.pinNode(g, id, len(saves) > 0)
	if err != nil || pin == nil {
		return err
	}
	want := make(map[graph.Node]int64, len(saves))
	for _, s := range saves {
		board, err := k.boardNode(g, s.Board)
		if err != nil {
			return err
		}
		want[board] = clamped(s.At.Unix())
	}
	before := k.away(g, *pin)
	now := k.over.View()
	for _, board := range slices.Clone(now.BoardsOf(*pin)) {
		at, _ := now.SavedAt(*pin, board)
		if wanted, ok := want[board]; ok && wanted == at {
			delete(want, board)
			continue
		}
		if err := k.over.Unsave(*pin, board); err != nil {
			return err
		}
	}
	for _, board := range slices.Sorted(maps.Keys(want)) {
		if err := k.over.Save(*pin, board, want[board]); err != nil {
			return err
		}
	}
	k.drift += k.away(g, *pin) - before
	return nil
}

// clamped is a time in seconds as a graph keeps it.
func clamped(at int64) int64 { return min(max(at, 0), math.MaxUint32) }

// away counts the boards that a pin is on now or was on in the generation, and
// not both.
func (k *keeping) away(g *generation, pin graph.Node) int {
	was, is := g.kept.graph.BoardsOf(pin), k.over.View().BoardsOf(pin)
	both := 0
	for _, b := range is {
		if _, ok := slices.BinarySearch(was, b); ok {
			both++
		}
	}
	return len(was) + len(is) - 2*both
}

// pinNode returns the number of a pin, and gives it one if it is to be; nil for
// a pin that has none.
func (k *keeping) pinNode(g *generation, id engine.PinID, needed bool) (*graph.Node, error) {
	n, ok := k.node(g, id)
	if ok {
		return &n, nil
	}
	if !needed {
		return nil, nil
	}
	n, err := k.over.AddPin()
	if err != nil {
		return nil, err
	}
	k.pins, k.pinAt[id] = append(k.pins, id), n
	return &n, nil
}

func (k *keeping) boardNode(g *generation, id engine.BoardID) (graph.Node, error) {
	if n, ok := k.board(g, id); ok {
		return n, nil
	}
	n, err := k.over.AddBoard()
	if err != nil {
		return 0, err
	}
	k.boards, k.known[id] = append(k.boards, id), n
	return n, nil
}

// node returns the number of a pin, if it has one.
func (k *kept) node(g *generation, id engine.PinID) (graph.Node, bool) {
	if row, ok := g.pins.find(id); ok {
		return graph.PinNode(int(row)), true
	}
	n, ok := k.pinAt[id]
	return n, ok
}

// pin returns the ID of a pin of the graph; false for a number that there is
// not.
func (k *kept) pin(g *generation, n graph.Node) (engine.PinID, bool) {
	if n.Kind() != graph.Pin {
		return "", false
	}
	i := n.Index() - g.pins.rows
	switch {
	case i < 0:
		return engine.PinID(g.pins.id(uint32(n.Index()))), true
	case i < len(k.pins):
		return k.pins[i], true
	}
	return "", false
}

func (k *kept) board(g *generation, id engine.BoardID) (graph.Node, bool) {
	if i, ok := g.kept.boards.find(id); ok {
		return graph.BoardNode(i), true
	}
	n, ok := k.known[id]
	return n, ok
}

// boardID returns the ID of a board of the graph, empty for what is none.
func (k *kept) boardID(g *generation, n graph.Node) engine.BoardID {
	if n.Kind() != graph.Board {
		return ""
	}
	i := n.Index() - g.kept.boards.rows
	switch {
	case i < 0:
		return g.kept.boards.id(n.Index())
	case i < len(k.boards):
		return k.boards[i]
	}
	return ""
}

// changeKeeping brings the graph to what the record says of these pins.
func (s *Store) changeKeeping(ctx context.Context, k *keeping, g *generation, ids []engine.PinID) error {
	saves, err := s.Records.SavesOf(ctx, ids)
	if err != nil {
		return err
	}
	return k.change(g, ids, saves)
}
