package enginetest

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"akin/engine"
)

// TestRecords holds an implementation of engine.Records to its promises. open
// returns an empty one and cleans up by itself.
func TestRecords(t *testing.T, open func(t *testing.T) engine.Records) {
	t.Run("pins come back", func(t *testing.T) { pinsComeBack(t, open(t)) })
	t.Run("statuses", func(t *testing.T) { statuses(t, open(t)) })
	t.Run("every field counts", func(t *testing.T) { everyFieldCounts(t, open(t)) })
	t.Run("boards add up", func(t *testing.T) { boardsAddUp(t, open(t)) })
	t.Run("sources", func(t *testing.T) { sources(t, open(t)) })
	t.Run("key", func(t *testing.T) { key(t, open(t)) })
	t.Run("many at once", func(t *testing.T) { manyAtOnce(t, open(t)) })
}

func pinsComeBack(t *testing.T, r engine.Records) {
	deposits := Deposits()
	keep(t, r, deposits...)
	got := pins(t, r, append(ids(deposits), "nobody")...)
	for _, d := range deposits {
		want := d.Pin
		for _, b := range d.Boards {
			want.Boards = append(want.Boards, b.Title)
		}
		slices.Sort(want.Boards)
		equal(t, "pin "+string(want.ID), tidy(got[want.ID]), tidy(want))
	}
	equal(t, "pins", len(got), len(deposits))
	equal(t, "pins of no IDs", len(pins(t, r)), 0)
}

// tidy makes no tags and no boards one thing, and leaves out what is only for
// showing.
func tidy(p engine.Pin) engine.Pin {
	if len(p.Tags) == 0 {
		p.Tags = nil
	}
	if len(p.Boards) == 0 {
		p.Boards = nil
	}
	p.Facts.ThumbHash = nil
	return p
}

func statuses(t *testing.T, r engine.Records) {
	a, b, c := Deposits()[0], Deposits()[1], Deposits()[2]
	changed := a
	changed.Pin.Title = "Another"
	for _, step := range []struct {
		name  string
		batch []engine.Deposit
		want  []engine.Status
	}{
		{"new", []engine.Deposit{a, b}, []engine.Status{engine.Added, engine.Added}},
		{"again", []engine.Deposit{b, a}, []engine.Status{engine.Unchanged, engine.Unchanged}},
		{"one of each", []engine.Deposit{changed, b, c}, []engine.Status{engine.Changed, engine.Unchanged, engine.Added}},
		{"one pin thrice", []engine.Deposit{a, a, changed}, []engine.Status{engine.Changed, engine.Unchanged, engine.Changed}},
		{"nothing", nil, nil},
	} {
		if got := keep(t, r, step.batch...); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
	}
	equal(t, "title", pins(t, r, a.Pin.ID)[a.Pin.ID].Title, "Another")
}

func everyFieldCounts(t *testing.T, r engine.Records) {
	d := Deposits()[1]
	keep(t, r, d)
	other := Looks()["stranger"]
	for name, change := range map[string]func(*engine.Pin){
		"owner":       func(p *engine.Pin) { p.Owner = "ben" },
		"title":       func(p *engine.Pin) { p.Title += "!" },
		"description": func(p *engine.Pin) { p.Description = "" },
		"tags":        func(p *engine.Pin) { p.Tags = []string{"warm", "fruit"} },
		"link":        func(p *engine.Pin) { p.Link = "" },
		"source":      func(p *engine.Pin) { p.Source = "elsewhere" },
		"picture":     func(p *engine.Pin) { p.Picture, p.Facts = other.Picture, other.Facts },
		"created":     func(p *engine.Pin) { p.Created = p.Created.Add(time.Millisecond) },
	} {
		changed := d
		change(&changed.Pin)
		equal(t, "status by "+name, keep(t, r, changed)[0], engine.Changed)
		got := tidy(pins(t, r, d.Pin.ID)[d.Pin.ID])
		got.Boards = nil
		equal(t, "pin by "+name, got, tidy(changed.Pin))
		keep(t, r, d)
	}
}

func boardsAddUp(t *testing.T, r engine.Records) {
	d := Deposits()[0]
	d.Pin.Boards = []string{"ignored"}
	boards := func() []string { return pins(t, r, d.Pin.ID)[d.Pin.ID].Boards }
	for _, step := range []struct {
		boards []string
		status engine.Status
		want   []string
	}{
		{nil, engine.Added, nil},
		{[]string{"m"}, engine.Changed, []string{"m"}},
		{[]string{"z", "a"}, engine.Changed, []string{"a", "m", "z"}},
		{[]string{"m"}, engine.Unchanged, []string{"a", "m", "z"}},
		{nil, engine.Unchanged, []string{"a", "m", "z"}},
	} {
		d.Boards = nil
		for _, title := range step.boards {
			d.Boards = append(d.Boards, engine.BoardOf("ana", title))
		}
		equal(t, fmt.Sprint("status with ", step.boards), keep(t, r, d)[0], step.status)
		if !slices.Equal(boards(), step.want) {
			t.Errorf("on boards %q, want %q", boards(), step.want)
		}
	}
}

func sources(t *testing.T, r engine.Records) {
	a, b, c := Deposits()[0], Deposits()[1], Deposits()[2]
	a.Pin.Source, b.Pin.Source = "twice", "twice"
	keep(t, r, a, b, c)
	for source, want := range map[string][]engine.PinID{
		"twice": {b.Pin.ID, a.Pin.ID}, c.Pin.Source: {c.Pin.ID}, "never": nil, "": nil,
	} {
		got, err := r.PinsFrom(t.Context(), "", source)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("pins from %q: %v, %v, want %v", source, got, err, want)
		}
	}
}

func key(t *testing.T, r engine.Records) {
	first, err := r.Key(t.Context())
	if err != nil || len(first) != 32 {
		t.Fatalf("a key of %d bytes, %v, want 32", len(first), err)
	}
	keep(t, r, Deposits()...)
	again, err := r.Key(t.Context())
	if err != nil || !slices.Equal(again, first) {
		t.Errorf("the key was %x and is %x, %v", first, again, err)
	}
}

func manyAtOnce(t *testing.T, r engine.Records) {
	deposits := Deposits()
	var wg sync.WaitGroup
	for _, d := range deposits {
		wg.Go(func() { keep(t, r, d, deposits[0]) })
		wg.Go(func() { pins(t, r, ids(deposits)...) })
	}
	wg.Wait()
	equal(t, "pins", len(pins(t, r, ids(deposits)...)), len(deposits))
}

// keep keeps deposits and makes sure that each gets a status. It may be called
// from any goroutine.
func keep(t *testing.T, r engine.Records, batch ...engine.Deposit) []engine.Status {
	t.Helper()
	all, err := r.Keep(t.Context(), batch)
	if err != nil || len(all) != len(batch) {
		t.Errorf("keeping %d pins: %v, %v", len(batch), all, err)
		return make([]engine.Status, len(batch))
	}
	return all
}

func pins(t *testing.T, r engine.Records, ids ...engine.PinID) map[engine.PinID]engine.Pin {
	t.Helper()
	found, err := r.Pins(t.Context(), "", ids)
	if err != nil {
		t.Errorf("reading %d pins: %v", len(ids), err)
	}
	return found
}

func ids(deposits []engine.Deposit) []engine.PinID {
	var all []engine.PinID
	for _, d := range deposits {
		all = append(all, d.Pin.ID)
	}
	return all
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
