package enginetest

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/features"
)

// compare holds a snapshot against the naive one. Rows and terms are the
// snapshot's own affair, so pins are compared by ID and terms by stem.
func compare(t *testing.T, when string, got engine.Snapshot, want *snapshot) {
	t.Helper()
	c := &comparison{t: t, when: when, got: got, want: want}
	if !c.rows() {
		return // nothing else can be compared
	}
	c.nearest()
	c.alike()
	c.telling()
	c.words()
	c.matching()
	c.tagged()
	c.pictured()
	c.shelves()
}

type comparison struct {
	t    *testing.T
	when string
	got  engine.Snapshot
	want *snapshot
	row  []engine.Row // of got, by row of want
}

func equalAt[T any](c *comparison, what string, got, want T) {
	c.t.Helper()
	equal(c.t, c.when+": "+what, got, want)
}

// rows compares the pins and what they look like, and finds their rows.
func (c *comparison) rows() bool {
	c.t.Helper()
	equalAt(c, "number of pins", c.got.Len(), c.want.Len())
	if _, ok := c.got.Row("nobody"); ok {
		c.t.Errorf("%s: there is a pin that nobody kept", c.when)
	}
	for i, p := range c.want.pins {
		r, ok := c.got.Row(p.ID)
		if !ok {
			c.t.Errorf("%s: pin %s is not there", c.when, p.ID)
			return false
		}
		c.row = append(c.row, r)
		equalAt(c, "pin", c.got.Pin(r), c.want.Pin(engine.Row(i)))
		have, haveLooks := c.got.Features(r)
		looks, ok := c.want.Features(engine.Row(i))
		if ok != haveLooks {
			c.t.Errorf("%s: pin %s has looks: %t, want %t", c.when, p.ID, haveLooks, ok)
		} else if ok {
			equalAt(c, "looks of "+string(p.ID), have, looks)
		}
	}
	return true
}

// nearest asks for the neighbours of every picture, in the index or not. A
// right answer is the beginning of the list of all pins by distance, then ID;
// it ends between two distances, or holds twice what was asked for.
func (c *comparison) nearest() {
	c.t.Helper()
	for name, look := range Looks() {
		for plane := range features.Plane(features.Planes) {
			code := look.Features.Code(plane)
			order, distances := c.want.byDistance(plane, code)
			for _, n := range []int{1, 3, 7, 1000} {
				got := c.ids(c.got.Nearest(plane, code, n))
				k := len(got)
				if k < min(n, len(order)) || k > len(order) {
					c.t.Errorf("%s: %d nearest to %s on plane %d: %d of %d pins", c.when, n, name, plane, k, len(order))
					continue
				}
				if !slices.Equal(got, slices.Sorted(slices.Values(order[:k]))) {
					c.t.Errorf("%s: %d nearest to %s on plane %d are %v, want the first of %v %v", c.when, n, name, plane, got, order, distances)
				}
				if 0 < k && k < min(2*n, len(order)) && distances[k] == distances[k-1] {
					c.t.Errorf("%s: %d nearest to %s on plane %d end amid distance %d", c.when, n, name, plane, distances[k])
				}
			}
		}
	}
}

// byDistance lists all pins with pictures by distance, then ID.
func (s *snapshot) byDistance(plane features.Plane, code features.Code) (order []engine.PinID, distances []int) {
	at := map[engine.PinID]int{}
	for _, p := range s.pins {
		if look, ok := s.looks[p.Picture]; ok {
			at[p.ID] = code.Distance(look.codes[plane])
			order = append(order, p.ID)
		}
	}
	slices.SortFunc(order, func(a, b engine.PinID) int { return cmp.Or(cmp.Compare(at[a], at[b]), cmp.Compare(a, b)) })
	for _, id := range order {
		distances = append(distances, at[id])
	}
	return order, distances
}

// ids are the sorted IDs of rows of got.
func (c *comparison) ids(rows []engine.Row) []engine.PinID {
	var all []engine.PinID
	for _, r := range rows {
		all = append(all, c.got.Pin(r).ID)
	}
	slices.Sort(all)
	return all
}

// words compares all that is counted.
func (c *comparison) words() {
	c.t.Helper()
	pins, length := c.got.Totals()
	wantPins, wantLength := c.want.Totals()
	equalAt(c, "pins with words", pins, wantPins)
	equalAt(c, "sum of lengths", length, wantLength)
	if _, _, ok := c.got.Term("nobodysaidthis"); ok {
		c.t.Errorf("%s: there is a word that nobody wrote", c.when)
	}
	number := map[string]engine.Term{}
	for _, stem := range c.want.stems {
		term, pins, ok := c.got.Term(stem)
		_, wantPins, _ := c.want.Term(stem)
		if !ok || pins != wantPins {
			c.t.Errorf("%s: %q is in %d pins (%t), want %d", c.when, stem, pins, ok, wantPins)
		}
		number[stem] = term
	}
	for i := range c.want.pins {
		c.pinWords(engine.Row(i), number)
	}
}

