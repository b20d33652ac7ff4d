package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
)

// palette is a set of colours that go together. ground is a light paper, deep
// a near black; hues holds five colours from the leading one to the accent.
type palette struct {
	name, first, second string // "terracotta and sage": the leading colour and the next
	ground, deep        rgb
	hues                [5]rgb
}

// palettes are shared, so that a colour can lead from a bowl to a poster to a
// quilt; each is at home in three or four styles.
var palettes = []palette{
	newPalette("terracotta and sage", 0xf3e8da, 0x3a2c26, 0xbf5b3b, 0x8b9a79, 0xdf9f7a, 0x5d6e57, 0xd8c19c),
	newPalette("indigo and bone", 0xefe7d8, 0x1a2340, 0x2f3f77, 0xa9b3c6, 0x5b6fa3, 0xd6c6a8, 0x96603f),
	newPalette("mustard and slate", 0xf2e9d6, 0x2a3138, 0xd39a2b, 0x5c6c78, 0xe7c267, 0x94a4a8, 0xa6532f),
	newPalette("blush and oxblood", 0xf6e5dd, 0x3a1519, 0x7d2531, 0xe3a497, 0xb9595b, 0xf0c9ba, 0x8f8a69),
	newPalette("ocean and sand", 0xf4ebda, 0x12303d, 0x1f6e7f, 0xe0c698, 0x5ba2a5, 0xa9d0c8, 0xc98c5a),
	newPalette("olive and ochre", 0xefe6d0, 0x2d2e1e, 0x6b7037, 0xc58a2e, 0x9a9a58, 0xdcb76f, 0x7c4a2b),
	newPalette("plum and rose", 0xf3e5e2, 0x2c1b2f, 0x5e2e54, 0xc98a9c, 0x95537a, 0xe6bebf, 0xc79a5b),
	newPalette("forest and brass", 0xebe6d6, 0x14241c, 0x1f4b39, 0xb9923f, 0x4d7b5c, 0xa0b08f, 0x6c402b),
	newPalette("persimmon and teal", 0xf5e9d7, 0x1d2c30, 0xe0632f, 0x2b7a78, 0xf0a05f, 0x8fbfb4, 0xf0cd8e),
	newPalette("lilac and moss", 0xf1ebea, 0x2b2a36, 0x9a8ab8, 0x717b4b, 0xc7b9d6, 0xa9af7d, 0xd99b87),
	newPalette("charcoal and cream", 0xf2ecdf, 0x1f1f22, 0x3b3b3f, 0xb2aa9e, 0x77746d, 0xd8ccb7, 0xb5643d),
	newPalette("lemon and sky", 0xf8f2dd, 0x23374c, 0xf0cc41, 0x6fb0d4, 0xf6e190, 0xb6d7e5, 0xe48054),
	newPalette("coral and navy", 0xf7eadf, 0x16233f, 0xec6f5a, 0x24416f, 0xf5a690, 0x7f99b9, 0xf1d1a2),
	newPalette("celadon and clay", 0xeef0e3, 0x2d3935, 0x8eb8a3, 0xbf7756, 0x4f7c70, 0xbdd6c3, 0xe2b894),
	newPalette("saffron and fuchsia", 0xf8ebd8, 0x33142c, 0xe89f22, 0xbe2b6a, 0xf3c86a, 0xe17a9f, 0x5d7b56),
}

func newPalette(name string, ground, deep uint32, hues ...uint32) palette {
	p := palette{name: name, ground: hex(ground), deep: hex(deep)}
	p.first, p.second, _ = strings.Cut(name, " and ")
	for i := range p.hues {
		p.hues[i] = hex(hues[i])
	}
	return p
}

// varied is the palette as one painter mixed it on one day: every colour a
// little off in hue (3 degrees), strength (6 %) and lightness (1.5 %), which
// is just visible side by side.
func (p palette) varied(r *rand.Rand) palette {
	off := func(c rgb) rgb {
		return c.turn(r.NormFloat64()*3, 1+r.NormFloat64()*.06).light(r.NormFloat64() * .015)
	}
	p.ground, p.deep = off(p.ground), off(p.deep)
	for i, c := range p.hues {
		p.hues[i] = off(c)
	}
	return p
}

// lightest and darkest look among the five hues only.
func (p palette) lightest() rgb { return slices.MaxFunc(p.hues[:], lighter) }
func (p palette) darkest() rgb  { return slices.MinFunc(p.hues[:], lighter) }

func lighter(c, d rgb) int { return cmp.Compare(c.lightness(), d.lightness()) }
