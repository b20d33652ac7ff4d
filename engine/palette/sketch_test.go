package palette

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

func hamming(a, b [2]uint64) int {
	return bits.OnesCount64(a[0]^b[0]) + bits.OnesCount64(a[1]^b[1])
}

// Sketches propose: the nearest by sketch hold most of the nearest.
func TestSketchesFindTheNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	all := make([][]Swatch, 5000)
	sketches := make([][2]uint64, len(all))
	for i := range all {
		all[i] = random(r, Max)
		sketches[i] = Sketch(all[i])
	}
	found, within := 0, 0
	const queries = 20
	for q := range queries {
		near := nearest(len(all), func(i int) int { return Distance(all[q], all[i]) })[:20]
		first := nearest(len(all), func(i int) int { return hamming(sketches[q], sketches[i]) })[:len(all)*6/100]
		words := Near(all[q])
		for _, i := range near {
			if slices.Contains(first, i) {
				found++
			}
		}
		for i := range all {
			if slices.Contains(words, Word(all[i])) {
				within++
			} else if d := Distance(all[q], all[i]); d <= 40_000 {
				t.Fatalf("%v is %d from %v and has none of its words", all[i], d, all[q])
			}
		}
	}
	recall, share := float64(found)/(20*queries), float64(within)/float64(queries*len(all))
	t.Logf("the first 6 %% by sketch hold %.3f of the nearest 20; words find %.3f of all", recall, share)
	if recall < .9 || share > .2 {
		t.Errorf("want .9 of them at least, and .2 of all at most")
	}
}

func nearest(n int, distance func(i int) int) []int {
	order, to := make([]int, n), make([]int, n)
	for i := range n {
		order[i], to[i] = i, distance(i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return to[a] - to[b] })
	return order
}

// Sketches and words are stored: they are the same in every build.
func TestSketchStays(t *testing.T) {
	p := parsed(t, "#aa3322:0.6,#f0e0c0:0.3,#203040:0.1")
	turned := []Swatch{p[2], p[0], p[1]}
	if got := Sketch(p); got != Sketch(turned) || Word(p) != Word(turned) {
		t.Error("the order of swatches counts")
	}
	if got, want := Sketch(p), ([2]uint64{0xd006e32201c39231, 0xcb311b67eaad8b64}); got != want {
		t.Errorf("sketch is %#x, want %#x: raise features.Version if that is meant", got, want)
	}
	if got, want := Word(p), "mean.15.3.2"; got != want {
		t.Errorf("word is %s, want %s: raise features.Version if that is meant", got, want)
	}
	if got, want := Word(parsed(t, "#00f")), "mean.11.-2.-12"; got != want { // L .4520, a -.0487, b -.4673
		t.Errorf("blue is %s, want %s", got, want)
	}
}

func BenchmarkSketch(b *testing.B) {
	p := random(rand.New(rand.NewPCG(7, 7)), Max)
	for b.Loop() {
		Sketch(p)
	}
}
