package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/jpeg"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/features"
	"akin/engine/source"
	"akin/index"

	"golang.org/x/image/draw"
)

// testdata returns a folder of the real data that some tests need.
func testdata(t *testing.T, sub string) string {
	t.Helper()
	dir := os.Getenv("AKIN_TESTDATA")
	if dir == "" {
		t.Skip("SKIPPED: set AKIN_TESTDATA to the folder of photographs to run this test")
	}
	return filepath.Join(dir, sub)
}

// importAll imports a folder into dir, in an order that the caller may change.
func importAll(t *testing.T, dir, folder string, order func([]source.Entry)) engine.ImportSummary {
	t.Helper()
	src, err := source.Of([]string{folder})
	if err != nil {
		t.Fatal(err)
	}
	entries := src.Entries(t.Context())
	if order != nil {
		all := slices.Collect(entries)
		order(all)
		entries = iter.Seq[source.Entry](slices.Values(all))
	}
	f, err := openFolder(t.Context(), dir, index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sum, err := f.eng.Import(t.Context(), entries, engine.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// openReading opens a collection for the length of a test.
func openReading(t *testing.T, dir string) (*index.Store, *engine.Engine) {
	t.Helper()
	f, err := openFolder(t.Context(), dir, index.Options{ReadOnly: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f.store, f.eng
}

// allPins lists the pins of a collection by ID.
func allPins(t *testing.T, store *index.Store) []engine.Pin {
	t.Helper()
	view, err := store.Records.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	var pins []engine.Pin
	if err := view.EachPin(t.Context(), func(p engine.Pin) error { pins = append(pins, p); return nil }); err != nil {
		t.Fatal(err)
	}
	return pins
}

// The thousand photographs are taken in, once; looks alone find a
// photograph's kind; a copy is told; and rankings repeat to the byte.
func TestPhotographs(t *testing.T) {
	photos := testdata(t, "photos")
	dir := t.TempDir()
	sum := importAll(t, dir, photos, nil)
	if sum.Added != 1000 || sum.Failed != 0 {
		t.Fatalf("first import: %+v, want 1000 added", sum)
	}
	t.Logf("%.1f pictures a second", sum.PicturesPerSecond)
	if again := importAll(t, dir, photos, nil); again.Unchanged != 1000 {
		t.Fatalf("second import: %+v, want 1000 unchanged", again)
	}

	t.Run("looks find the kind", func(t *testing.T) {
		store, eng := openReading(t, dir)
		p := precision(t, eng, allPins(t, store))
		t.Logf("P@20 by looks: %.4f", p)
		if p < .82 {
			t.Errorf("P@20 = %.4f, want at least .82 (a plain histogram gives .67)", p)
		}
	})
	t.Run("a recompressed photograph is a copy", func(t *testing.T) {
		store, eng := openReading(t, dir)
		pins := allPins(t, store)
		for i := 0; i < len(pins); i += 50 {
			findRecompressed(t, eng, photos, &pins[i])
		}
	})
	t.Run("visual words agree with the scan", func(t *testing.T) {
		store, _ := openReading(t, dir)
		compareFinders(t, store, allPins(t, store))
	})
	t.Run("palettes find", func(t *testing.T) {
		store, eng := openReading(t, dir)
		askByPalettes(t, eng, allPins(t, store), 100)
	})
	t.Run("rankings repeat", func(t *testing.T) {
		store, eng := openReading(t, dir)
		pins := allPins(t, store)
		want := rankings(t, eng, pins)
		if got := rankings(t, eng, pins); got != want {
			t.Error("a second time differs")
		}
		_, again := openReading(t, dir)
		if got := rankings(t, again, pins); got != want {
			t.Error("after a restart differs")
		}
		for _, n := range []int{1, 2} {
			old := runtime.GOMAXPROCS(n)
			if got := rankings(t, eng, pins); got != want {
				t.Errorf("with GOMAXPROCS %d differs", n)
			}
			runtime.GOMAXPROCS(old)
		}
		other := t.TempDir()
		importAll(t, other, photos, func(e []source.Entry) { slices.Reverse(e) })
		_, reversed := openReading(t, other)
		if got := rankings(t, reversed, pins); got != want {
			t.Error("with the photographs imported in reverse differs")
		}
	})
}

// precision is the share of the first 20 others that are of the pin's folder.
func precision(t *testing.T, eng *engine.Engine, pins []engine.Pin) float64 {
	hits := 0
	for _, p := range pins {
		a, err := eng.Find(t.Context(), engine.Query{
			Pins: []engine.Anchor{{ID: p.ID}}, Only: lookSignals,
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Items) != 20 {
			t.Fatalf("pin %s: %d items, want 20", p.ID, len(a.Items))
		}
		for _, it := range a.Items {
			if filepath.Dir(it.Pin.Source) == filepath.Dir(p.Source) {
				hits++
			}
		}
	}
	return float64(hits) / float64(20*len(pins))
}

// findRecompressed posts a pin's photograph at half size and quality 40.
func findRecompressed(t *testing.T, eng *engine.Engine, photos string, p *engine.Pin) {
	f, err := os.Open(filepath.Join(photos, p.Source))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := jpeg.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	half := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx()/2, img.Bounds().Dy()/2))
	draw.CatmullRom.Scale(half, half.Rect, img, img.Bounds(), draw.Src, nil)
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, half, &jpeg.Options{Quality: 40}); err != nil {
		t.Fatal(err)
	}
	look, err := eng.Look(t.Context(), &buf, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := eng.Find(t.Context(), engine.Query{Picture: look, Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	first := a.Items[0]
	if first.Pin.ID != p.ID || first.Copy == nil || !slices.Equal(first.Copy.How, []string{"resized", "recompressed"}) {
		t.Errorf("%s at half size: first is %s, copy %v", p.Source, first.Pin.Source, first.Copy)
	}
}

// compareFinders holds the two ways to find pictures against each other: those
// that share a visual word in Bleve, and the 20 nearest codes of the scan.
func compareFinders(t *testing.T, store *index.Store, pins []engine.Pin) {
	snap := store.Snapshot()
	defer snap.Close()
	near, both, proposed, queries := 0, 0, 0, 0
	for i := 0; i < len(pins); i += 20 {
		row, _ := snap.Row(pins[i].ID)
		f, _ := snap.Features(row)
		rows, err := snap.Matching(t.Context(), nil, f.VisualWords())
		if err != nil {
			t.Fatal(err)
		}
		queries++
		proposed += len(rows)
		for plane := range features.Plane(features.Planes) {
			for _, r := range snap.Nearest(plane, f.Code(plane), 20) {
				near++
				if slices.Contains(rows, r) {
					both++
				}
			}
		}
	}
	recall, share := float64(both)/float64(near), float64(proposed)/float64(queries*snap.Len())
	t.Logf("visual words find %.2f of the nearest codes among %.2f of all pins", recall, share)
	if recall < 5*share {
		t.Errorf("visual words find %.2f of the nearest codes among %.2f of all pins: little better than chance", recall, share)
	}
}

// rankings is the JSON of the items for every 20th pin.
func rankings(t *testing.T, eng *engine.Engine, pins []engine.Pin) string {
	t.Helper()
	var out strings.Builder
	for i := 0; i < len(pins); i += 20 {
		a, err := eng.Find(context.Background(), engine.Query{Pins: []engine.Anchor{{ID: pins[i].ID}}, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(io.Writer(&out)).Encode(a.Items); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}
