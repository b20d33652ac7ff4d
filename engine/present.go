package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"akin/engine/copies"
	"akin/engine/features"
	"akin/engine/score"
)

// goOn takes the snapshot that a query is answered from: the live one, or the
// one that the pages before came from.
func (e *Engine) goOn(ctx context.Context, s *search) (err error) {
	if s.list, err = s.digest(); err != nil {
		return err
	}
	if s.Bookmark == "" {
		s.snap, err = e.snapshot(ctx, s.Viewer)
		return err
	}
	key, err := e.records.Key(ctx)
	if err != nil {
		return err
	}
	from, err := openBookmark[int](key, s.list, s.Bookmark)
	if err != nil {
		return err
	}
	snap, ok := e.index.SnapshotOf(from.Generation)
	if !ok {
		return &Error{Kind: Gone, Text: "the index has been rebuilt since that page", Hint: "start the list again without the bookmark"}
	}
	s.skip = from.Position
	s.snap, err = shown(ctx, snap, s.Viewer)
	return err
}

// bookmark says where the next page starts, nil if there is none.
func (e *Engine) bookmark(ctx context.Context, s *search, found int) (*string, error) {
	next := s.skip + s.Limit
	if found <= next || next >= maxDepth {
		return nil, nil
	}
	key, err := e.records.Key(ctx)
	if err != nil {
		return nil, err
	}
	return signBookmark(key, place[int]{List: s.list, Generation: s.snap.Generation(), Position: next})
}

// present turns the outcome of a search into an answer: pins are read from
// the records, receipts are written.
func (e *Engine) present(ctx context.Context, s *search, f folded) (Answer, error) {
	bookmark, err := e.bookmark(ctx, s, len(f.groups))
	if err != nil {
		return Answer{}, err
	}
	groups := f.groups[min(s.skip, len(f.groups)):min(s.skip+s.Limit, len(f.groups))]
	ids := make([]PinID, len(groups))
	for i, g := range groups {
		ids[i] = s.snap.Pin(g.row).ID
	}
	pins, err := e.records.Pins(ctx, s.Viewer, ids)
	if err != nil {
		return Answer{}, err
	}
	if err := e.prepare(ctx, s, groups); err != nil {
		return Answer{}, fmt.Errorf("gathering evidence: %w", err)
	}
	a := Answer{
		Items: []Item{}, Anchor: s.anchorView(f.ofAnchor), Bookmark: bookmark,
		Index: Provenance{Generation: s.snap.Generation(), FeaturesVersion: features.Version},
	}
	for i, g := range groups {
		pin, ok := pins[ids[i]]
		if !ok {
			continue // deleted while the search went on
		}
		a.Items = append(a.Items, s.item(&pin, g))
	}
	return a, nil
}

// A preparer is a speaker whose evidence takes a look into the record, once for
// all that is shown.
type preparer interface {
	prepare(ctx context.Context, library Library, rows []Row) error
}

func (e *Engine) prepare(ctx context.Context, s *search, groups []group) error {
	if s.NoExplain {
		return nil
	}
	rows := make([]Row, len(groups))
	for i, g := range groups {
		rows[i] = g.row
	}
	for _, sp := range s.speakers {
		if p, ok := sp.(preparer); ok {
			if err := p.prepare(ctx, e.library, rows); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *search) item(pin *Pin, g group) Item {
	look, _ := s.snap.Features(g.row)
	it := Item{Pin: pin.view(look.Palette), Score: g.total, Receipt: score.Receipt{}, Copies: s.copyViews(g.row, g.copies)}
	if !s.NoExplain {
		it.Receipt = s.receipt(g.candidate)
	}
	if o := s.copiedAnchor(g.row); o != nil {
		it.Copy = &CopyOf{Of: "anchor", How: how(s.anchors[o.anchor].picture, picturedRow(s.snap.Pin(g.row)), &o.verdict)}
	}
	return it
}

// copyViews describes rows as copies of an original, by ID.
func (s *search) copyViews(original Row, rows []Row) []CopyView {
	views := []CopyView{}
	if len(rows) == 0 {
		return views
	}
	from := picturedRow(s.snap.Pin(original))
	print, _ := s.snap.Print(original)
	for _, r := range rows {
		views = append(views, s.copyView(from, print, r))
	}
	sortViews(views)
	return views
}

// copyView describes a row that is a copy of a picture.
func (s *search) copyView(from pictured, print *copies.Print, r Row) CopyView {
	p := s.snap.Pin(r)
	other, _ := s.snap.Print(r)
	t := s.verdicts.compare(from.id, p.Picture, print, other)
	return CopyView{ID: p.ID, How: how(from, picturedRow(p), &t.verdict)}
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
		if of, _ := s.origins.pin(r); of != nil {
			v.Copies = append(v.Copies, s.copyView(of.picture, of.print, r))
		}
	}
	sortViews(v.Copies)
	return v
}
