package enginetest

import (
	"maps"
	"slices"

	"akin/engine"
	"akin/engine/graph"
)

// shelves are a fake snapshot's graph, built anew of all saves. Pins have the
// numbers of their rows, boards are in ascending order of ID. It has no codes:
// a small world has nothing to tell by them.
type shelves struct {
	graph  *graph.View
	boards []engine.BoardID // public ones first
}

// shelve builds the graph of pins, which are in ascending order of ID, and of
// their saves; those of other pins do not count.
func shelve(pins []engine.Pin, saved saves) shelves {
	var s shelves
	for _, p := range pins {
		for b := range saved[p.ID] {
			s.boards = append(s.boards, b)
		}
	}
	slices.Sort(s.boards)
	s.boards = slices.Compact(s.boards)
	builder := graph.NewBuilder(len(pins), len(s.boards), 0)
	for row, p := range pins {
		for b, at := range saved[p.ID] {
			i, _ := slices.BinarySearch(s.boards, b)
			builder.Save(graph.PinNode(row), graph.BoardNode(i), at.at.Unix())
		}
	}
	g, err := builder.Build()
	if err != nil {
		panic("enginetest: building a graph: " + err.Error()) // all numbers were counted above
	}
	s.graph = g.View()
	return s
}

// with returns the shelves with boards that only one viewer sees. The last own
// ones of pins, too, only the viewer sees; those before are in the graph.
func (s *shelves) with(pins []engine.Pin, own int, saved saves) shelves {
	row := map[engine.PinID]int{}
	for i, p := range pins {
		row[p.ID] = i
	}
	on := map[engine.BoardID][]graph.Saved{}
	for id, boards := range saved {
		i, ok := row[id]
		for b, sv := range boards {
			if ok && !slices.Contains(s.boards, b) { // or it was public when the graph was made
				on[b] = append(on[b], graph.Saved{Pin: graph.PinNode(i), At: sv.at.Unix()})
			}
		}
	}
	next := *s
	extra := graph.Extra{Pins: own}
	for _, b := range slices.Sorted(maps.Keys(on)) {
		next.boards = append(slices.Clip(next.boards), b)
		extra.Boards = append(extra.Boards, on[b])
	}
	g, err := s.graph.With(extra)
	if err != nil {
		panic("enginetest: adding to a graph: " + err.Error()) // all numbers were counted above
	}
	next.graph = g
	return next
}

func (s *shelves) Graph() *graph.View                 { return s.graph }
func (*shelves) Codes() *graph.Codes                  { return nil }
func (*shelves) Node(r engine.Row) (graph.Node, bool) { return graph.PinNode(int(r)), true }

func (s *shelves) RowOf(n graph.Node) (engine.Row, bool) {
	if n.Kind() != graph.Pin || n.Index() >= s.graph.Pins() {
		return 0, false
	}
	return engine.Row(n.Index()), true
}

func (s *shelves) Board(n graph.Node) engine.BoardID {
	if n.Kind() != graph.Board || n.Index() >= len(s.boards) {
		return ""
	}
	return s.boards[n.Index()]
}

func (s *shelves) BoardNode(id engine.BoardID) (graph.Node, bool) {
	i := slices.Index(s.boards, id)
	if i < 0 {
		return 0, false
	}
	return graph.BoardNode(i), true
}
