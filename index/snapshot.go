package index

import (
	"cmp"
	"context"
	"slices"

	"akin/engine"
	"akin/engine/features"
	"akin/index/scan"
	"akin/index/text"
)

// Rows of a view: those of the generation, then those of the overlay. A
// viewer's own come after these, see own.

// A snapshot is a view in use.
type snapshot struct {
	*view
	store *Store
}

func (s *snapshot) Close() { s.store.leave(s.view) }

func (v *view) Generation() string { return v.name }

func (v *view) Built() bool { return v.name != noGeneration }

func (v *view) base() uint32 { return uint32(v.pins.rows) }

func (v *view) Own() []engine.Row { return nil }

func (v *view) Len() int { return v.pins.rows - v.over.gone + len(v.over.pins) }

func (v *view) Row(id engine.PinID) (engine.Row, bool) {
	if i, ok := v.over.rows[id]; ok {
		return engine.Row(v.base() + i), true
	}
	row, ok := v.pins.find(id)
	return engine.Row(row), ok && !v.over.hidden.Has(row)
}

func (v *view) Pin(r engine.Row) engine.RowPin {
	if p := v.overlaid(r); p != nil {
		return p.pin
	}
	return v.pins.pin(uint32(r))
}

// overlaid returns a row of the overlay, nil for one of the generation.
func (v *view) overlaid(r engine.Row) *overlayPin {
	if uint32(r) < v.base() {
		return nil
	}
	return v.over.pins[uint32(r)-v.base()]
}

func (v *view) Features(r engine.Row) (features.Features, bool) {
	if p := v.overlaid(r); p != nil {
		if p.looks == nil {
			return features.Features{}, false
		}
		return *p.looks.Features, true
	}
	return v.looks.features(uint32(r))
}

func (v *view) Pictured(id engine.PictureID) (engine.Row, bool) {
	for i, p := range v.over.pins {
		if p.pin.Picture == id && p.looks != nil {
			return engine.Row(v.base() + uint32(i)), true
		}
	}
	key, err := pictureKey(id)
	if err != nil {
		return 0, false
	}
	row, ok := v.pins.pictured(key, func(row uint32) bool {
		return !v.over.hidden.Has(row) && v.looks.packed(row)[0] != 0
	})
	return engine.Row(row), ok
}

func (v *view) Nearest(plane features.Plane, code features.Code, n int) []engine.Row {
	return nearest(v.codeParts(), plane, code, n, v.Pin)
}

// codeParts are the codes of the generation and those of the overlay.
func (v *view) codeParts() []scan.Part {
	parts := []scan.Part{{Table: v.codes, Hidden: v.over.hidden}, {Table: v.over.codes, First: v.base()}}
	if v.over.gone == 0 {
		parts[0].Hidden = nil
	}
	return parts
}

// nearest scans parts; of rows at one distance the smallest IDs come first.
func nearest(parts []scan.Part, plane features.Plane, code features.Code, n int, pin func(engine.Row) engine.RowPin) []engine.Row {
	found := scan.Nearest(parts, plane, code, n, func(a, b uint32) int {
		return cmp.Compare(pin(engine.Row(a)).ID, pin(engine.Row(b)).ID)
	})
	rows := make([]engine.Row, len(found))
	for i, r := range found {
		rows[i] = engine.Row(r)
	}
	return rows
}

func (v *view) Term(stem string) (engine.Term, int, bool) {
	term, ok := v.number(stem)
	if !ok {
		return 0, 0, false
	}
	pins := v.frequency(term)
	return engine.Term(term), pins, pins > 0
}

// number finds a stem's number, be there pins with it or not.
func (v *view) number(stem string) (uint32, bool) {
	if term, ok := v.words.find(stem); ok {
		return term, true
	}
	term, ok := v.over.stems[stem]
	return term, ok
}

// terms is how many numbers terms have.
func (v *view) terms() uint32 { return uint32(v.words.terms + len(v.over.names)) }

// frequency is the number of pins that have a term.
func (v *view) frequency(term uint32) int {
	n := v.over.freqs[term]
	if int(term) < v.words.terms {
		n += int(u32At(v.words.freqs, int(term)))
	}
	return n
}

func (v *view) Totals() (pins int, length int64) {
	return v.words.pins + v.over.worded, v.words.length + v.over.lengths
}

func (v *view) Counts(r engine.Row, terms []engine.Term, counts []uint32) uint32 {
	clear(counts)
	return v.eachTerm(r, countInto(terms, counts))
}

// countInto returns what takes a pin's terms, which ascend, and sets the counts
// of those asked for.
func countInto(terms []engine.Term, counts []uint32) func(termCount) {
	next := 0
	return func(c termCount) {
		for next < len(terms) && uint32(terms[next]) < c.term {
			next++
		}
		if next < len(terms) && uint32(terms[next]) == c.term {
			counts[next] = c.count
		}
	}
}

func (v *view) Terms(r engine.Row) []engine.TermCount {
	var out []engine.TermCount
	v.eachTerm(r, func(c termCount) {
		out = append(out, engine.TermCount{Term: engine.Term(c.term), Count: c.count, Pins: v.frequency(c.term), Stem: v.stem(c.term)})
	})
	return out
}

func (v *view) eachTerm(r engine.Row, f func(termCount)) (length uint32) {
	p := v.overlaid(r)
	if p == nil {
		return v.words.list(uint32(r), f)
	}
	return p.eachTerm(f)
}

func (p *overlayPin) eachTerm(f func(termCount)) (length uint32) {
	for _, c := range p.terms {
		f(c)
	}
	return p.length
}

func (v *view) stem(term uint32) string {
	if i := int(term) - v.words.terms; i >= 0 {
		return v.over.names[i]
	}
	return string(v.words.stem(term))
}

func (v *view) Matching(ctx context.Context, stems, visual []string) ([]engine.Row, error) {
	return v.found(func(docs *text.Snapshot, each func(id string) error) error {
		return docs.Matching(ctx, stems, visual, each)
	})
}

func (v *view) Tagged(ctx context.Context, tags []string) ([]engine.Row, error) {
	return v.found(func(docs *text.Snapshot, each func(id string) error) error {
		return docs.Tagged(ctx, tags, each)
	})
}

// found returns the rows, ascending, of what ask calls each for: in the text
// index of the generation, and in that of the overlay.
func (v *view) found(ask func(docs *text.Snapshot, each func(id string) error) error) ([]engine.Row, error) {
	var rows []engine.Row
	if v.generation.docs != nil {
		err := ask(v.generation.docs, func(id string) error {
			row, ok := v.pins.find(engine.PinID(id))
			if ok && !v.over.hidden.Has(row) {
				rows = append(rows, engine.Row(row))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	err := ask(v.docs, func(id string) error {
		if i, ok := v.over.rows[engine.PinID(id)]; ok {
			rows = append(rows, engine.Row(v.base()+i))
		}
		return nil
	})
	slices.Sort(rows)
	return rows, err
}
