package features

import (
	"slices"
	"testing"
)

func TestPaletteLaws(t *testing.T) {
	fs := append(someScenes(t, 8), of(t, noise(1, side, side)), of(t, flat(white)), of(t, scene(1, 1, 1)), of(t, scene(1, 2, 500)))
	for i, f := range fs {
		sum := 0
		for _, s := range f.Palette {
			sum += int(s.Share)
		}
		if len(f.Palette) < 1 || len(f.Palette) > MaxPalette || sum != 1000 {
			t.Errorf("%d: %d swatches that sum to %d", i, len(f.Palette), sum)
		}
		if !slices.IsSortedFunc(f.Palette, func(a, b Swatch) int { return int(b.Share) - int(a.Share) }) {
			t.Errorf("%d: %v is not the heaviest first", i, f.Palette)
		}
	}
}

// A picture of a flat ground and a stripe of another colour, so many of 64
// rows high.
func striped(ground, stripe rgb, rows int) []Swatch {
	f, _ := Of(paint(side, side, func(_, y int) rgb {
		if y < rows {
			return stripe
		}
		return ground
	}))
	return f.Palette
}

func TestPalette(t *testing.T) {
	dull := rgb{150, 140, 135}
	for _, c := range []struct {
		name           string
		ground, stripe rgb
		rows           int
		want           []Swatch
	}{
		{"one colour", grey, grey, 0, []Swatch{{128, 128, 128, 1000}}},
		{"a quarter", rgb{10, 20, 200}, red, 16, []Swatch{{10, 20, 200, 750}, {255, 0, 0, 250}}},
		{"three eighths", white, rgb{}, 24, []Swatch{{255, 255, 255, 625}, {0, 0, 0, 375}}},
		{"a third, rounded", rgb{}, white, 21, []Swatch{{0, 0, 0, 672}, {255, 255, 255, 328}}}, // 21/64 is .3281
		{"an accent of 2 %", grey, red, 1, []Swatch{{128, 128, 128, 985}, {255, 0, 0, 15}}},    // 1/64 is .0156
		{"a dull 2 %", white, dull, 1, []Swatch{{255, 255, 255, 1000}}},
		{"a dull 3 %", white, dull, 2, []Swatch{{255, 255, 255, 969}, {150, 140, 135, 31}}}, // 2/64 is .0313
	} {
		if got := striped(c.ground, c.stripe, c.rows); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// Of 4,096 pixels a red speck of 8 is .2 %; 41 are 1 %.
func TestAccentsAndSpecks(t *testing.T) {
	for pixels, swatches := range map[int]int{8: 1, 41: 2} {
		f := of(t, paint(side, side, func(x, y int) rgb {
			if y*side+x < pixels {
				return red
			}
			return grey
		}))
		if len(f.Palette) != swatches {
			t.Errorf("%d red pixels: %v, want %d swatches", pixels, f.Palette, swatches)
		}
	}
}

func TestSharedColors(t *testing.T) {
	palette := func(s ...Swatch) *Features { return &Features{Palette: s} }
	a := palette(Swatch{200, 30, 30, 600}, Swatch{20, 30, 180, 400})
	b := palette(Swatch{30, 160, 60, 500}, Swatch{25, 35, 175, 300}, Swatch{190, 40, 35, 200})
	if got := SharedColors(a, b); !slices.Equal(got, b.Palette[1:]) {
		t.Errorf("shared are %v, want blue and red as b has them", got)
	}
	if got := SharedColors(b, palette(Swatch{255, 255, 255, 1000})); got != nil {
		t.Errorf("shared with white are %v", got)
	}
}

func TestHex(t *testing.T) {
	if got := (Swatch{R: 1, G: 171, B: 255}).Hex(); got != "#01abff" {
		t.Error(got)
	}
}
