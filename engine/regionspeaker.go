package engine

import (
	"context"

	"akin/engine/copies"
	"akin/engine/points"
	"akin/engine/region"
	"akin/engine/score"
)

// regionSpeaker finds the part that was asked with among the parts of others. A
// part of another picture is alike by how it looks, or because it is the same:
// then points of both lie on each other, and say exactly where.
type regionSpeaker struct {
	*search
	anchor *anchor // the one with a part
	probe  copies.Probe
	near   map[Row]bool // rows with parts whose sketches are near
	found  map[Row]*spot
}

// A spot is where a part is found in a picture, and how surely.
type spot struct {
	rect  region.Rect // of the upright picture
	value score.Micro
	same  bool // points agree that it is the same thing
}

// Points that agree tell the same thing from a similar one: as many as agree in
// hardly any two different pictures are worth three quarters, and leave no doubt
// when they are four times as many.
const (
	agreeing = 8
	plainly  = 4 * agreeing
)

// newRegionSpeaker returns nil if the query is of no part.
func newRegionSpeaker(s *search) *regionSpeaker {
	for i := range s.anchors {
		a := &s.anchors[i]
		if len(a.drawn) == 0 || a.print == nil {
			continue
		}
		g := &regionSpeaker{search: s, anchor: a, probe: a.print.Probe(), near: map[Row]bool{}, found: map[Row]*spot{}}
		for k := range a.drawn {
			for _, r := range s.snap.NearestParts(a.drawn[k].Code(), partProposals) {
				g.near[r] = true
			}
		}
		return g
	}
	return nil
}

func (*regionSpeaker) signal() score.Signal { return score.Region }

// partProposals is how many pins with the nearest parts are compared with what was
// drawn. Of a thousand photographs the source of a part drawn 12 % aside is among
// the first hundred by sketches in 99 %.
const partProposals = 300

func (g *regionSpeaker) propose(context.Context) (rows []Row, err error) {
	for r := range g.near {
		rows = append(rows, r)
	}
	return g.sieve.keep(append(rows, g.snap.Likely(g.probe, guesses)...)), nil
}

func (g *regionSpeaker) proposes(r Row) bool {
	mark := g.snap.Mark(r)
	return g.near[r] || g.probe.Chance(&mark) > 0
}

func (g *regionSpeaker) value(r Row) (score.Micro, bool) {
	p := g.place(r)
	if p == nil {
		return 0, false
	}
	return p.value, true
}

// place finds the part in a picture; nil for a pin without one.
func (g *regionSpeaker) place(r Row) *spot {
	if p, ok := g.found[r]; ok {
		return p
	}
	p := g.look(r)
	g.found[r] = p
	return p
}

func (g *regionSpeaker) look(r Row) *spot {
	if _, ok := g.snap.Features(r); !ok {
		return nil
	}
	mark := g.snap.Mark(r)
	likely := g.probe.Chance(&mark) > 0
	if !g.near[r] && !likely {
		return &spot{}
	}
	regions := g.snap.Regions(r)
	p := &spot{rect: regions.Frame}
	for k := range g.anchor.drawn {
		if i, likeness := region.Best(regions.Parts, &g.anchor.drawn[k]); i >= 0 && score.Micro(likeness) > p.value {
			p.rect, p.value = regions.Upright(regions.Parts[i].Rect), score.Micro(likeness)
		}
	}
	if !likely {
		return p
	}
	print, ok := g.snap.Print(r)
	if !ok {
		return p
	}
	motions := points.Align(&g.anchor.print.Points, &print.Points)
	if len(motions) == 0 || motions[0].Support < agreeing {
		return p
	}
	m := &motions[0]
	left, top, right, bottom := m.Cover()
	rect, err := region.RectOf(left, top, right-left, bottom-top)
	if err != nil {
		return p // it lies at the very edge
	}
	sure := score.One * score.Micro(min(m.Support, plainly)) / plainly
	return &spot{rect: regions.Upright(rect), value: max(p.value, score.One*3/4+sure/4), same: true}
}

func (g *regionSpeaker) evidence(r Row) score.Evidence {
	p := g.place(r)
	e := score.Evidence{"region": shownRect(p.rect), "same": p.same}
	if p.value == 0 {
		return score.Evidence{}
	}
	return e
}
