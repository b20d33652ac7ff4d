package record

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"akin/engine"
)

func TestSave(t *testing.T) {
	d := newDB(t)
	keep(t, d, deposit("a", ""))
	keepBoard(t, d, engine.Board{ID: "s", Owner: "bob", Title: "sea"})
	head := headOf(t, d)
	refused(t, d.Save(t.Context(), "x", "s", "ana", time.Now()), engine.NotFound, `no pin "x"`)
	refused(t, d.Save(t.Context(), "a", "x", "ana", time.Now()), engine.NotFound, `no board "x"`)
	equal(t, "head after what was refused", headOf(t, d), head)

	saveAt(t, d, "a", "s", 7)
	saveAt(t, d, "a", "s", 8)
	equal(t, "error", d.Save(t.Context(), "a", "s", "eve", time.Unix(9, 0)), nil)
	equal(t, "head", headOf(t, d), head+2) // user ana and one save; eve is not made
	want := []engine.PinPosition{{At: time.Unix(7, 0).UTC(), ID: "a"}}
	equal(t, "pins of the board", newest(t, d, "s", 10), want)
	var user string
	equal(t, "error", d.read.QueryRow("SELECT user FROM save").Scan(&user), nil)
	equal(t, "user", user, "ana")
}

func TestNewest(t *testing.T) {
	d := newDB(t)
	keepBoard(t, d, engine.Board{ID: "s", Owner: "ana", Title: "sea"})
	keepBoard(t, d, engine.Board{ID: "e", Owner: "ana", Title: "empty"})
	at := func(ms int64, id engine.PinID) engine.PinPosition {
		return engine.PinPosition{At: time.UnixMilli(ms).UTC(), ID: id}
	}
	// The zero time and times before 1970 are times as any other.
	want := []engine.PinPosition{
		at(2000, "é"), at(1001, "b"), at(1000, "Z"), at(1000, "a"), at(1000, "c"), at(1000, "d"),
		at(-5, "f"), {ID: "g"}, {ID: "h"},
	}
	for _, p := range want {
		dep := deposit(string(p.ID), "")
		dep.Pin.Created = p.At
		keep(t, d, dep)
	}
	saved := []engine.PinPosition{at(3000, "h"), at(3000, "é"), at(10, "a"), at(-1, "b"), {ID: "c"}}
	for _, p := range saved {
		equal(t, "error", d.Save(t.Context(), p.ID, "s", "ana", p.At), nil)
	}
	for _, step := range []int{1, 2, 7, 100} {
		equal(t, fmt.Sprintf("pins in steps of %d", step), newest(t, d, "", step), want)
		equal(t, fmt.Sprintf("pins of the board in steps of %d", step), newest(t, d, "s", step), saved)
	}
	equal(t, "pins of an empty board", newest(t, d, "e", 3), []engine.PinPosition{})
	equal(t, "pins of no board", newest(t, d, "nobody", 3), []engine.PinPosition{})

	for _, c := range []struct {
		after engine.PinPosition
		limit int
		want  []engine.PinPosition
	}{
		{at(1000, "b"), 2, want[4:6]}, // of a pin that is not there, or not any more
		{at(1500, ""), 2, want[1:3]},  // a time alone is before all pins of that time
		{at(1000, ""), 1, want[2:3]},
		{want[8], 5, []engine.PinPosition{}},
		{engine.PinPosition{}, 0, []engine.PinPosition{}},
		{engine.PinPosition{}, -1, []engine.PinPosition{}},
	} {
		got, err := d.Newest(t.Context(), "", "", c.after, c.limit)
		equal(t, fmt.Sprintf("%d after %v", c.limit, c.after), got, c.want)
		equal(t, "error", err, nil)
	}
}

// Each of several people saves and unsaves pins of their own on shared boards
// and finds, after each step, exactly what they did; readers find every list in
// order meanwhile.
func TestSaveUnsaveAndNewestAtOnce(t *testing.T) {
	d := newDB(t)
	const people, pins, steps = 3, 5, 60
	boards := []engine.BoardID{"s", "t"}
	for _, b := range boards {
		keepBoard(t, d, engine.Board{ID: b, Owner: "ana", Title: string(b)})
	}
	var batch []engine.Deposit
	for i := range people * pins {
		batch = append(batch, deposit(fmt.Sprintf("%d-%d", i/pins, i%pins), ""))
	}
	keep(t, d, batch...)

	models := make([]map[engine.BoardID]map[engine.PinID]time.Time, people)
	var writing, reading sync.WaitGroup
	for who := range people {
		models[who] = map[engine.BoardID]map[engine.PinID]time.Time{"s": {}, "t": {}}
		writing.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(who)))
			for range steps {
				pin, board := engine.PinID(fmt.Sprintf("%d-%d", who, r.IntN(pins))), boards[r.IntN(2)]
				toggle(t, d, models[who][board], pin, board, time.Unix(r.Int64N(4), 0).UTC())
				own := slices.DeleteFunc(newest(t, d, board, 100), func(p engine.PinPosition) bool {
					return !strings.HasPrefix(string(p.ID), fmt.Sprint(who, "-"))
				})
				equal(t, "own pins", own, inOrder(models[who][board]))
			}
		})
	}
	done := make(chan struct{})
	reading.Go(func() {
		for {
			all := newest(t, d, "s", 2)
			if !slices.IsSortedFunc(all, later) {
				t.Errorf("out of order: %v", all)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	writing.Wait()
	close(done)
	reading.Wait()

	for _, b := range boards {
		whole := map[engine.PinID]time.Time{}
		for _, m := range models {
			for pin, at := range m[b] {
				whole[pin] = at
			}
		}
		equal(t, "pins of "+string(b), newest(t, d, b, 7), inOrder(whole))
		info, err := d.Board(t.Context(), "", b)
		equal(t, "error", err, nil)
		equal(t, "count", info.Pins, len(whole))
	}
}

// toggle saves a pin, or unsaves it if the model has it, in both.
func toggle(t *testing.T, d *DB, model map[engine.PinID]time.Time, pin engine.PinID, board engine.BoardID, at time.Time) {
	if _, ok := model[pin]; ok {
		delete(model, pin)
		equal(t, "error", d.Unsave(t.Context(), pin, board), nil)
		return
	}
	model[pin] = at
	equal(t, "error", d.Save(t.Context(), pin, board, "ana", at), nil)
}

func inOrder(model map[engine.PinID]time.Time) []engine.PinPosition {
	all := []engine.PinPosition{}
	for id, at := range model {
		all = append(all, engine.PinPosition{At: at, ID: id})
	}
	slices.SortFunc(all, later)
	return all
}

func later(a, b engine.PinPosition) int {
	if c := b.At.Compare(a.At); c != 0 {
		return c
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// newest is the whole list of pins, read in pages of that many.
func newest(t *testing.T, d *DB, board engine.BoardID, step int) []engine.PinPosition {
	t.Helper()
	all := []engine.PinPosition{}
	after := engine.PinPosition{}
	for {
		got, err := d.Newest(t.Context(), "", board, after, step)
		if err != nil || len(got) > step {
			t.Errorf("%d pins after %v of %d: %v", len(got), after, step, err)
			return all
		}
		if len(got) == 0 {
			return all
		}
		all = append(all, got...)
		after = got[len(got)-1]
	}
}
