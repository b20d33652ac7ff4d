package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/region"
	"akin/engine/score"
	"akin/engine/source"
	"akin/index"
)

// BenchmarkQueries asks about photographs in several ways that take turns, so that
// what else the machine does falls on all of them. It tells medians in ms, and what
// they are to each other: a region is to take three times as long as the picture as
// a whole at most, and looking for copies, turned and flipped, twice as long as not
// looking for any.
func BenchmarkQueries(b *testing.B) {
	folder := os.Getenv("AKIN_TESTDATA")
	if folder == "" {
		b.Skip("AKIN_TESTDATA is not set: skipping what needs real photographs")
	}
	src, err := source.Of([]string{filepath.Join(folder, "photos")})
	if err != nil {
		b.Fatal(err)
	}
	f, err := openFolder(b.Context(), b.TempDir(), index.Options{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	entries := slices.Collect(src.Entries(b.Context()))
	if _, err := f.eng.Import(b.Context(), slices.Values(entries), engine.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	middle, err := region.RectOf(.25, .25, .5, .5)
	if err != nil {
		b.Fatal(err)
	}
	ask := func(q engine.Query) {
		if _, err := f.eng.Find(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	pin := func(e *source.Entry) []engine.Anchor {
		return []engine.Anchor{{ID: engine.PinID("source:" + e.Source)}}
	}
	post := func(e *source.Entry, part *region.Rect) {
		data, err := os.ReadFile(e.Path)
		if err != nil {
			b.Fatal(err)
		}
		look, err := f.eng.Look(b.Context(), bytes.NewReader(data), part)
		if err != nil {
			b.Fatal(err)
		}
		ask(engine.Query{Picture: look, Region: part})
	}
	ways := []struct {
		name string
		ask  func(e *source.Entry)
		took []float64
	}{
		{"pin", func(e *source.Entry) { ask(engine.Query{Pins: pin(e)}) }, nil},
		{"pin-no-copy", func(e *source.Entry) { ask(engine.Query{Pins: pin(e), Off: []score.Signal{score.Copy}}) }, nil},
		{"pin-region", func(e *source.Entry) { ask(engine.Query{Pins: pin(e), Region: &middle}) }, nil},
		{"posted", func(e *source.Entry) { post(e, nil) }, nil},
		{"posted-region", func(e *source.Entry) { post(e, &middle) }, nil},
	}
	for i := 0; b.Loop(); i++ {
		for w := range ways {
			start := time.Now()
			ways[w].ask(&entries[i*37%len(entries)])
			ways[w].took = append(ways[w].took, float64(time.Since(start).Microseconds())/1000)
		}
	}
	median := func(name string) float64 {
		for _, w := range ways {
			if w.name == name {
				return slices.Sorted(slices.Values(w.took))[len(w.took)/2]
			}
		}
		return 0
	}
	b.ReportMetric(0, "ns/op") // of all ways together: says nothing
	for _, w := range ways {
		b.ReportMetric(median(w.name), "ms/"+w.name)
	}
	b.ReportMetric(median("pin-region")/median("pin"), "region-over-pin")
	b.ReportMetric(median("posted-region")/median("posted"), "region-over-posted")
	b.ReportMetric(median("pin")/median("pin-no-copy"), "copy-over-none")
}
