package engine_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/palette"
	"akin/engine/score"
)

// A pin's own palette finds it with the full value, and then what is nearest, in
// the order of the distance itself.
func TestOwnPaletteComesFirst(t *testing.T) {
	w := smallWorld(t)
	for name, look := range enginetest.Looks() {
		if _, err := w.Pin(t.Context(), "", engine.PinID(name)); err != nil {
			continue // a picture of no pin
		}
		pin, err := w.Pin(t.Context(), "", engine.PinID(name))
		must(t, err)
		a := find(t, w, engine.Query{Palette: pin.Palette, NoFold: true, Limit: 100})
		own := part(t, item(t, a, pin.ID), score.Color)
		equal(t, name+": value", own.Value, score.One)
		equal(t, name+": distance", own.Evidence["distance"], any(score.Micro(0)))
		var distances []int
		for _, it := range a.Items {
			distances = append(distances, palette.Distance(look.Features.Palette, enginetest.Looks()[string(pictureName(it))].Features.Palette))
		}
		for i, d := range distances {
			// scores are in millionths, which are up to half a thousandth of OKLab
			if i == 0 && d != 0 || i > 0 && d < distances[i-1]-500 {
				t.Errorf("%s: the answer is in the order of the distances %v", name, distances)
			}
		}
		equal(t, name+": items", len(a.Items), pinsWithPictures(t))
	}
}

// pictureName names the picture of an item as enginetest.Bytes does.
func pictureName(it engine.Item) string {
	for name, look := range enginetest.Looks() {
		if it.Pin.Picture != nil && look.Picture == *it.Pin.Picture {
			return name
		}
	}
	return ""
}

func pinsWithPictures(t *testing.T) (n int) {
	for _, d := range enginetest.Deposits() {
		if d.Pin.Picture != "" {
			n++
		}
	}
	return n
}

// What is red is found by red, whatever its shape; a near-grey and an accent
// count.
func TestPaletteFindsColors(t *testing.T) {
	swatches := func(text string) []palette.Swatch {
		p, err := palette.Parse(text)
		must(t, err)
		return p
	}
	var deposits []engine.Deposit
	var looks []engine.Look
	for id, text := range map[string]string{
		"grey": "#808080:0.7,#c0c0c0:0.3", "warm-grey": "#8a7e74:0.7,#c8beb4:0.3", "red-on-grey": "#808080:0.65,#c0c0c0:0.3,#d02020:0.05",
		"red": "#d02020:0.7,#c0c0c0:0.3", "cream": "#f0e0c0", "dark": "#101010:0.8,#404040:0.2",
	} {
		l := plain(id, 0, 128, 0)
		l.Features.Hash[0] = uint64(len(deposits)) * 0x0123456789abcdef // no copies
		l.Features.Palette = swatches(text)
		deposits, looks = append(deposits, pinOf(id, l)), append(looks, l)
	}
	w := fakeOf(t, deposits, looks...)
	for _, c := range []struct {
		asked string
		want  []engine.PinID // the first
	}{
		{"#808080:7,#c0c0c0:3", []engine.PinID{"grey", "red-on-grey", "warm-grey"}},
		{"#8a8078:7,#c8c0b8:3", []engine.PinID{"warm-grey", "grey"}},
		{"#808080:65,#c0c0c0:30,#e03030:5", []engine.PinID{"red-on-grey", "grey"}},
		{"#cc2222:0.7,#c0c0c0:0.3", []engine.PinID{"red", "red-on-grey"}},
		{"#202020", []engine.PinID{"dark"}},
		{"#fff", []engine.PinID{"cream"}},
	} {
		p, err := engine.ParsePalette(c.asked)
		must(t, err)
		a := find(t, w, engine.Query{Palette: p, NoFold: true})
		equal(t, c.asked, itemIDs(a)[:len(c.want)], c.want)
	}
}

