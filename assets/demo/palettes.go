package demo

import (
	"cmp"
	_ "embed"
	"math/rand/v2"
	"slices"
	"strings"
)

// palette is a set of colours that go together: the ground, a light paper; a
// deep near black; and five hues from the leading one to the accent.
type palette struct {
	first, second string // what people call the first two hues
	ground, deep  rgb
	hues          [5]rgb
}

func (p palette) name() string { return p.first + " and " + p.second }

//go:embed palettes.txt
var palettesFile string

// palettes are shared, so that a colour can lead from a bowl to a poster to a
// quilt; each suits two to four styles. The file has one a line: names, then colours.
var palettes = parsePalettes(palettesFile)

func parsePalettes(text string) (all []palette) {
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		p := palette{first: f[0], second: f[2], ground: hex(f[3]), deep: hex(f[4])}
		for i := range p.hues {
			p.hues[i] = hex(f[5+i])
		}
		all = append(all, p)
	}
	return all
}

// varied is the palette as mixed on one day: its hues a little off (3 degrees),
// stronger or weaker (6 %), lighter or darker (1.5 %), just visible side by side.
func (p palette) varied(r *rand.Rand) palette {
	for i, c := range p.hues {
		p.hues[i] = c.turn(r.NormFloat64()*3, 1+r.NormFloat64()*.06).light(r.NormFloat64() * .015)
	}
	return p
}

// lightest and darkest look among the five hues only.
func (p palette) lightest() rgb { return slices.MaxFunc(p.hues[:], lighter) }
func (p palette) darkest() rgb  { return slices.MinFunc(p.hues[:], lighter) }

func lighter(c, d rgb) int { return cmp.Compare(c.lightness(), d.lightness()) }
