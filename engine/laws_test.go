package engine_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

// eachAnswer calls f for answers to all queries of the world, with limits and
// folding of all kinds, to nobody in particular and to who owns the boards.
func eachAnswer(t *testing.T, w *fake, f func(name string, q engine.Query, a engine.Answer)) {
	t.Helper()
	for _, named := range enginetest.Queries() {
		for _, limit := range []int{0, 1, 4, engine.MaxLimit} {
			for i, noFold := range []bool{named.Query.NoFold, true, true} {
				q := named.Query
				q.Limit, q.NoFold, q.Viewer = cmp.Or(limit, q.Limit), noFold, []engine.UserID{"", "", "ana"}[i]
				f(fmt.Sprintf("%s, limit %d, no fold %t, viewer %q", named.Name, q.Limit, noFold, q.Viewer), q, find(t, w, q))
			}
		}
	}
}

func TestScoreIsTheSumOfItsParts(t *testing.T) {
	eachAnswer(t, smallWorld(t), func(name string, _ engine.Query, a engine.Answer) {
		for _, it := range a.Items {
			var sum score.Micro
			last := -1
			for _, p := range it.Receipt {
				sum += p.Points
				if p.Value < 0 || p.Value > score.One || p.Weight != usualWeight(p.Signal) || p.Points != p.Value.Times(p.Weight) {
					t.Errorf("%s: %s has the part %+v", name, it.Pin.ID, p)
				}
				place := slices.Index(score.Signals, p.Signal)
				if place <= last {
					t.Errorf("%s: %s has parts out of order: %+v", name, it.Pin.ID, it.Receipt)
				}
				last = place
			}
			if it.Score != sum || len(it.Receipt) == 0 {
				t.Errorf("%s: %s has the score %v, its %d parts sum to %v", name, it.Pin.ID, it.Score, len(it.Receipt), sum)
			}
		}
	})
}

func TestItemsAreInTotalOrder(t *testing.T) {
	eachAnswer(t, smallWorld(t), func(name string, _ engine.Query, a engine.Answer) {
		for i := range a.Items[:max(len(a.Items)-1, 0)] {
			it, next := a.Items[i], a.Items[i+1]
			if it.Score < next.Score || it.Score == next.Score && it.Pin.ID >= next.Pin.ID {
				t.Errorf("%s: %s with %v stands before %s with %v", name, it.Pin.ID, it.Score, next.Pin.ID, next.Score)
			}
		}
	})
}

func TestNoPinStandsTwiceAndNoAnchorIsAnItem(t *testing.T) {
	eachAnswer(t, smallWorld(t), func(name string, q engine.Query, a engine.Answer) {
		seen := map[engine.PinID]bool{}
		for _, anchor := range q.Pins {
			seen[anchor.ID] = true
		}
		ids := itemIDs(a)
		for _, it := range a.Items {
			for _, c := range it.Copies {
				ids = append(ids, c.ID)
			}
		}
		for _, c := range a.Anchor.Copies {
			ids = append(ids, c.ID)
		}
		for _, id := range ids {
			if seen[id] {
				t.Errorf("%s: pin %s is asked with, or stands twice", name, id)
			}
			seen[id] = true
		}
	})
}

// A shorter answer is the beginning of a longer one.
func TestLimitCutsTheList(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		q := named.Query
		q.Limit = engine.MaxLimit
		all := itemIDs(find(t, w, q))
		for _, limit := range []int{0, 1, 2, 5} {
			q.Limit = limit
			n := cmp.Or(limit, engine.DefaultLimit)
			equal(t, fmt.Sprintf("%s, limit %d", named.Name, limit), itemIDs(find(t, w, q)), all[:min(n, len(all))])
		}
	}
}

// What a signal says of a pin does not depend on which others speak.
func TestPartsDoNotDependOnOtherSignals(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		q := named.Query
		q.Limit, q.NoFold = engine.MaxLimit, true
		whole := find(t, w, q)
		for _, s := range score.Signals {
			q.Off = append(slices.Clone(named.Query.Off), s)
			for _, it := range find(t, w, q).Items {
				want := slices.DeleteFunc(slices.Clone(item(t, whole, it.Pin.ID).Receipt), func(p score.Part) bool { return p.Signal == s })
				equal(t, fmt.Sprintf("%s without %s: receipt of %s", named.Name, s, it.Pin.ID), it.Receipt, want)
			}
		}
	}
}

// Signals that may speak, given one way or the other.
func TestOffIsOnlyTheOthers(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		for i, s := range score.Signals {
			off, only := named.Query, named.Query
			off.Off, off.Only = []score.Signal{s}, nil
			only.Off, only.Only = nil, slices.Delete(slices.Clone(score.Signals), i, i+1)
			equal(t, named.Name+" without "+string(s), unmarked(find(t, w, off)), unmarked(find(t, w, only)))
		}
	}
}

