package demo

import (
	"slices"
	"strings"
)

// style is one way of making pictures. Its words stand in words.txt under its
// name, those of a motif under "style / motif".
type style struct {
	name     string
	palettes string // the leading colours of the three that suit it, in which most of its pictures are
	sizes    []size // drawn by lot
	motifs   []motif
}

// motif is what a picture shows and how to draw it.
type motif struct {
	name string
	draw func(*study)
}

// size is in pixels: some 350,000 in all, which can be painted and packed in
// 50 ms.
type size struct{ w, h int }

var (
	standing = []size{{500, 710}, {500, 710}, {520, 670}, {480, 770}}
	mixed    = []size{{500, 710}, {520, 670}, {590, 590}, {710, 500}, {500, 710}}
)

// styles lists every style; each is drawn in a file of its own. Their order is
// part of the plan: a new one changes what a seed gives. Each palette suits three
// or four styles.
var styles = []*style{
	{"skies", "ocean lilac plum", mixed, []motif{
		{"sunrise ridges", (*study).sunrise}, {"misty hills", (*study).misty}, {"dusk stars", (*study).dusk}}},
	{"ceramics", "terracotta celadon indigo", mixed, []motif{
		{"vase group", (*study).vases}, {"cups and jug", (*study).cups}, {"branch vase", (*study).branchVase}}},
	{"textiles", "indigo saffron olive", mixed, []motif{
		{"ikat diamonds", (*study).ikat}, {"plaid", (*study).plaid}, {"fair isle knit", (*study).knit}}},
	{"posters", "mustard persimmon charcoal", standing, []motif{
		{"quarter circles", (*study).quarters}, {"sun and arches", (*study).arches}, {"starbursts", (*study).starbursts}}},
	{"fruit", "lemon saffron persimmon", mixed, []motif{
		{"on a cloth", (*study).onCloth}, {"bowl of fruit", (*study).inBowl}, {"cut fruit", (*study).slices}}},
	{"maps", "olive celadon charcoal", mixed, []motif{
		{"town plan", (*study).town},
		{"contour lines", func(s *study) { s.terrain(0, s.in(40, 80), 0) }},
		{"island chart", func(s *study) { s.terrain(.42, s.in(6, 14), 1.15) }}}},
	{"rooms", "mustard forest blush", mixed, []motif{
		{"armchair", (*study).armchair}, {"sofa", (*study).sofa}, {"dining chair", func(s *study) { s.room(s.woodChair) }}}},
	{"quilts", "blush lemon mustard", mixed, []motif{
		{"log cabin quilt", func(s *study) { s.quilt((*study).logCabin) }},
		{"star quilt", func(s *study) { s.quilt((*study).star) }},
		{"hexagon quilt", func(s *study) { s.quilt((*study).hexagons) }}}},
	{"windows", "indigo plum forest", mixed, []motif{
		{"facade", (*study).facade}, {"skyline", (*study).skyline}, {"one window", (*study).oneWindow}}},
	{"botanicals", "forest terracotta olive", standing, []motif{
		{"fern", (*study).fern}, {"wildflowers", (*study).wildflowers}, {"leaf chart", (*study).leafChart}}},
	{"tiles", "terracotta ocean indigo", mixed, []motif{
		{"terrazzo", (*study).terrazzo}, {"cement tiles", (*study).cement}, {"scallop tiles", (*study).scallops}}},
	{"letters", "coral blush charcoal", mixed, []motif{
		{"stacked words", (*study).stackedWords}, {"initial", (*study).initial}, {"sign painting", (*study).signboard}}},
	{"sea", "ocean coral celadon", mixed, []motif{
		{"parasols", (*study).parasols}, {"surf", func(s *study) { s.shore(.15, .55) }}, {"boats", (*study).fleet}}},
	{"marbling", "plum saffron lilac", standing, []motif{
		{"stone marbling", func(s *study) { s.marble(26, func([]shape) {}) }},
		{"combed marbling", func(s *study) { s.marble(17, s.combed) }},
		{"swirl marbling", func(s *study) { s.marble(19, s.swirled) }}}},
	{"folded-paper", "lilac lemon charcoal", mixed, []motif{
		{"paper cranes", (*study).cranes}, {"pleated fans", (*study).fans}, {"paper relief", (*study).reliefFolds}}},
	{"collage", "saffron coral persimmon", standing, []motif{
		{"cut-out leaves", (*study).cutLeaves}, {"cut-out bird", (*study).cutBird}, {"cut-out hills", (*study).cutHills}}},
}

// palette is the number of the k-th palette that suits the style.
func (s *style) palette(k int) int {
	first := strings.Fields(s.palettes)[k]
	return slices.IndexFunc(palettes, func(p palette) bool { return p.first == first })
}
