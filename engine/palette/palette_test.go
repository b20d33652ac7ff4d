package palette

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// random is a palette of 1 to most swatches, of all kinds: of near-greys, of
// vivid colours, with tiny shares.
func random(r *rand.Rand, most int) []Swatch {
	colors := make([]Weighted, 1+r.IntN(most))
	for i := range colors {
		spread := 1 << (1 + r.IntN(8))
		grey := r.IntN(256)
		channel := func() uint8 { return uint8(max(0, min(255, grey+r.IntN(spread)-spread/2))) }
		colors[i] = Weighted{channel(), channel(), channel(), 1 + int64(r.IntN(1<<(1+r.IntN(16))))}
	}
	p, err := Mix(colors)
	if err != nil {
		panic(err) // made above
	}
	return p
}

func TestMix(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []Weighted
		want []Swatch
	}{
		{"one", []Weighted{{1, 2, 3, 5}}, []Swatch{{1, 2, 3, 1000}}},
		{"by weight", []Weighted{{1, 1, 1, 1}, {2, 2, 2, 3}}, []Swatch{{2, 2, 2, 750}, {1, 1, 1, 250}}},
		{"equal ones by color, what is left to the first", []Weighted{{9, 0, 0, 1}, {0, 0, 9, 1}, {0, 9, 0, 1}}, []Swatch{{0, 0, 9, 334}, {0, 9, 0, 333}, {9, 0, 0, 333}}},
		{"one color twice", []Weighted{{1, 1, 1, 1}, {2, 2, 2, 3}, {1, 1, 1, 4}}, []Swatch{{1, 1, 1, 625}, {2, 2, 2, 375}}},
		{"hardly any", []Weighted{{1, 1, 1, 1}, {2, 2, 2, maxWeight}}, []Swatch{{2, 2, 2, 999}, {1, 1, 1, 1}}},
	} {
		if got, err := Mix(c.in); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %v, want %v", c.name, got, err, c.want)
		}
	}
	for says, in := range map[string][]Weighted{
		"no colors":                       nil,
		"13 colors, at most 12":           make([]Weighted, 13),
		"share of #010203 in the palette": {{1, 2, 3, 0}},
		"too large":                       {{1, 2, 3, maxWeight + 1}},
	} {
		if _, err := Mix(in); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want %q", in, err, says)
		}
	}
}

// However a palette is said, it is the same; and what was mixed stays as it is.
func TestMixLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		p := random(r, MaxAsked)
		again := make([]Weighted, len(p))
		sum := 0
		for i, s := range p {
			again[i] = Weighted{s.R, s.G, s.B, int64(s.Share) * 7}
			sum += int(s.Share)
		}
		r.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		got, err := Mix(again)
		if err != nil || !slices.Equal(got, p) || sum != Whole {
			t.Fatalf("%v mixed again is %v, %v; shares sum to %d", p, got, err, sum)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string][]Swatch{
		"#aa3322:0.6,#f0e0c0:0.4":      {{0xaa, 0x33, 0x22, 600}, {0xf0, 0xe0, 0xc0, 400}},
		" a32 : 60 , #F0E0C0 : 4e1 ":   {{0xaa, 0x33, 0x22, 600}, {0xf0, 0xe0, 0xc0, 400}},
		"#fff":                         {{255, 255, 255, 1000}},
		"000,ffffff":                   {{0, 0, 0, 500}, {255, 255, 255, 500}},
		"#000:.0000001,#fff:1":         {{255, 255, 255, 999}, {0, 0, 0, 1}},
		"#000:1000000,#ffffff:1000000": {{0, 0, 0, 500}, {255, 255, 255, 500}},
	} {
		if got, err := Parse(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v %v, want %v", text, got, err, want)
		}
	}
	for text, says := range map[string]string{
		"":                                   `"" where a color must stand`,
		"red:1":                              `"red" where a color must stand: write it as #rrggbb`,
		"#aa332:1":                           "#rrggbb",
		"+a3322:1":                           "#rrggbb",
		"##aa3322":                           "#rrggbb",
		"#aa3322:0.6,":                       "where a color must stand",
		"#aa3322:0.6;#f0e0c0:0.4":            `"0.6;#f0e0c0:0.4" of #aa3322 in the palette is no number`,
		"#aa3322:":                           "is no number",
		"#aa3322:NaN":                        "is no number",
		"#aa3322:Inf":                        "at most 1000000",
		"#aa3322:0":                          "must be above 0: leave the color out",
		"#aa3322:-1":                         "must be above 0",
		"#aa3322:0.6,#f0e0c0":                "1 of the palette's 2 colors have a share",
		strings.Repeat("#000,", 13):          "where a color must stand",
		"#000" + strings.Repeat(",#000", 12): "13 colors",
	} {
		if got, err := Parse(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v %v, want an error with %q", text, got, err, says)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"#aa3322:0.6,#f0e0c0:0.4", "a32", ":", ",", "#:1", "fff:1e400", "é:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		sum := 0
		for _, s := range p {
			sum += int(s.Share)
		}
		if len(p) < 1 || len(p) > MaxAsked || sum != Whole || Distance(p, p) != 0 {
			t.Errorf("%q: %v", text, p)
		}
	})
}
