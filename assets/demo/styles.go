package demo

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// style is one way of making pictures, and how to draw its motifs. Their names, and
// the leading colours of the palettes that suit it, stand in words.txt.
type style struct {
	name string
	draw []func(*study)
}

// styles lists every style; a new one changes what a seed gives.
var styles = []style{
	{"skies", []func(*study){(*study).sunrise, (*study).mistyHills}},
	{"ceramics", []func(*study){(*study).vases, (*study).branchVase}},
	{"textiles", []func(*study){(*study).ikat, (*study).knit}},
	{"posters", []func(*study){(*study).quarters, (*study).arches}},
	{"fruit", []func(*study){(*study).fruitBowl, (*study).slices}},
	{"maps", []func(*study){(*study).town, (*study).island}},
	{"rooms", []func(*study){(*study).armchair, (*study).sofa}},
	{"quilts", []func(*study){(*study).logCabin, (*study).stars}},
	{"nights", []func(*study){(*study).facade, (*study).skyline}},
	{"botanicals", []func(*study){(*study).fern, (*study).wildflowers}},
	{"tiles", []func(*study){(*study).cement, (*study).scallops}},
	{"letters", []func(*study){(*study).stackedWords, (*study).initial}},
	{"marbling", []func(*study){(*study).stones, (*study).swirls}},
	{"folded-paper", []func(*study){(*study).cranes, (*study).fans}},
}

// motif is the name of the i-th.
func (s style) motif(i int) string { return words()[s.name]["motifs"][i] }

// words is what words.txt says of the i-th motif.
func (s style) words(i int) entry { return words()[s.name+" / "+s.motif(i)] }

// palette is the number of the k-th palette that suits the style.
func (s style) palette(k int) int {
	return slices.IndexFunc(palettes, func(p palette) bool { return p.first == words()[s.name]["palettes"][k] })
}

//go:embed words.txt
var wordsFile string

// entry is what words.txt says under one header, by key: of a style, its motifs,
// palettes, tags that say plainly what it is, notes on any of it and titles of
// boards about it; of a motif, titles, notes, tags, and the kinds it comes in.
type entry map[string][]string

// words is words.txt by header: "skies", "skies / misty hills", "asides".
var words = sync.OnceValue(func() map[string]entry {
	all, under := map[string]entry{}, entry{}
	for line := range strings.Lines(wordsFile) {
		line = strings.TrimSpace(line)
		key, values, found := strings.Cut(line, ": ")
		if strings.HasPrefix(line, "= ") {
			under = entry{}
			all[line[2:]] = under
		} else if found && line[0] != '#' {
			under[key] = append(under[key], strings.Split(values, "; ")...)
		}
	}
	return all
})

// expand replaces {c} and {d} by two colours and {k} by a kind; capitals ask for one.
func expand(text, c, d, kind string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return strings.NewReplacer("{c}", c, "{C}", capital(c), "{d}", d,
		"{k}", strings.ToLower(kind), "{K}", capital(kind)).Replace(text)
}

// capital is for words of ours, which begin with ASCII.
func capital(s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] }
