package index

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/palette"
	"akin/engine/score"
)

// A palette is found by sketches, and under a filter or with words that are too
// common by the words of its mean colour too: whichever way, the first are those
// nearest by the distance itself.
func TestPalettesAreFound(t *testing.T) {
	const n = 800
	s := openStore(t, t.TempDir(), Options{})
	keepSynthetic(t, s, 0, n)
	rebuild(t, s)
	asked := &askedStore{Store: s}
	e := engine.New(engine.Parts{Records: s.Records, Library: s.Records, Pictures: s.Pictures, Index: asked})
	colorAlone := map[score.Signal]score.Micro{score.Text: 0}
	for _, c := range []struct {
		name    string
		query   engine.Query
		byWords bool
	}{
		{"alone", engine.Query{}, false},
		{"with a filter that all pass", engine.Query{Filter: engine.Filter{MinWidth: 1}}, true},
		{"with words that most have", engine.Query{Text: "word0 word1 word2 word3", Weights: colorAlone}, true},
	} {
		found, all := 0, 0
		for i := range 8 {
			d, l := synthetic(i * 99)
			q := c.query
			q.Palette, q.NoFold = paletteOf(t, s, d.Pin.ID), true
			asked.visual = nil
			a, err := e.Find(t.Context(), q)
			must(t, err)
			equal(t, c.name+": the first", a.Items[0].Pin.ID, d.Pin.ID)
			byWords := slices.ContainsFunc(asked.visual, func(v []string) bool { return slices.Equal(v, palette.Near(l.Features.Palette)) })
			equal(t, c.name+": asked for by words", byWords, c.byWords)
			for _, id := range nearestByPalette(s, l.Features.Palette, 20) {
				all++
				if slices.ContainsFunc(a.Items, func(it engine.Item) bool { return it.Pin.ID == id }) {
					found++
				}
			}
		}
		share := float64(found) / float64(all)
		t.Logf("%s: %.3f of the 20 nearest are found", c.name, share)
		if share < .9 {
			t.Errorf("%s: want .9", c.name)
		}
	}
}

// An askedStore notes the visual words that it is asked for, and says of every
// word that very many pins have it.
type askedStore struct {
	*Store
	visual [][]string
}

func (a *askedStore) Snapshot() engine.Snapshot { return &askedSnapshot{a.Store.Snapshot(), a} }

type askedSnapshot struct {
	engine.Snapshot
	store *askedStore
}

func (a *askedSnapshot) With(context.Context, engine.UserID) (engine.Snapshot, error) { return a, nil }

func (a *askedSnapshot) Term(stem string) (engine.Term, int, bool) {
	term, _, ok := a.Snapshot.Term(stem)
	return term, 1_000_000, ok
}

func (a *askedSnapshot) Totals() (pins int, length int64) { return 4_000_000, 32_000_000 }

func (a *askedSnapshot) Matching(ctx context.Context, stems, visual []string) ([]engine.Row, error) {
	if visual != nil {
		a.store.visual = append(a.store.visual, visual)
	}
	return a.Snapshot.Matching(ctx, stems, visual)
}

// nearestByPalette compares with every pin; of equals the smallest IDs come
// first.
func nearestByPalette(s *Store, p []palette.Swatch, n int) (ids []engine.PinID) {
	snap := s.Snapshot()
	defer snap.Close()
	type measured struct {
		id engine.PinID
		d  int
	}
	var all []measured
	probe := palette.NewProbe(p)
	for r := range engine.Row(snap.Len()) {
		f, _ := snap.Features(r)
		all = append(all, measured{snap.Pin(r).ID, probe.Distance(f.Palette)})
	}
	slices.SortFunc(all, func(a, b measured) int { return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.id, b.id)) })
	for _, m := range all[:n] {
		ids = append(ids, m.id)
	}
	return ids
}
