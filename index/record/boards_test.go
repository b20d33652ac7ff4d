package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
)

func TestBoardsAreListedByTitleThenID(t *testing.T) {
	d := newDB(t)
	for _, b := range []engine.Board{
		{ID: "5", Owner: "ana", Title: "sea"}, {ID: "4", Owner: "bob", Title: "sea"}, {ID: "3", Owner: "ana", Title: "Zoo"},
		{ID: "2", Owner: "ana", Title: "é"}, {ID: "1", Owner: "ana", Title: ""}, {ID: "0", Owner: "eve", Title: "sea "},
	} {
		keepBoard(t, d, b)
	}
	want := []engine.BoardID{"1", "3", "4", "5", "0", "2"} // "", "Zoo", "sea", "sea", "sea ", "é": bytewise
	for _, step := range []int{1, 2, 7} {
		equal(t, fmt.Sprintf("boards in steps of %d", step), boardIDs(listed(t, d, step)), want)
	}
	for _, limit := range []int{0, -1} {
		got, err := d.Boards(t.Context(), "", "", engine.BoardPosition{}, limit)
		equal(t, fmt.Sprintf("boards at most %d", limit), got, []engine.BoardInfo{})
		equal(t, "error", err, nil)
	}
	got, err := d.Boards(t.Context(), "", "", engine.BoardPosition{Title: "nobody's"}, 2)
	equal(t, "boards after a title that no board has", boardIDs(got), []engine.BoardID{"4", "5"})
	equal(t, "error", err, nil)
	got, err = d.Boards(t.Context(), "", "ana", engine.BoardPosition{Title: "Zoo", ID: "3"}, 2)
	equal(t, "boards of ana after her Zoo", boardIDs(got), []engine.BoardID{"5", "2"})
	equal(t, "error", err, nil)
}

func TestBoardsCountTheirPinsAndShowTheLastSaved(t *testing.T) {
	d := newDB(t)
	all := []engine.Board{{ID: "s", Owner: "ana", Title: "sea"}, {ID: "t", Owner: "ana", Title: "trees"}, {ID: "n", Owner: "bob", Title: "none"}}
	for _, b := range all {
		keepBoard(t, d, b)
	}
	keep(t, d, deposit("a", ""), deposit("b", ""), deposit("c", ""), deposit("d", ""), deposit("e", ""),
		engine.Deposit{Pin: engine.Pin{ID: "words", Owner: "ana"}})
	for pin, second := range map[engine.PinID]int64{"a": 3, "b": 1, "c": 2, "d": 3, "e": 2, "words": 4} {
		saveAt(t, d, pin, "s", second)
	}
	saveAt(t, d, "words", "t", 1)
	want := []engine.BoardInfo{
		{Board: all[2], Covers: []engine.PinID{}},
		{Board: all[0], Pins: 6, Covers: []engine.PinID{"a", "d", "c", "e"}}, // of seconds 3, 3, 2, 2; b is the fifth
		{Board: all[1], Pins: 1, Covers: []engine.PinID{}},
	}
	equal(t, "boards", listed(t, d, 10), want)
	for _, w := range want {
		got, err := d.Board(t.Context(), "", w.ID)
		equal(t, "board "+w.Title, got, w)
		equal(t, "error", err, nil)
	}
	_, err := d.Board(t.Context(), "", "nobody")
	refused(t, err, engine.NotFound, `no board "nobody"`)

	on, err := d.BoardsOf(t.Context(), "", "words")
	equal(t, "boards of a pin on two", on, want[1:])
	equal(t, "error", err, nil)
	on, err = d.BoardsOf(t.Context(), "", "nobody's")
	equal(t, "boards of no pin", on, []engine.BoardInfo{})
	equal(t, "error", err, nil)
}

