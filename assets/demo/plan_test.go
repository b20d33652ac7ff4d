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

// TestPalettesSuitStyles holds the plan against the table: three palettes are
// most of a style, and none is everywhere or nowhere.
func TestPalettesSuitStyles(t *testing.T) {
	homes := map[string]int{}
	for _, s := range styles {
		for k := range 3 {
			homes[palettes[s.palette(k)].name]++
		}
	}
	for _, p := range palettes {
		if homes[p.name] < 2 || homes[p.name] > 4 {
			t.Errorf("%s suits %d styles, want 2 to 4", p.name, homes[p.name])
		}
	}
	suited, own, all := map[string]string{}, 0., 0.
	for _, s := range styles {
		suited[s.name] = s.palettes
	}
	for _, p := range New(2, 5000).Pins() {
		first, _, _ := strings.Cut(p.Palette, " ")
		all++
		if slices.Contains(strings.Fields(suited[p.Style]), first) {
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
		if slices.ContainsFunc(p.Tags, func(tag string) bool { return slices.Contains(texts()[p.Style].tags, tag) }) {
			plain++
		}
	}
	if tagged/all < .8 || tagged/all > .9 || plain/tagged < .9 || wordless/all < .2 || wordless/all > .6 {
		t.Errorf("%.2f have tags, %.2f of them plain ones; %.2f have no description", tagged/all, plain/tagged, wordless/all)
	}
}

// TestTexts holds words.txt against the styles: words for all, none for nothing.
func TestTexts(t *testing.T) {
	known := map[string]bool{"people": true, "asides": true, "afters": true, "color": true}
	for _, s := range styles {
		known[s.name] = true
		if e := texts()[s.name]; e == nil || len(e.tags) != 2 || len(e.titles) < 3 || len(e.notes) < 3 {
			t.Errorf("words.txt has too little about %s: %+v", s.name, e)
		}
		for i, m := range s.motifs {
			known[s.name+" / "+m.name] = true
			if e := s.text(i); e == nil || len(e.titles) < 5 || len(e.notes) < 2 || len(e.tags) < 3 {
				t.Errorf("words.txt has too little about %s / %s: %+v", s.name, m.name, e)
			}
		}
	}
	for header := range texts() {
		if !known[header] && !strings.HasPrefix(header, "mood / ") {
			t.Errorf("words.txt has words for %q, which nothing is", header)
		}
	}
	for kind, word := range map[string]func(k string) bool{
		"letters / initial":        func(k string) bool { return glyphs()[rune(k[0])].lines != nil },
		"letters / stacked words":  func(k string) bool { return strings.Trim(k, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ") == "" },
		"letters / sign painting":  func(k string) bool { return strings.Trim(k, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ") == "" },
		"fruit / on a cloth":       func(k string) bool { return crops[k].half != nil },
		"fruit / bowl of fruit":    func(k string) bool { return crops[k].half != nil },
		"fruit / cut fruit":        func(k string) bool { return crops[k].skin != rgb{} },
		"botanicals / wildflowers": func(k string) bool { return petals[k].x > 0 },
	} {
		for _, k := range texts()[kind].kinds {
			if !word(k) {
				t.Errorf("%s comes as %q, which nobody can paint", kind, k)
			}
		}
	}
	for _, bad := range []string{"title: before any header", "= a\nname: x", "= a\ntitle:", "= a\n= a", "= a\nnonsense"} {
		if _, err := parseTexts(bad); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q is read: %v", bad, err)
		}
	}
	if got := expand("{C} {k}, {K}, {d} no. {n}", "sage", "rust", "Figs", 3); got != "Sage figs, Figs, rust no. 3" {
		t.Errorf("expanded to %q", got)
	}
}

// TestPlanningIsCheap counts what a plan allocates, which a busy machine does not
// change: some twenty allocations leave it far below the painting.
func TestPlanningIsCheap(t *testing.T) {
	const pins = 2000
	if each := testing.AllocsPerRun(3, func() { New(1, pins) }) / pins; each > 20 {
		t.Errorf("planning takes %.1f allocations a pin", each)
	}
}
