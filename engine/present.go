package engine

import (
	"cmp"
	"context"
	"slices"

	"akin/engine/features"
	"akin/engine/score"
)

// present turns the outcome of a search into an answer: pins are read from
// the records, receipts are written.
func (e *Engine) present(ctx context.Context, s *search, f folded) (Answer, error) {
	ids := make([]PinID, len(f.groups))
	for i, g := range f.groups {
		ids[i] = s.snap.Pin(g.row).ID
	}
	pins, err := e.records.Pins(ctx, ids)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{
		Items: []Item{}, Anchor: s.anchorView(f.ofAnchor),
		Index: Provenance{Generation: s.snap.Generation(), FeaturesVersion: features.Version},
	}
	for i, g := range f.groups {
		pin, ok := pins[ids[i]]
		if !ok {
			continue // deleted while the search went on
		}
		a.Items = append(a.Items, s.item(&pin, g))
	}
	return a, nil
}

func (s *search) item(pin *Pin, g group) Item {
	look, _ := s.snap.Features(g.row)
	receipt := s.receipt(g.candidate)
	it := Item{Pin: pin.view(look.Palette), Score: receipt.Total(), Receipt: receipt, Copies: s.copyViews(g.row, g.copies)}
	if i := slices.IndexFunc(s.anchors, func(a anchor) bool { return a.pin == nil }); i >= 0 && s.copied(i, g.row) {
		it.Copy = &CopyOf{Of: "anchor", How: how(s.anchors[i].picture, picturedRow(s.snap.Pin(g.row)))}
	}
	return it
}

// copied tells whether the copy signal calls a row a copy of that anchor.
func (s *search) copied(i int, r Row) bool {
	f, ok := s.snap.Features(r)
	if !ok || !s.on(score.Copy) {
		return false
	}
	_, same := features.CopyDistance(s.anchors[i].looks, &f)
	return same
}

// copyViews describes rows as copies of an original, by ID.
func (s *search) copyViews(original Row, copies []Row) []CopyView {
	views := []CopyView{}
	from := picturedRow(s.snap.Pin(original))
	for _, r := range copies {
		views = append(views, s.copyView(from, r))
	}
	sortViews(views)
	return views
}

func (s *search) copyView(from pictured, r Row) CopyView {
	p := s.snap.Pin(r)
	return CopyView{ID: p.ID, How: how(from, picturedRow(p))}
}

func sortViews(views []CopyView) {
	slices.SortFunc(views, func(a, b CopyView) int { return cmp.Compare(a.ID, b.ID) })
}

// anchorView names the first pin asked with. The copies of the others stand
// with its own, each compared with the pin that it is a copy of.
func (s *search) anchorView(copies []Row) AnchorView {
	v := AnchorView{Copies: []CopyView{}}
	if len(s.anchors) == 0 || s.anchors[0].pin == nil {
		return v
	}
	v.ID = &s.anchors[0].pin.ID
	for _, r := range copies {
		v.Copies = append(v.Copies, s.copyView(s.copiedPin(r).picture, r))
	}
	sortViews(v.Copies)
	return v
}
