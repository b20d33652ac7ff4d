package record

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"akin/engine"
)

// Two records that differ only in what one user keeps secret are the same to
// whatever is derived from them for everybody: change by change, phrase by
// phrase.
func TestSecretsMoveNothingShared(t *testing.T) {
	den := engine.BoardOf(engine.LocalUser, "den")
	den.Secret = true
	born, said := deposit("born", "Born secret", "den"), deposit("said", "Said to be")
	born.Boards[0].Secret, said.Pin.Secret = true, true
	said.Pin.Tags = []string{"sea"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	world := func(secret bool) *DB {
		d := newDB(t)
		in := func(do func()) {
			if secret {
				do()
			}
		}
		keep(t, d, deposit("a", "Boats", "sea"), deposit("b", "Birds"))
		in(func() { keep(t, d, born, said) })
		keepBoard(t, d, engine.Board{ID: "2", Owner: "ben", Title: "land"})
		in(func() {
			must(d.Save(t.Context(), "a", den.ID, engine.LocalUser, time.Unix(3, 0)))
			must(d.Save(t.Context(), "said", den.ID, engine.LocalUser, time.Unix(4, 0)))
			b := den
			b.Title = "lair"
			must(d.KeepBoard(t.Context(), b))
		})
		must(d.Save(t.Context(), "a", "2", "ben", time.Unix(5, 0)))
		in(func() {
			said.Pin.Tags = []string{"land"}
			keep(t, d, said)
			must(d.Unsave(t.Context(), "said", den.ID))
			must(d.DropPin(t.Context(), "said"))
		})
		must(d.Unsave(t.Context(), "a", "2"))
		return d
	}
	with, without := world(true), world(false)
	for _, table := range []string{"change", "phrase", "user"} {
		equal(t, "table "+table, rows(t, with, table), rows(t, without, table))
	}
	equal(t, "pins", everything(t, with), everything(t, without))
	equal(t, "boards and saves", publicly(t, with), publicly(t, without))
	for _, d := range []*DB{with, without} {
		n, err := d.CountPins(t.Context())
		equal(t, "count of pins", []any{n, err}, []any{2, nil})
	}
	must(with.DropBoard(t.Context(), den.ID))
	must(with.DropPin(t.Context(), "born"))
	equal(t, "changes when it is all gone", rows(t, with, "change"), rows(t, without, "change"))
}

// rows are all rows of a table as text.
func rows(t *testing.T, d *DB, table string) (all []string) {
	t.Helper()
	found, err := d.read.Query("SELECT * FROM " + table)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(any)
		}
		if err := found.Scan(values...); err != nil {
			t.Fatal(err)
		}
		line := ""
		for i, v := range values {
			line += fmt.Sprintf("%s %v, ", names[i], *v.(*any))
		}
		all = append(all, line)
	}
	return all
}

// publicly lists what a view has of boards.
func publicly(t *testing.T, d *DB) (all []string) {
	t.Helper()
	v, err := d.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	boards, err := v.BoardIDs(t.Context())
	equal(t, "error", err, nil)
	err = v.EachSave(t.Context(), func(s Save) error {
		all = append(all, fmt.Sprint(s))
		return nil
	})
	equal(t, "error", err, nil)
	of, err := d.SavesOf(t.Context(), []engine.PinID{"a", "b", "born", "said"})
	equal(t, "error", err, nil)
	return append(all, fmt.Sprint(boards, v.Head(), v.Count(), of))
}

// What is secret is read whole by its owner, and says when it changed last.
func TestSecretsOf(t *testing.T) {
	d := newDB(t)
	head := func(user engine.UserID) int64 {
		t.Helper()
		h, has, err := d.SecretHead(t.Context(), user)
		equal(t, fmt.Sprintf("%q has secrets", user), []any{has, err}, []any{user == engine.LocalUser, nil})
		return h
	}
	born := deposit("born", "Born secret", "den", "lair")
	born.Boards[0].Secret, born.Boards[1].Secret = true, true
	den, lair := born.Boards[0].ID, born.Boards[1].ID
	open := deposit("a", "Boats", "sea")
	open.Pin.Created = time.Unix(9, 0).UTC()
	keep(t, d, open, born)
	equal(t, "error", d.Save(t.Context(), "a", den, engine.LocalUser, time.Unix(7, 0)), nil)
	equal(t, "heads of others", []int64{head(""), head("ben")}, []int64{0, 0})
	got, err := d.SecretsOf(t.Context(), engine.LocalUser)
	equal(t, "error", err, nil)
	want := born.Pin
	want.Secret, want.Boards = true, []string{"den", "lair"}
	saves := []Save{{"a", den, time.Unix(7, 0).UTC()}, {"born", den, want.Created}, {"born", lair, want.Created}}
	slices.SortStableFunc(saves, func(a, b Save) int { return compareBoards(a, b) })
	equal(t, "secrets", got, Secrets{Head: head(engine.LocalUser), Pins: []engine.Pin{want}, Saves: saves})
	others, err := d.SecretsOf(t.Context(), "ben")
	equal(t, "error", err, nil)
	equal(t, "of others", others, Secrets{})

	at := head(engine.LocalUser)
	moved := func(what string, want bool, err error) {
		t.Helper()
		equal(t, what+": error", err, nil)
		if now := head(engine.LocalUser); (now > at) != want {
			t.Errorf("%s: the head was %d and is %d", what, at, now)
		} else {
			at = now
		}
	}
	keep(t, d, deposit("b", "Birds", "sea"))
	moved("what is public", false, d.Save(t.Context(), "b", open.Boards[0].ID, engine.LocalUser, time.Unix(1, 0)))
	moved("a secret save", true, d.Save(t.Context(), "b", den, engine.LocalUser, time.Unix(1, 0)))
	moved("the same again", false, d.Save(t.Context(), "b", den, engine.LocalUser, time.Unix(1, 0)))
	moved("another title", true, d.KeepBoard(t.Context(), engine.Board{ID: lair, Owner: engine.LocalUser, Title: "cave", Secret: true}))
	moved("a public pin is gone", true, d.DropPin(t.Context(), "b"))
	moved("a board is shown", true, d.KeepBoard(t.Context(), engine.Board{ID: lair, Owner: engine.LocalUser, Title: "cave"}))
	moved("and hidden", true, d.KeepBoard(t.Context(), engine.Board{ID: lair, Owner: engine.LocalUser, Title: "cave", Secret: true}))
}

func compareBoards(a, b Save) int {
	if a.Board < b.Board {
		return -1
	}
	return 1
}

// Whatever goes from one side to the other is a change for everybody.
func TestChangingSidesIsAChange(t *testing.T) {
	d := newDB(t)
	keep(t, d, deposit("a", "Boats", "sea"), deposit("b", "Birds", "sea"))
	sea := engine.BoardOf(engine.LocalUser, "sea")
	head := headOf(t, d)
	for _, secret := range []bool{true, false} {
		sea.Secret = secret
		keepBoard(t, d, sea)
		ids, now, err := d.Changed(t.Context(), head)
		equal(t, fmt.Sprintf("changed when secret is %t", secret), []any{ids, err}, []any{[]engine.PinID{"a", "b"}, nil})
		head = now
		pins, err := d.Pins(t.Context(), "", []engine.PinID{"a", "b"})
		equal(t, "public", []any{len(pins) == 0, err}, []any{secret, nil})
	}
}