func (c *comparison) pinWords(row engine.Row, number map[string]engine.Term) {
	c.t.Helper()
	id := string(c.want.pins[row].ID)
	terms := c.got.Terms(c.row[row])
	if !slices.IsSortedFunc(terms, func(a, b engine.TermCount) int { return cmp.Compare(a.Term, b.Term) }) {
		c.t.Errorf("%s: terms of %s do not ascend: %v", c.when, id, terms)
	}
	var want []engine.TermCount
	for _, tc := range c.want.Terms(row) {
		tc.Term = number[tc.Stem]
		want = append(want, tc)
	}
	slices.SortFunc(want, func(a, b engine.TermCount) int { return cmp.Compare(a.Term, b.Term) })
	equalAt(c, "terms of "+id, terms, want)

	// every other term there is, those of this pin among them
	asked := slices.Sorted(maps.Values(number))
	for i := range len(asked) / 2 {
		asked = slices.Delete(asked, i, i+1)
	}
	counts := slices.Repeat([]uint32{99}, len(asked)) // to be overwritten
	length := c.got.Counts(c.row[row], asked, counts)
	equalAt(c, "length of "+id, length, sum(c.want.words[row]))
	for stem, term := range number {
		if i, ok := slices.BinarySearch(asked, term); ok {
			equalAt(c, "count of "+stem+" in "+id, counts[i], c.want.words[row][stem])
		}
	}
}

// matching asks for single words, pairs of words, and words with looks.
func (c *comparison) matching() {
	c.t.Helper()
	red := Looks()["red-blobs"]
	looks := red.Features.VisualWords()
	c.match(nil, nil)
	c.match([]string{"nobodysaidthis"}, nil)
	c.match(c.want.stems, looks[:1])
	for i, stem := range c.want.stems {
		c.match([]string{stem}, nil)
		c.match([]string{stem, "nobodysaidthis"}, looks)
		c.match([]string{stem, c.want.stems[i/2]}, looks[i%len(looks):])
	}
}

func (c *comparison) match(stems, visual []string) {
	c.t.Helper()
	rows, err := c.got.Matching(c.t.Context(), stems, visual)
	if err != nil {
		c.t.Errorf("%s: matching %q %q: %v", c.when, stems, visual, err)
	}
	wantRows, _ := c.want.Matching(c.t.Context(), stems, visual)
	var want []engine.PinID
	for _, r := range wantRows {
		want = append(want, c.want.pins[r].ID)
	}
	slices.Sort(want)
	if got := c.ids(rows); !slices.Equal(got, want) {
		c.t.Errorf("%s: matching %q %q: %v, want %v", c.when, stems, visual, got, want)
	}
}

// tagged asks for every tag there is, for pairs of them, and for beginnings.
func (c *comparison) tagged() {
	c.t.Helper()
	all := []string{}
	for i := range c.want.pins {
		all = append(all, c.want.pins[i].TagKeys()...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	asks := [][]string{nil, {"nobodysaidthis"}, {""}}
	for _, tag := range all {
		asks = append(asks, []string{tag}, []string{tag[:len(tag)-1]}, []string{tag, "nobodysaidthis"})
		for _, other := range all {
			asks = append(asks, []string{tag, other})
		}
	}
	for _, tags := range asks {
		rows, err := c.got.Tagged(c.t.Context(), tags)
		if err != nil {
			c.t.Errorf("%s: tagged %q: %v", c.when, tags, err)
		}
		wantRows, _ := c.want.Tagged(c.t.Context(), tags)
		var want []engine.PinID
		for _, r := range wantRows {
			want = append(want, c.want.pins[r].ID)
		}
		slices.Sort(want)
		if got := c.ids(rows); !slices.Equal(got, want) {
			c.t.Errorf("%s: tagged %q: %v, want %v", c.when, tags, got, want)
		}
	}
}

// pictured asks for a pin of every picture, used or not, and of what is none.
func (c *comparison) pictured() {
	c.t.Helper()
	names := []engine.PictureID{"", "nothing"}
	for _, look := range Looks() {
		names = append(names, look.Picture)
	}
	for _, name := range names {
		row, ok := c.got.Pictured(name)
		if _, want := c.want.Pictured(name); ok != want {
			c.t.Errorf("%s: a pin has picture %.8s: %t, want %t", c.when, name, ok, want)
		} else if ok && c.got.Pin(row).Picture != name {
			c.t.Errorf("%s: pin %s is said to have picture %.8s", c.when, c.got.Pin(row).ID, name)
		}
	}
}