// Evidence says which colour answers to which, and shares add up; it is the same
// when it was written as JSON and read again.
func TestPaletteEvidence(t *testing.T) {
	l := plain("p", 0, 128, 0)
	l.Features.Palette = []palette.Swatch{{R: 0xb0, G: 0x18, B: 0x18, Share: 700}, {R: 0xf0, G: 0xe0, B: 0xc0, Share: 300}}
	w := fakeOf(t, []engine.Deposit{pinOf("p", l)}, l)
	p, err := engine.ParsePalette("#aa1111:0.6,#f0e0c0:0.4")
	must(t, err)
	a := find(t, w, engine.Query{Palette: p})
	got := part(t, item(t, a, "p"), score.Color)
	equal(t, "moves", got.Evidence["palette"], any([]engine.ColorMove{
		{Asked: "#aa1111", Found: "#b01818", Share: 600_000}, {Asked: "#f0e0c0", Found: "#b01818", Share: 100_000}, {Asked: "#f0e0c0", Found: "#f0e0c0", Share: 300_000},
	}))
	equal(t, "colors", got.Evidence["colors"], any([]string{"#b01818", "#f0e0c0"}))
	if got.Value != score.PaletteTable.At(-got.Evidence["distance"].(score.Micro)) {
		t.Errorf("the value %v is not that of the distance %v", got.Value, got.Evidence["distance"])
	}
	written, err := json.Marshal(a)
	must(t, err)
	var read engine.Answer
	must(t, json.Unmarshal(written, &read))
	again, err := json.Marshal(read)
	must(t, err)
	equal(t, "as JSON", string(again), string(written))
	equal(t, "reason", a.Items[0].Receipt.Reason(), "colors #b01818 #f0e0c0")
}

// Beside an anchor the palette is one more of weight 1.
func TestPaletteBesideAnAnchor(t *testing.T) {
	w := smallWorld(t)
	pin, err := w.Pin(t.Context(), "", "blue-blobs")
	must(t, err)
	value := func(q engine.Query) score.Micro {
		q.Only = []score.Signal{score.Color}
		q.Limit = 100
		return part(t, item(t, find(t, w, q), "red-stripes"), score.Color).Value
	}
	anchor := func(weight score.Micro) []engine.Anchor { return []engine.Anchor{{ID: "red-blobs", Weight: weight}} }
	byPin, byPalette := value(engine.Query{Pins: anchor(0)}), value(engine.Query{Palette: pin.Palette})
	equal(t, "both", value(engine.Query{Pins: anchor(0), Palette: pin.Palette}), (byPin+byPalette)/2)
	equal(t, "a pin of weight 3", value(engine.Query{Pins: anchor(3 * score.One), Palette: pin.Palette}), (3*byPin+byPalette)/4)

	both := find(t, w, engine.Query{Pins: anchor(0), Palette: pin.Palette})
	e := part(t, item(t, both, "red-stripes"), score.Color).Evidence
	if e["similarity"] == nil || e["distance"] == nil || e["palette"] == nil {
		t.Errorf("evidence is %v, want that of the pin and that of the palette", e)
	}
}

// With color off a palette says nothing; a palette said in another way is the
// same question.
func TestPaletteLaws(t *testing.T) {
	w := smallWorld(t)
	p, err := engine.ParsePalette("#c03020:0.5,#102030:0.5")
	must(t, err)
	off := []score.Signal{score.Color}
	equal(t, "off", find(t, w, engine.Query{Pins: pinQuery("red-blobs").Pins, Palette: p, Off: off}).Items,
		find(t, w, engine.Query{Pins: pinQuery("red-blobs").Pins, Off: off}).Items)
	equal(t, "nothing but off", len(find(t, w, engine.Query{Palette: p, Off: off}).Items), 0)

	first := find(t, w, engine.Query{Palette: p, Limit: 2})
	said := []engine.Color{{Hex: "102030", Weight: 7}, {Hex: "#C03020", Weight: 3}, {Hex: "#c03020", Weight: 4}}
	equal(t, "said otherwise", find(t, w, engine.Query{Palette: said, Limit: 2}), first)
	rest := find(t, w, engine.Query{Palette: said, Limit: 100, Bookmark: *first.Bookmark})
	whole := find(t, w, engine.Query{Palette: p, Limit: 102})
	equal(t, "pages", slices.Concat(itemIDs(first), itemIDs(rest)), itemIDs(whole))
	_, err = w.Find(t.Context(), engine.Query{Palette: p[:1], Bookmark: *first.Bookmark})
	equal(t, "bookmark of another palette", engine.KindOf(err), engine.BadQuery)

	words := find(t, w, engine.Query{Palette: p, Text: "apple"})
	if len(words.Items) == 0 || len(words.Items[0].Receipt) != 2 {
		t.Errorf("with words the first has the receipt %v, want one of color and one of text", words.Items[0].Receipt)
	}
	tagged := find(t, w, engine.Query{Palette: p, Filter: engine.Filter{Tags: []string{"fruit"}}})
	for _, it := range tagged.Items {
		if !slices.Contains(it.Pin.Tags, "fruit") {
			t.Errorf("%s passed the filter with the tags %v", it.Pin.ID, it.Pin.Tags)
		}
	}
	if !slices.IsSortedFunc(whole.Items, func(a, b engine.Item) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Pin.ID, b.Pin.ID))
	}) {
		t.Error("items are not in order")
	}
}
