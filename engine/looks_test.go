package engine_test

import (
	"fmt"
	"image/color"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

// ring is a picture on a circle of colours, of which each is like those beside
// it and unlike those across: where a walk gets anywhere, it gets there in steps.
func ring(t *testing.T, name string, turn, of int) engine.Look {
	t.Helper()
	wheel := []color.NRGBA{{220, 40, 40, 255}, {220, 160, 20, 255}, {60, 180, 60, 255}, {40, 160, 200, 255}, {60, 60, 200, 255}, {180, 60, 180, 255}}
	at := turn * len(wheel) * 16 / of
	a, b, part := wheel[at/16%len(wheel)], wheel[(at/16+1)%len(wheel)], at%16
	mix := func(x, y uint8) uint8 { return uint8((int(x)*(16-part) + int(y)*part) / 16) }
	c := color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
	return drawn(t, name, uint64(turn)*0x9e3779b97f4a7c15, func(x, y int) color.NRGBA {
		if (x/8+y/(4+turn%3))%2 == 0 {
			return c
		}
		return color.NRGBA{uint8(2 * turn), 128, uint8(250 - 2*turn), 255}
	})
}

// ringWorld has 48 pins on a circle, too many for each to be everybody's
// neighbour.
func ringWorld(t *testing.T) *fake {
	t.Helper()
	var looks []engine.Look
	var deposits []engine.Deposit
	for i := range 48 {
		l := ring(t, fmt.Sprintf("ring-%02d", i), i, 48)
		d := pinOf(string(l.Picture), l)
		if i%2 == 0 {
			d.Pin.Title = "Turn " + string(l.Picture)
		}
		looks, deposits = append(looks, l), append(deposits, d)
	}
	return fakeOf(t, deposits, looks...)
}

// What look says rests on a pin in between, which is named and is near itself,
// or on nothing but the anchor.
func TestLookEvidence(t *testing.T) {
	w := ringWorld(t)
	q := pinQuery("ring-00")
	q.Only, q.NoFold, q.Limit = []score.Signal{score.Look}, true, engine.MaxLimit
	direct, through := 0, 0
	a := find(t, w, q)
	for _, it := range a.Items {
		p := part(t, it, score.Look)
		via, ok := p.Evidence.Via()
		if _, has := p.Evidence["via"]; has != ok {
			t.Errorf("%s has the evidence %v", it.Pin.ID, p.Evidence)
		}
		if !ok {
			direct++
			continue
		}
		through++
		between, err := w.Pin(t.Context(), "", engine.PinID(via.ID))
		must(t, err)
		equal(t, "title", via.Title, between.Title)
		if via.ID == string(it.Pin.ID) || via.ID == "ring-00" || !slices.Contains(itemIDs(a), between.ID) {
			t.Errorf("between ring-00 and %s is %s", it.Pin.ID, via.ID)
		}
	}
	if direct == 0 || through == 0 {
		t.Errorf("%d pins are near by themselves, %d through another", direct, through)
	}
}

// A posted picture that is a pin's is compared as the pin is. Only the walk
// starts from the pins nearest to it, of which that pin is one.
func TestPostedPictureOfAPin(t *testing.T) {
	w := ringWorld(t)
	posted := ring(t, "ring-07", 7, 48)
	ofPin, ofPicture := pinQuery("ring-07"), engine.Query{Picture: &posted}
	ofPin.NoFold, ofPicture.NoFold = true, true
	ofPin.Limit, ofPicture.Limit = engine.MaxLimit, engine.MaxLimit
	pin, picture := find(t, w, ofPin), find(t, w, ofPicture)
	equal(t, "first", picture.Items[0].Pin.ID, "ring-07")
	for _, it := range pin.Items {
		other := item(t, picture, it.Pin.ID)
		for _, s := range []score.Signal{score.Color, score.Shape, score.Texture} {
			equal(t, fmt.Sprintf("%s of %s", s, it.Pin.ID), part(t, other, s), part(t, it, s))
		}
	}
	stored := engine.Query{Image: posted.Picture, NoFold: true, Limit: engine.MaxLimit}
	equal(t, "a stored picture", find(t, w, stored).Items, picture.Items)
}

// A viewer's secret pin has a code and is looked from as a posted picture is;
// nobody else's answer knows of it.
func TestLooksOfASecretPin(t *testing.T) {
	w := ringWorld(t)
	before := find(t, w, pinQuery("ring-08"))
	look := ring(t, "hidden", 7, 48)
	must(t, w.index.Remember([]engine.Look{look}))
	d := pinOf("hidden", look)
	d.Pin.Owner, d.Pin.Secret = "ana", true
	_, err := w.records.Keep(t.Context(), []engine.Deposit{d})
	must(t, err)
	must(t, w.index.CatchUp(t.Context()))
	equal(t, "the answer to nobody", find(t, w, pinQuery("ring-08")), before)

	secret := pinQuery("hidden")
	secret.Viewer, secret.NoFold, secret.Only = "ana", true, lookSignals
	posted := engine.Query{Picture: &look, NoFold: true, Only: lookSignals}
	equal(t, "from the pin, from its picture", scores(find(t, w, secret)), scores(find(t, w, posted)))
}

var lookSignals = []score.Signal{score.Color, score.Shape, score.Texture, score.Look}

// Texture alone finds what is alike, though it proposes nothing beside others.
func TestTextureAlone(t *testing.T) {
	w := smallWorld(t)
	for _, filter := range []engine.Filter{{}, {MinWidth: 1}} {
		q := pinQuery("red-stripes")
		q.Only, q.Filter = []score.Signal{score.Texture}, filter
		a := find(t, w, q)
		if len(a.Items) == 0 || !slices.Contains(itemIDs(a)[:3], "green-stripes") {
			t.Errorf("textures like those of stripes: %v", itemIDs(a))
		}
	}
}

// Without Raw nothing is known of what a picture looks like to the eye: it says
// nothing, and copies are told all the same.
func TestPictureUnknownToTheEye(t *testing.T) {
	w := smallWorld(t)
	look := enginetest.Looks()["posted"]
	look.Raw = nil
	for _, it := range find(t, w, engine.Query{Picture: &look}).Items {
		for _, p := range it.Receipt {
			if slices.Contains(lookSignals, p.Signal) {
				t.Errorf("%s has the part %+v", it.Pin.ID, p)
			}
		}
	}
}
