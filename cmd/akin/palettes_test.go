package main

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"akin/assets/demo"
	"akin/engine"
	"akin/engine/palette"
	"akin/engine/score"
	"akin/index"
)

// A painted pin is found by its own palette, and what follows is in the order of
// the distance itself.
func TestPaintedPalettes(t *testing.T) {
	dir := t.TempDir()
	f, err := openFolder(t.Context(), dir, index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = paintDemo(t.Context(), f, demo.New(1, 120), func(string, int, int) {})
	f.Close()
	if err != nil {
		t.Fatal(err)
	}
	store, eng := openReading(t, dir)
	askByPalettes(t, eng, allPins(t, store), 20)
}

// askByPalettes asks with the palettes of so many pins: each must find its pin
// among the first 20 in nine of ten, or a copy that the pin is folded under, and
// order all pins as the transport distance does.
func askByPalettes(t *testing.T, eng *engine.Engine, pins []engine.Pin, queries int) {
	t.Helper()
	palettes := map[engine.PinID][]palette.Swatch{}
	colors := map[engine.PinID][]engine.Color{}
	few := 0
	for _, p := range pins {
		view, err := eng.Pin(t.Context(), "", p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(view.Palette) < 3 {
			few++
		}
		colors[p.ID], palettes[p.ID] = view.Palette, swatchesOf(t, view.Palette)
	}
	if few*100 > len(pins) {
		t.Errorf("%d of %d pins have fewer than three colours, which photographs and paintings have", few, len(pins))
	}
	found, agree := 0, 0.0
	for q := range queries {
		id := pins[q*len(pins)/queries].ID
		if foundAmongFirst(t, eng, colors[id], id) {
			found++
		}
		agree += agreement(t, eng, colors[id], func(other engine.PinID) float64 {
			return float64(palette.Distance(palettes[id], palettes[other]))
		})
	}
	share, mean := float64(found)/float64(queries), agree/float64(queries)
	t.Logf("of %d pins %.3f are among the first 20 by their palette; rank correlation with the distance is %.4f", queries, share, mean)
	if share < .9 || mean < .9 {
		t.Error("want .9 of both at least")
	}
}

func swatchesOf(t *testing.T, colors []engine.Color) []palette.Swatch {
	t.Helper()
	out := make([]palette.Swatch, len(colors))
	for i, c := range colors {
		s, err := palette.ParseHex(c.Hex)
		if err != nil {
			t.Fatal(err)
		}
		s.Share = uint16(c.Weight * palette.Whole / score.One)
		out[i] = s
	}
	return out
}

func foundAmongFirst(t *testing.T, eng *engine.Engine, p []engine.Color, id engine.PinID) bool {
	t.Helper()
	a, err := eng.Find(t.Context(), engine.Query{Palette: p})
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(a.Items, func(it engine.Item) bool {
		return it.Pin.ID == id || slices.ContainsFunc(it.Copies, func(c engine.CopyView) bool { return c.ID == id })
	})
}

// agreement is the rank correlation (Spearman) of the order of all that a palette
// finds with that by a distance.
func agreement(t *testing.T, eng *engine.Engine, p []engine.Color, distance func(engine.PinID) float64) float64 {
	t.Helper()
	var distances []float64
	q := engine.Query{Palette: p, Limit: engine.MaxLimit, NoFold: true, NoExplain: true}
	for {
		a, err := eng.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range a.Items {
			distances = append(distances, distance(it.Pin.ID))
		}
		if a.Bookmark == nil {
			break
		}
		q.Bookmark = *a.Bookmark
	}
	places := make([]float64, len(distances))
	for i := range places {
		places[i] = float64(i)
	}
	return correlation(places, ranks(distances))
}

// ranks are the places of values by size; equal ones share the mean of theirs.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	out := make([]float64, len(values))
	for from, to := 0, 0; from < len(order); from = to {
		for to = from; to < len(order) && values[order[to]] == values[order[from]]; to++ {
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+to-1) / 2
		}
	}
	return out
}

func correlation(x, y []float64) float64 {
	mean := float64(len(x)-1) / 2
	var xy, xx, yy float64
	for i := range x {
		xy += (x[i] - mean) * (y[i] - mean)
		xx += (x[i] - mean) * (x[i] - mean)
		yy += (y[i] - mean) * (y[i] - mean)
	}
	return xy / math.Sqrt(xx*yy)
}
