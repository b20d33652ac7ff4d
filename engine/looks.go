package engine

import (
	"context"

	"akin/engine/features"
	"akin/engine/score"
)

// proposals is how many of the nearest pictures on a plane become candidates.
// The codes of a plane are a sketch: among a thousand photographs, 75 % of the
// 20 nearest by colour are in the first 50 by code and 99 % in the first 400.
const proposals = 2000

// A lookSpeaker compares pictures by a distance brought to a value by a table.
// With several anchors the value is the mean, by the anchors' weights.
type lookSpeaker struct {
	*search
	name     score.Signal
	plane    features.Plane
	distance func(a, b *features.Features) int
	table    score.Table
	explain  func(a, b *features.Features) score.Evidence
}

func colorSpeaker(s *search) *lookSpeaker {
	return &lookSpeaker{
		search: s, name: score.Color, plane: features.PlaneColor,
		distance: features.ColorDistance, table: score.ColorTable,
		explain: func(a, b *features.Features) score.Evidence {
			return score.Evidence{"distance": features.ColorDistance(a, b), "colors": sharedHex(a, b)}
		},
	}
}

func shapeSpeaker(s *search) *lookSpeaker {
	return &lookSpeaker{
		search: s, name: score.Shape, plane: features.PlaneShape,
		distance: features.ShapeDistance, table: score.ShapeTable,
		explain: func(a, b *features.Features) score.Evidence {
			return score.Evidence{"distance": features.ShapeDistance(a, b)}
		},
	}
}

func (l *lookSpeaker) signal() score.Signal { return l.name }

func (l *lookSpeaker) propose(context.Context) ([]Row, error) {
	var rows []Row
	for _, a := range l.anchors {
		if a.looks != nil {
			rows = append(rows, l.nearest(l.plane, a.looks.Code(l.plane))...)
		}
	}
	return rows, nil
}

func (l *lookSpeaker) proposes(r Row) bool {
	_, ok := l.snap.Features(r)
	return ok
}

func (l *lookSpeaker) value(r Row) (score.Micro, bool) {
	f, ok := l.snap.Features(r)
	if !ok {
		return 0, false
	}
	var sum, weights score.Micro
	for _, a := range l.anchors {
		if a.looks != nil {
			sum += l.table.At(l.distance(a.looks, &f)) * a.weight
			weights += a.weight
		}
	}
	return sum / weights, true
}

// evidence is about the anchor that is nearest, named where there are several.
func (l *lookSpeaker) evidence(r Row) score.Evidence {
	f, _ := l.snap.Features(r)
	var nearest *anchor
	for i := range l.anchors {
		a := &l.anchors[i]
		if a.looks != nil && (nearest == nil || l.distance(a.looks, &f) < l.distance(nearest.looks, &f)) {
			nearest = a
		}
	}
	e := l.explain(nearest.looks, &f)
	if len(l.anchors) > 1 {
		e["anchor"] = nearest.name()
	}
	return e
}

// name is how evidence calls an anchor: a pin by its ID, a posted picture
// "anchor".
func (a *anchor) name() string {
	if a.pin == nil {
		return "anchor"
	}
	return string(a.pin.ID)
}

func sharedHex(a, b *features.Features) []string {
	hex := []string{}
	for _, s := range features.SharedColors(a, b) {
		hex = append(hex, s.Hex())
	}
	return hex
}
