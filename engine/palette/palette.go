// Package palette compares pictures by their few colours and the shares these
// have: what a person means by "that red with a little of that cream".
//
// It is for palettes of up to a dozen swatches: Distance says how different two
// are, Probe compares one with many and tells which colour answers to which,
// Sketch and Words find those worth comparing among a million, and Parse and
// Mix read what a person asks for. It is not for finding the colours of a
// picture (engine/features does) nor for where in the picture they are.
//
// All of it is whole numbers, so that it comes out the same everywhere.
package palette

import (
	"cmp"
	"fmt"
	"slices"
)

// A Swatch is one colour of a palette and its share.
type Swatch struct {
	R, G, B uint8
	Share   uint16 // thousandths; a palette's sum to Whole
}

// Hex is the colour as "#rrggbb".
func (s Swatch) Hex() string { return fmt.Sprintf("#%02x%02x%02x", s.R, s.G, s.B) }

// Whole is the sum of a palette's shares.
const Whole = 1000

// Bounds of palettes.
const (
	// Max is the largest number of swatches in a picture's palette: what a
	// person names when asked for the colours of a picture.
	Max = 6

	// MaxAsked is the largest number of colours to ask with: twice what a
	// picture has, so that the palettes of two can be joined.
	MaxAsked = 12
)

// Weighted is a colour that is asked for, and how much it counts beside the
// others, in any unit.
type Weighted struct {
	R, G, B uint8
	Weight  int64
}

// maxWeight keeps the sum of all weights, times Whole, within 64 bits. It is a
// hundred million in millionths.
const maxWeight = 100_000_000_000_000

// Mix makes a palette of 1 to MaxAsked colours with weights above 0: shares sum
// to Whole, a colour named twice is one, and the order is the heaviest first,
// then by red, green and blue, whatever the order in which they came. A share
// below a thousandth counts as one. Anything else is an error that says what is
// wrong.
func Mix(colors []Weighted) ([]Swatch, error) {
	if len(colors) == 0 {
		return nil, fmt.Errorf("the palette has no colors: give 1 to %d", MaxAsked)
	}
	if len(colors) > MaxAsked {
		return nil, fmt.Errorf("the palette has %d colors, at most %d are taken", len(colors), MaxAsked)
	}
	for _, c := range colors {
		if c.Weight <= 0 {
			return nil, fmt.Errorf("the share of %s in the palette is 0 or less: leave the color out", Swatch{R: c.R, G: c.G, B: c.B}.Hex())
		}
		if c.Weight > maxWeight {
			return nil, fmt.Errorf("the share of %s in the palette is too large: shares count by their proportions, give them as parts of 1", Swatch{R: c.R, G: c.G, B: c.B}.Hex())
		}
	}
	return share(joined(colors)), nil
}

// joined adds up what is said of one colour, and sorts.
func joined(colors []Weighted) []Weighted {
	colors = slices.Clone(colors)
	slices.SortFunc(colors, byColor)
	out := colors[:1]
	for _, c := range colors[1:] {
		if last := &out[len(out)-1]; byColor(*last, c) == 0 {
			last.Weight += c.Weight
		} else {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Weighted) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

func byColor(a, b Weighted) int {
	return cmp.Or(cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
}

// share gives each colour its part of Whole, rounded down but to 1 at least.
// What rounding leaves over, or took too much, falls to the heaviest.
func share(colors []Weighted) []Swatch {
	sum := int64(0)
	for _, c := range colors {
		sum += c.Weight
	}
	out := make([]Swatch, len(colors))
	left := Whole
	for i, c := range colors {
		n := max(1, int(c.Weight*Whole/sum))
		out[i] = Swatch{R: c.R, G: c.G, B: c.B, Share: uint16(n)}
		left -= n
	}
	out[0].Share = uint16(int(out[0].Share) + left)
	// What differed by less than a thousandth is equal now.
	slices.SortFunc(out, func(a, b Swatch) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), byColor(Weighted{a.R, a.G, a.B, 0}, Weighted{b.R, b.G, b.B, 0}))
	})
	return out
}
