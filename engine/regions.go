package engine

import (
	"context"

	"akin/engine/picture"
	"akin/engine/region"
	"akin/engine/score"
)

// Regions are the parts of a picture. Their rectangles are of its canonical form,
// which shows the rectangle Frame of the upright picture: all of it, but for a
// border of one colour.
type Regions struct {
	Frame region.Rect
	Parts []region.Part
}

// Upright is a rectangle of the canonical form as one of the upright picture.
func (g *Regions) Upright(r region.Rect) region.Rect {
	f := g.Frame
	scale := func(v, side uint16) uint16 { return uint16((int(v)*int(side) + region.One/2) / region.One) }
	return region.Rect{X: f.X + scale(r.X, f.W), Y: f.Y + scale(r.Y, f.H), W: max(1, scale(r.W, f.W)), H: max(1, scale(r.H, f.H))}
}

// Canonical is a rectangle of the upright picture as one of the canonical form:
// what of it is shown there, at least a pixel's worth.
func (g *Regions) Canonical(r region.Rect) region.Rect {
	along := func(at, size, from, side uint16) (uint16, uint16) {
		first := max(int(at), int(from)) - int(from)
		last := min(int(at)+int(size), int(from)+int(side)) - int(from)
		scale := func(v int) int { return min(max(v, 0)*region.One/max(int(side), 1), region.One) }
		x := min(scale(first), region.One-1)
		return uint16(x), uint16(max(scale(last)-x, 1))
	}
	var c region.Rect
	c.X, c.W = along(r.X, r.W, g.Frame.X, g.Frame.W)
	c.Y, c.H = along(r.Y, r.H, g.Frame.Y, g.Frame.H)
	return c
}

// frameOf is the rectangle that a canonical form shows.
func frameOf(s picture.Shown) region.Rect {
	r, err := region.RectOf(s.X, s.Y, s.W, s.H)
	if err != nil {
		return region.Whole // a strip too thin to tell from nothing
	}
	return r
}

// A RegionView is a part of a picture as answers show it: fractions of the
// upright picture's width and height, from its upper left corner.
type RegionView struct {
	score.Rect

	// Salience is how much it stands out, 1 to 255; 0 for one of the tiles that
	// every picture has.
	Salience int `json:"salience"`
}

// shownRect is a rectangle of an upright picture as answers have it.
func shownRect(r region.Rect) score.Rect {
	part := func(v uint16) score.Micro { return (score.One*score.Micro(v) + region.One/2) / region.One }
	return score.Rect{X: part(r.X), Y: part(r.Y), W: part(r.W), H: part(r.H)}
}

// PinRegions lists the parts of a pin's picture, what stands out most first; none
// for a pin of words alone. NotFound if the viewer sees no such pin.
func (e *Engine) PinRegions(ctx context.Context, viewer UserID, id PinID) ([]RegionView, error) {
	if _, err := e.Pin(ctx, viewer, id); err != nil {
		return nil, err
	}
	snap, err := e.snapshot(ctx, viewer)
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	views := []RegionView{}
	row, ok := snap.Row(id)
	if !ok {
		return views, nil // not indexed yet
	}
	regions := snap.Regions(row)
	for _, p := range regions.Parts {
		views = append(views, RegionView{shownRect(regions.Upright(p.Rect)), int(p.Salience)})
	}
	return views, nil
}
