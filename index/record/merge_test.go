package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"akin/engine"
)

// contents are all rows of the tables that hold what people put in, and all that
// follows from them: everything but the numbers of changes.
func contents(t *testing.T, d *DB) (all []string) {
	t.Helper()
	for _, table := range []string{"user", "board", "picture", "pin", "save", "merge", "merged_pin", "merged_save"} {
		for _, r := range rows(t, d, table) {
			all = append(all, table+" "+r)
		}
	}
	for text, n := range phrases(t, d) {
		all = append(all, fmt.Sprintf("phrase %s %d", text, n))
	}
	slices.Sort(all)
	return all
}

// same wants a record to have the contents that it had.
func same(t *testing.T, what string, d *DB, before []string) {
	t.Helper()
	if diff := cmp.Diff(before, contents(t, d)); diff != "" {
		t.Errorf("%s:\n%s", what, diff)
	}
}

// picturedPin is a pin whose picture is the same for all that are given the same
// name of one.
func picturedPin(id string, owner engine.UserID, picture string, boards ...engine.Board) engine.Deposit {
	return engine.Deposit{Boards: boards, Pin: engine.Pin{
		ID: engine.PinID(id), Owner: owner, Title: "About " + id, Picture: engine.PictureIDOf([]byte(picture)), Created: time.Unix(100, 0).UTC(),
	}}
}

func secretBoard(owner engine.UserID, title string) engine.Board {
	b := engine.BoardOf(owner, title)
	b.Secret = true
	return b
}

// mergeOf is a merge by a user of an original and copies, whose pictures have
// the names of the pins.
func mergeOf(id string, by engine.UserID, pins ...string) engine.NewMerge {
	m := engine.NewMerge{ID: engine.MergeID(id), By: by, At: time.Unix(1000, 0), Original: mergePin(pins[0])}
	for _, p := range pins[1:] {
		m.Copies = append(m.Copies, mergePin(p))
	}
	return m
}

