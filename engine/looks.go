package engine

import (
	"context"
	"slices"

	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/score"
)

// proposals is how many of the nearest pictures on a plane become candidates.
// The codes of a plane are a sketch: among a thousand photographs, 75 % of the
// 20 nearest by colour are in the first 50 by code and 99 % in the first 400.
const proposals = 2000

// listenToLooks calls up the signals that compare what pictures look like.
func (s *search) listenToLooks(records Records) error {
	seen := slices.ContainsFunc(s.anchors, func(a anchor) bool { return a.code != nil })
	for family, signal := range familySignals {
		if !s.on(signal) {
			continue
		}
		var f *familySpeaker
		if seen {
			f = newFamilySpeaker(s, eye.Family(family))
		}
		switch {
		case signal == score.Color && len(s.Palette) > 0:
			p, err := newPaletteSpeaker(s, f)
			if err != nil {
				return err
			}
			s.speakers = append(s.speakers, p)
		case seen:
			s.speakers = append(s.speakers, f)
		}
	}
	if seen && s.on(score.Look) {
		if l := newLookSpeaker(s, records); l != nil {
			s.speakers = append(s.speakers, l)
		}
	}
	return nil
}

// A familySpeaker compares pictures by the blocks of one family, whose
// similarity a table brings to a value. With several anchors the value is the
// mean, by the anchors' weights.
type familySpeaker struct {
	*search
	name   score.Signal
	table  score.Table
	probes []*eye.Probe // by anchor; nil for one without a code
}

func newFamilySpeaker(s *search, family eye.Family) *familySpeaker {
	f := &familySpeaker{search: s, name: familySignals[family], probes: make([]*eye.Probe, len(s.anchors))}
	f.table = [eye.Families]score.Table{eye.Color: score.ColorTable, eye.Shape: score.ShapeTable, eye.Texture: score.TextureTable}[family]
	for i, a := range s.anchors {
		if a.code != nil {
			f.probes[i] = s.likeness.families[family].Probe(a.code)
		}
	}
	return f
}

func (f *familySpeaker) signal() score.Signal { return f.name }

// propose returns what the sketches of the family's plane find. Texture has
// none: it orders what others propose, and looks at all pins only where none of
// these others may speak.
func (f *familySpeaker) propose(context.Context) ([]Row, error) {
	plane := features.PlaneColor
	switch f.name {
	case score.Shape:
		plane = features.PlaneShape
	case score.Texture:
		if f.on(score.Color) || f.on(score.Shape) || f.on(score.Look) {
			return nil, nil
		}
		return f.nearestByTexture(), nil
	}
	var rows []Row
	for _, a := range f.anchors {
		if a.looks != nil {
			rows = append(rows, f.nearest(plane, a.looks.Code(plane))...)
		}
	}
	return rows, nil
}

// nearestByTexture are the pins most alike to any anchor that pass the filter.
func (f *familySpeaker) nearestByTexture() (rows []Row) {
	for i, p := range f.probes {
		if p != nil {
			rows = append(rows, f.scan(f.anchors[i].code, proposals)...)
		}
	}
	return rows
}

// scan returns the n pins most alike to a code of those that pass the filter.
// It asks for more until it has them, which costs twice the last scan.
func (s *search) scan(code eye.Code, n int) []Row {
	for wanted := n; ; wanted *= 2 {
		near := s.snap.Alike().NearestTo(code, wanted)
		rows := make([]Row, len(near))
		for i, found := range near {
			rows[i] = found.Row
		}
		if rows = s.sieve.keep(rows); len(rows) >= n || len(near) < wanted {
			return rows[:min(n, len(rows))]
		}
	}
}

func (f *familySpeaker) proposes(r Row) bool {
	_, ok := f.snap.Code(r)
	return ok
}

func (f *familySpeaker) value(r Row) (score.Micro, bool) {
	sum, weights := f.weigh(r)
	if weights == 0 {
		return 0, false
	}
	return sum / weights, true
}

// weigh returns the sum of the values by the anchors' weights, and that of the
// weights; 0 where there is nothing to compare.
func (f *familySpeaker) weigh(r Row) (sum, weights score.Micro) {
	code, ok := f.snap.Code(r)
	if !ok {
		return 0, 0
	}
	for i, p := range f.probes {
		if p != nil {
			sum += f.table.At(micro(p.Similarity(code))) * f.anchors[i].weight
			weights += f.anchors[i].weight
		}
	}
	return sum, weights
}

// evidence is about the anchor that is nearest, named where there are several.
func (f *familySpeaker) evidence(r Row) score.Evidence {
	code, _ := f.snap.Code(r)
	nearest, most := -1, eye.Similarity(0)
	for i, p := range f.probes {
		if p == nil {
			continue
		}
		if s := p.Similarity(code); nearest < 0 || s > most {
			nearest, most = i, s
		}
	}
	a := &f.anchors[nearest]
	e := score.Evidence{"similarity": min(micro(most), score.One)}
	if f.name == score.Color && a.looks != nil {
		looks, _ := f.snap.Features(r)
		e["colors"] = sharedHex(a.looks, &looks)
	}
	if len(f.anchors) > 1 {
		e["anchor"] = a.name()
	}
	return e
}

func sharedHex(a, b *features.Features) []string {
	hex := []string{}
	for _, s := range features.SharedColors(a, b) {
		hex = append(hex, s.Hex())
	}
	return hex
}
