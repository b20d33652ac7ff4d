package index

import (
	"fmt"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

// What is dropped or taken off a board leaves no trace: the answers are those
// of a world that never had it, at once, opened again, and rebuilt.
func TestDroppedIsAsIfNeverKept(t *testing.T) {
	board := engine.BoardOf("ana", "mood").ID
	dropped := []engine.PinID{"red-stripes", "copy-same", "words-lamp"}
	var less []engine.Deposit
	for _, d := range enginetest.Deposits() {
		d.Boards = slices.DeleteFunc(d.Boards, func(b engine.Board) bool { return b.ID == board })
		if d.Pin.ID == "blue-blobs" {
			d.Boards = nil
		}
		if !slices.Contains(dropped, d.Pin.ID) {
			less = append(less, d)
		}
	}
	never := openStore(t, t.TempDir(), Options{})
	keep(t, never, less...)
	rebuild(t, never)
	want := answers(t, never)

	for built := range 2 { // of pins in the overlay, and of pins in a generation
		t.Run(fmt.Sprintf("built %d", built), func(t *testing.T) {
			dir := t.TempDir()
			s := openStore(t, dir, Options{})
			keep(t, s, enginetest.Deposits()...)
			catchUp(t, s)
			if built > 0 {
				rebuild(t, s)
			}
			held := s.Snapshot()
			for _, id := range dropped {
				must(t, s.Records.DropPin(t.Context(), id))
			}
			must(t, s.Records.DropBoard(t.Context(), board))
			must(t, s.Records.Unsave(t.Context(), "blue-blobs", engine.BoardOf("ana", "blobs").ID))
			catchUp(t, s)
			enginetest.SameAnswers(t, "at once", answers(t, s), want)
			now := s.Snapshot()
			for _, id := range dropped {
				if _, ok := now.Row(id); ok {
					t.Errorf("%s is still in the index", id)
				}
				if row, ok := held.Row(id); !ok || held.Pin(row).ID != id {
					t.Errorf("a snapshot from before has lost %s", id)
				}
			}
			held.Close()
			now.Close()
			clean(t, s)
			must(t, s.Close())
			s = openStore(t, dir, Options{})
			enginetest.SameAnswers(t, "opened again", answers(t, s), want)
			rebuild(t, s)
			enginetest.SameAnswers(t, "rebuilt", answers(t, s), want)
			clean(t, s)
		})
	}
}