func mergePin(id string) engine.MergePin {
	return engine.MergePin{ID: engine.PinID(id), Picture: engine.PictureIDOf([]byte(id)), How: []string{"resized"}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func merged(t *testing.T, d *DB, m engine.NewMerge) engine.Merged {
	t.Helper()
	done, err := d.Merge(t.Context(), m)
	must(t, err)
	return done
}

func undone(t *testing.T, d *DB, by engine.UserID, id engine.MergeID) engine.UndoneMerge {
	t.Helper()
	done, err := d.UndoMerge(t.Context(), by, id)
	must(t, err)
	return done
}

// savesOn lists who has which pins on which board since when, secret boards too.
func savesOn(t *testing.T, d *DB) []string {
	t.Helper()
	var all []string
	found, err := d.read.Query("SELECT save.pin, board.title, save.user, save.at / 1000 FROM save JOIN board ON board.id = save.board ORDER BY 1, 2")
	must(t, err)
	defer found.Close()
	for found.Next() {
		var pin, title, user string
		var at int64
		must(t, found.Scan(&pin, &title, &user, &at))
		all = append(all, fmt.Sprint(pin, " on ", title, " by ", user, " at ", at))
	}
	return all
}

var (
	sea  = engine.BoardOf("ana", "sea")
	land = engine.BoardOf("ana", "land")
	zoo  = engine.BoardOf("ben", "zoo")
	cave = secretBoard("ben", "cave")
)

// shelvedCopies has an original and two copies: all on ana's sea, the first copy
// saved there first; one on ben's zoo and in his secret cave.
func shelvedCopies(t *testing.T) *DB {
	t.Helper()
	d := newDB(t)
	a, b, c := picturedPin("a", "ana", "a"), picturedPin("b", "ben", "b"), picturedPin("c", "ana", "c")
	a.Pin.Tags, a.Pin.Description = []string{"Boat", "old"}, "A boat."
	b.Pin.Tags, b.Pin.Link, b.Pin.Description = []string{"boat ", "harbour"}, "https://example.org/b", "In the harbour of Hull"
	c.Pin.Description = "a  BOAT."
	keep(t, d, a, b, c)
	for _, board := range []engine.Board{sea, land, zoo, cave} {
		keepBoard(t, d, board)
	}
	saveAt(t, d, "a", sea.ID, 50)
	saveAt(t, d, "a", land.ID, 55)
	must(t, d.Save(t.Context(), "b", sea.ID, "ben", time.Unix(40, 0)))
	must(t, d.Save(t.Context(), "b", zoo.ID, "ben", time.Unix(41, 0)))
	must(t, d.Save(t.Context(), "b", cave.ID, "ben", time.Unix(42, 0)))
	must(t, d.Save(t.Context(), "c", sea.ID, "ana", time.Unix(60, 0)))
	return d
}

func TestMergeMovesBoardsAndWords(t *testing.T) {
	d := shelvedCopies(t)
	before, at := contents(t, d), headOf(t, d)

	tried := mergeOf("m", "ana", "a", "b", "c")
	tried.DryRun = true
	dry := merged(t, d, tried)
	same(t, "after a dry run", d, before)
	equal(t, "changes of a dry run", headOf(t, d), at)

	done := merged(t, d, mergeOf("m", "ana", "a", "b", "c"))
	equal(t, "dry run", dry, done)
	equal(t, "merge", done, engine.Merged{
		Copies: []engine.PinID{"b", "c"},
		Saves:  2, // sea and zoo; ana does not see the cave
		Words:  []string{"description", "tags", "link"},
	})
	pins := everything(t, d)
	equal(t, "pins", len(pins), 1)
	p := pins[0]
	equal(t, "words", []any{p.ID, p.Title, p.Tags, p.Link, p.Description}, []any{
		engine.PinID("a"), "About a", []string{"Boat", "old", "harbour"}, "https://example.org/b",
		"A boat.\n\nAbout b\n\nIn the harbour of Hull\n\nAbout c",
	})
	equal(t, "saves", savesOn(t, d), []string{
		"a on cave by ben at 42", "a on land by ana at 55", "a on sea by ben at 40", "a on zoo by ben at 41",
	})
	changed, _, err := d.Changed(t.Context(), at)
	equal(t, "changed pins", []any{changed, err}, []any{[]engine.PinID{"a", "b", "c"}, nil})

	list, err := d.Merges(t.Context(), "ana", engine.MergePosition{}, 10)
	equal(t, "merges", []any{list, err}, []any{[]engine.MergeInfo{{
		ID: "m", MergedAt: time.Unix(1000, 0).UTC(), Original: "a", Copies: []engine.MergedCopy{
			{ID: "b", Title: "About b", How: []string{"resized"}}, {ID: "c", Title: "About c", How: []string{"resized"}},
		},
	}}, nil})
	list, err = d.Merges(t.Context(), "ben", engine.MergePosition{}, 10)
	equal(t, "merges of another", []any{len(list), err}, []any{0, nil})
	_, err = d.UndoMerge(t.Context(), "ben", "m")
	refused(t, err, engine.NotFound, "ben did no merge")

	equal(t, "undone", undone(t, d, "ana", "m"), engine.UndoneMerge{
		Merge: "m", Original: "a", Restored: []engine.PinID{"b", "c"}, Stays: []string{},
	})
	same(t, "after it was undone", d, before)
	_, err = d.UndoMerge(t.Context(), "ana", "m")
	refused(t, err, engine.NotFound, "--merges")
}

// Merges that have pins in common are undone from the last to the first, and
// then leave nothing behind.
func TestMergesAreUndoneInTurn(t *testing.T) {
	d := shelvedCopies(t)
	keep(t, d, picturedPin("best", "ana", "best", land), picturedPin("other", "ana", "other"), picturedPin("x", "ana", "x"))
	steps := [][]string{contents(t, d)}
	for i, m := range []engine.NewMerge{mergeOf("1", "ana", "a", "b"), mergeOf("2", "ana", "a", "c"), mergeOf("3", "ana", "best", "a"), mergeOf("4", "ben", "best", "other")} {
		merged(t, d, m)
		steps = append(steps, contents(t, d))
		if i < 3 {
			continue
		}
		_, err := d.UndoMerge(t.Context(), "ana", "1")
		refused(t, err, engine.Conflict, "undo that one first")
		_, err = d.UndoMerge(t.Context(), "ana", "3")
		refused(t, err, engine.Conflict, "by who did it")
	}
	merged(t, d, mergeOf("apart", "ana", "best", "x"))
	undone(t, d, "ana", "apart")
	for i, by := range []engine.UserID{"ben", "ana", "ana", "ana"} {
		undone(t, d, by, engine.MergeID(fmt.Sprint(4-i)))
		same(t, fmt.Sprint("without merge ", 4-i), d, steps[3-i])
	}
}

// Kept again, what was merged stays merged, as long as it is somewhere.
func TestMergedPinsAreNotKeptAgain(t *testing.T) {
	d := shelvedCopies(t)
	keep(t, d, picturedPin("best", "ana", "best"))
	merged(t, d, mergeOf("1", "ana", "a", "b"))
	merged(t, d, mergeOf("2", "ana", "best", "a"))
	b := picturedPin("b", "ben", "b", zoo)
	equal(t, "the copy", keep(t, d, b), []engine.Status{engine.Unchanged})
	equal(t, "another's of that ID", keep(t, d, picturedPin("a", "eve", "a")), []engine.Status{engine.Added})
	must(t, d.DropPin(t.Context(), "a"))
	equal(t, "with another picture", keep(t, d, picturedPin("a", "ana", "new")), []engine.Status{engine.Added})
	_, err := d.UndoMerge(t.Context(), "ana", "2")
	refused(t, err, engine.Conflict, `there is a pin "a" again`)
	must(t, d.DropPin(t.Context(), "a"))
	must(t, d.DropPin(t.Context(), "best"))
	equal(t, "with its original gone", keep(t, d, b), []engine.Status{engine.Added})
}

// What was done since a merge stays done: each change, what undoing says, and
// what is there then.
func TestUndoLeavesWhatWasChangedSince(t *testing.T) {
	change := func(id engine.PinID, f func(*engine.Pin)) func(*testing.T, *DB) {
		return func(t *testing.T, d *DB) {
			pins, err := d.Pins(t.Context(), "ana", []engine.PinID{id})
			must(t, err)
			p := pins[id]
			f(&p)
			keep(t, d, engine.Deposit{Pin: p})
		}
	}
	for _, c := range []struct {
		name  string
		do    func(t *testing.T, d *DB)
		stays []string
		says  string // of the contents, or of the saves
		not   string
	}{
		{"another title, which the merge did not touch", change("a", func(p *engine.Pin) { p.Title = "Ship" }), nil, "Ship", "About a"},
		{"another description", change("a", func(p *engine.Pin) { p.Description = "Mine" }), []string{"description"}, "Mine", "A boat."},
		{"the description that was", change("a", func(p *engine.Pin) { p.Description = "A boat." }), nil, "A boat.", "In the harbour of Hull About"},
		{"more tags", change("a", func(p *engine.Pin) { p.Tags = append(p.Tags, "new") }), []string{"tags"}, `"harbour","new"`, "nothing of it"},
		{"saved elsewhere", func(t *testing.T, d *DB) {
			keepBoard(t, d, engine.BoardOf("ana", "late"))
			saveAt(t, d, "a", engine.BoardOf("ana", "late").ID, 200)
		}, nil, "a on late by ana at 200", "a on zoo"},
		{"taken off a board of a copy", func(t *testing.T, d *DB) { must(t, d.Unsave(t.Context(), "a", zoo.ID)) }, []string{"board zoo"}, "b on sea", "on zoo"},
		{"taken off another's secret board", func(t *testing.T, d *DB) { must(t, d.Unsave(t.Context(), "a", cave.ID)) }, nil, "b on zoo", "on cave"},
		{"taken off and saved again", func(t *testing.T, d *DB) {
			must(t, d.Unsave(t.Context(), "a", sea.ID))
			saveAt(t, d, "a", sea.ID, 300)
		}, []string{"board sea"}, "a on sea by ana at 300", "a on sea by ana at 50"},
		{"a board is gone", func(t *testing.T, d *DB) { must(t, d.DropBoard(t.Context(), zoo.ID)) }, nil, "b on sea by ben at 40", "on zoo"},
		{"the original is gone", func(t *testing.T, d *DB) { must(t, d.DropPin(t.Context(), "a")) }, nil, "b on zoo by ben at 41", "a on sea"},
		{"a user is gone", func(t *testing.T, d *DB) { must(t, d.DropUser(t.Context(), "ben")) }, nil, "a on sea by ana at 50", "b on"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := shelvedCopies(t)
			merged(t, d, mergeOf("m", "ana", "a", "b", "c"))
			c.do(t, d)
			done := undone(t, d, "ana", "m")
			equal(t, "restored", done.Restored, []engine.PinID{"b", "c"})
			equal(t, "stays", done.Stays, append([]string{}, c.stays...))
			text := strings.Join(append(contents(t, d), savesOn(t, d)...), "\n")
			if !strings.Contains(text, c.says) || strings.Contains(text, c.not) {
				t.Errorf("want %q and not %q in\n%s", c.says, c.not, text)
			}
			for _, table := range []string{"merge", "merged_pin", "merged_save"} {
				equal(t, "rows of "+table, len(rows(t, d, table)), 0)
			}
		})
	}
}
