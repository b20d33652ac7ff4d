package engine

import (
	"cmp"
	"context"
	"slices"

	"akin/engine/features"
	"akin/engine/score"
)

// pictured is what tells two copies of a picture apart.
type pictured struct {
	id            PictureID
	width, height int
}

func picturedRow(p RowPin) pictured { return pictured{p.Picture, p.Width, p.Height} }

// how names what was done to one picture to make its copy.
func how(a, b pictured) []string {
	switch {
	case a.id == b.id:
		return []string{"identical"}
	case a.width == b.width && a.height == b.height:
		return []string{"recompressed"}
	}
	return []string{"resized", "recompressed"}
}

// copySpeaker tells copies of the anchors.
type copySpeaker struct{ *search }

func (*copySpeaker) signal() score.Signal { return score.Copy }

func (c *copySpeaker) propose(context.Context) ([]Row, error) {
	var rows []Row
	for _, a := range c.anchors {
		if a.looks == nil {
			continue
		}
		for _, r := range c.snap.Nearest(features.PlaneHash, a.looks.Hash, proposals) {
			if f, ok := c.snap.Features(r); ok {
				if _, same := features.CopyDistance(a.looks, &f); same {
					rows = append(rows, r)
				}
			}
		}
	}
	return rows, nil
}

func (c *copySpeaker) value(r Row) (score.Micro, bool) {
	f, ok := c.snap.Features(r)
	if !ok {
		return 0, false
	}
	a, d := c.origin(&f)
	if a == nil {
		return 0, true
	}
	return score.One - (score.One-score.CopyLeast)*score.Micro(d)/features.CopyReach, true
}

// origin is the anchor that f is the nearest copy of, nil if it is of none.
func (s *search) origin(f *features.Features) (*anchor, int) {
	var nearest *anchor
	distance := 0
	for i := range s.anchors {
		a := &s.anchors[i]
		if a.looks == nil {
			continue
		}
		d, same := features.CopyDistance(a.looks, f)
		if same && (nearest == nil || d < distance) {
			nearest, distance = a, d
		}
	}
	return nearest, distance
}

func (c *copySpeaker) evidence(r Row) score.Evidence {
	f, _ := c.snap.Features(r)
	a, d := c.origin(&f)
	if a == nil {
		return score.Evidence{}
	}
	return score.Evidence{"of": a.name(), "bits": d, "how": how(a.picture, picturedRow(c.snap.Pin(r)))}
}

// A group is an item in the making: a candidate and the rows folded under it.
type group struct {
	candidate
	copies []Row
}

// folded is the outcome of folding: the groups in order, and the rows that
// are copies of pins asked with.
type folded struct {
	groups   []group
	ofAnchor []Row
}

// foldDepth is how far down the list copies are looked for: five times the
// longest list that is ever shown.
const foldDepth = 5 * MaxLimit

// fold cuts a ranked list to the query's limit. Copies of an anchor pin are
// taken out, other copies are put under their original: the largest, then the
// oldest, then the one with the smallest ID. The original stands where its
// own score puts it.
func (s *search) fold(ranked []candidate) folded {
	if s.NoFold || !s.on(score.Copy) {
		out := folded{}
		for _, c := range ranked[:min(s.Limit, len(ranked))] {
			out.groups = append(out.groups, group{candidate: c})
		}
		return out
	}
	for depth := foldDepth; ; depth *= 2 {
		out := s.foldWithin(ranked[:min(depth, len(ranked))])
		if len(out.groups) >= s.Limit || depth >= len(ranked) {
			out.groups = out.groups[:min(s.Limit, len(out.groups))]
			return out
		}
	}
}

func (s *search) foldWithin(ranked []candidate) folded {
	var out folded
	place := map[Row]int{}
	var rest []candidate
	for _, c := range ranked {
		if s.copiedPin(c.row) != nil {
			out.ofAnchor = append(out.ofAnchor, c.row)
			continue
		}
		place[c.row] = len(rest)
		rest = append(rest, c)
	}
	slices.SortFunc(rest, func(a, b candidate) int { return s.originality(a.row, b.row) })
	looks := make([]features.Features, 0, len(rest))
	for _, c := range rest {
		f, ok := s.snap.Features(c.row)
		original := -1
		if ok {
			original = slices.IndexFunc(looks, func(g features.Features) bool {
				if g.Layout == nil {
					return false
				}
				_, same := features.CopyDistance(&g, &f)
				return same
			})
		}
		if original >= 0 {
			out.groups[original].copies = append(out.groups[original].copies, c.row)
			continue
		}
		looks = append(looks, f)
		out.groups = append(out.groups, group{candidate: c})
	}
	slices.SortFunc(out.groups, func(a, b group) int { return cmp.Compare(place[a.row], place[b.row]) })
	return out
}

// copiedPin is the first pin asked with that a row is a copy of, nil if it is
// of none.
func (s *search) copiedPin(r Row) *anchor {
	f, ok := s.snap.Features(r)
	if !ok {
		return nil
	}
	for i := range s.anchors {
		a := &s.anchors[i]
		if a.pin == nil || a.looks == nil {
			continue
		}
		if _, same := features.CopyDistance(a.looks, &f); same {
			return a
		}
	}
	return nil
}

// originality orders rows by how likely they are the original.
func (s *search) originality(a, b Row) int {
	p, q := s.snap.Pin(a), s.snap.Pin(b)
	return cmp.Or(
		cmp.Compare(q.Width*q.Height, p.Width*p.Height),
		p.Created.Compare(q.Created),
		cmp.Compare(p.ID, q.ID),
	)
}
