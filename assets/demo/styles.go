package demo

import (
	"slices"
	"strings"
)

// styles lists every style; each stands in a file of its own. Their order is
// part of the plan: a new one changes what a seed gives.
var styles = []*style{
	&skies, &ceramics, &textiles, &posters, &fruit, &maps, &rooms, &quilts,
	&windows, &botanicals, &tilework, &letters, &seaside, &marbling, &folded, &collage,
}

// suited are the leading colours of the three palettes that suit a style, in
// which most of its pictures are. Each palette suits three or four styles.
var suited = map[string]string{
	"skies": "ocean lilac plum", "ceramics": "terracotta celadon indigo",
	"textiles": "indigo saffron olive", "posters": "mustard persimmon charcoal",
	"fruit": "lemon saffron persimmon", "maps": "olive celadon charcoal",
	"rooms": "mustard forest blush", "quilts": "blush lemon mustard",
	"windows": "indigo plum forest", "botanicals": "forest terracotta olive",
	"tiles": "terracotta ocean indigo", "letters": "coral blush charcoal",
	"sea": "ocean coral celadon", "marbling": "plum saffron lilac",
	"folded-paper": "lilac lemon charcoal", "collage": "saffron coral persimmon",
}

// palette is the number of the k-th palette that suits the style.
func (s *style) palette(k int) int {
	first := strings.Fields(suited[s.name])[k]
	return slices.IndexFunc(palettes, func(p palette) bool { return p.first == first })
}
