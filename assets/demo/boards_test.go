package demo

import (
	"slices"
	"testing"
)

func TestBoards(t *testing.T) {
	for _, n := range []int{200, 720, 2000, 10000} {
		c := New(5, n)
		owners, titles, abouts := map[string]bool{}, map[string]bool{}, map[string]int{}
		on := make([]int, n)
		for _, b := range c.Boards() {
			key := b.Owner + "/" + b.Title
			if titles[key] {
				t.Errorf("%s has two boards %q", b.Owner, b.Title)
			}
			titles[key], owners[b.Owner] = true, true
			abouts[b.About]++
			if len(b.Pins) < leastOnBoard || len(b.Pins) > mostOnBoard {
				t.Errorf("%d pins: board %q has %d", n, b.Title, len(b.Pins))
			}
			sorted := slices.Clone(b.Pins)
			slices.Sort(sorted)
			if len(slices.Compact(sorted)) != len(b.Pins) {
				t.Errorf("a pin is twice on board %q", b.Title)
			}
			for _, i := range b.Pins {
				on[i]++
			}
		}
		none, several := 0, 0
		for _, k := range on {
			if k == 0 {
				none++
			}
			if k > 1 {
				several++
			}
		}
		if n >= 720 && (len(c.Boards()) < 40 || len(owners) < 10) {
			t.Errorf("%d pins: %d boards by %d people", n, len(c.Boards()), len(owners))
		}
		if share := float64(none) / float64(n); share < .05 || share > .16 {
			t.Errorf("%d pins: %.2f of them are on no board", n, share)
		}
		if several < n/3 {
			t.Errorf("%d pins: only %d are on several boards", n, several)
		}
		for _, about := range []string{"color", "motif", "mood"} {
			if abouts[about] < len(c.Boards())/6 {
				t.Errorf("%d pins: %d boards about %s", n, abouts[about], about)
			}
		}
	}
}

// TestColourBoards holds what boards say against what is on them.
func TestColourBoards(t *testing.T) {
	c := usual()
	pins := c.Pins()
	for _, b := range c.Boards() {
		count := map[string]int{}
		for _, i := range b.Pins {
			count[pins[i].Palette]++
			count[pins[i].Style]++
		}
		most := 0
		for _, n := range count {
			most = max(most, n)
		}
		if b.About != "mood" && most < len(b.Pins)*2/3 {
			t.Errorf("board %q is about %s, but holds %v", b.Title, b.About, count)
		}
	}
}
