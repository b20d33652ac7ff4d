package index

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"akin/engine"
	"akin/engine/eye"
)

// alikeOf is all that a view says of looks: each pin's code, where a walk from
// it leads, and what is nearest to it.
func alikeOf(s *Store) map[engine.PinID]string {
	snap := s.Snapshot().(*snapshot)
	defer snap.Close()
	all := map[engine.PinID]string{}
	for i := range snap.pins.rows + len(snap.over.pins) {
		if i < snap.pins.rows && snap.over.hidden.Has(uint32(i)) {
			continue
		}
		r := engine.Row(i)
		code, ok := snap.Code(r)
		text := fmt.Sprintln(ok, code)
		for _, f := range snap.Alike().Walk([]engine.RowWeight{{Row: r, Weight: 1}}, 30) {
			text += fmt.Sprintln(snap.Pin(f.Row).ID, f.Score)
			if f.HasVia {
				text += fmt.Sprintln("by", snap.Pin(f.Via).ID)
			}
		}
		if ok {
			for _, n := range snap.Alike().NearestTo(code, 12) {
				text += fmt.Sprintln(snap.Pin(n.Row).ID, n.Similarity)
			}
		}
		all[snap.Pin(r).ID] = text
	}
	return all
}

func sameAlike(t *testing.T, when string, got, want map[engine.PinID]string) {
	t.Helper()
	equal(t, when+": pins", len(got), len(want))
	for id, text := range want {
		if got[id] != text {
			t.Fatalf("%s: %s looks otherwise:\n got %s\nwant %s", when, id, got[id], text)
		}
	}
}

// shuffledChanges drops pins, adds some and gives some another picture, in an
// order of its own, with a catch-up now and then.
func shuffledChanges(t *testing.T, s *Store, seed uint64) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 3))
	for _, i := range random.Perm(120) {
		switch {
		case i < 40: // is dropped
			d, _ := synthetic(i)
			must(t, s.Records.DropPin(t.Context(), d.Pin.ID))
		case i < 60: // has another's picture, and for a while a third's
			d, _ := synthetic(i)
			for _, other := range []int{i + 100, i + 200} {
				_, l := synthetic(other)
				must(t, s.Remember([]engine.Look{l}))
				d.Pin.Picture = l.Picture
				_, err := s.Records.Keep(t.Context(), []engine.Deposit{d})
				must(t, err)
				if random.IntN(3) == 0 {
					catchUp(t, s)
				}
			}
		default: // is new; some are dropped and come back
			keepSynthetic(t, s, 300+i, 1)
			if i%3 == 0 {
				catchUp(t, s)
				d, _ := synthetic(300 + i)
				must(t, s.Records.DropPin(t.Context(), d.Pin.ID))
				catchUp(t, s)
				keepSynthetic(t, s, 300+i, 1)
			}
		}
		if random.IntN(10) == 0 {
			catchUp(t, s)
		}
	}
	catchUp(t, s)
}

func fitNote(t *testing.T, dir string, s *Store) FitNote {
	t.Helper()
	m, err := readManifest(filepath.Join(dir, "generations", liveName(s)))
	must(t, err)
	return m.Fit
}

// For one fit, who looks like whom is a function of the pins there are: however
// they came, what a rebuild makes of them is the same.
func TestAlikeIsAFunctionOfThePins(t *testing.T) {
	learned := FitNote{Kind: collectionFit, Pins: 300, RawVersion: eye.RawVersion}
	var want map[engine.PinID]string
	for seed := range uint64(3) {
		dir := t.TempDir()
		s := openStore(t, dir, Options{})
		keepSynthetic(t, s, 0, 300)
		rebuild(t, s)
		equal(t, "fit of the first generation", fitNote(t, dir, s), learned)
		shuffledChanges(t, s, seed)
		got := alikeOf(s)
		if seed == 0 {
			want = got
		}
		sameAlike(t, fmt.Sprintf("shuffled with seed %d", seed), got, want)
		if seed > 0 {
			continue
		}
		must(t, s.Close())
		s = openStore(t, dir, Options{})
		sameAlike(t, "opened again", alikeOf(s), want)
		rebuild(t, s)
		sameAlike(t, "rebuilt", alikeOf(s), want)
		equal(t, "fit of the second generation", fitNote(t, dir, s), learned)
	}
}

// A fit stays until another is asked for, and what is learned then is what a
// folder without a past learns.
func TestFitsStay(t *testing.T) {
	old, fresh := t.TempDir(), t.TempDir()
	s := openStore(t, old, Options{})
	rebuild(t, s)
	equal(t, "fit of nothing", fitNote(t, old, s), FitNote{defaultFit, 0, eye.RawVersion})
	keepSynthetic(t, s, 0, 70)
	rebuild(t, s)
	equal(t, "fit of few pins", fitNote(t, old, s), FitNote{defaultFit, 70, eye.RawVersion})
	keepSynthetic(t, s, 70, 150)
	rebuild(t, s)
	equal(t, "the same fit", fitNote(t, old, s), FitNote{defaultFit, 70, eye.RawVersion})
	stages := map[string]bool{}
	must(t, s.Rebuild(t.Context(), engine.RebuildOptions{Fit: true, Progress: func(stage string, done, all int) {
		stages[stage] = stages[stage] || done == all
	}}))
	equal(t, "another fit", fitNote(t, old, s), FitNote{collectionFit, 220, eye.RawVersion})
	equal(t, "stages told to their end", stages, map[string]bool{"indexing": true, "fitting": true, "comparing": true})

	f := openStore(t, fresh, Options{})
	keepSynthetic(t, f, 0, 220)
	rebuild(t, f)
	got, err := readManifest(filepath.Join(old, "generations", liveName(s)))
	must(t, err)
	want, err := readManifest(filepath.Join(fresh, "generations", liveName(f)))
	must(t, err)
	equal(t, "files of one record", got.Files, want.Files)
}

// A save changes nothing of looks: the graph is the same one.
func TestASaveKeepsTheGraphOfLooks(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	keepSynthetic(t, s, 0, 100)
	rebuild(t, s)
	keepSynthetic(t, s, 100, 20)
	catchUp(t, s)
	before := s.live.over.likes
	for _, i := range []int{3, 110} { // of the generation, and of the overlay
		d, _ := synthetic(i)
		d.Pin.Title = "Another"
		d.Boards = []engine.Board{engine.BoardOf("ana", "some")}
		_, err := s.Records.Keep(t.Context(), []engine.Deposit{d})
		must(t, err)
		catchUp(t, s)
	}
	if s.live.over.likes != before {
		t.Error("the graph of looks is another one")
	}
	keepSynthetic(t, s, 120, 1)
	catchUp(t, s)
	if s.live.over.likes == before {
		t.Error("the graph of looks is the same with a pin more")
	}
}

// What is held in memory of a pin for comparing and scanning: its code, its
// sketches and its links. The lists of neighbours are not: they are mapped, and
// read where pins come and go.
func TestHeldForComparing(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	keepSynthetic(t, s, 0, 1500)
	rebuild(t, s)
	pins := s.live.pins.rows
	links := s.live.over.likes.Bytes() / pins
	t.Logf("bytes a pin: %d of codes, %d of sketches, %d of links", eye.CodeSize, codeSize, links)
	if sum := eye.CodeSize + codeSize + links; sum > 640 {
		t.Errorf("a pin takes %d bytes, want at most 640", sum)
	}
}
