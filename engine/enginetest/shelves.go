package enginetest

import (
	"slices"

	"akin/engine"
	"akin/engine/graph"
)

// shelves are a fake snapshot's graph, built anew of all saves. Pins have the
// numbers of their rows, boards are in ascending order of ID. It has no codes:
// a small world has nothing to tell by them.
type shelves struct {
	graph  *graph.Graph
	boards []engine.BoardID
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
			builder.Save(graph.PinNode(row), graph.BoardNode(i), at.Unix())
		}
	}
	g, err := builder.Build()
	if err != nil {
		panic("enginetest: building a graph: " + err.Error()) // all numbers were counted above
	}
	s.graph = g
	return s
}

func (s *shelves) Graph() *graph.View                 { return s.graph.View() }
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
	i, ok := slices.BinarySearch(s.boards, id)
	if !ok {
		return 0, false
	}
	return graph.BoardNode(i), true
}
