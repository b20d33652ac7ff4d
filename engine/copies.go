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
		for _, r := range c.nearest(features.PlaneHash, a.looks.Hash) {
			if f, ok := c.snap.Features(r); ok {
				if _, same := features.CopyDistance(a.looks, &f); same {
					rows = append(rows, r)
				}
			}
		}
	}
	return rows, nil
}

func (c *copySpeaker) proposes(r Row) bool {
	f, ok := c.snap.Features(r)
	if !ok {
		return false
	}
	origin, _ := c.origin(&f)
	return origin != nil
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
	place  int // among all candidates
	copies []Row
}

// folded is the outcome of folding: the groups in order, and the rows that
// are copies of pins asked with.
type folded struct {
	groups   []group
	ofAnchor []Row
}

// foldDepth is how far down the list copies are looked for: somewhat further
// than pages reach, so that they do not change what was shown before.
const foldDepth = maxDepth + MaxLimit

// fold cuts a ranked list to the query's limit, and one more if there is one,
// beside what the pages before showed. Copies of an anchor pin are
// taken out, other copies are put under their original: the largest, then the
// oldest, then the one with the smallest ID. The original stands where its
// own score puts it.
func (s *search) fold(ranked []candidate) folded {
	need := s.skip + s.Limit + 1
	if s.NoFold || !s.on(score.Copy) {
		out := folded{}
		for _, c := range ranked[:min(need, len(ranked))] {
			out.groups = append(out.groups, group{candidate: c})
		}
		return s.enough(out)
	}
	for depth := foldDepth; ; depth *= 2 {
		out := s.foldWithin(ranked[:min(depth, len(ranked))])
		if len(out.groups) >= need || depth >= len(ranked) {
			out.groups = out.groups[:min(need, len(out.groups))]
			return s.enough(out)
		}
	}
}

// enough leaves out what is below the smallest score asked for. It is done
// after folding, so that a copy does not stand in for an original that is
// below.
func (s *search) enough(f folded) folded {
	if i := slices.IndexFunc(f.groups, func(g group) bool { return g.total < s.MinScore }); i >= 0 {
		f.groups = f.groups[:i]
	}
	return f
}

func (s *search) foldWithin(ranked []candidate) folded {
	var out folded
	rest := make([]foldable, 0, len(ranked))
	for i, c := range ranked {
		f := foldable{candidate: c, place: i, pin: s.snap.Pin(c.row)}
		if looks, ok := s.snap.Features(c.row); ok {
			f.looks = &looks
			origin, _ := s.origin(&looks)
			f.ofPosted = origin != nil && origin.pin == nil
		}
		if s.copiedPin(f.looks) != nil {
			out.ofAnchor = append(out.ofAnchor, c.row)
		} else {
			rest = append(rest, f)
		}
	}
	slices.SortFunc(rest, originality)
	var originals []foldable // of out.groups
	for _, f := range rest {
		if i := slices.IndexFunc(originals, f.copies); i >= 0 {
			out.groups[i].copies = append(out.groups[i].copies, f.row)
			continue
		}
		originals = append(originals, f)
		out.groups = append(out.groups, group{candidate: f.candidate, place: f.place})
	}
	slices.SortFunc(out.groups, func(a, b group) int { return cmp.Compare(a.place, b.place) })
	return out
}

// A foldable is a candidate with what folding needs to know of it.
type foldable struct {
	candidate
	place int
	pin   RowPin
	looks *features.Features // nil for a pin of words alone

	// ofPosted tells a copy of the posted picture. Such a pin comes first, and
	// must not vanish under one that is a copy of it and not of the picture.
	ofPosted bool
}

// copies tells whether f is a copy of original.
func (f *foldable) copies(original foldable) bool {
	if f.looks == nil || original.looks == nil || f.ofPosted != original.ofPosted {
		return false
	}
	_, same := features.CopyDistance(original.looks, f.looks)
	return same
}

// originality orders candidates by how likely they are the original.
func originality(a, b foldable) int {
	p, q := &a.pin, &b.pin
	return cmp.Or(
		cmp.Compare(q.Width*q.Height, p.Width*p.Height),
		p.Created.Compare(q.Created),
		cmp.Compare(p.ID, q.ID),
	)
}

// copiedPin is the first pin asked with that a picture is a copy of, nil if it
// is of none. looks may be nil.
func (s *search) copiedPin(looks *features.Features) *anchor {
	if looks == nil {
		return nil
	}
	for i := range s.anchors {
		a := &s.anchors[i]
		if a.pin == nil || a.looks == nil {
			continue
		}
		if _, same := features.CopyDistance(a.looks, looks); same {
			return a
		}
	}
	return nil
}
