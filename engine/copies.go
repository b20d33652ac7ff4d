package engine

import (
	"context"

	"akin/engine/copies"
	"akin/engine/score"
)

// pictured is what tells two files of one picture apart.
type pictured struct {
	id            PictureID
	width, height int
}

func picturedRow(p RowPin) pictured { return pictured{p.Picture, p.Width, p.Height} }

// how names what was done to one picture to make its copy; of a part of a picture
// there is no file, and pictured is zero.
func how(original, copy pictured, v *copies.Verdict) []string {
	switch {
	case original.id == copy.id && copy.id != "":
		return []string{"identical"}
	case len(v.How) > 0:
		return v.How
	case original == pictured{}, original.width == copy.width && original.height == copy.height:
		return []string{"recompressed"}
	}
	return []string{"resized", "recompressed"}
}

// A told pair is whether a row is a copy of something, and how.
type told struct {
	verdict copies.Verdict
	is      bool
}

// copyOf tells whether a row is a copy of an anchor, whose probe this is.
func (s *search) copyOf(probe copies.Probe, a *anchor, r Row) told {
	mark := s.snap.Mark(r)
	if probe.Chance(&mark) == 0 {
		return told{}
	}
	other, _ := s.snap.Print(r)
	return s.verdicts.compare(a.named(), s.snap.Pin(r).Picture, a.print, other)
}

// origins remembers of which anchor each row is a copy.
type origins struct {
	*search
	of     []anchor
	probes []copies.Probe
	known  map[Row]origin
}

// An origin is the anchor that a row is the nearest copy of, -1 for none.
type origin struct {
	anchor int
	told
}

func newOrigins(s *search, anchors []anchor) *origins {
	o := &origins{search: s, of: anchors, probes: make([]copies.Probe, len(anchors)), known: map[Row]origin{}}
	for i := range anchors {
		if anchors[i].print != nil {
			o.probes[i] = anchors[i].print.Probe()
		}
	}
	return o
}

func (o *origins) origin(r Row) origin {
	if found, ok := o.known[r]; ok {
		return found
	}
	found := origin{anchor: -1}
	for i := range o.of {
		if o.of[i].print == nil {
			continue
		}
		t := o.copyOf(o.probes[i], &o.of[i], r)
		if t.is && (found.anchor < 0 || t.verdict.Likeness > found.verdict.Likeness) {
			found = origin{i, t}
		}
	}
	o.known[r] = found
	return found
}

// pin is the first pin asked with that a row is a copy of, nil if it is of none.
func (o *origins) pin(r Row) (*anchor, *copies.Verdict) {
	if !o.origin(r).is {
		return nil, nil
	}
	for i := range o.of {
		if o.of[i].pin == nil || o.of[i].print == nil {
			continue
		}
		if t := o.copyOf(o.probes[i], &o.of[i], r); t.is {
			return &o.of[i], &t.verdict
		}
	}
	return nil, nil
}

// copySpeaker tells copies of the anchors.
type copySpeaker struct{ *search }

func (*copySpeaker) signal() score.Signal { return score.Copy }

// guesses is how many of the most likely copies are looked at: by chance one in a
// hundred pins gets as far, and to look costs 50 microseconds.
const guesses = 100

func (c *copySpeaker) propose(context.Context) ([]Row, error) {
	var rows []Row
	for i := range c.anchors {
		if c.anchors[i].print == nil {
			continue
		}
		for _, r := range c.snap.Likely(c.origins.probes[i], guesses) {
			if c.sieve.passes(r) && c.origins.origin(r).is {
				rows = append(rows, r)
			}
		}
	}
	return rows, nil
}

func (c *copySpeaker) proposes(r Row) bool { return c.origins.origin(r).is }

func (c *copySpeaker) value(r Row) (score.Micro, bool) {
	if o := c.origins.origin(r); o.is {
		return score.CopyLeast + (score.One - score.CopyLeast).Times(score.Micro(o.verdict.Likeness)), true
	}
	_, pictured := c.snap.Features(r)
	return 0, pictured
}

func (c *copySpeaker) evidence(r Row) score.Evidence {
	o := c.origins.origin(r)
	if !o.is {
		return score.Evidence{}
	}
	a := &c.anchors[o.anchor]
	return score.Evidence{
		"of": a.name(), "similarity": score.Micro(o.verdict.Likeness),
		"how": how(a.picture, picturedRow(c.snap.Pin(r)), &o.verdict),
	}
}

// copiedAnchor is the anchor of no pin that a row is a copy of, nil for none.
func (s *search) copiedAnchor(r Row) *origin {
	if !s.on(score.Copy) {
		return nil
	}
	if o := s.origins.origin(r); o.is && s.anchors[o.anchor].pin == nil {
		return &o
	}
	return nil
}

// unwanted tells whether a row is a copy of a pin asked against.
func (s *search) unwanted(r Row) bool {
	return s.on(score.Copy) && len(s.not) > 0 && s.against.origin(r).is
}
