package index

import (
	"context"
	"fmt"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/features"
)

// A filter means the same over a generation, over an overlay, and over both.
func TestFilters(t *testing.T) {
	s := openStore(t, worldFolder(t), Options{})
	e := libraryOf(s)
	enginetest.TestFilters(t, e)
	rebuild(t, s)
	enginetest.TestFilters(t, e)
}

func libraryOf(s *Store) *engine.Engine {
	return engine.New(engine.Parts{Records: s.Records, Library: s.Records, Pictures: s.Pictures, Index: s, Eye: enginetest.Eye()})
}

// An unknown board is not there; a tag finds pins when it is given, and no more
// when it is taken away.
func TestFiltersFollowChanges(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	e := libraryOf(s)
	world := enginetest.Deposits()
	keep(t, s, world...)
	rebuild(t, s)
	q := engine.Query{Text: "sea", Filter: engine.Filter{Tags: []string{"NEW"}}}
	found := func() (ids []engine.PinID) {
		a, err := e.Find(t.Context(), q)
		must(t, err)
		for _, it := range a.Items {
			ids = append(ids, it.Pin.ID)
		}
		return ids
	}
	equal(t, "before", found(), nil)
	_, err := e.ChangePin(t.Context(), "ana", "blue-blobs", engine.PinChange{Tags: &[]string{"New", "cold"}})
	must(t, err)
	equal(t, "tagged", found(), []engine.PinID{"blue-blobs"})
	_, err = e.ChangePin(t.Context(), "ana", "blue-blobs", engine.PinChange{Tags: &[]string{"newer"}})
	must(t, err)
	equal(t, "tagged otherwise", found(), nil)
	q.Filter = engine.Filter{Board: "nobody's"}
	if _, err := e.Find(t.Context(), q); engine.KindOf(err) != engine.NotFound {
		t.Errorf("unknown board: %v", err)
	}
}

// What the generation and the overlay take is told part by part.
func TestStatusCountsBytes(t *testing.T) {
	s := openStore(t, worldFolder(t), Options{})
	st, err := s.Status()
	must(t, err)
	for _, part := range []string{"pins", "words", "features", "codes", "text", "overlay_text", "overlay_features"} {
		if st.Bytes[part] <= 0 {
			t.Errorf("%s takes %d bytes", part, st.Bytes[part])
		}
	}
	// 16 bytes of header and a row each of the nine pins of the generation
	equal(t, "features", st.Bytes["features"], int64(16+9*features.PackedSize))
	if old := time.Since(st.Built); old < 0 || old > time.Hour {
		t.Errorf("it was built %v ago", old)
	}
	built := st.Built
	must(t, s.Close())
	s = openStore(t, s.dir, Options{})
	st, err = s.Status()
	must(t, err)
	equal(t, "built, after a restart", st.Built, built)
}

func BenchmarkFilter(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		s := syntheticStore(b, n)
		d, _ := synthetic(n / 2)
		for _, f := range []struct {
			name   string
			filter engine.Filter
		}{
			{"none", engine.Filter{}},
			{"all-pass", engine.Filter{MinWidth: 1}},
			{"nobody-passes", engine.Filter{MinWidth: 10_000}},
			{"tag", engine.Filter{Tags: []string{"rare"}}},
		} {
			b.Run(fmt.Sprintf("pins=%d/%s", n, f.name), func(b *testing.B) {
				e := libraryOf(s)
				q := engine.Query{Pins: []engine.Anchor{{ID: d.Pin.ID}}, Filter: f.filter}
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Find(context.Background(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
