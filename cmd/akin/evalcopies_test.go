package main

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"akin/assets/demo"
	"akin/engine/alter"
	"akin/engine/pdq"
)

func TestCountCopiesByHand(t *testing.T) {
	// Two pictures by two forms, the first of which is mild. Of b, the copy by
	// the mild form is found and not folded, the other is lost and called a copy
	// of a; and a as it is is called a copy of b.
	forms := []alter.Form{{Name: "mild", Mild: true}, {Name: "wild"}}
	yes := told{found: true, folded: true}
	plain := []told{yes, {falsely: []int{1}}}
	e := &copiesEval{originals: []original{{path: "a"}, {path: "b"}}, asked: [][]asked{
		{{told{found: true, folded: true, falsely: []int{1}}, plain}, {yes, plain}, {yes, plain}},
		{{yes, plain}, {told{found: true}, plain}, {told{falsely: []int{0}}, plain}},
	}}
	r := e.count(forms)
	if r.Pictures != 2 || r.Queries != 6 || r.Pairs != 6 {
		t.Errorf("%d pictures, %d queries, %d pairs: want 2, 6, 6", r.Pictures, r.Queries, r.Pairs)
	}
	if r.copiesShare != (copiesShare{.75, .5}) || r.Mild != (copiesShare{1, .5}) {
		t.Errorf("all %v, mild %v: want .75 and .5, 1 and .5", r.copiesShare, r.Mild)
	}
	if got := r.Transforms["wild"]; got != (formShare{false, copiesShare{.5, .5}}) {
		t.Errorf("wild: %v", got)
	}
	if !slices.Equal(r.FalsePairs, []falsePair{{asItIs, "a", "b"}, {"wild", "b", "a"}}) || r.FalseFolds != 2 || r.FalseFoldsBase != 1 {
		t.Errorf("false: %v, %d, %d as they are", r.FalsePairs, r.FalseFolds, r.FalseFoldsBase)
	}
	pdq, other := r.Beside[plainWays[0].name], r.Beside[plainWays[1].name]
	if pdq.Found != 1 || pdq.FalseFolds != 0 || other.Found != 0 || other.FalseFolds != 6 {
		t.Errorf("beside: %v and %v", pdq, other)
	}
}

func TestPlainWaysByHand(t *testing.T) {
	// The second differs from the first in 10 bits, the third in 11 others.
	originals := make([]original, 3)
	originals[1].plain.phash = 1<<10 - 1
	originals[2].plain.phash = (1<<11 - 1) << 20
	w := &plainWays[1]
	for base, want := range []told{{true, true, 0, []int{1}}, {false, false, 0, []int{0}}, {false, false, 0, []int{0, 1}}} {
		got := w.ask(&originals[0].plain, base, originals)
		if got.found != want.found || got.folded != want.folded || got.first != want.first || !slices.Equal(got.falsely, want.falsely) {
			t.Errorf("as a copy of %d: %+v, want %+v", base, got, want)
		}
	}
	// A turn is tried on the query's side, and 31 bits are near enough.
	var query, pin plainHashes
	for i := range query.pdq {
		query.pdq[i] = pdq.Hash{math.MaxUint64, math.MaxUint64}
	}
	query.pdq[3] = pdq.Hash{1<<31 - 1}
	w = &plainWays[0]
	if d := w.distance(&query, &pin); d != 31 || d > w.within {
		t.Errorf("%d bits apart, want 31, which is near", d)
	}
}

// copiesOf asks with copies of pictures in a folder.
func copiesOf(t *testing.T, dir string) *copiesEval {
	t.Helper()
	e, err := readOriginals(t.Context(), dir, newProgress(io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	if err := e.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := e.sum
	t.Logf("found %.3f, folded %.3f, of mild ones %.3f and %.3f; false folds %v of %d pairs",
		r.Found, r.Folded, r.Mild.Found, r.Mild.Folded, r.FalsePairs, r.Pairs)
	return e
}

func TestEvalCopiesOfPaintings(t *testing.T) {
	dir, painted := t.TempDir(), demo.New(1, 60)
	styles := map[string]bool{}
	for i, p := range painted.Pins() {
		if p.CopyOf >= 0 || styles[p.Style] || len(styles) == 2 {
			continue
		}
		styles[p.Style] = true
		data, err := painted.Paint(i)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, p.Style+".jpg"), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	e := copiesOf(t, dir)
	if r := e.sum; r.Pictures != 2 || r.Mild.Found < .95 || r.Mild.Folded < .85 || r.Found < .9 || r.FalseFoldsBase > 0 || r.FalseFolds > 3 {
		t.Errorf("%d pictures: found %v, mild %v, %d false folds", r.Pictures, r.copiesShare, r.Mild, r.FalseFolds)
	}
	missed := 0
	for form := 1; form < len(e.asked[0]); form++ {
		missed += len(e.misses(form))
	}
	if want := int(math.Round((1 - e.sum.Folded) * float64(e.sum.Queries-e.sum.Pictures))); missed != want {
		t.Errorf("%d misses are shown, want %d", missed, want)
	}
}

// Every 25th of the 250 photographs of different things.
func TestEvalCopiesOfPhotographs(t *testing.T) {
	all, err := filepath.Glob(filepath.Join(testdata(t, "distinct"), "*.jpg"))
	if err != nil || len(all) == 0 {
		t.Fatalf("no photographs: %v", err)
	}
	dir := t.TempDir()
	for i := 0; i < len(all); i += 25 {
		data, err := os.ReadFile(all[i])
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(all[i])), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	r := copiesOf(t, dir).sum
	if r.Mild.Found < .98 || r.Mild.Folded < .95 || r.Found < .95 || r.Folded < .85 {
		t.Errorf("found and folded %v, mild %v: want .95 and .85, .98 and .95", r.copiesShare, r.Mild)
	}
	if r.FalseFolds > 0 {
		t.Errorf("false folds: %v", r.FalsePairs)
	}
	for name, plain := range r.Beside {
		if plain.Folded > r.Folded-.2 {
			t.Errorf("%s folds %.3f, which is less than .2 below %.3f", name, plain.Folded, r.Folded)
		}
	}
}
