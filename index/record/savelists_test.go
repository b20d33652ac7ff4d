package record

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"akin/engine"
)

// 26 boards of up to 60 pins, some 1,400 saves, come in the order of pins and
// boards, whole, and as they were when the view was opened.
func TestSavesAreReadInOrderAcrossPages(t *testing.T) {
	d := newDB(t)
	var batch []engine.Deposit
	for i := range 60 {
		batch = append(batch, deposit(fmt.Sprint("pin-", i*37%60), ""))
	}
	keep(t, d, batch...)
	var want []Save
	for b := range 26 {
		board := engine.BoardID(fmt.Sprint("b", b*7%26))
		keepBoard(t, d, engine.Board{ID: board, Owner: "ana", Title: string(board)})
		for i := range 60 {
			if (i+b)%10 == 0 {
				continue
			}
			s := Save{batch[i].Pin.ID, board, time.Unix(int64(i), 0).UTC()}
			equal(t, "error", d.Save(t.Context(), s.Pin, s.Board, "ana", s.At), nil)
			want = append(want, s)
		}
	}
	if len(want) <= page {
		t.Fatalf("%d saves are one page", len(want))
	}
	slices.SortFunc(want, func(a, b Save) int {
		return slices.Compare([]string{string(a.Pin), string(a.Board)}, []string{string(b.Pin), string(b.Board)})
	})
	v, err := d.View(t.Context())
	equal(t, "error", err, nil)
	defer v.Close()
	equal(t, "error", d.Unsave(t.Context(), want[0].Pin, want[0].Board), nil)

	var got []Save
	equal(t, "error", v.EachSave(t.Context(), func(s Save) error { got = append(got, s); return nil }), nil)
	equal(t, "saves of the view", got, want)
	boards, err := v.BoardIDs(t.Context())
	equal(t, "error", err, nil)
	equal(t, "boards", len(boards), 26)
	equal(t, "boards ascend", slices.IsSorted(boards), true)

	var all []engine.PinID
	for _, dep := range batch {
		all = append(all, dep.Pin.ID)
	}
	now, err := d.SavesOf(t.Context(), append(all, "nobody"))
	equal(t, "error", err, nil)
	equal(t, "saves of all pins", now, want[1:])
	none, err := d.SavesOf(t.Context(), nil)
	equal(t, "saves of no pins", len(none), 0)
	equal(t, "error", err, nil)
}

func TestBoardsNamed(t *testing.T) {
	d := newDB(t)
	keepBoard(t, d, engine.Board{ID: "s", Owner: "ana", Title: "sea"})
	keepBoard(t, d, engine.Board{ID: "l", Owner: "bob", Title: "land"})
	got, err := d.BoardsNamed(t.Context(), "", []engine.BoardID{"l", "nobody", "s", "l"})
	equal(t, "error", err, nil)
	equal(t, "boards", got, map[engine.BoardID]engine.Board{
		"s": {ID: "s", Owner: "ana", Title: "sea"}, "l": {ID: "l", Owner: "bob", Title: "land"},
	})
	got, err = d.BoardsNamed(t.Context(), "", nil)
	equal(t, "boards of no IDs", len(got), 0)
	equal(t, "error", err, nil)
}
