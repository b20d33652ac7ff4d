package palette

import (
	"fmt"

	"akin/engine/oklab"
)

// No palettes are nearer than their mean colours: whatever is carried, carries
// the mean along (Rubner, Tomasi and Guibas, as for Distance). So a text index
// that knows each pin's mean colour, cut to a grid, can leave out what is
// farther than that for certain.
const (
	cell = oklab.One * 4 / 100 // side of the grid's cells, two just noticeable differences

	// around is how far from its mean a palette asks; one more is for rounding.
	// Of the 20 nearest among thirty thousand, .98 are in a cell that is within,
	// and .11 of all.
	around = oklab.One*4/100 + 1
)

// Word spells the quantised mean colour of a palette for a text index.
func Word(p []Swatch) string { return word(cellOf(mean(p))) }

// Near spells the words of all palettes that are at a transport distance of
// 40,000 or less from p, and of some that are somewhat farther: some 20 words.
// Words of colours that no screen shows are among them.
func Near(p []Swatch) (words []string) {
	m := mean(p)
	lo := cellOf(point{m.l - around, m.a - around, m.b - around})
	hi := cellOf(point{m.l + around, m.a + around, m.b + around})
	for l := lo.l; l <= hi.l; l++ {
		for a := lo.a; a <= hi.a; a++ {
			for b := lo.b; b <= hi.b; b++ {
				if c := (point{l, a, b}); m.toCell(c) <= around*around {
					words = append(words, word(c))
				}
			}
		}
	}
	return words
}

func word(c point) string { return fmt.Sprintf("mean.%d.%d.%d", c.l, c.a, c.b) }

// mean is the mean colour of a palette.
func mean(p []Swatch) (m point) {
	t := oklab.Tables()
	for _, s := range p {
		q := pointOf(t.Lab(s.R, s.G, s.B))
		m.l, m.a, m.b = m.l+q.l*int64(s.Share), m.a+q.a*int64(s.Share), m.b+q.b*int64(s.Share)
	}
	return point{m.l / Whole, m.a / Whole, m.b / Whole}
}

func cellOf(p point) point { return point{floor(p.l), floor(p.a), floor(p.b)} }

// floor is the number of the cell that a coordinate is in.
func floor(v int64) int64 {
	if v < 0 {
		return -((-v + cell - 1) / cell)
	}
	return v / cell
}

// toCell is the squared distance of a colour to the nearest corner, edge or side
// of a cell; 0 inside.
func (p point) toCell(c point) int64 {
	gap := func(v, at int64) int64 { return max(at*cell-v, v-(at+1)*cell, 0) }
	l, a, b := gap(p.l, c.l), gap(p.a, c.a), gap(p.b, c.b)
	return l*l + a*a + b*b
}
