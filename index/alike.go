package index

import (
	"cmp"
	"slices"

	"akin/engine"
	"akin/engine/eye"
)

func (v *view) Fit() *eye.Fit { return v.sight.fit }

func (v *view) Code(r engine.Row) (eye.Code, bool) {
	if p := v.overlaid(r); p != nil {
		return p.like.code, p.looks != nil
	}
	if v.looks.packed(uint32(r))[0] == 0 {
		return nil, false
	}
	return v.sight.codes.At(int(r)), true
}

func (v *view) Alike() engine.Alike { return alike{v} }

// alike is the graph of visual neighbours of a view.
type alike struct{ v *view }

func (a alike) Walk(from []engine.RowWeight, n int) []engine.RowFound {
	var seeds []eye.Seed
	for _, s := range from {
		if number, ok := a.number(s.Row); ok {
			seeds = append(seeds, eye.Seed{Pin: number, Weight: s.Weight})
		}
	}
	if len(seeds) == 0 {
		return nil
	}
	var found []engine.RowFound
	for _, f := range a.v.over.likes.Walk(seeds, n, eye.WalkOptions{}) {
		row, ok := a.row(f.Pin)
		if !ok {
			continue // by a damaged file only: the pin is gone
		}
		r := engine.RowFound{Row: row, Score: f.Score}
		r.Via, r.HasVia = a.row(f.Via)
		found = append(found, r)
	}
	return found
}

// number finds a row in the graph; false if it has no place there.
func (a alike) number(r engine.Row) (uint32, bool) {
	switch i := int(r) - a.v.pins.rows; {
	case i >= len(a.v.over.pins):
		return 0, false // a viewer's own
	case i >= 0:
		like := a.v.over.pins[i].like
		return like.number, like.number != eye.NoPin && !unseen(like.code)
	}
	return uint32(r), !unseen(a.v.sight.codes.At(int(r)))
}

// row finds the row of a pin of the graph.
func (a alike) row(number uint32) (engine.Row, bool) {
	if i, ok := a.v.over.numbered[number]; ok {
		return engine.Row(a.v.base() + i), true
	}
	if number >= a.v.base() || a.v.over.hidden.Has(number) {
		return 0, false
	}
	return engine.Row(number), true
}

func (a alike) NearestTo(code eye.Code, n int) []engine.RowSimilarity {
	probe := a.v.sight.weights.Probe(code)
	var all []engine.RowSimilarity
	codes := a.v.sight.codes
	for _, o := range probe.Nearest(codes, n, func(pin uint32) bool {
		_, there := a.row(pin)
		return !there || unseen(codes.At(int(pin)))
	}) {
		row, _ := a.row(o.Pin)
		all = append(all, engine.RowSimilarity{Row: row, Similarity: o.Similarity})
	}
	built := len(all)
	for i, p := range a.v.over.pins {
		if p.like.number != eye.NoPin && p.like.number >= a.v.base() && !unseen(p.like.code) {
			all = append(all, engine.RowSimilarity{Row: engine.Row(a.v.base() + uint32(i)), Similarity: probe.Similarity(p.like.code)})
		}
	}
	if len(all) > built { // else they are in order
		slices.SortFunc(all, func(x, y engine.RowSimilarity) int {
			return cmp.Or(cmp.Compare(y.Similarity, x.Similarity), cmp.Compare(a.v.Pin(x.Row).ID, a.v.Pin(y.Row).ID))
		})
	}
	return all[:min(max(n, 0), len(all))]
}

func (p *personal) Code(r engine.Row) (eye.Code, bool) {
	if m := p.mine(r); m != nil {
		return m.like.code, m.looks != nil
	}
	return p.view.Code(r)
}
