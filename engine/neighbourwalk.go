package engine

import (
	"context"
	"slices"

	"akin/engine/eye"
	"akin/engine/score"
)

// lookSpeaker says what is near through other pictures: it walks over the graph
// of visual neighbours from the anchors. A pin's value is what of the walk came
// to it, whoever else is a candidate.
type lookSpeaker struct {
	*search
	records   Records
	order     []RowFound // the most first
	found     map[Row]RowFound
	public    func(Row) bool
	evidenced map[Row]score.Evidence // of the rows that are shown
}

// nearestToPicture is how many pins a walk starts from for a picture that is not
// in the graph, as a posted one or that of a secret pin: as many as it would be
// linked with, more or less.
const nearestToPicture = 10

// newLookSpeaker returns nil where no walk can start.
func newLookSpeaker(s *search, records Records) *lookSpeaker {
	own := s.snap.Own()
	l := &lookSpeaker{search: s, records: records, found: map[Row]RowFound{}, public: func(r Row) bool {
		_, mine := slices.BinarySearch(own, r)
		return !mine
	}}
	seeds := l.seeds()
	if len(seeds) == 0 {
		return nil
	}
	l.order = s.snap.Alike().Walk(seeds, nearest)
	for _, f := range l.order {
		l.found[f.Row] = f
	}
	return l
}

// seeds are the anchors, or what stands for them, each row once. Each anchor has
// its weight, however many stand for it.
func (l *lookSpeaker) seeds() (seeds []RowWeight) {
	for i := range l.anchors {
		a := &l.anchors[i]
		of := []RowWeight{{a.row, 1}}
		switch {
		case a.code == nil:
			continue
		case a.pin == nil || !l.public(a.row):
			of = LookSeeds(l.snap.Alike().NearestTo(a.code, nearestToPicture))
		}
		sum := 0.0
		for _, s := range of {
			sum += s.Weight
		}
		for _, s := range of {
			w := float64(a.weight) * (s.Weight / sum)
			if k := slices.IndexFunc(seeds, func(o RowWeight) bool { return o.Row == s.Row }); k >= 0 {
				seeds[k].Weight += w
			} else if w > 0 {
				seeds = append(seeds, RowWeight{s.Row, w})
			}
		}
	}
	return seeds
}

func (*lookSpeaker) signal() score.Signal { return score.Look }

// propose returns the best that pass the filter, and all that are as good as
// the last of them.
func (l *lookSpeaker) propose(context.Context) ([]Row, error) {
	var rows []Row
	last := 0.0
	for _, f := range l.order {
		if len(rows) >= proposals && f.Score < last {
			break
		}
		if l.sieve.passes(f.Row) {
			rows, last = append(rows, f.Row), f.Score
		}
	}
	return rows, nil
}

func (l *lookSpeaker) proposes(r Row) bool { return l.found[r].Score > 0 }

// value is unknown for a pin without a picture, and for one that the viewer
// alone sees: no walk comes there.
func (l *lookSpeaker) value(r Row) (score.Micro, bool) {
	if f, ok := l.found[r]; ok {
		return score.Walked(f.Score), true
	}
	_, ok := l.snap.Code(r)
	return 0, ok && l.public(r)
}

// prepare says for each row which pin lies in between and how alike the row is
// to that, or else to the anchor most alike. Titles come from the record.
func (l *lookSpeaker) prepare(ctx context.Context, _ Library, rows []Row) error {
	l.evidenced = make(map[Row]score.Evidence, len(rows))
	via := map[Row]PinID{}
	var ids []PinID
	for _, r := range rows {
		l.evidenced[r] = score.Evidence{}
		f, ok := l.found[r]
		switch {
		case !ok:
		case f.HasVia && !l.isAnchor(f.Via):
			via[r] = l.snap.Pin(f.Via).ID
			ids = append(ids, via[r])
			code, _ := l.snap.Code(f.Via)
			l.evidenced[r]["similarity"] = l.similarity(r, code)
		default:
			l.evidenced[r]["similarity"] = l.toAnchors(r)
		}
	}
	slices.Sort(ids)
	pins, err := l.records.Pins(ctx, l.Viewer, slices.Compact(ids))
	if err != nil {
		return err
	}
	for r, id := range via {
		if p, ok := pins[id]; ok { // it may be gone by now
			l.evidenced[r]["via"] = score.PinName{ID: string(id), Title: p.Title}
		}
	}
	return nil
}

// similarity is how alike a pin is to a code by all blocks.
func (l *lookSpeaker) similarity(r Row, code eye.Code) score.Micro {
	own, ok := l.snap.Code(r)
	if !ok || code == nil {
		return 0
	}
	return min(micro(l.likeness.all.Similarity(own, code)), score.One)
}

// toAnchors is how alike a pin is to the anchor most alike.
func (l *lookSpeaker) toAnchors(r Row) score.Micro {
	most := -score.One
	for _, a := range l.anchors {
		if a.code != nil {
			most = max(most, l.similarity(r, a.code))
		}
	}
	return most
}

// isAnchor tells whether a pin was asked with: what is next to one is near
// without anything in between.
func (l *lookSpeaker) isAnchor(r Row) bool {
	return slices.ContainsFunc(l.anchors, func(a anchor) bool { return a.is(r) })
}

func (l *lookSpeaker) evidence(r Row) score.Evidence { return l.evidenced[r] }
