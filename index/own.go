package index

import (
	"akin/engine"
	"akin/engine/graph"
	"akin/index/record"
	"akin/index/scan"
)

// own is what one viewer alone sees, laid over a view: pins in rows after all
// others, terms and graph nodes numbered after all others. It is frozen.
type own struct {
	*secrets
	first  uint32        // row of the first pin
	rows   []*overlayPin // one for each of pins
	docs   []*secretPin
	at     map[engine.PinID]uint32 // index into rows
	codes  *scan.Table
	number map[string]uint32 // of each stem of the pins
	names  []string          // of terms that the view lacks
	shelf
}

// newOwn lays secrets over a view. A pin or a board that the view still has as
// public stays where it is until the view is replaced. It costs as much as there
// are secrets, and no decoding.
func newOwn(v *view, s *secrets) (*own, error) {
	o := &own{
		secrets: s, first: v.base() + uint32(len(v.over.pins)),
		at: map[engine.PinID]uint32{}, codes: new(scan.Table), number: map[string]uint32{},
	}
	for _, d := range s.pins {
		if _, public := v.Row(d.pin.ID); public {
			continue
		}
		row := uint32(len(o.rows))
		p := &overlayPin{pin: rowPin(&d.pin), looks: d.looks, mark: d.mark, like: d.like, codes: d.codes}
		p.setWords(d.counts, d.length, func(stem string) uint32 { return o.term(v, stem) })
		o.at[d.pin.ID] = row
		o.rows, o.docs = append(o.rows, p), append(o.docs, d)
		if p.looks != nil {
			o.codes.Add(row, p.codes)
		}
	}
	return o, o.build(v, s.Saves)
}

// term finds a stem's number or gives it one.
func (o *own) term(v *view, stem string) uint32 {
	if term, ok := o.number[stem]; ok {
		return term
	}
	term, ok := v.number(stem)
	if !ok {
		term = v.terms() + uint32(len(o.names))
		o.names = append(o.names, stem)
	}
	o.number[stem] = term
	return term
}

// build makes the graph with the secret boards that have pins. A public pin that
// is on no public board may have no node; it gets one of the viewer's.
func (o *own) build(v *view, saves []record.Save) error {
	o.shelf = shelf{
		firstPin: v.Graph().Pins(), firstBoard: v.Graph().Boards(),
		nodes: map[engine.Row]graph.Node{}, known: map[engine.BoardID]graph.Node{},
	}
	var extra graph.Extra
	for i := range o.rows {
		o.addNode(engine.Row(o.first + uint32(i)))
	}
	for _, s := range saves {
		row, ok := o.rowOf(v, s.Pin)
		if _, public := v.BoardNode(s.Board); public || !ok {
			continue
		}
		node, ok := o.nodes[row]
		if !ok {
			if node, ok = v.Node(row); !ok {
				node = o.addNode(row)
			}
		}
		if _, ok := o.known[s.Board]; !ok {
			o.known[s.Board] = graph.BoardNode(o.firstBoard + len(o.titled))
			o.titled = append(o.titled, s.Board)
			extra.Boards = append(extra.Boards, nil)
		}
		saved := &extra.Boards[len(extra.Boards)-1] // saves come board by board
		*saved = append(*saved, graph.Saved{Pin: node, At: clamped(s.At.Unix())})
	}
	extra.Pins = len(o.extra)
	g, err := v.Graph().With(extra)
	o.graph = g
	return err
}

func (o *own) rowOf(v *view, id engine.PinID) (engine.Row, bool) {
	if i, ok := o.at[id]; ok {
		return engine.Row(o.first + i), true
	}
	return v.Row(id)
}

// A shelf is the graph with a viewer's own nodes after all others.
type shelf struct {
	graph *graph.View

	firstPin int          // number of the first node of a pin that the view lacks
	extra    []engine.Row // of those nodes
	nodes    map[engine.Row]graph.Node

	firstBoard int // likewise
	titled     []engine.BoardID
	known      map[engine.BoardID]graph.Node
}

// addNode gives a row a pin's node.
func (s *shelf) addNode(row engine.Row) graph.Node {
	n := graph.PinNode(s.firstPin + len(s.extra))
	s.extra, s.nodes[row] = append(s.extra, row), n
	return n
}
