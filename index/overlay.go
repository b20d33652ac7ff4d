package index

import (
	"maps"
	"slices"
	"sync/atomic"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/index/scan"
	"akin/index/text"
)

// An overlay is what came since a generation was built: pins that are new or
// changed, and the rows of the generation that they replace. It is frozen; a
// change makes the next one from it, at a cost of its size, which is meant to
// be small: 'akin reindex' empties it.
type overlay struct {
	through int64 // the last change it holds
	pins    []*overlayPin
	rows    map[engine.PinID]uint32 // index into pins
	codes   *scan.Table

	hidden scan.Bits // rows of the generation that are replaced or gone
	gone   int       // how many

	stems   map[string]uint32 // terms that the generation lacks, numbered after its own
	names   []string          // their stems
	freqs   map[uint32]int    // what to add to the generation's number of pins, by term
	worded  int               // pins that have words, to add likewise
	lengths int64             // and their lengths

	likes    *eye.Graph        // the visual neighbours
	numbered map[uint32]uint32 // index into pins, by number among these

	kept kept
}

// An overlayPin is what a generation would hold in one row.
type overlayPin struct {
	pin    engine.RowPin
	looks  *unpacked // nil without a picture
	mark   copies.Mark
	like   likened
	codes  [features.Planes]features.Code
	terms  []termCount // ascending
	length uint32
}

func emptyOverlay(g *generation) *overlay {
	return &overlay{
		through: g.manifest.Through,
		rows:    map[engine.PinID]uint32{},
		codes:   new(scan.Table),
		hidden:  scan.NewBits(g.pins.rows),
		stems:   map[string]uint32{},
		freqs:   map[uint32]int{},
		kept:    kept{graph: g.kept.graph.View()},
		likes:   g.sight.likes.near.Graph(), numbered: map[uint32]uint32{},
	}
}

// A derived pin is a changed pin with its features and raw blocks, without which
// looks is nil; and what a likening makes of these.
type derived struct {
	pin   engine.Pin
	looks *unpacked
	raw   []byte
	like  likened
}

// with returns the overlay after the changes up to through: ids are the pins
// that changed, now holds those that still exist.
func (o *overlay) with(g *generation, through int64, ids []engine.PinID, now map[engine.PinID]derived) *overlay {
	next := &overlay{
		through: through,
		rows:    make(map[engine.PinID]uint32, len(o.rows)+len(now)),
		codes:   new(scan.Table),
		hidden:  slices.Clone(o.hidden), gone: o.gone,
		stems: maps.Clone(o.stems), names: slices.Clip(o.names), freqs: maps.Clone(o.freqs),
		worded: o.worded, lengths: o.lengths,
		likes: o.likes, numbered: make(map[uint32]uint32, len(o.rows)+len(now)),
		kept: o.kept,
	}
	replaced := make(map[uint32]bool, len(ids))
	for _, id := range ids {
		if i, ok := o.rows[id]; ok {
			replaced[i] = true
			next.count(o.pins[i].terms, o.pins[i].length, -1)
		} else if row, ok := g.pins.find(id); ok && !o.hidden.Has(row) {
			next.hide(g, row)
		}
	}
	for i, p := range o.pins {
		if !replaced[uint32(i)] {
			next.append(p)
		}
	}
	for _, id := range ids {
		if d, ok := now[id]; ok {
			p := next.derive(g, &d)
			next.count(p.terms, p.length, +1)
			next.append(p)
		}
	}
	return next
}

func (o *overlay) append(p *overlayPin) {
	row := uint32(len(o.pins))
	o.rows[p.pin.ID] = row
	o.pins = append(o.pins, p)
	if p.looks != nil {
		o.codes.Add(row, p.codes)
		o.numbered[p.like.number] = row
	}
}

// hide takes a row of the generation out of sight and out of all counts.
func (o *overlay) hide(g *generation, row uint32) {
	o.hidden.Set(row)
	o.gone++
	var terms []termCount
	length := g.words.list(row, func(c termCount) { terms = append(terms, c) })
	o.count(terms, length, -1)
}

// count adds a pin's words to the sums, or with sign -1 takes them out.
func (o *overlay) count(terms []termCount, length uint32, sign int) {
	for _, c := range terms {
		o.freqs[c.term] += sign
	}
	if len(terms) > 0 {
		o.worded += sign
		o.lengths += int64(sign) * int64(length)
	}
}

func (o *overlay) derive(g *generation, d *derived) *overlayPin {
	p := &overlayPin{pin: rowPin(&d.pin), looks: d.looks, like: d.like}
	if d.looks != nil {
		p.codes, p.mark = codesOf(d.looks.Features), d.looks.print.Mark()
	}
	counts, length := wordsOf(&d.pin)
	p.setWords(counts, length, func(stem string) uint32 { return o.number(g, stem) })
	return p
}

// setWords says which words a pin has, by stem; number gives a stem's number.
func (p *overlayPin) setWords(counts map[string]uint32, length uint32, number func(stem string) uint32) {
	p.length = length
	for stem, n := range counts {
		p.terms = append(p.terms, termCount{number(stem), n})
	}
	slices.SortFunc(p.terms, func(a, b termCount) int { return int(a.term) - int(b.term) })
}

// number finds a stem's number or gives it one.
func (o *overlay) number(g *generation, stem string) uint32 {
	if term, ok := g.words.find(stem); ok {
		return term
	}
	if term, ok := o.stems[stem]; ok {
		return term
	}
	term := uint32(g.words.terms + len(o.names))
	o.stems[stem] = term
	o.names = append(o.names, stem)
	return term
}

// documents are the changed pins as the text index of the overlay takes them,
// and the IDs of those that are gone.
func documents(ids []engine.PinID, now map[engine.PinID]derived) (put []text.Document, remove []string) {
	for _, id := range ids {
		d, ok := now[id]
		if !ok {
			remove = append(remove, string(id))
			continue
		}
		put = append(put, document(&d.pin, d.looks))
	}
	return put, remove
}

// document is a pin as the text index knows it.
func document(p *engine.Pin, looks *unpacked) text.Document {
	d := text.Document{ID: string(p.ID), Fields: textFields(p), Tags: p.TagKeys()}
	if looks != nil {
		d.Visual = looks.VisualWords()
	}
	return d
}

// A view is a generation and an overlay at one moment. It implements
// engine.Snapshot.
type view struct {
	*generation
	over *overlay
	text *overlayText
	docs *text.Snapshot // of text
	keep *keeping       // of which over has the state at one moment; for the next view
	owns perUser[*own]  // what viewers have seen on top of it

	users int // snapshots, plus one while it is current; guarded by Store.mu
}

func newView(g *generation, o *overlay, x *overlayText, k *keeping) (*view, error) {
	docs, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	g.users.Add(1)
	x.users.Add(1)
	return &view{generation: g, over: o, text: x, docs: docs, keep: k, users: 1}, nil
}

// close is called when nobody uses the view any more.
func (v *view) close() {
	v.docs.Close()
	v.text.release()
	v.generation.release()
}

// An overlayText is the text index over a generation. It lives as long as a
// view reads it.
type overlayText struct {
	*text.Index
	users atomic.Int32 // views, plus its maker until it has made one
}

func newOverlayText(x *text.Index) *overlayText {
	t := &overlayText{Index: x}
	t.users.Store(1)
	return t
}

// release lets go of the index and closes it after the last user.
func (x *overlayText) release() {
	if x.users.Add(-1) == 0 {
		x.Close()
	}
}
