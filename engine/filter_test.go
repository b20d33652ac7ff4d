package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

func TestFilters(t *testing.T) { enginetest.TestFilters(t, smallWorld(t).Engine) }

// A square may be a tenth longer than it is wide.
func TestAspects(t *testing.T) {
	for _, c := range []struct {
		width, height int
		want          engine.Aspect
	}{
		{1000, 1000, engine.Square}, {1100, 1000, engine.Square}, {1000, 1100, engine.Square},
		{1101, 1000, engine.Landscape}, {1000, 1101, engine.Portrait}, {1, 3, engine.Portrait}, {0, 0, ""},
	} {
		equal(t, fmt.Sprintf("%dx%d", c.width, c.height), engine.AspectOf(c.width, c.height), c.want)
	}
}

// Filters that cannot be, one that is none, and one without anything to start
// from.
func TestFilterErrors(t *testing.T) {
	w, now := smallWorld(t), time.Now()
	for _, c := range []struct {
		filter engine.Filter
		kind   engine.Kind
		says   string
	}{
		{engine.Filter{Aspect: "round"}, engine.BadQuery, `"round"`},
		{engine.Filter{MinWidth: -1}, engine.BadQuery, "-1"},
		{engine.Filter{MinHeight: -1}, engine.BadQuery, "-1"},
		{engine.Filter{Tags: []string{" "}}, engine.BadQuery, "empty"},
		{engine.Filter{Tags: slices.Repeat([]string{"a"}, 51)}, engine.BadQuery, "51 tags"},
		{engine.Filter{From: now, Until: now}, engine.BadQuery, "created_until"},
		{engine.Filter{Board: "nobody"}, engine.NotFound, `"nobody"`},
	} {
		_, err := w.Find(t.Context(), engine.Query{Text: "sea", Filter: c.filter})
		if err == nil || engine.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want kind %d and %q", c.filter, err, c.kind, c.says)
		}
	}
	if _, err := w.Find(t.Context(), engine.Query{Filter: engine.Filter{MinWidth: 1}}); engine.KindOf(err) != engine.BadQuery {
		t.Errorf("a filter alone: %v", err)
	}
}

// Whatever changes the list is part of what a bookmark is for; the case of tags
// and the receipts do not.
func TestBookmarkKnowsTheFilter(t *testing.T) {
	w := smallWorld(t)
	q := engine.Query{Text: "sea pattern", Limit: 1, Filter: engine.Filter{Tags: []string{"cold"}}}
	mark := *find(t, w, q).Bookmark
	next := func(change func(*engine.Query)) engine.Kind {
		other := q
		other.Bookmark = mark
		change(&other)
		_, err := w.Find(t.Context(), other)
		return engine.KindOf(err)
	}
	equal(t, "case", next(func(q *engine.Query) { q.Filter.Tags = []string{" COLD"} }), engine.Internal) // no error
	equal(t, "explain", next(func(q *engine.Query) { q.NoExplain = true }), engine.Internal)
	for name, change := range map[string]func(*engine.Query){
		"other tags":   func(q *engine.Query) { q.Filter.Tags = nil },
		"a size":       func(q *engine.Query) { q.Filter.MinWidth = 1 },
		"a date":       func(q *engine.Query) { q.Filter.From = time.Unix(1, 0) },
		"a weight":     func(q *engine.Query) { q.Weights = map[score.Signal]score.Micro{score.Text: 1} },
		"a score":      func(q *engine.Query) { q.MinScore = 1 },
		"a picture":    func(q *engine.Query) { q.Image = enginetest.Looks()["red-blobs"].Picture },
		"another form": func(q *engine.Query) { q.Filter.Aspect = engine.Square },
	} {
		equal(t, name, next(change), engine.BadQuery)
	}
}

// crowd is a world of two tags: near pins, more than are ever proposed at once,
// and far ones, more than are judged without being proposed. Pins of one number
// of bins look the same, see plain; to the eye all are equally alike.
func crowd(t *testing.T) *fake {
	looks := []engine.Look{plain("anchor", 0, 128, 0)}
	deposits := []engine.Deposit{pinOf("anchor", looks[0])}
	for bins := 1; bins <= 30; bins++ {
		look := plain(fmt.Sprintf("bins-%02d", bins), bins, 128, ^uint64(0))
		looks = append(looks, look)
		for i := range 500 {
			d := pinOf(fmt.Sprintf("pin-%02d-%03d", bins, i), look)
			d.Pin.Title, d.Pin.Tags = "crowd", []string{"near"}
			if bins > 9 { // 10,500 are far, 4,500 near
				d.Pin.Tags, d.Pin.Facts.Width = []string{"far"}, 20
			}
			deposits = append(deposits, d)
		}
	}
	return fakeOf(t, deposits, looks...)
}

// What passes is found behind any number of pins that do not, whether a set is
// looked up or rows are read, by looks and by words; and few that pass are all
// there is.
func TestFilterFillsItsItems(t *testing.T) {
	w := crowd(t)
	for _, c := range []struct {
		name   string
		filter engine.Filter
		first  engine.PinID
	}{
		{"a large set", engine.Filter{Tags: []string{"far"}}, "pin-10-000"},
		{"rows", engine.Filter{MinWidth: 20}, "pin-10-000"},
		{"a small set", engine.Filter{Tags: []string{"near"}}, "pin-01-000"},
	} {
		for _, only := range []score.Signal{score.Color, score.Text} {
			q := pinQuery("anchor")
			q.Text, q.Only, q.NoFold, q.Filter = "crowd", []score.Signal{only}, true, c.filter
			a := find(t, w, q)
			equal(t, c.name+", items by "+string(only), len(a.Items), engine.DefaultLimit)
			equal(t, c.name+", the first by "+string(only), a.Items[0].Pin.ID, c.first)
		}
	}
	q := pinQuery("anchor")
	q.Filter = engine.Filter{MinWidth: 21}
	if a := find(t, w, q); len(a.Items) != 0 || a.Bookmark != nil {
		t.Errorf("a filter that nobody passes gives %v", itemIDs(a))
	}
}
