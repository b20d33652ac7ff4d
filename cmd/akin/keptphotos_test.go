package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"akin/engine"
	"akin/engine/score"
	"akin/engine/source"
)

// shelve puts the pins of each folder, in the order they come, on three boards
// of 40, drawn with a seed. Of a hundred pins some 78 are on one or more. The
// boards' titles are numbers, so that no words tell them.
func shelve(entries []source.Entry, seed uint64) {
	folders := map[string][]int{}
	var order []string
	for i, e := range entries {
		dir := filepath.Dir(e.Source)
		if folders[dir] == nil {
			order = append(order, dir)
		}
		folders[dir] = append(folders[dir], i)
		entries[i].Boards = nil
	}
	for f, dir := range order {
		for n := range 3 {
			random := rand.New(rand.NewPCG(seed, uint64(3*f+n)))
			pins := folders[dir]
			for _, at := range random.Perm(len(pins))[:min(40, len(pins))] {
				e := &entries[pins[at]]
				e.Boards = append(e.Boards, fmt.Sprint(1000+3*f+n))
			}
		}
	}
}

// People keep photographs of a kind together. From one that is kept, boards
// alone find its kind; from one that nobody keeps, they find nothing, and looks
// still do; and all signals together find more than either.
func TestKeptPhotographs(t *testing.T) {
	dir := t.TempDir()
	importAll(t, dir, testdata(t, "photos"), func(e []source.Entry) { shelve(e, 1) })
	store, eng := openReading(t, dir)
	pins := allPins(t, store)
	kept, alone := 0, 0
	var board, looks, blend, keptBoard, aloneBlend tally
	for i := range pins {
		p := &pins[i]
		b := kindOf(t, eng, p, score.Board)
		l := kindOf(t, eng, p, append([]score.Signal{score.Copy}, lookSignals...)...) // copies fold under both
		all := kindOf(t, eng, p)
		board.add(b)
		looks.add(l)
		blend.add(all)
		if len(p.Boards) > 0 {
			kept++
			keptBoard.add(b)
			continue
		}
		alone++
		aloneBlend.add(all)
		if b.items != 0 {
			t.Errorf("pin %s is on no board, and boards find %d pins", p.Source, b.items)
		}
		if all != l {
			t.Errorf("pin %s is on no board: all signals find %+v, looks %+v", p.Source, all, l)
		}
	}
	t.Logf("%d kept, %d alone; P@20 of kept pins by boards %.4f; of pins alone by all %.4f", kept, alone, keptBoard.share(), aloneBlend.share())
	t.Logf("P@20 of all pins: boards %.4f, looks %.4f, all signals %.4f", board.share(), looks.share(), blend.share())
	if alone < 150 || alone > 280 {
		t.Errorf("%d pins of 1000 are on no board, about a fifth was meant", alone)
	}
	if keptBoard.share() < .95 {
		t.Errorf("from kept pins, boards find their kind in %.4f, want at least .95", keptBoard.share())
	}
	if blend.share() <= looks.share() || blend.share() <= board.share() {
		t.Errorf("all signals find %.4f, boards %.4f, looks %.4f: want more than either", blend.share(), board.share(), looks.share())
	}
}

// found is how many of the first 20 items there are, and are of a pin's kind.
type found struct{ items, kind int }

func kindOf(t *testing.T, eng *engine.Engine, p *engine.Pin, only ...score.Signal) (f found) {
	t.Helper()
	a, err := eng.Find(t.Context(), engine.Query{Pins: []engine.Anchor{{ID: p.ID}}, Only: only})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range a.Items {
		f.items++
		if filepath.Dir(it.Pin.Source) == filepath.Dir(p.Source) {
			f.kind++
		}
	}
	return f
}

// A tally is the mean of P@20: missing items count as wrong.
type tally struct{ kind, of int }

func (t *tally) add(f found)    { t.kind, t.of = t.kind+f.kind, t.of+20 }
func (t *tally) share() float64 { return float64(t.kind) / float64(t.of) }
