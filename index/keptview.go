package index

import (
	"akin/engine"
	"akin/engine/graph"
)

func (v *view) Graph() *graph.View { return v.over.kept.graph }

// staleness is which part of a generation's saves may have come or gone before
// its codes are taken for too old, one in so many. Where the codes were
// measured, a tenth of the saves of each board were held back and found again,
// so that so much changes nothing; twice that is allowed.
const staleness = 5

func (v *view) Codes() *graph.Codes {
	t := v.generation.kept
	if t.codes.Dims() == 0 || v.over.kept.drift > t.graph.Edges()/staleness {
		return nil
	}
	return t.codes
}

func (v *view) Node(r engine.Row) (graph.Node, bool) {
	if uint32(r) < v.base() {
		return graph.PinNode(int(r)), true
	}
	return v.over.kept.node(v.generation, v.overlaid(r).pin.ID)
}

func (v *view) RowOf(n graph.Node) (engine.Row, bool) {
	if i := uint32(n.Index()); n.Kind() == graph.Pin && i < v.base() && !v.over.hidden.Has(i) {
		return engine.Row(i), true // without looking for its ID
	}
	id, ok := v.over.kept.pin(v.generation, n)
	if !ok {
		return 0, false
	}
	return v.Row(id)
}

func (v *view) Board(n graph.Node) engine.BoardID { return v.over.kept.boardID(v.generation, n) }

func (v *view) BoardNode(id engine.BoardID) (graph.Node, bool) {
	n, ok := v.over.kept.board(v.generation, id)
	return n, ok && len(v.over.kept.graph.PinsOf(n)) > 0
}
