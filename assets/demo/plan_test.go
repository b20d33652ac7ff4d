package demo

import (
	"fmt"
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
	}
	for _, s := range styles {
		if has[s.name] < 3 {
			t.Errorf("the first page has %d of %s", has[s.name], s.name)
		}
		for i := range s.draw {
			if n := has[s.name+"/"+s.motif(i)]; n < 1 || n > 2 {
				t.Errorf("the first page shows %s %d times", s.motif(i), n)
			}
		}
	}
	for _, p := range palettes {
		if has[p.name()] < 1 {
			t.Errorf("the first page has none in %s", p.name())
		}
	}
	if !slices.IsSorted(Styles()) || len(Styles()) < 14 {
		t.Errorf("styles are %v", Styles())
	}
}

// TestPalettesSuitStyles holds the plan against the table: three palettes are
// most of a style, and none is everywhere or nowhere.
func TestPalettesSuitStyles(t *testing.T) {
	homes := map[string]int{}
	for _, s := range styles {
		for k := range 3 {
			homes[palettes[s.palette(k)].first]++
		}
	}
	for _, p := range palettes {
		if homes[p.first] < 2 || homes[p.first] > 4 {
			t.Errorf("%s suits %d styles, want 2 to 4", p.first, homes[p.first])
		}
	}
	own, all := 0., 0.
	for _, p := range New(2, 5000).Pins() {
		first, _, _ := strings.Cut(p.Palette, " ")
		all++
		if slices.Contains(words()[p.Style]["palettes"], first) {
			own++
		}
	}
	// three in four, and a few of the others by lot: 3/4 + 1/4 * 3/15
	if own/all < .75 || own/all > .85 {
		t.Errorf("%.2f of the pins are in palettes that suit their style", own/all)
	}
}

func TestTags(t *testing.T) {
	tagged, plain, wordless, all := 0., 0., 0., 0.
	for _, p := range New(4, 5000).Pins() {
		all++
		if p.Description == "" {
			wordless++
		}
		if p.Tags == nil {
			continue
		}
		tagged++
		if len(p.Tags) < 2 || len(p.Tags) > 5 {
			t.Errorf("%s has the tags %q", p.ID, p.Tags)
		}
		for i, tag := range p.Tags {
			if strings.Contains(tag, " ") || tag != strings.ToLower(tag) || slices.Contains(p.Tags[:i], tag) {
				t.Errorf("%s has the tag %q of %q", p.ID, tag, p.Tags)
			}
		}
		says := func(tag string) bool { return slices.Contains(words()[p.Style]["tags"], tag) }
		if slices.ContainsFunc(p.Tags, says) {
			plain++
		}
	}
	if tagged/all < .8 || tagged/all > .9 || plain/tagged < .9 || wordless/all < .2 || wordless/all > .6 {
		t.Errorf("%.2f have tags, %.2f of them plain; %.2f have no words", tagged/all, plain/tagged, wordless/all)
	}
}

// TestWords holds words.txt against the styles: words for all, none for nothing.
func TestWords(t *testing.T) {
	known := map[string]bool{"people": true, "asides": true, "afters": true, "color": true}
	for k := range moods {
		known[fmt.Sprintf("mood / %d", k)] = true
	}
	for _, s := range styles {
		known[s.name] = true
		e := words()[s.name]
		if len(e["tags"]) != 2 || len(e["title"]) < 3 || len(e["note"]) < 3 || len(e["palettes"]) != 3 {
			t.Errorf("words.txt has too little about %s: %+v", s.name, e)
		}
		for i := range s.draw {
			known[s.name+" / "+s.motif(i)] = true
			if e := s.words(i); len(e["title"]) < 5 || len(e["note"]) < 2 || len(e["tags"]) < 5 {
				t.Errorf("words.txt has too little about %s / %s: %+v", s.name, s.motif(i), e)
			}
		}
	}
	keys := []string{"palettes", "motifs", "names", "title", "note", "tags", "kinds"}
	for header, e := range words() {
		if !known[header] {
			t.Errorf("words.txt has words for %q, which nothing is", header)
		}
		for key := range e {
			if !slices.Contains(keys, key) {
				t.Errorf("words.txt has %q under %q, want one of %q", key, header, keys)
			}
		}
	}
	for header := range known {
		if words()[header] == nil {
			t.Errorf("words.txt has nothing about %q", header)
		}
	}
	if got := expand("{C} {k}, {K}, {d}", "sage", "rust", "Figs"); got != "Sage figs, Figs, rust" {
		t.Errorf("expanded to %q", got)
	}
}

// TestKinds asks the painters for all kinds of a motif that words.txt has.
func TestKinds(t *testing.T) {
	written := func(k string) bool {
		for _, letter := range strings.ReplaceAll(k, " ", "") {
			for _, stroke := range glyph(letter) {
				if len(stroke) < 2 {
					return false
				}
			}
		}
		return true
	}
	for header, known := range map[string]func(k string) bool{
		"letters / initial":        written,
		"letters / stacked words":  written,
		"fruit / bowl of fruit":    func(k string) bool { return crops[k].half != nil },
		"fruit / cut fruit":        func(k string) bool { return crops[k].skin != rgb{} },
		"botanicals / wildflowers": func(k string) bool { return petals[k].x > 0 },
	} {
		for _, k := range words()[header]["kinds"] {
			if !known(k) {
				t.Errorf("%s comes as %q, which nobody can paint", header, k)
			}
		}
	}
	for header, e := range words() {
		if len(e["kinds"]) == 1 {
			t.Errorf("%s comes in one kind only", header)
		}
	}
	if written("~") {
		t.Error("a letter that is not in glyphs.txt is written")
	}
}

// TestPlanningIsCheap counts what a plan allocates, which a busy machine does not
// change: some thirty allocations leave it far below the painting.
func TestPlanningIsCheap(t *testing.T) {
	const pins = 2000
	if each := testing.AllocsPerRun(3, func() { New(1, pins) }) / pins; each > 40 {
		t.Errorf("planning takes %.1f allocations a pin", each)
	}
}
