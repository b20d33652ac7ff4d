package record

import (
	"fmt"
	"testing"
	"time"

	"akin/engine"
)

// What is secret is never merged with what is public, nor by anybody but its
// owner.
func TestSecretPinsAreMergedApart(t *testing.T) {
	d := newDB(t)
	den := secretBoard("ana", "den")
	keep(t, d, picturedPin("open", "ana", "open", sea), picturedPin("open2", "ben", "open2"),
		picturedPin("own", "ana", "own", den), picturedPin("own2", "ana", "own2", den), picturedPin("bens", "ben", "bens", cave))
	before, head := contents(t, d), headOf(t, d)
	for _, m := range []engine.NewMerge{
		mergeOf("1", "ana", "open", "own"), mergeOf("2", "ana", "own", "open"), mergeOf("3", "ben", "open", "own", "bens"),
		mergeOf("4", "ben", "own", "own2"), mergeOf("5", "local", "own", "own2", "open"), mergeOf("6", "ana", "own", "bens"),
		mergeOf("7", "ana", "own", "own"), mergeOf("8", "ana", "nobody", "own"),
	} {
		_, err := d.Merge(t.Context(), m)
		refused(t, err, engine.Conflict, "nothing to merge")
	}
	changed := mergeOf("9", "ana", "open", "open2")
	changed.Copies[0].Picture = "another"
	_, err := d.Merge(t.Context(), changed)
	refused(t, err, engine.Conflict, "have changed")
	same(t, "after all refusals", d, before)

	equal(t, "own ones", merged(t, d, mergeOf("own", "ana", "own", "own2", "open")), engine.Merged{
		Copies: []engine.PinID{"own2"}, Words: []string{"description"},
	})
	equal(t, "what others see of it", []any{headOf(t, d), phrases(t, d)["title About own2"]}, []any{head, 0})
	undone(t, d, "ana", "own")
	equal(t, "what others see of undoing it", headOf(t, d), head)
	same(t, "undone", d, before)
}

// Two records that differ in what ben keeps in secret are the same for all
// others while somebody merges and undoes it.
func TestMergesTellNothingOfSecrets(t *testing.T) {
	type world struct {
		*DB
		done engine.Merged
	}
	var worlds []world
	for _, secret := range []bool{true, false} {
		d := shelvedCopies(t)
		if secret {
			must(t, d.Save(t.Context(), "c", cave.ID, "ben", time.Unix(9, 0)))
			keep(t, d, picturedPin("bens", "ben", "bens", cave), picturedPin("bens2", "ben", "bens2", cave))
			merged(t, d, mergeOf("hidden", "ben", "bens", "bens2"))
		}
		worlds = append(worlds, world{d, merged(t, d, mergeOf("m", "ana", "a", "b", "c", "bens"))})
	}
	compare := func(when string) {
		t.Helper()
		for _, table := range []string{"change", "phrase", "user"} {
			equal(t, when+", table "+table, rows(t, worlds[0].DB, table), rows(t, worlds[1].DB, table))
		}
		equal(t, when+", pins", everything(t, worlds[0].DB), everything(t, worlds[1].DB))
		equal(t, when+", boards and saves", publicly(t, worlds[0].DB), publicly(t, worlds[1].DB))
	}
	equal(t, "what it did", worlds[0].done, worlds[1].done)
	compare("merged")
	var told []string
	for _, w := range worlds {
		list, err := w.Merges(t.Context(), "ana", engine.MergePosition{}, 10)
		must(t, err)
		told = append(told, fmt.Sprint(list, undone(t, w.DB, "ana", "m")))
	}
	equal(t, "what is told", told[0], told[1])
	compare("undone")
}

// A copy comes back on the side on which it would be.
func TestCopiesChangeSidesWhileTheyAreMerged(t *testing.T) {
	hide := func(b engine.Board, secret bool) func(*testing.T, *DB) {
		return func(t *testing.T, d *DB) {
			b.Secret = secret
			keepBoard(t, d, b)
		}
	}
	den := secretBoard("ana", "den")
	for _, c := range []struct {
		name string
		do   func(*testing.T, *DB)
	}{
		{"its only board is hidden", hide(sea, true)},
		{"one of two boards is hidden", hide(land, true)},
		{"another's board is hidden", hide(zoo, true)},
		{"its secret board is shown", hide(den, false)},
		{"hidden and shown", func(t *testing.T, d *DB) { hide(sea, true)(t, d); hide(sea, false)(t, d) }},
		{"a board is gone", func(t *testing.T, d *DB) { must(t, d.DropBoard(t.Context(), sea.ID)) }},
		{"two boards are hidden", func(t *testing.T, d *DB) { hide(land, true)(t, d); hide(sea, true)(t, d) }},
		{"the user is gone", func(t *testing.T, d *DB) { hide(sea, true)(t, d); must(t, d.DropUser(t.Context(), "ana")) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var sides []map[engine.PinID]bool
			for _, merging := range []bool{false, true} {
				d := newDB(t)
				keepBoard(t, d, zoo) // the original's, which stays in sight by it
				keep(t, d, picturedPin("a", "ben", "a", zoo), picturedPin("alone", "ana", "alone", sea), picturedPin("two", "ana", "two", sea, land),
					picturedPin("bens", "ben", "bens", sea), picturedPin("none", "ana", "none"),
					picturedPin("own", "ana", "own", den), picturedPin("own2", "ana", "own2", den))
				keepBoard(t, d, cave)
				must(t, d.Save(t.Context(), "alone", cave.ID, "ben", time.Unix(7, 0)))
				if merging {
					merged(t, d, mergeOf("m", "local", "a", "alone", "two", "bens", "none"))
					merged(t, d, mergeOf("own", "ana", "own", "own2"))
				}
				c.do(t, d)
				if merging {
					undone(t, d, "local", "m")
					if _, err := d.UndoMerge(t.Context(), "ana", "own"); engine.KindOf(err) != engine.NotFound {
						must(t, err)
					}
				}
				secret := map[engine.PinID]bool{}
				for _, viewer := range []engine.UserID{"ana", "ben"} {
					pins, err := d.Pins(t.Context(), viewer, []engine.PinID{"alone", "two", "bens", "none", "own", "own2"})
					must(t, err)
					for id, p := range pins {
						secret[id] = p.Secret
					}
				}
				sides = append(sides, secret)
				if merging {
					continue
				}
				t.Log(secret, savesOn(t, d))
			}
			equal(t, "who is secret, as it would be without the merge", sides[1], sides[0])
		})
	}
}

// A user who goes takes along what was secret and merged.
func TestMergesGoWithTheirUser(t *testing.T) {
	d := shelvedCopies(t)
	keep(t, d, picturedPin("bens", "ben", "bens", cave), picturedPin("bens2", "ben", "bens2", cave))
	merged(t, d, mergeOf("secret", "ben", "bens", "bens2"))
	merged(t, d, mergeOf("m", "ben", "a", "b"))
	must(t, d.DropUser(t.Context(), "ben"))
	equal(t, "secret copies", count(t, d, "SELECT count(*) FROM merged_pin WHERE id LIKE 'bens%'"), 0)
	list, err := d.Merges(t.Context(), engine.LocalUser, engine.MergePosition{}, 10)
	must(t, err)
	equal(t, "merges that are local's now", len(list), 1)
	equal(t, "undone", undone(t, d, engine.LocalUser, "m").Restored, []engine.PinID{"b"})
}
