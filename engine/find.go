package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"akin/engine/features"
	"akin/engine/score"
)

// A search is one query under way on one snapshot.
type search struct {
	Query
	skip     int    // items on the pages before
	list     string // the query's digest
	snap     Snapshot
	tokens   func(string) []Token
	anchors  []anchor
	speakers []speaker
}

// An anchor is a pin, or a posted picture, that the query starts from.
type anchor struct {
	pin     *Pin // nil for a posted picture
	row     Row  // of pin
	picture pictured
	looks   *features.Features // nil for a pin of words alone
	weight  score.Micro
}

// A speaker is a signal at work in one search. It proposes candidates and
// says what it thinks of any candidate, whoever proposed it.
type speaker interface {
	signal() score.Signal

	// propose returns candidates, repeated or not, in any order.
	propose(ctx context.Context) ([]Row, error)

	// value returns 0 to 1, or false where the signal has nothing to
	// compare. It is called from one goroutine.
	value(r Row) (score.Micro, bool)

	// evidence explains a value.
	evidence(r Row) score.Evidence
}

// A candidate is a pin with what each speaker thinks of it.
type candidate struct {
	row    Row
	id     PinID // where the total is not the only one
	total  score.Micro
	values []score.Micro // by speaker; silent for no opinion
}

const silent score.Micro = -1

// Find answers a query. Equal queries on equal records give equal items.
func (e *Engine) Find(ctx context.Context, q Query) (Answer, error) {
	if err := q.check(); err != nil {
		return Answer{}, err
	}
	s := &search{Query: q, tokens: e.index.Tokens}
	if err := e.goOn(ctx, s); err != nil {
		return Answer{}, err
	}
	defer s.snap.Close()
	if err := s.resolve(ctx, e.records); err != nil {
		return Answer{}, err
	}
	s.listen()
	rows, err := s.propose(ctx)
	if err != nil {
		return Answer{}, fmt.Errorf("looking for candidates: %w", err)
	}
	ranked := s.rank(s.judge(rows))
	return e.present(ctx, s, s.fold(ranked))
}

// resolve finds the anchors in the records and in the snapshot.
func (s *search) resolve(ctx context.Context, records Records) error {
	ids := make([]PinID, len(s.Pins))
	for i, a := range s.Pins {
		ids[i] = a.ID
	}
	pins, err := records.Pins(ctx, ids)
	if err != nil {
		return err
	}
	for _, a := range s.Pins {
		p, known := pins[a.ID]
		row, indexed := s.snap.Row(a.ID)
		if !known || !indexed {
			return Errorf(NotFound, "there is no pin %q", a.ID)
		}
		found := anchor{pin: &p, row: row, weight: a.Weight, picture: picturedRow(s.snap.Pin(row))}
		if f, ok := s.snap.Features(row); ok {
			found.looks = &f
		}
		s.anchors = append(s.anchors, found)
	}
	if p := s.Picture; p != nil {
		s.anchors = append(s.anchors, anchor{
			looks: &p.Features, weight: score.One,
			picture: pictured{p.Picture, p.Facts.Width, p.Facts.Height},
		})
	}
	return nil
}

// listen calls up the signals that the query lets speak and that have
// something to say about it, in the order of receipts.
func (s *search) listen() {
	seen := slices.ContainsFunc(s.anchors, func(a anchor) bool { return a.looks != nil })
	if seen && s.on(score.Copy) {
		s.speakers = append(s.speakers, &copySpeaker{s})
	}
	if seen && s.on(score.Color) {
		s.speakers = append(s.speakers, colorSpeaker(s))
	}
	if seen && s.on(score.Shape) {
		s.speakers = append(s.speakers, shapeSpeaker(s))
	}
	if s.on(score.Text) {
		if t := newTextSpeaker(s); t != nil {
			s.speakers = append(s.speakers, t)
		}
	}
}

// propose joins what all speakers propose, without the anchors themselves, in
// ascending order of rows.
func (s *search) propose(ctx context.Context) ([]Row, error) {
	var rows []Row
	for _, sp := range s.speakers {
		more, err := sp.propose(ctx)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	return slices.DeleteFunc(rows, func(r Row) bool {
		return slices.ContainsFunc(s.anchors, func(a anchor) bool { return a.pin != nil && a.row == r })
	}), nil
}

// judge asks every speaker about every candidate.
func (s *search) judge(rows []Row) []candidate {
	out := make([]candidate, len(rows))
	values := make([]score.Micro, len(rows)*len(s.speakers))
	for i, r := range rows {
		c := candidate{row: r, values: values[i*len(s.speakers):][:len(s.speakers)]}
		for j, sp := range s.speakers {
			v, ok := sp.value(r)
			if !ok {
				c.values[j] = silent
				continue
			}
			c.values[j] = v
			c.total += v.Times(score.Weight(sp.signal()))
		}
		out[i] = c
	}
	return out
}

// rank sorts by score, then by pin ID.
func (s *search) rank(cs []candidate) []candidate {
	slices.SortFunc(cs, func(a, b candidate) int { return cmp.Compare(b.total, a.total) })
	for from, to := 0, 0; from < len(cs); from = to {
		for to = from + 1; to < len(cs) && cs[to].total == cs[from].total; {
			to++
		}
		s.sortByID(cs[from:to])
	}
	return cs
}

// sortByID reads each ID once: it costs more to read than to compare, and a
// common word gives tens of thousands of pins one score.
func (s *search) sortByID(cs []candidate) {
	if len(cs) < 2 {
		return
	}
	for i := range cs {
		cs[i].id = s.snap.Pin(cs[i].row).ID
	}
	slices.SortFunc(cs, func(a, b candidate) int { return cmp.Compare(a.id, b.id) })
}

// receipt writes down why a candidate has its score.
func (s *search) receipt(c candidate) score.Receipt {
	receipt := score.Receipt{}
	for i, sp := range s.speakers {
		v := c.values[i]
		if v == silent {
			continue
		}
		w := score.Weight(sp.signal())
		receipt = append(receipt, score.Part{
			Signal: sp.signal(), Value: v, Weight: w, Points: v.Times(w), Evidence: sp.evidence(c.row),
		})
	}
	return receipt
}
