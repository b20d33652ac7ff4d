package engine

import (
	"context"
	"fmt"
	"slices"

	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/region"
	"akin/engine/score"
)

// An anchor is a pin, or a posted picture, that the query starts from.
type anchor struct {
	pin     *Pin // nil for a posted picture, and for a part of a pin's
	whole   *Pin // the pin of which this is a part; nil for others
	row     Row  // of pin, or of whole
	picture pictured
	looks   *features.Features // nil for a pin of words alone
	print   *copies.Print      // nil with looks
	part    bool               // of the picture
	drawn   []region.Desc      // see Look
	code    eye.Code           // what it looks like by the snapshot's fit, nil if that is not known
	weight  score.Micro
}

// resolve finds the anchors in the records and in the snapshot.
func (e *Engine) resolve(ctx context.Context, s *search) error {
	if err := e.resolvePins(ctx, s); err != nil {
		return err
	}
	switch {
	case s.Image != "":
		stored, err := e.storedAnchor(ctx, s)
		if err != nil {
			return err
		}
		s.anchors = append(s.anchors, stored)
	case s.Picture != nil:
		s.anchors = append(s.anchors, s.posted(s.Picture))
	}
	return e.resolveBoard(ctx, s)
}

// resolvePins finds the pins to start from, and those to keep away from.
func (e *Engine) resolvePins(ctx context.Context, s *search) error {
	asked := slices.Clone(s.Pins)
	for _, id := range s.Not {
		asked = append(asked, Anchor{ID: id, Weight: score.One})
	}
	ids := make([]PinID, len(asked))
	for i, a := range asked {
		var err error
		if ids[i], err = e.pinNamed(ctx, s.Viewer, a.ID); err != nil {
			return err
		}
	}
	pins, err := e.records.Pins(ctx, s.Viewer, ids)
	if err != nil {
		return err
	}
	for i, a := range asked {
		p, known := pins[ids[i]]
		row, indexed := s.snap.Row(ids[i])
		if !known || !indexed {
			return Errorf(NotFound, "there is no pin %q", a.ID)
		}
		found := s.anchorAt(row)
		found.pin, found.row, found.weight = &p, row, a.Weight
		if i < len(s.Pins) {
			if s.Region != nil && s.onePicture() {
				if found, err = e.partOf(ctx, s, found); err != nil {
					return err
				}
			}
			s.anchors = append(s.anchors, found)
			continue
		}
		if slices.Contains(ids[:len(s.Pins)], ids[i]) {
			return &Error{Kind: BadQuery, Text: fmt.Sprintf("pin %q is asked for and against", a.ID), Hint: "leave it out of one of the two"}
		}
		s.not = append(s.not, found)
	}
	return nil
}

// anchorAt is an anchor that looks like a pin.
func (s *search) anchorAt(row Row) anchor {
	a := anchor{weight: score.One, picture: picturedRow(s.snap.Pin(row))}
	if f, ok := s.snap.Features(row); ok {
		a.looks = &f
	}
	if p, ok := s.snap.Print(row); ok {
		a.print = p
	}
	if code, ok := s.snap.Code(row); ok {
		a.code = code
	}
	return a
}

// posted is an anchor that looks like a picture.
func (s *search) posted(p *Look) anchor {
	a := anchor{
		looks: &p.Features, print: p.Print, weight: score.One,
		picture: pictured{p.Picture, p.Facts.Width, p.Facts.Height},
	}
	if s.Region != nil {
		a.drawn, a.part, a.picture = p.Drawn, true, pictured{}
	}
	if p.Raw != nil {
		a.code = s.snap.Fit().Encode(p.Raw, nil)
	}
	return a
}

// storedAnchor is an anchor of a stored picture that the viewer sees: as the
// snapshot has it, or else by decoding it.
func (e *Engine) storedAnchor(ctx context.Context, s *search) (anchor, error) {
	if row, ok := s.snap.Pictured(s.Image); ok && s.Region == nil {
		if a := s.anchorAt(row); a.looks != nil {
			return a, nil
		}
	}
	return e.decodedAnchor(ctx, s, s.Image)
}

// decodedAnchor is an anchor of a stored picture, or of the part of it that the
// query asks with.
func (e *Engine) decodedAnchor(ctx context.Context, s *search, id PictureID) (anchor, error) {
	f, err := e.Picture(ctx, s.Viewer, id)
	if err != nil {
		return anchor{}, err
	}
	defer f.Close()
	data, err := e.eye.Read(f)
	if err != nil {
		return anchor{}, err
	}
	part := region.Whole
	if s.Region != nil {
		part = *s.Region
	}
	look, err := e.seePart(ctx, data, part)
	if err != nil {
		return anchor{}, err
	}
	return s.posted(&look), nil
}

// partOf is the anchor that a part of a pin's picture is. It speaks for what is
// seen there and not for the pin: words and boards say what all of a pin is about.
func (e *Engine) partOf(ctx context.Context, s *search, of anchor) (anchor, error) {
	if of.pin.Picture == "" {
		return anchor{}, &Error{Kind: BadQuery, Text: fmt.Sprintf("pin %q has no picture to take a region of", of.pin.ID), Hint: "leave the region out"}
	}
	a, err := e.decodedAnchor(ctx, s, of.pin.Picture)
	a.whole, a.row, a.weight = of.pin, of.row, of.weight
	return a, err
}

// resolveBoard finds the board asked with, and what is on it. A board is not
// there if the record does not have it; the snapshot may not know of it yet.
func (e *Engine) resolveBoard(ctx context.Context, s *search) (err error) {
	if s.Board == "" {
		return nil
	}
	if s.Board, err = e.boardNamed(ctx, s.Viewer, s.Board); err != nil {
		return err
	}
	board, _ := s.snap.BoardNode(s.Board)
	for _, n := range s.snap.Graph().PinsOf(board) {
		if row, ok := s.snap.RowOf(n); ok {
			s.shelf = append(s.shelf, row)
		}
	}
	slices.Sort(s.shelf)
	return nil
}

// name is how evidence calls an anchor: a pin by its ID, a posted picture
// "anchor".
func (a *anchor) name() string {
	switch {
	case a.pin != nil:
		return string(a.pin.ID)
	case a.whole != nil:
		return string(a.whole.ID)
	}
	return "anchor"
}

// named is the name of the picture that an anchor shows all of.
func (a *anchor) named() PictureID {
	if a.part {
		return ""
	}
	return a.picture.id
}

// is tells whether an anchor is a row's pin, or a part of it.
func (a *anchor) is(r Row) bool { return (a.pin != nil || a.whole != nil) && a.row == r }