func TestKeepBoardMakesOrRenames(t *testing.T) {
	d := newDB(t)
	sea, land := engine.Board{ID: "1", Owner: "ana", Title: "sea"}, engine.Board{ID: "2", Owner: "ana", Title: "land"}
	keepBoard(t, d, sea)
	keepBoard(t, d, land)
	keepBoard(t, d, engine.Board{ID: "3", Owner: "bob", Title: "sea"}) // titles are an owner's own
	head := headOf(t, d)
	equal(t, "head", head, 5) // users ana and bob, three boards
	keepBoard(t, d, sea)
	equal(t, "head after the same again", headOf(t, d), head)

	for _, c := range []struct {
		board engine.Board
		kind  engine.Kind
		says  string
	}{
		{engine.Board{ID: "2", Owner: "ana", Title: "sea"}, engine.Conflict, `ana has a board "sea" already, with the ID 1`},
		{engine.Board{ID: "4", Owner: "ana", Title: "sea"}, engine.Conflict, `ana has a board "sea" already, with the ID 1`},
		{engine.Board{ID: "1", Owner: "eve", Title: "sea"}, engine.Conflict, "board 1 is not eve's"},
		{engine.Board{Owner: "ana", Title: "new"}, engine.BadQuery, "no ID"},
	} {
		refused(t, d.KeepBoard(t.Context(), c.board), c.kind, c.says)
	}
	equal(t, "head after what was refused", headOf(t, d), head)

	sea.Title = "ocean"
	keepBoard(t, d, sea)
	land.Title = "sea" // which is free now
	keepBoard(t, d, land)
	equal(t, "boards", boardIDs(listed(t, d, 10)), []engine.BoardID{"1", "2", "3"})
}

