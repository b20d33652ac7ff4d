package engine_test

import (
	"fmt"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

func views(pairs ...any) []engine.CopyView {
	all := []engine.CopyView{}
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, engine.CopyView{ID: engine.PinID(pairs[i].(string)), How: pairs[i+1].([]string)})
	}
	return all
}

var (
	identical    = []string{"identical"}
	recompressed = []string{"recompressed"}
	resized      = []string{"resized", "recompressed"}
)

func TestCopiesOfAnAnchorPin(t *testing.T) {
	a := find(t, smallWorld(t), pinQuery("red-blobs"))
	equal(t, "anchor", *a.Anchor.ID, "red-blobs")
	equal(t, "copies", a.Anchor.Copies, views("copy-same", identical, "copy-small", resized, "copy-worn", recompressed))
}

func TestCopiesAreFoldedUnderTheOriginal(t *testing.T) {
	w := smallWorld(t)
	a := find(t, w, pinQuery("green-blobs"))
	// the largest are three, red-blobs the oldest of them
	equal(t, "copies of red-blobs", item(t, a, "red-blobs").Copies, views("copy-same", identical, "copy-small", resized, "copy-worn", recompressed))
	equal(t, "copies of what has none", item(t, a, "blue-blobs").Copies, views())

	// the copy is larger than what it is a copy of
	b := find(t, w, pinQuery("red-slope"))
	equal(t, "copies of copy-deep", item(t, b, "copy-deep").Copies, views("blue-slope", resized))
}

// Words alone fold too: that two pins have one picture does not depend on how
// they are found.
func TestCopiesFoundByWordsAreFolded(t *testing.T) {
	w := smallWorld(t)
	q := engine.Query{Text: "apple"}
	equal(t, "copies", item(t, find(t, w, q), "red-blobs").Copies, views("copy-same", identical, "copy-small", resized))
	q.NoFold = true
	equal(t, "items without folding", len(find(t, w, q).Items), 4)
}

func TestNoFoldShowsCopiesAsItems(t *testing.T) {
	q := pinQuery("red-blobs")
	q.NoFold = true
	a := find(t, smallWorld(t), q)
	// nearest first, identical pictures by ID
	equal(t, "first items", itemIDs(a)[:3], []engine.PinID{"copy-same", "copy-worn", "copy-small"})
	equal(t, "copies of the anchor", a.Anchor.Copies, views())
	for _, id := range itemIDs(a)[:3] {
		it := item(t, a, id)
		equal(t, "first part of "+string(id), it.Receipt[0].Signal, score.Copy)
		if it.Copy != nil {
			t.Errorf("%s is marked as a copy of a posted picture", id)
		}
	}
	equal(t, "how", item(t, a, "copy-small").Receipt[0].Evidence["how"], any(resized))
}

func TestPostedCopyComesFirst(t *testing.T) {
	w := smallWorld(t)
	posted, small := enginetest.Looks()["posted"], enginetest.Looks()["red-blobs-small"]
	for _, c := range []struct {
		q     engine.Query
		first engine.PinID
		how   []string
	}{
		{engine.Query{Picture: &posted}, "green-blobs", recompressed},
		{engine.Query{Picture: &posted, Text: "islands in the sea"}, "green-blobs", recompressed},
		{engine.Query{Picture: &small}, "red-blobs", resized},
	} {
		a := find(t, w, c.q)
		it := a.Items[0]
		equal(t, "first", it.Pin.ID, c.first)
		equal(t, "copy", it.Copy, &engine.CopyOf{Of: "anchor", How: c.how})
		equal(t, "anchor", a.Anchor, engine.AnchorView{Copies: views()})
		for _, other := range a.Items[1:] {
			if other.Copy != nil {
				t.Errorf("%s is marked as a copy too: %v", other.Pin.ID, other.Copy)
			}
		}
		c.q.Off = []score.Signal{score.Copy}
		if it := item(t, find(t, w, c.q), c.first); it.Copy != nil {
			t.Errorf("with copy off, %s is marked: %v", it.Pin.ID, it.Copy)
		}
	}
}

// Copies of the second pin are no items either, and are compared with it and
// not with the first.
func TestCopiesOfEveryAnchorPin(t *testing.T) {
	a := find(t, smallWorld(t), pinQuery("green-slope", "red-blobs", "blue-slope"))
	equal(t, "copies", a.Anchor.Copies,
		views("copy-deep", resized, "copy-same", identical, "copy-small", resized, "copy-worn", recompressed))
}

// Which of several copies is the original: the largest, then the oldest, then
// the smallest ID.
func TestOriginality(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2020, 1, n, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name          string
		width, height [3]int
		created       [3]time.Time
		want          engine.PinID
	}{
		{"largest", [3]int{10, 20, 10}, [3]int{10, 10, 10}, [3]time.Time{day(1), day(2), day(1)}, "b"},
		{"oldest", [3]int{10, 10, 10}, [3]int{10, 10, 10}, [3]time.Time{day(3), day(2), day(1)}, "c"},
		{"smallest ID", [3]int{10, 5, 20}, [3]int{10, 20, 5}, [3]time.Time{day(1), day(1), day(1)}, "a"},
	} {
		looks := []engine.Look{drawn(t, "anchor", ^uint64(0), checks(8))}
		deposits := []engine.Deposit{pinOf("anchor", looks[0])}
		for i, id := range []string{"a", "b", "c"} {
			l := drawn(t, id, 0, bar(20))
			l.Facts.Width, l.Facts.Height = c.width[i], c.height[i]
			d := pinOf(id, l)
			d.Pin.Created = c.created[i]
			looks, deposits = append(looks, l), append(deposits, d)
		}
		a := find(t, fakeOf(t, deposits, looks...), pinQuery("anchor"))
		equal(t, c.name, itemIDs(a), []engine.PinID{c.want})
		equal(t, c.name+": copies", len(a.Items[0].Copies), 2)
	}
}

// More copies than are looked at in one go must not leave the list short.
func TestFoldingGoesOnUntilTheListIsFull(t *testing.T) {
	anchor, same, other := drawn(t, "anchor", ^uint64(0), bar(20)), drawn(t, "same", 0, disc), drawn(t, "other", ^uint64(0), checks(8))
	deposits := []engine.Deposit{pinOf("anchor", anchor), pinOf("other", other)}
	for i := range 5*engine.MaxLimit + 300 {
		deposits = append(deposits, pinOf(fmt.Sprintf("same-%04d", i), same))
	}
	a := find(t, fakeOf(t, deposits, anchor, same, other), pinQuery("anchor"))
	equal(t, "items", itemIDs(a), []engine.PinID{"other", "same-0000"})
	equal(t, "copies", len(a.Items[1].Copies), len(deposits)-3)
}
