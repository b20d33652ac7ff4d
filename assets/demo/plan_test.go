package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestPlan(t *testing.T) {
	named := regexp.MustCompile(`^[a-z0-9-]+$`)
	for _, n := range []int{1, 48, 720, 5000} {
		pins := New(3, n).Pins()
		if len(pins) != n {
			t.Fatalf("%d pins planned, want %d", len(pins), n)
		}
		ids := map[string]bool{}
		copies := 0
		for i, p := range pins {
			if ids[p.ID] || !named.MatchString(p.ID) {
				t.Fatalf("pin %d has the ID %q, which is taken or not of [a-z0-9-]", i, p.ID)
			}
			ids[p.ID] = true
			if p.Title == "" || strings.ContainsAny(p.Title+p.Description, "{}") || !named.MatchString(p.Owner) {
				t.Errorf("%s: %q, %q by %q", p.ID, p.Title, p.Description, p.Owner)
			}
			if age := lastDay.Sub(p.Created); age < 0 || age > span {
				t.Errorf("%s was made %v before the last day", p.ID, age)
			}
			if (p.How == "") != (p.CopyOf < 0) || p.CopyOf >= i {
				t.Errorf("%s is copy %q of %d", p.ID, p.How, p.CopyOf)
			}
			if p.CopyOf >= 0 {
				copies++
				if o := pins[p.CopyOf]; o.CopyOf >= 0 || p.Created.Before(o.Created) || o.Style != p.Style {
					t.Errorf("%s is a copy of %s", p.ID, o.ID)
				}
			}
			for _, tag := range p.Tags {
				if strings.Contains(tag, " ") || tag != strings.ToLower(tag) {
					t.Errorf("%s has the tag %q", p.ID, tag)
				}
			}
		}
		if copies != n*4/100 {
			t.Errorf("%d of %d pins are copies", copies, n)
		}
	}
	if New(3, 0).Pins() != nil || New(3, -4).Boards() != nil {
		t.Error("a collection of nothing has pins or boards")
	}
}

func TestFirstPageHasEverything(t *testing.T) {
	has := map[string]int{}
	for _, p := range usual().Pins()[:firstPage] {
		has[p.Style]++
		has[p.Palette]++
		has[p.Style+"/"+p.Motif]++
		if has[p.Style+"/"+p.Motif] > 1 {
			t.Errorf("the first page shows %s twice", p.Motif)
		}
	}
	for _, s := range Styles() {
		if has[s] < 2 {
			t.Errorf("the first page has %d of %s", has[s], s)
		}
	}
	for _, p := range palettes {
		if has[p.name] < 2 {
			t.Errorf("the first page has %d in %s", has[p.name], p.name)
		}
	}
	if !slices.IsSorted(Styles()) || len(Styles()) < 14 {
		t.Errorf("styles are %v", Styles())
	}
}

func TestSharesOfPins(t *testing.T) {
	pins := usual().Pins()
	count, bare, wordless := map[string]int{}, 0, 0
	for _, p := range pins {
		count[p.Style]++
		if p.Tags == nil {
			bare++
		}
		if p.Description == "" {
			wordless++
		}
	}
	for s, n := range count {
		if n < 40 || n > 60 {
			t.Errorf("%d pins of %s", n, s)
		}
	}
	// some without tags, some without description, most with either
	if bare < 72 || bare > 360 || wordless < 144 || wordless > 504 {
		t.Errorf("of %d pins, %d have no tags and %d no description", len(pins), bare, wordless)
	}
}

// TestPlanningIsCheap counts what a plan allocates, which a busy machine does not
// change: 10,000 pins in 50 ms leave 5 us a pin, or some twenty allocations.
func TestPlanningIsCheap(t *testing.T) {
	const pins = 2000
	if each := testing.AllocsPerRun(3, func() { New(1, pins) }) / pins; each > 20 {
		t.Errorf("planning takes %.1f allocations a pin", each)
	}
}

func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		New(1, 10000)
	}
}
