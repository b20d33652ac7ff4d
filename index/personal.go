package index

import (
	"context"
	"slices"

	"akin/engine"
	"akin/engine/features"
	"akin/engine/graph"
	"akin/index/scan"
)

// With implements engine.Snapshot. It asks the record each time, so that what
// was just saved in secret is there; what it makes is kept with the view.
func (s *snapshot) With(ctx context.Context, viewer engine.UserID) (engine.Snapshot, error) {
	if viewer == "" {
		return s, nil
	}
	head, any, err := s.store.Records.SecretHead(ctx, viewer)
	if err != nil {
		return nil, err
	}
	if !any {
		return s, nil
	}
	o, ok := s.owns.get(viewer)
	if !ok || o.Head < head {
		mine, err := s.store.secretsOf(ctx, s.generation, viewer, head)
		if err != nil {
			return nil, err
		}
		if o, err = newOwn(s.view, mine); err != nil {
			return nil, err
		}
		s.owns.put(viewer, o, len(o.rows))
	}
	return &personal{snapshot: s, own: o}, nil
}

// A personal is a snapshot with what its viewer alone sees.
type personal struct {
	*snapshot
	own *own
}

func (p *personal) Own() []engine.Row {
	rows := make([]engine.Row, len(p.own.rows))
	for i := range rows {
		rows[i] = engine.Row(p.own.first + uint32(i))
	}
	return rows
}

// mine returns a row of the viewer's own, nil for another.
func (p *personal) mine(r engine.Row) *overlayPin {
	if uint32(r) < p.own.first {
		return nil
	}
	return p.own.rows[uint32(r)-p.own.first]
}

func (p *personal) Row(id engine.PinID) (engine.Row, bool) { return p.own.rowOf(p.view, id) }

func (p *personal) Pin(r engine.Row) engine.RowPin {
	if m := p.mine(r); m != nil {
		return m.pin
	}
	return p.view.Pin(r)
}

func (p *personal) Features(r engine.Row) (features.Features, bool) {
	m := p.mine(r)
	switch {
	case m == nil:
		return p.view.Features(r)
	case m.looks == nil:
		return features.Features{}, false
	}
	return *m.looks.Features, true
}

func (p *personal) Pictured(id engine.PictureID) (engine.Row, bool) {
	for i, m := range p.own.rows {
		if m.pin.Picture == id && m.looks != nil {
			return engine.Row(p.own.first + uint32(i)), true
		}
	}
	return p.view.Pictured(id)
}

func (p *personal) Nearest(plane features.Plane, code features.Code, n int) []engine.Row {
	parts := append(p.codeParts(), scan.Part{Table: p.own.codes, First: p.own.first})
	return nearest(parts, plane, code, n, p.Pin)
}

func (p *personal) Term(stem string) (engine.Term, int, bool) {
	if term, pins, ok := p.view.Term(stem); ok {
		return term, pins, true
	}
	term, ok := p.own.number[stem]
	return engine.Term(term), 1, ok
}

func (p *personal) Counts(r engine.Row, terms []engine.Term, counts []uint32) uint32 {
	m := p.mine(r)
	if m == nil {
		return p.view.Counts(r, terms, counts)
	}
	clear(counts)
	return m.eachTerm(countInto(terms, counts))
}

func (p *personal) Terms(r engine.Row) []engine.TermCount {
	m := p.mine(r)
	if m == nil {
		return p.view.Terms(r)
	}
	out := make([]engine.TermCount, len(m.terms))
	for i, c := range m.terms {
		out[i] = engine.TermCount{Term: engine.Term(c.term), Count: c.count, Pins: max(p.frequency(c.term), 1), Stem: p.stem(c.term)}
	}
	return out
}

func (p *personal) stem(term uint32) string {
	if term >= p.terms() {
		return p.own.names[term-p.terms()]
	}
	return p.view.stem(term)
}

func (p *personal) Matching(ctx context.Context, stems, visual []string) ([]engine.Row, error) {
	rows, err := p.view.Matching(ctx, stems, visual)
	asked := make(map[string]bool, len(visual))
	for _, w := range visual {
		asked[w] = true
	}
	return p.adding(rows, func(d *secretPin) bool { return d.matches(stems, asked) }), err
}

func (p *personal) Tagged(ctx context.Context, tags []string) ([]engine.Row, error) {
	rows, err := p.view.Tagged(ctx, tags)
	return p.adding(rows, func(d *secretPin) bool { return d.tagged(tags) }), err
}

// adding adds the rows of the viewer's pins that pass.
func (p *personal) adding(rows []engine.Row, passes func(*secretPin) bool) []engine.Row {
	rows = slices.Clip(rows)
	for i, d := range p.own.docs {
		if passes(d) {
			rows = append(rows, engine.Row(p.own.first+uint32(i)))
		}
	}
	return rows
}

func (p *personal) Graph() *graph.View { return p.own.graph }

func (p *personal) Node(r engine.Row) (graph.Node, bool) {
	if n, ok := p.own.nodes[r]; ok {
		return n, true
	}
	return p.view.Node(r)
}

func (p *personal) RowOf(n graph.Node) (engine.Row, bool) {
	if i := n.Index() - p.own.firstPin; n.Kind() == graph.Pin && i >= 0 {
		if i >= len(p.own.extra) {
			return 0, false
		}
		return p.own.extra[i], true
	}
	return p.view.RowOf(n)
}

func (p *personal) Board(n graph.Node) engine.BoardID {
	if i := n.Index() - p.own.firstBoard; n.Kind() == graph.Board && i >= 0 {
		if i >= len(p.own.titled) {
			return ""
		}
		return p.own.titled[i]
	}
	return p.view.Board(n)
}

func (p *personal) BoardNode(id engine.BoardID) (graph.Node, bool) {
	if n, ok := p.own.known[id]; ok {
		return n, true
	}
	return p.view.BoardNode(id)
}