// unmarked takes the bookmark out: it is of one query and no other.
func unmarked(a engine.Answer) engine.Answer {
	a.Bookmark = nil
	return a
}

// Pages put together are the whole list, and the last one has no bookmark.
func TestPagesAreTheWholeList(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		q := named.Query
		q.Limit = engine.MaxLimit
		whole := find(t, w, q)
		if whole.Bookmark != nil {
			t.Errorf("%s: all items are there, and a bookmark", named.Name)
		}
		for _, limit := range []int{1, 4} {
			q.Limit, q.Bookmark = limit, ""
			items := []engine.Item{}
			for more := true; more; {
				a := find(t, w, q)
				items = append(items, a.Items...)
				equal(t, named.Name+": anchor of a page", a.Anchor, whole.Anchor)
				if more = a.Bookmark != nil; more {
					q.Bookmark = *a.Bookmark
				}
			}
			equal(t, fmt.Sprintf("%s in pages of %d", named.Name, limit), items, whole.Items)
		}
	}
}

// With text and board off, a world answers as if nobody had written a word or
// had a board.
func TestTextAndBoardOffIsAWorldWithoutWords(t *testing.T) {
	wordless := enginetest.Deposits()
	for i := range wordless {
		p := &wordless[i].Pin
		p.Title, p.Description, p.Tags, p.Link, wordless[i].Boards = "", "", nil, "", nil
	}
	with, without := smallWorld(t), fakeOf(t, wordless, worldLooks()...)
	for _, named := range enginetest.Queries() {
		if named.Query.Board != "" {
			continue // nobody has it there
		}
		q := named.Query
		got := find(t, without, q)
		q.Off = append(slices.Clone(q.Off), score.Text, score.Board)
		want := find(t, with, q)
		equal(t, named.Name+": anchor", got.Anchor, want.Anchor)
		equal(t, named.Name+": items", withoutWords(got), withoutWords(want))
	}
}

// withoutWords leaves of items what has nothing to do with what is shown.
func withoutWords(a engine.Answer) []engine.Item {
	items := slices.Clone(a.Items)
	for i := range items {
		items[i].Pin = engine.PinView{ID: items[i].Pin.ID}
		for _, p := range items[i].Receipt {
			if via, ok := p.Evidence.Via(); ok {
				p.Evidence["via"] = score.PinName{ID: via.ID}
			}
		}
	}
	return items
}

// With copy off, copies are pins like any other: the answer is that of a world
// in which nothing passes for a copy, where perceptual hashes are far apart.
func TestCopyOffIsAWorldWithoutCopies(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		q := named.Query
		q.Off, q.Only = append(slices.Clone(q.Off), score.Copy), nil
		a := find(t, w, q)
		equal(t, named.Name+": copies of the anchor", a.Anchor.Copies, []engine.CopyView{})
		for _, it := range a.Items {
			if it.Copy != nil || len(it.Copies) > 0 {
				t.Errorf("%s: %s is marked or folded: %v %v", named.Name, it.Pin.ID, it.Copy, it.Copies)
			}
		}
		q.NoFold = true
		equal(t, named.Name+": folding or not", unmarked(find(t, w, q)), unmarked(a))
	}
}

// With board off, a world answers as one that does not know who keeps what: the
// titles of boards, which are words, stand in descriptions there.
func TestBoardOffIsAWorldWithoutBoards(t *testing.T) {
	with, without := enginetest.Deposits(), enginetest.Deposits()
	for i := range with {
		with[i].Pin.Description = ""
		without[i].Pin.Description = ""
		for _, b := range with[i].Boards {
			// as often as a title of a board counts: twice
			without[i].Pin.Description += b.Title + " " + b.Title + " "
		}
		without[i].Boards = nil
	}
	a, b := fakeOf(t, with, worldLooks()...), fakeOf(t, without, worldLooks()...)
	for _, named := range enginetest.Queries() {
		if named.Query.Board != "" {
			continue
		}
		q := named.Query
		want := find(t, b, q)
		q.Off = append(slices.Clone(q.Off), score.Board)
		equal(t, named.Name, withoutWords(find(t, a, q)), withoutWords(want))
	}
}

func TestWeightsAreShares(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		if named.Query.Picture != nil || named.Query.Text != "" || named.Query.Board != "" {
			continue // these have a weight of their own
		}
		q := named.Query
		want := find(t, w, q)
		q.Pins = slices.Clone(q.Pins)
		for i := range q.Pins {
			q.Pins[i].Weight = cmp.Or(q.Pins[i].Weight, score.One) / 1000
		}
		equal(t, named.Name+" with all weights a thousandth", find(t, w, q), want)
	}
}
