package engine

import (
	"context"

	"akin/engine/features"
	"akin/engine/palette"
	"akin/engine/score"
)

// MaxPalette bounds Query.Palette.
const MaxPalette = palette.MaxAsked

// ParsePalette reads a palette in its short form, as "#aa3322:0.6,#f0e0c0:0.4"
// or "#aa3322,#f0e0c0" for equal shares. Shares count by their proportions, and
// sum to 1 in the result, the heaviest first. What cannot be read is a BadQuery
// that says how to write it.
func ParsePalette(text string) ([]Color, error) {
	swatches, err := palette.Parse(text)
	if err != nil {
		return nil, Errorf(BadQuery, "%v", err)
	}
	return colorsOf(swatches), nil
}

// swatchesOf reads the colours of a query, in the one form and order that stands
// for all ways to say the same.
func swatchesOf(colors []Color) ([]palette.Swatch, error) {
	weighted := make([]palette.Weighted, len(colors))
	for i, c := range colors {
		s, err := palette.ParseHex(c.Hex)
		if err != nil {
			return nil, Errorf(BadQuery, "%v", err)
		}
		weighted[i] = palette.Weighted{R: s.R, G: s.G, B: s.B, Weight: int64(c.Weight)}
	}
	swatches, err := palette.Mix(weighted)
	if err != nil {
		return nil, Errorf(BadQuery, "%v", err)
	}
	return swatches, nil
}

// checkPalette says what is wrong with a query's palette, and brings it to the
// form in which equal palettes are equal.
func (q *Query) checkPalette() error {
	if len(q.Palette) == 0 {
		return nil
	}
	swatches, err := swatchesOf(q.Palette)
	if err != nil {
		return err
	}
	q.Palette = colorsOf(swatches)
	return nil
}

// A paletteSpeaker says as the signal color how near a pin's palette is to the
// one asked for. The palette counts as one more anchor of weight 1 beside those
// that a familySpeaker compares.
type paletteSpeaker struct {
	*search
	asked  []palette.Swatch
	probe  *palette.Probe
	family *familySpeaker // nil where no anchor has colours
}

// newPaletteSpeaker is for a query that was checked.
func newPaletteSpeaker(s *search, family *familySpeaker) (*paletteSpeaker, error) {
	asked, err := swatchesOf(s.Palette)
	if err != nil {
		return nil, err
	}
	s.swatches = asked
	return &paletteSpeaker{search: s, asked: asked, probe: palette.NewProbe(asked), family: family}, nil
}

func (*paletteSpeaker) signal() score.Signal { return score.Color }

// propose returns what the palette finds, and what the anchors' colours do.
func (p *paletteSpeaker) propose(ctx context.Context) (rows []Row, err error) {
	if p.family != nil {
		if rows, err = p.family.propose(ctx); err != nil {
			return nil, err
		}
	}
	more, err := p.nearPalette(ctx)
	return append(rows, more...), err
}

// paletteProposals is how many of so many pins a palette proposes: one in fifty,
// and judgeAll where that is more, so that smaller collections are judged whole.
// Of thirty thousand palettes, the first 1 % by sketch hold .88 of the 20 nearest
// and the first 6 % .99. A palette takes 3 us to judge: 60 ms in a million.
func paletteProposals(pins int) int { return max(judgeAll, pins/50) }

// nearPalette proposes by sketches. Under a filter the text index knows the pins
// whose mean colour is near: where neither too few of them pass to fill a list
// nor too many to judge, they are asked for at once, in place of ever longer
// lists of the nearest.
func (p *paletteSpeaker) nearPalette(ctx context.Context) ([]Row, error) {
	if p.sieve != nil {
		rows, err := p.snap.Matching(ctx, nil, palette.Near(p.asked))
		if err != nil {
			return nil, err
		}
		if rows = p.sieve.keep(rows); len(rows) >= proposals && len(rows) <= judgeAll {
			return rows, nil
		}
		return p.nearest(features.PlanePalette, palette.Sketch(p.asked)), nil
	}
	return p.snap.Nearest(features.PlanePalette, palette.Sketch(p.asked), paletteProposals(p.snap.Len())), nil
}

func (p *paletteSpeaker) proposes(r Row) bool {
	_, ok := p.snap.Features(r)
	return ok
}

func (p *paletteSpeaker) value(r Row) (score.Micro, bool) {
	looks, ok := p.snap.Features(r)
	if !ok {
		return 0, false
	}
	near := score.PaletteTable.At(-score.Micro(p.probe.Distance(looks.Palette)))
	if p.family == nil {
		return near, true
	}
	sum, weights := p.family.weigh(r)
	return (near*score.One + sum) / (score.One + weights), true
}

// A ColorMove says which colour of a pin answers to which that was asked for, and
// with what share of the whole.
type ColorMove struct {
	Asked string      `json:"asked"` // as "#rrggbb"
	Found string      `json:"found"`
	Share score.Micro `json:"share"`
}

// evidence adds to that of the anchors how far the palette is and what answers
// to what. The colours, if not theirs, are those of the pin that go by one name
// with one asked for.
func (p *paletteSpeaker) evidence(r Row) score.Evidence {
	looks, _ := p.snap.Features(r)
	e := score.Evidence{"colors": sharedHex(&features.Features{Palette: p.asked}, &looks)}
	if p.family != nil {
		if _, weights := p.family.weigh(r); weights > 0 {
			e = p.family.evidence(r)
		}
	}
	e["distance"] = score.Micro(p.probe.Distance(looks.Palette))
	moves := []ColorMove{}
	for _, m := range p.probe.Moves(looks.Palette) {
		moves = append(moves, ColorMove{m.Asked.Hex(), m.Found.Hex(), share(m.Share)})
	}
	e["palette"] = moves
	return e
}

// colorsOf writes a palette as answers do.
func colorsOf(swatches []palette.Swatch) []Color {
	colors := []Color{}
	for _, s := range swatches {
		colors = append(colors, Color{Hex: s.Hex(), Weight: share(s.Share)})
	}
	return colors
}

// share is thousandths as a number.
func share(thousandths uint16) score.Micro {
	return score.Micro(thousandths) * score.One / palette.Whole
}
