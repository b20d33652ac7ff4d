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
		{"one colour", grey, grey, 0, []Swatch{{R: 128, G: 128, B: 128, Share: 1000}}},
		{"a quarter", rgb{10, 20, 200}, red, 16, []Swatch{{R: 10, G: 20, B: 200, Share: 750}, {R: 255, G: 0, B: 0, Share: 250}}},
		{"three eighths", white, rgb{}, 24, []Swatch{{R: 255, G: 255, B: 255, Share: 625}, {R: 0, G: 0, B: 0, Share: 375}}},
		{"a third, rounded", rgb{}, white, 21, []Swatch{{R: 0, G: 0, B: 0, Share: 672}, {R: 255, G: 255, B: 255, Share: 328}}}, // 21/64 is .3281
		{"an accent of 2 %", grey, red, 1, []Swatch{{R: 128, G: 128, B: 128, Share: 985}, {R: 255, G: 0, B: 0, Share: 15}}},    // 1/64 is .0156
		{"a dull 2 %", white, dull, 1, []Swatch{{R: 255, G: 255, B: 255, Share: 1000}}},
		{"a dull 3 %", white, dull, 2, []Swatch{{R: 255, G: 255, B: 255, Share: 969}, {R: 150, G: 140, B: 135, Share: 31}}}, // 2/64 is .0313
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
	a := palette(Swatch{R: 200, G: 30, B: 30, Share: 600}, Swatch{R: 20, G: 30, B: 180, Share: 400})
	b := palette(Swatch{R: 30, G: 160, B: 60, Share: 500}, Swatch{R: 25, G: 35, B: 175, Share: 300}, Swatch{R: 190, G: 40, B: 35, Share: 200})
	if got := SharedColors(a, b); !slices.Equal(got, b.Palette[1:]) {
		t.Errorf("shared are %v, want blue and red as b has them", got)
	}
	if got := SharedColors(b, palette(Swatch{R: 255, G: 255, B: 255, Share: 1000})); got != nil {
		t.Errorf("shared with white are %v", got)
	}
}

func TestHex(t *testing.T) {
	if got := (Swatch{R: 1, G: 171, B: 255}).Hex(); got != "#01abff" {
		t.Error(got)
	}
}

// Colours too close to have names of their own are told apart where there are
// no others; the greys along an edge are none.
func TestPalettesOfFewColors(t *testing.T) {
	walls := []rgb{{200, 196, 190}, {180, 176, 171}, {160, 156, 150}}
	for _, c := range []struct {
		name string
		at   func(x, y int) rgb
		want int
	}{
		{"three shades", func(x, _ int) rgb { return walls[x*3/512] }, 3},
		{"three shades and red", func(x, y int) rgb {
			if x < 60 && y < 60 { // 1.4 %
				return red
			}
			return walls[x*3/512]
		}, 3},
		{"two shades", func(x, _ int) rgb { return walls[x/256*2] }, 2},
		{"a disc, smooth at its edge", func(x, y int) rgb {
			r := (x-256)*(x-256) + (y-256)*(y-256)
			v := uint8(max(0, min(255, 127+(r-150*150)/8)))
			return rgb{v, v, v}
		}, 2},
		{"one colour, with the noise of a camera", func(x, y int) rgb {
			s := stream(x*512 + y)
			v := uint8(126 + s.next()%5)
			return rgb{v, v, v}
		}, 1},
		{"a mist", func(_, y int) rgb { v := uint8(150 + y/8); return rgb{v, v, v} }, 3},
	} {
		f := of(t, paint(512, 512, c.at))
		if len(f.Palette) != c.want {
			t.Errorf("%s: %v, want %d swatches", c.name, f.Palette, c.want)
		}
	}
}

// A red door is not lost among more greys than a palette has.
func TestAccentAmongManyShades(t *testing.T) {
	f := of(t, paint(512, 512, func(x, y int) rgb {
		if x < 52 && y < 52 { // 1 %
			return red
		}
		v := uint8(y / 2)
		return rgb{v, v, v}
	}))
	if !slices.ContainsFunc(f.Palette, func(s Swatch) bool { return s.R > 200 && s.G < 40 && s.B < 40 }) {
		t.Errorf("no red in %v", f.Palette)
	}
}
