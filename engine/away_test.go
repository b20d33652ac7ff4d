package engine_test

import (
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/score"
)

// What looks like a pin asked against loses more than what lies on the other side
// of the anchor; receipts say so and still add up.
func TestNotPushesAway(t *testing.T) {
	w := ringWorld(t)
	plain, against := pinQuery("ring-00"), pinQuery("ring-00")
	plain.Off, plain.NoFold, plain.Limit = []score.Signal{score.Copy}, true, engine.MaxLimit
	against.Off, against.NoFold, against.Limit = plain.Off, true, engine.MaxLimit
	against.Not = []engine.PinID{"ring-04"}
	before, after := find(t, w, plain), find(t, w, against)
	if slices.Contains(itemIDs(after), "ring-04") {
		t.Error("the pin asked against is an item")
	}
	near, far := engine.PinID("ring-05"), engine.PinID("ring-44")
	if slices.Index(itemIDs(before), near) >= slices.Index(itemIDs(after), near) {
		t.Errorf("%s is not pushed away: %v, then %v", near, itemIDs(before), itemIDs(after))
	}
	left := func(id engine.PinID) float64 {
		return float64(item(t, after, id).Score) / float64(item(t, before, id).Score)
	}
	if left(near) > .5*left(far) || left(far) > 1 {
		t.Errorf("of %s %.2f is left, of %s %.2f", near, left(near), far, left(far))
	}
	pushed := 0
	for _, it := range after.Items {
		was := item(t, before, it.Pin.ID)
		for _, p := range it.Receipt {
			unpushed := part(t, was, p.Signal).Value
			if by, ok := p.Evidence["not"]; ok {
				lost := p.Evidence["pushed"].(score.Micro)
				if by != "ring-04" || lost <= 0 || p.Value != unpushed-unpushed.Times(lost) {
					t.Errorf("%s: %s was %v and is %v, %v", it.Pin.ID, p.Signal, unpushed, p.Value, p.Evidence)
				}
				pushed++
			} else if p.Value != unpushed {
				t.Errorf("%s: %s was %v and is %v without a reason", it.Pin.ID, p.Signal, unpushed, p.Value)
			}
		}
	}
	if pushed == 0 {
		t.Error("nothing is pushed")
	}
}

// What the negative shares with the anchor does not push: a copy of the anchor
// is no way of differing, and takes nothing from anything.
func TestNotWhatIsWanted(t *testing.T) {
	anchor, same := drawn(t, "anchor", ^uint64(0), bar(20)), drawn(t, "same", 0, bar(20))
	near, far := drawn(t, "near", 0, bar(24)), drawn(t, "far", 0, checks(8))
	var deposits []engine.Deposit
	for _, l := range []engine.Look{anchor, same, near, far} {
		deposits = append(deposits, pinOf(string(l.Picture), l))
	}
	w := fakeOf(t, deposits, anchor, same, near, far)
	q := pinQuery("anchor")
	q.Not = []engine.PinID{"same"}
	for _, it := range find(t, w, q).Items {
		for _, p := range it.Receipt {
			if _, ok := p.Evidence["not"]; ok {
				t.Errorf("%s: %s is pushed: %v", it.Pin.ID, p.Signal, p.Evidence)
			}
		}
	}
}

// Words alone can be asked against looks; and pins without a picture, on either
// side, push nothing and are not pushed.
func TestNotBesideWords(t *testing.T) {
	w := smallWorld(t)
	q := engine.Query{Text: "red"}
	before := itemIDs(find(t, w, q))
	q.Not = []engine.PinID{before[0]}
	after := find(t, w, q)
	if slices.Contains(itemIDs(after), before[0]) || len(after.Items) != len(before)-1 {
		t.Errorf("%v, then %v", before, itemIDs(after))
	}
	pushed := false
	for _, it := range after.Items {
		_, ok := part(t, it, score.Text).Evidence["not"]
		pushed = pushed || ok
	}
	if !pushed {
		t.Error("nothing that looks like it is pushed")
	}
}

func TestNotErrors(t *testing.T) {
	w := ringWorld(t)
	for name, c := range map[string]struct {
		q    engine.Query
		kind engine.Kind
	}{
		"alone":           {engine.Query{Not: []engine.PinID{"ring-04"}}, engine.BadQuery},
		"for and against": {engine.Query{Pins: []engine.Anchor{{ID: "ring-04"}}, Not: []engine.PinID{"ring-04"}}, engine.BadQuery},
		"unknown":         {engine.Query{Pins: []engine.Anchor{{ID: "ring-04"}}, Not: []engine.PinID{"nowhere"}}, engine.NotFound},
		"too many":        {engine.Query{Text: "x", Not: make([]engine.PinID, engine.MaxPins+1)}, engine.BadQuery},
	} {
		if _, err := w.Find(t.Context(), c.q); engine.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}
