package record

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"akin/engine"
)

func TestChanged(t *testing.T) {
	d := newDB(t)
	changed := func(after int64, want ...engine.PinID) int64 {
		t.Helper()
		ids, head, err := d.Changed(t.Context(), after)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprintf("changed after %d", after), ids, append([]engine.PinID{}, want...))
		return head
	}
	changed(0)
	keep(t, d, deposit("b", "boats", "sea"), deposit("a", "trees", "sea", "land"))
	one := changed(0, "a", "b")
	changed(one)
	changed(one + 1000) // a number of another record

	keep(t, d, deposit("c", "hills"), deposit("a", "trees", "sea", "land", "green"))
	two := changed(one, "a", "c")
	changed(two)
	changed(0, "a", "b", "c")
	equal(t, "head", headOf(t, d), two)
}

func TestEachPinIsSortedByBytesAcrossPages(t *testing.T) {
	d := newDB(t)
	var batch []engine.Deposit
	for i := range 2*page + 1 {
		batch = append(batch, deposit(fmt.Sprint(i*7919%10_000), "", "all"))
	}
	for i, id := range []string{"Z", "a", "é", "🙂", "source"} {
		batch[i].Pin.ID = engine.PinID(id)
	}
	keep(t, d, batch...)

	var want, got []engine.PinID
	for _, dep := range batch {
		want = append(want, dep.Pin.ID)
	}
	slices.Sort(want)
	for _, p := range everything(t, d) {
		got = append(got, p.ID)
		equal(t, "boards", p.Boards, []string{"all"})
	}
	equal(t, "IDs", got, want)

	found, err := d.Pins(t.Context(), "", want)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "pins found", len(found), len(want))
	n, err := d.CountPins(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "pins counted", n, len(want))
}

func TestEachPinStopsAtAnError(t *testing.T) {
	d := newDB(t)
	keep(t, d, deposit("a", ""), deposit("b", ""))
	v, err := d.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	stop, calls := errors.New("stop"), 0
	err = v.EachPin(t.Context(), func(engine.Pin) error { calls++; return stop })
	equal(t, "calls", calls, 1)
	if err != stop {
		t.Errorf("got %v, want the callback's own error", err)
	}
}

func TestViewIsFrozen(t *testing.T) {
	d := newDB(t)
	keep(t, d, deposit("a", "boats", "sea"))
	want := everything(t, d)
	v, err := d.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	keep(t, d, deposit("a", "ships", "sea", "summer"), deposit("b", "trees"))
	equal(t, "pins of the view", viewed(t, v), want)
	equal(t, "count of the view", v.Count(), 1)
	equal(t, "head of the view", v.Head(), 4) // user, pin, board, save
	if headOf(t, d) == v.Head() {
		t.Error("the record did not move on")
	}
}

// Two writers keep pins whose title is the batch they came in, while views and
// changes are read: a batch is there whole or not at all, and the pins changed
// up to a view's head are those of the view.
func TestKeepAndViewAtOnce(t *testing.T) {
	d := newDB(t)
	const writers, batches, size = 2, 8, 5
	var writing, reading sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for b := range batches {
				var batch []engine.Deposit
				for i := range size {
					batch = append(batch, deposit(fmt.Sprintf("%d-%d-%d", w, b, i), fmt.Sprintf("%d-%d", w, b), "all"))
				}
				if _, err := d.Keep(t.Context(), batch); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	for range 2 {
		reading.Go(func() {
			for {
				checkWhole(t, d, size)
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	equal(t, "pins", len(everything(t, d)), writers*batches*size)
}

func checkWhole(t *testing.T, d *DB, size int) {
	v, err := d.View(t.Context())
	if err != nil {
		t.Error(err)
		return
	}
	defer v.Close()
	titles, pins := map[string]int{}, 0
	err = v.EachPin(t.Context(), func(p engine.Pin) error {
		titles[p.Title]++
		pins++
		return nil
	})
	if err != nil || pins != v.Count() {
		t.Errorf("%d pins of %d, %v", pins, v.Count(), err)
	}
	for title, n := range titles {
		if n != size {
			t.Errorf("batch %s is there with %d pins of %d", title, n, size)
		}
	}
	since, head, err := d.Changed(t.Context(), v.Head())
	if err != nil || (head == v.Head()) != (len(since) == 0) || len(since)%size != 0 {
		t.Errorf("%d pins changed from %d to %d, %v", len(since), v.Head(), head, err)
	}
}
