package engine_test

import (
	"strings"
	"testing"

	"akin/engine"
)

func TestUsers(t *testing.T) {
	w := smallWorld(t)
	for _, id := range []engine.UserID{"eve", "ben", "ben", "Ærø"} {
		must(t, w.CreateUser(t.Context(), id))
	}
	first, err := w.Users(t.Context(), engine.Page{Limit: 2})
	must(t, err)
	equal(t, "first", first.Items, []engine.UserView{{ID: "ana"}, {ID: "ben"}})
	rest, err := w.Users(t.Context(), engine.Page{Bookmark: *first.Bookmark})
	must(t, err)
	equal(t, "rest", rest, engine.UserList{Items: []engine.UserView{{ID: "eve"}, {ID: "Ærø"}}})
}

func TestHandles(t *testing.T) {
	w := newFake()
	for id, says := range map[engine.UserID]string{
		"": "empty", "a b": "spaces", " ana": "spaces", "a\tb": "spaces", "a\u00a0b": "spaces", "a\x00": "cannot be printed",
		"\xff": "cannot be printed", ".": "no address", "..": "no address", engine.UserID(strings.Repeat("a", 65)): "at most 64",
	} {
		err := w.CreateUser(t.Context(), id)
		if engine.KindOf(err) != engine.BadQuery || !strings.Contains(err.Error(), says) {
			t.Errorf("handle %q: %v, want a bad query and %q", id, err, says)
		}
		if id == "" {
			continue // is LocalUser where something is made
		}
		_, pin := w.CreatePin(t.Context(), engine.NewPin{Owner: id, Title: "a"})
		_, board := w.CreateBoard(t.Context(), engine.NewBoard{Owner: id, Title: "a"})
		if engine.KindOf(pin) != engine.BadQuery || engine.KindOf(board) != engine.BadQuery {
			t.Errorf("handle %q makes things: %v, %v", id, pin, board)
		}
	}
	for _, id := range []engine.UserID{"a", "...", "ana@example.org", "李", engine.UserID(strings.Repeat("a", 64))} {
		must(t, w.CreateUser(t.Context(), id))
	}
}

// A user goes with their boards, saves and secret pins; their public pins are
// the local user's, and the next answer knows.
func TestDeleteUser(t *testing.T) {
	w := smallWorld(t)
	hide(t, w)
	must(t, w.DeleteUser(t.Context(), "ana"))
	p, err := w.Pin(t.Context(), "", "red-slope")
	must(t, err)
	equal(t, "boards", p.Boards, []string{})
	for _, viewer := range []engine.UserID{"ana", "local"} {
		equal(t, "items", len(find(t, w, engine.Query{Text: "zebra", Viewer: viewer}).Items), 0)
		_, err := w.Pin(t.Context(), viewer, hiddenWords)
		equal(t, "kind", engine.KindOf(err), engine.NotFound)
	}
	equal(t, "nobody", engine.KindOf(w.DeleteUser(t.Context(), "ana")), engine.NotFound)
	equal(t, "local", engine.KindOf(w.DeleteUser(t.Context(), engine.LocalUser)), engine.NotAllowed)
}

// Whoever saves does it to their own boards, whoever makes a pin too; a secret
// pin goes to no public board by being made.
func TestOwnBoardsAlone(t *testing.T) {
	w := smallWorld(t)
	mood := engine.BoardOf("ana", "mood").ID
	_, err := w.CreatePin(t.Context(), engine.NewPin{Owner: "ben", Title: "a", Board: mood})
	equal(t, "made", engine.KindOf(err), engine.NotAllowed)
	equal(t, "saved", engine.KindOf(w.Save(t.Context(), "ben", "grey-slope", mood)), engine.NotAllowed)
	equal(t, "taken off", engine.KindOf(w.Unsave(t.Context(), "ben", "red-slope", mood)), engine.NotAllowed)
	_, err = w.CreatePin(t.Context(), engine.NewPin{Owner: "ana", Title: "a", Board: mood, Secret: true})
	equal(t, "secret on a public board", engine.KindOf(err), engine.BadQuery)

	alone, err := w.CreatePin(t.Context(), engine.NewPin{Owner: "ana", Title: "lonely", Secret: true})
	must(t, err)
	equal(t, "secret", alone.Pin.Secret, true)
	equal(t, "found by others", len(find(t, w, engine.Query{Text: "lonely"}).Items), 0)
	equal(t, "found by ana", itemIDs(find(t, w, engine.Query{Text: "lonely", Viewer: "ana"})), []engine.PinID{alone.Pin.ID})
	must(t, w.Save(t.Context(), "ana", alone.Pin.ID, mood))
	equal(t, "saved to a public board", itemIDs(find(t, w, engine.Query{Text: "lonely"})), []engine.PinID{alone.Pin.ID})
}
