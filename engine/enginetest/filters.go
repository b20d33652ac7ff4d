package enginetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"akin/engine"
)

// TestFilters holds an engine that knows the world, and all of whose pins its
// signals can propose at once, to what a filter means: the answer is the one
// without it, less the pins that do not pass.
func TestFilters(t *testing.T, e *engine.Engine) {
	for _, named := range Queries() {
		q := named.Query
		q.Limit = engine.MaxLimit
		folded := shown(find(t, e, q))
		q.NoFold = true
		whole := items(t, e, q)
		for i, f := range filters() {
			name := fmt.Sprintf("filter %d %+v, %s", i, f, named.Name)
			want := slices.DeleteFunc(slices.Clone(whole), func(it engine.Item) bool { return !passes(f, it.Pin.ID) })
			q.Filter, q.NoFold = f, true
			for _, limit := range []int{3, engine.MaxLimit} {
				q.Limit = limit
				same(t, fmt.Sprintf("%s, pages of %d", name, limit), items(t, e, q), want)
			}
			q.NoFold = false
			wantShown := slices.DeleteFunc(slices.Clone(folded), func(id engine.PinID) bool { return !passes(f, id) })
			same(t, name+": all that is shown", shown(find(t, e, q)), wantShown)
		}
	}
}

// filters are of each kind alone, and joined; some pass all, some nobody.
func filters() []engine.Filter {
	board := func(title string) engine.BoardID { return engine.BoardOf("ana", title).ID }
	return []engine.Filter{
		{Board: board("mood")}, {Board: board("blobs")},
		{Tags: []string{"WARM"}}, {Tags: []string{" sky", "Cold "}}, {Tags: []string{"war"}}, {Tags: []string{"nobody has this"}},
		{Aspect: engine.Square}, {Aspect: engine.Portrait},
		{MinWidth: side}, {MinHeight: side + 1}, {MinWidth: 1, MinHeight: 100_000},
		{From: oldest.AddDate(0, 0, 4)}, {Until: oldest.AddDate(0, 0, 4)}, {From: oldest, Until: oldest.AddDate(0, 0, 1)},
		{From: oldest.AddDate(1, 0, 0)}, {From: oldest}, {Until: oldest.AddDate(1, 0, 0).In(time.FixedZone("", 3600))},
		{Board: board("mood"), Tags: []string{"sky"}, MinWidth: side, From: oldest.AddDate(0, 0, 3)},
		{Board: board("stripes"), Tags: []string{"fruit"}},
	}
}

// passes decides by the table of the world.
func passes(f engine.Filter, id engine.PinID) bool {
	deposits := Deposits()
	d := deposits[slices.IndexFunc(deposits, func(d engine.Deposit) bool { return d.Pin.ID == id })]
	on := f.Board == "" || slices.ContainsFunc(d.Boards, func(b engine.Board) bool { return b.ID == f.Board })
	for _, tag := range f.Tags {
		on = on && slices.Contains(d.Pin.Tags, engine.TagKey(tag)) // the world's are in lower case
	}
	if d.Pin.Created.Before(f.From) || !f.Until.IsZero() && !d.Pin.Created.Before(f.Until) {
		return false
	}
	w, h := d.Pin.Facts.Width, d.Pin.Facts.Height // all squares, or none
	return on && w >= f.MinWidth && h >= f.MinHeight && (f.Aspect == "" || f.Aspect == engine.Square && w > 0)
}

// items are those of all pages.
func items(t *testing.T, e *engine.Engine, q engine.Query) []engine.Item {
	t.Helper()
	all := []engine.Item{}
	for {
		a := find(t, e, q)
		all = append(all, a.Items...)
		if a.Bookmark == nil {
			return all
		}
		if len(a.Items) == 0 {
			t.Fatalf("%+v: an empty page has a bookmark", q)
		}
		q.Bookmark = *a.Bookmark
	}
}

// shown are the pins of an answer, sorted: items and copies.
func shown(a engine.Answer) []engine.PinID {
	ids := []engine.PinID{}
	for _, it := range a.Items {
		ids = append(ids, it.Pin.ID)
		for _, c := range it.Copies {
			ids = append(ids, c.ID)
		}
	}
	for _, c := range a.Anchor.Copies {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	return ids
}

func find(t *testing.T, e *engine.Engine, q engine.Query) engine.Answer {
	t.Helper()
	a, err := e.Find(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return a
}

// same compares what would be printed.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	a, errA := json.Marshal(got)
	b, errB := json.Marshal(want)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("%s:\n got %s %v\nwant %s %v", what, a, errA, b, errB)
	}
}
