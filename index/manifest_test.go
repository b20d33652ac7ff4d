package index

import (
	"path/filepath"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

// Folders with the same record have the same generations, in whatever order
// the pins came and however they were indexed before.
func TestManifestsOfOneRecordAreEqual(t *testing.T) {
	backwards := enginetest.Deposits()
	slices.Reverse(backwards)
	var want Manifest
	for i, fill := range []func(s *Store){
		func(s *Store) { keep(t, s, enginetest.Deposits()...) },
		func(s *Store) { keep(t, s, backwards...) },
		func(s *Store) {
			for i, d := range enginetest.Deposits() {
				keep(t, s, d)
				catchUp(t, s)
				if i == 7 {
					rebuild(t, s)
				}
			}
		},
	} {
		dir := t.TempDir()
		s := openStore(t, dir, Options{})
		fill(s)
		must(t, s.Rebuild(t.Context(), engine.RebuildOptions{Fit: true})) // the others fitted fewer pins
		m, err := readManifest(filepath.Join(dir, "generations", liveName(s)))
		must(t, err)
		if i == 0 {
			want = m
		}
		equal(t, "manifest", m, want)
		equal(t, "files", len(m.Files), len(binFiles))
		equal(t, "pictures", m.Pictures, 16)
	}
}

// A change that says nothing new of any pin moves no digest, only the number of
// changes that are covered.
func TestManifestTellsWhatItCovers(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	keep(t, s, enginetest.Deposits()...)
	rebuild(t, s)
	first, err := readManifest(filepath.Join(dir, "generations", "000001"))
	must(t, err)
	d := enginetest.Deposits()[0]
	d.Pin.Title = "Another"
	keep(t, s, d, enginetest.Deposits()[0])
	rebuild(t, s)
	second, err := readManifest(filepath.Join(dir, "generations", "000002"))
	must(t, err)
	equal(t, "changes between", second.Through-first.Through, 2)
	second.Through = first.Through
	equal(t, "manifest", second, first)
}

// A pin that is gone leaves nothing in the counts: an overlay without it says
// what an overlay that never had it says.
func TestDroppedPins(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	keep(t, s, enginetest.Deposits()[:6]...)
	rebuild(t, s)
	g := s.live.generation
	now := map[engine.PinID]derived{}
	var ids []engine.PinID
	for _, d := range enginetest.Deposits()[4:9] {
		ids = append(ids, d.Pin.ID)
		now[d.Pin.ID] = derived{pin: d.Pin}
	}
	over := emptyOverlay(g).with(g, 1, ids, now).with(g, 2, ids, nil)
	equal(t, "pins", len(over.pins), 0)
	equal(t, "rows", len(over.rows), 0)
	equal(t, "hidden", over.gone, 2)
	words, lengths := 0, int64(0)
	for _, d := range enginetest.Deposits()[4:6] {
		d.Pin.Boards = []string{d.Boards[0].Title}
		_, length := wordsOf(&d.Pin)
		words, lengths = words-1, lengths-int64(length)
	}
	equal(t, "pins with words", over.worded, words)
	equal(t, "lengths", over.lengths, lengths)
	for term, n := range over.freqs {
		if int(term) >= g.words.terms && n != 0 || n > 0 {
			t.Errorf("term %d has %d pins more than the generation says", term, n)
		}
	}
}
