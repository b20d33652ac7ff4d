package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"akin/engine/features"
	"akin/engine/palette"
	"akin/engine/score"
)

// A search is one query under way on one snapshot.
type search struct {
	Query
	skip     int    // items on the pages before
	list     string // the query's digest
	snap     Snapshot
	tokens   func(string) []Token
	verdicts *verdicts
	anchors  []anchor
	not      []anchor // of Query.Not
	away     *away    // what not does; nil without
	origins  *origins // of copies of anchors
	against  *origins // of copies of not
	speakers []speaker
	weights  []score.Micro // by speaker
	likeness likeness
	swatches []palette.Swatch // of the palette asked with, where color may speak
	sieve    *sieve
	shelf    []Row // the pins on Query.Board, ascending
}

// A speaker is a signal at work in one search. It proposes candidates and
// says what it thinks of any candidate, whoever proposed it.
type speaker interface {
	signal() score.Signal

	// propose returns candidates, repeated or not, in any order.
	propose(ctx context.Context) ([]Row, error)

	// proposes tells whether a row would be proposed if there were room for
	// all that might be.
	proposes(r Row) bool

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
	if q.Viewer == "" || !slices.Contains(q.Off, score.Taste) {
		return e.find(ctx, q)
	}
	anybodys := q
	anybodys.Viewer = ""
	a, err := e.find(ctx, anybodys)
	if KindOf(err) != NotFound {
		return a, err
	}
	return e.find(ctx, q) // it starts from what only the viewer sees
}

func (e *Engine) find(ctx context.Context, q Query) (Answer, error) {
	s := &search{Query: q, tokens: e.index.Tokens, verdicts: &e.verdicts}
	if err := e.goOn(ctx, s); err != nil {
		return Answer{}, err
	}
	defer s.snap.Close()
	if err := e.resolve(ctx, s); err != nil {
		return Answer{}, err
	}
	if err := s.listen(ctx, e.library, e.records); err != nil {
		return Answer{}, fmt.Errorf("walking over boards: %w", err)
	}
	proposed := e.meter.start(StageCandidates)
	rows, err := e.candidates(ctx, s)
	if err != nil {
		return Answer{}, fmt.Errorf("looking for candidates: %w", err)
	}
	proposed()
	scored := e.meter.start(StageScore)
	found := s.fold(s.rank(s.judge(rows)))
	scored()
	return e.present(ctx, s, found)
}

// listen calls up the signals that the query lets speak and that have
// something to say about it, in the order of receipts.
func (s *search) listen(ctx context.Context, library Library, records Records) error {
	s.likeness = likenessOf(s.snap.Fit())
	s.origins, s.against = newOrigins(s, s.anchors), newOrigins(s, s.not)
	if s.on(score.Copy) && slices.ContainsFunc(s.anchors, func(a anchor) bool { return a.print != nil }) {
		s.speakers = append(s.speakers, &copySpeaker{s})
	}
	s.away = newAway(s)
	if err := s.listenToLooks(records); err != nil {
		return err
	}
	if s.on(score.Region) {
		if g := newRegionSpeaker(s); g != nil {
			s.speakers = append(s.speakers, g)
		}
	}
	if s.on(score.Text) {
		if t := newTextSpeaker(s); t != nil {
			s.speakers = append(s.speakers, t)
		}
	}
	if s.on(score.Board) {
		b, err := newBoardSpeaker(s)
		if err != nil {
			return err
		}
		if b != nil {
			s.speakers = append(s.speakers, b)
		}
	}
	if s.on(score.Taste) {
		t, err := newTasteSpeaker(ctx, library, s)
		if err != nil {
			return err
		}
		if t != nil {
			s.speakers = append(s.speakers, t)
		}
	}
	for _, sp := range s.speakers {
		s.weights = append(s.weights, s.weight(sp.signal()))
	}
	return nil
}

// candidates are the rows to be judged.
func (e *Engine) candidates(ctx context.Context, s *search) (rows []Row, err error) {
	if s.sieve, err = e.newSieve(ctx, s.Viewer, s.Filter, s.snap); err != nil {
		return nil, err
	}
	return s.propose(ctx)
}

// A weigher is a speaker that knows no values but of rows that it was shown
// before, all at once.
type weigher interface {
	weigh(rows []Row) error
}

// show shows rows to all that want to see them before they speak of them.
func (s *search) show(rows []Row) error {
	for _, sp := range s.speakers {
		if w, ok := sp.(weigher); ok {
			if err := w.weigh(rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// propose joins what all speakers propose, without the anchors themselves and
// what is on the board asked with, in ascending order of rows. Where few pins
// pass the filter, each of them is one if any speaker has a reason to propose
// it. All of them are shown to the speakers.
func (s *search) propose(ctx context.Context) (rows []Row, err error) {
	few, ok := s.sieve.small()
	if ok {
		if err := s.show(few); err != nil {
			return nil, err
		}
		for _, r := range few {
			if slices.ContainsFunc(s.speakers, func(sp speaker) bool { return sp.proposes(r) }) {
				rows = append(rows, r)
			}
		}
	} else {
		for _, sp := range s.speakers {
			more, err := sp.propose(ctx)
			if err != nil {
				return nil, err
			}
			rows = append(rows, more...)
		}
	}
	slices.Sort(rows)
	rows = slices.DeleteFunc(slices.Compact(rows), func(r Row) bool {
		_, shelved := slices.BinarySearch(s.shelf, r)
		asked := func(a anchor) bool { return a.is(r) }
		return shelved || slices.ContainsFunc(s.anchors, asked) || slices.ContainsFunc(s.not, asked) || s.unwanted(r)
	})
	if ok {
		return rows, nil
	}
	return rows, s.show(rows)
}

// nearest returns the rows nearest to a code that pass the filter, at least as
// many as are wanted of each plane if there are. It asks for more until it has
// them, which costs twice the last scan.
func (s *search) nearest(plane features.Plane, code features.Code) []Row {
	if s.sieve != nil && s.sieve.tried {
		return s.sieve.near
	}
	for n := proposals; ; n *= 2 {
		rows := s.snap.Nearest(plane, code, n)
		all := len(rows) < n
		rows = s.sieve.keep(rows)
		if s.sieve == nil || len(rows) >= proposals {
			return rows
		}
		if all {
			// every plane has the same pictures
			s.sieve.tried, s.sieve.near = true, rows
			return rows
		}
	}
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
			lost, _ := s.away.pushed(s, sp.signal(), r)
			c.values[j] = v - v.Times(lost)
			c.total += c.values[j].Times(s.weights[j])
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
		w, evidence := s.weights[i], sp.evidence(c.row)
		if lost, by := s.away.pushed(s, sp.signal(), c.row); lost > 0 {
			evidence["pushed"], evidence["not"] = lost, by.name()
		}
		receipt = append(receipt, score.Part{Signal: sp.signal(), Value: v, Weight: w, Points: v.Times(w), Evidence: evidence})
	}
	return receipt
}