// A pin is found by the titles of its boards, so whatever changes those
// changes the pin.
func TestWhatBecomesOfABoardChangesItsPins(t *testing.T) {
	sea := engine.BoardOf(engine.LocalUser, "sea")
	for _, c := range []struct {
		name    string
		do      func(d *DB) error
		changes int64 // rows of the table
		pins    []engine.PinID
		boards  map[engine.PinID][]string
	}{
		{"rename", func(d *DB) error {
			return d.KeepBoard(t.Context(), engine.Board{ID: sea.ID, Owner: sea.Owner, Title: "ocean"})
		}, 3, []engine.PinID{"a", "b"}, map[engine.PinID][]string{"a": {"land", "ocean"}, "b": {"ocean"}, "c": {"land"}}},
		{"drop", func(d *DB) error {
			return d.DropBoard(t.Context(), sea.ID)
		}, 3, []engine.PinID{"a", "b"}, map[engine.PinID][]string{"a": {"land"}, "b": nil, "c": {"land"}}},
		{"unsave", func(d *DB) error {
			return d.Unsave(t.Context(), "a", sea.ID)
		}, 1, []engine.PinID{"a"}, map[engine.PinID][]string{"a": {"land"}, "b": {"sea"}, "c": {"land"}}},
		{"drop a pin", func(d *DB) error {
			return d.DropPin(t.Context(), "a")
		}, 3, []engine.PinID{"a"}, map[engine.PinID][]string{"b": {"sea"}, "c": {"land"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDB(t)
			keep(t, d, deposit("a", "", "sea", "land"), deposit("b", "", "sea"), deposit("c", "", "land"))
			before := headOf(t, d)
			equal(t, "error", c.do(d), nil)
			got, head, err := d.Changed(t.Context(), before)
			equal(t, "error", err, nil)
			equal(t, "changed pins", got, c.pins)
			equal(t, "changes", head-before, c.changes)
			boards := map[engine.PinID][]string{}
			for _, p := range everything(t, d) {
				boards[p.ID] = p.Boards
			}
			equal(t, "boards", boards, c.boards)
		})
	}
}

func TestADropIsForGood(t *testing.T) {
	d := newDB(t)
	dep := deposit("a", "boats", "sea")
	keep(t, d, dep)
	board := dep.Boards[0].ID
	equal(t, "error", d.DropBoard(t.Context(), board), nil)
	equal(t, "error", d.DropPin(t.Context(), "a"), nil)
	head := headOf(t, d)
	refused(t, d.DropBoard(t.Context(), board), engine.NotFound, "no board")
	refused(t, d.DropPin(t.Context(), "a"), engine.NotFound, `no pin "a"`)
	refused(t, d.Unsave(t.Context(), "a", board), engine.NotFound, "not on board")
	equal(t, "head", headOf(t, d), head)

	equal(t, "kept anew", keep(t, d, dep), []engine.Status{engine.Added})
	dep.Pin.Boards = []string{"sea"}
	equal(t, "pins", everything(t, d), []engine.Pin{dep.Pin}) // the facts outlived their pin
}

func TestDepositsMeanABoardByItsTitle(t *testing.T) {
	seaOf := func(d *DB) []engine.BoardInfo {
		return slices.DeleteFunc(listed(t, d, 10), func(b engine.BoardInfo) bool { return b.Title != "sea" })
	}
	t.Run("under another ID", func(t *testing.T) {
		d := newDB(t)
		made := engine.Board{ID: "made", Owner: engine.LocalUser, Title: "sea"}
		keepBoard(t, d, made)
		keep(t, d, deposit("a", "", "sea"))
		equal(t, "boards", listed(t, d, 10), []engine.BoardInfo{{Board: made, Pins: 1, Covers: []engine.PinID{"a"}}})
	})
	t.Run("renamed", func(t *testing.T) {
		var ids []engine.BoardID
		for range 2 {
			d := newDB(t)
			first := engine.BoardOf(engine.LocalUser, "sea")
			for i, title := range []string{"ocean", "coast", "beach"} {
				dep := deposit(fmt.Sprint(i), "", "sea")
				equal(t, "status", keep(t, d, dep), []engine.Status{engine.Added})
				equal(t, "again", keep(t, d, dep), []engine.Status{engine.Unchanged})
				sea := seaOf(d)
				equal(t, "boards of that title", len(sea), 1)
				equal(t, "pins", sea[0].Covers, []engine.PinID{dep.Pin.ID})
				ids = append(ids, sea[0].ID)
				sea[0].Title = title
				keepBoard(t, d, sea[0].Board)
			}
			equal(t, "first ID", ids[0], first.ID)
		}
		equal(t, "IDs of another record", ids[3:], ids[:3])
		equal(t, "different IDs", len(slices.Compact(slices.Sorted(slices.Values(ids)))), 3)
	})
	t.Run("renamed to what a deposit means", func(t *testing.T) {
		d := newDB(t)
		keep(t, d, deposit("a", "", "land"))
		land := engine.BoardOf(engine.LocalUser, "land")
		keepBoard(t, d, engine.Board{ID: land.ID, Owner: land.Owner, Title: "sea"})
		keep(t, d, deposit("b", "", "sea"), deposit("c", "", "land"))
		equal(t, "pins on sea", seaOf(d)[0].Pins, 2)
		equal(t, "boards", len(listed(t, d, 10)), 2)
	})
}

func TestReadOnlyRefusesEveryChange(t *testing.T) {
	w := newDB(t)
	keep(t, w, deposit("a", "", "sea"))
	sea := engine.BoardOf(engine.LocalUser, "sea")
	r := openDB(t, w.path(t), Options{ReadOnly: true})
	for name, err := range map[string]error{
		"KeepBoard": r.KeepBoard(t.Context(), sea),
		"DropBoard": r.DropBoard(t.Context(), sea.ID),
		"Save":      r.Save(t.Context(), "a", sea.ID, "ana", time.Now()),
		"Unsave":    r.Unsave(t.Context(), "a", sea.ID),
		"DropPin":   r.DropPin(t.Context(), "a"),
	} {
		t.Run(name, func(t *testing.T) { refused(t, err, engine.NotAllowed, "open for reading only") })
	}
	equal(t, "boards", listed(t, r, 1), listed(t, w, 1))
}

// listed is the whole list of boards, read in pages of that many.
func listed(t *testing.T, d *DB, step int) (all []engine.BoardInfo) {
	t.Helper()
	after := engine.BoardPosition{}
	for {
		got, err := d.Boards(t.Context(), "", "", after, step)
		if err != nil || len(got) > step {
			t.Fatalf("%d boards after %v of %d: %v", len(got), after, step, err)
		}
		if len(got) == 0 {
			return all
		}
		all = append(all, got...)
		last := got[len(got)-1]
		after = engine.BoardPosition{Title: last.Title, ID: last.ID}
	}
}

func boardIDs(all []engine.BoardInfo) (ids []engine.BoardID) {
	for _, b := range all {
		ids = append(ids, b.ID)
	}
	return ids
}

func keepBoard(t *testing.T, d *DB, b engine.Board) {
	t.Helper()
	if err := d.KeepBoard(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// saveAt saves a pin for ana at that second.
func saveAt(t *testing.T, d *DB, pin engine.PinID, board engine.BoardID, second int64) {
	t.Helper()
	if err := d.Save(t.Context(), pin, board, "ana", time.Unix(second, 0)); err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, kind engine.Kind, says string) {
	t.Helper()
	if err == nil || engine.KindOf(err) != kind || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v (kind %d), want kind %d and %q", err, engine.KindOf(err), kind, says)
	}
}
