package engine_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

// weightings turn signals up, down and off.
func weightings() []map[score.Signal]score.Micro {
	return []map[score.Signal]score.Micro{
		{score.Color: 0},
		{score.Color: engine.MaxWeight, score.Shape: engine.MaxWeight, score.Text: engine.MaxWeight},
		{score.Text: engine.MaxWeight, score.Color: 1, score.Taste: engine.MaxWeight},
		{score.Color: 0, score.Shape: 0, score.Text: 0},
	}
}

// Whatever signals weigh, a score is the sum of its parts, each part has the
// weight that was asked for, and every copy stands before all that is none.
func TestWeights(t *testing.T) {
	w := smallWorld(t)
	for _, weights := range weightings() {
		for _, named := range enginetest.Queries() {
			q := named.Query
			q.Weights, q.NoFold, q.Limit = weights, true, engine.MaxLimit
			copiesEnded := false
			for _, it := range find(t, w, q).Items {
				isCopy := false
				for _, p := range it.Receipt {
					want, given := weights[p.Signal]
					if !given {
						want = usualWeight(p.Signal)
					}
					if p.Signal != score.Copy && p.Weight != want || p.Points != p.Value.Times(p.Weight) {
						t.Errorf("%v, %s: %s has the part %+v", weights, named.Name, it.Pin.ID, p)
					}
					isCopy = isCopy || p.Signal == score.Copy && p.Value > 0
				}
				if it.Score != it.Receipt.Total() {
					t.Errorf("%v, %s: %s has the score %v, its parts sum to %v", weights, named.Name, it.Pin.ID, it.Score, it.Receipt.Total())
				}
				if isCopy && copiesEnded {
					t.Errorf("%v, %s: %s is a copy and stands behind what is none", weights, named.Name, it.Pin.ID)
				}
				copiesEnded = copiesEnded || !isCopy
			}
		}
	}
}

// The faintest copy has half the weight of copy, which must exceed the full
// points of all others: (10 + 10 + 10 of color, shape and text, .06 of texture, .4 of look, .3 of board,
// .15 of taste, and a quarter) x 2.
func TestWeightOfCopyFollows(t *testing.T) {
	w := smallWorld(t)
	q := pinQuery("red-blobs")
	q.NoFold = true
	all := 2 * (31_900_000 + usualWeight(score.Texture))
	for _, c := range []struct {
		weights map[score.Signal]score.Micro
		want    score.Micro
	}{
		{nil, score.Weight(score.Copy)},
		{map[score.Signal]score.Micro{score.Color: 0}, score.Weight(score.Copy)}, // not less than usual
		{weightings()[1], all},
	} {
		q.Weights = c.weights
		equal(t, "weight of copy", find(t, w, q).Items[0].Receipt[0].Weight, c.want)
	}
	// a signal that is off stays in the sum, so that no other part changes
	q.Off = []score.Signal{score.Text}
	equal(t, "weight of copy with text off", find(t, w, q).Items[0].Receipt[0].Weight, all)
}

// Weights that change nothing give the usual answer, bookmark aside.
func TestUsualWeights(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		q := named.Query
		want := find(t, w, q)
		q.Weights = map[score.Signal]score.Micro{score.Color: usualWeight(score.Color), score.Text: score.Weight(score.Text)}
		equal(t, named.Name, unmarked(find(t, w, q)), unmarked(want))
	}
}

// The answer with a least score is the one without, up to the first item below.
func TestMinScore(t *testing.T) {
	w := smallWorld(t)
	for _, named := range enginetest.Queries() {
		for _, noFold := range []bool{false, true} {
			q := named.Query
			q.Limit, q.NoFold = engine.MaxLimit, noFold
			whole := find(t, w, q).Items
			for i, it := range whole {
				for _, least := range []score.Micro{it.Score, it.Score + 1} {
					q.MinScore, q.Limit = least, engine.MaxLimit
					want := slices.DeleteFunc(slices.Clone(whole), func(it engine.Item) bool { return it.Score < least })
					equal(t, named.Name+" from "+least.String(), find(t, w, q).Items, want)
					q.Limit = i + 1
					a := find(t, w, q)
					if more := len(want) > len(a.Items); (a.Bookmark != nil) != more {
						t.Errorf("%s from %v: %d of %d items, and a bookmark: %t", named.Name, least, len(a.Items), len(want), a.Bookmark != nil)
					}
				}
			}
		}
	}
}

// Without receipts everything else is as it was.
func TestNoExplain(t *testing.T) {
	w := smallWorld(t)
	eachAnswer(t, w, func(name string, q engine.Query, want engine.Answer) {
		q.NoExplain = true
		got := find(t, w, q)
		for i := range want.Items {
			want.Items[i].Receipt = score.Receipt{}
		}
		equal(t, name, got, want)
	})
}

// A stored picture is asked with as a posted one is. Nothing is decoded for a
// pin's that is in the index. One that is on no pin is not there.
func TestStoredPicture(t *testing.T) {
	w := smallWorld(t)
	var decoded int
	e := engine.New(engine.Parts{
		Records: w.records, Library: enginetest.Boards(w.records), Pictures: w.pictures, Index: w.index, Eye: enginetest.Eye(),
		Stages: func(stage string, _ time.Duration) {
			if stage == engine.StageDecode {
				decoded++
			}
		},
	})
	posted := enginetest.Looks()["posted"]
	notThere := func(when string) {
		t.Helper()
		if _, err := e.Find(t.Context(), engine.Query{Image: posted.Picture}); engine.KindOf(err) != engine.NotFound {
			t.Errorf("%s: %v", when, err)
		}
	}
	notThere("before it is stored")
	_, err := w.pictures.Keep(enginetest.Bytes()["posted"])
	must(t, err)
	notThere("stored, and on no pin")
	_, err = w.records.Keep(t.Context(), []engine.Deposit{pinOf("new", posted)})
	must(t, err)
	for name, wantDecoded := range map[string]int{"red-blobs": 0, "blue-slope-large": 0, "posted": 2} {
		decoded = 0
		look := enginetest.Looks()[name]
		for _, text := range []string{"", "sea"} {
			got, err := e.Find(t.Context(), engine.Query{Image: look.Picture, Text: text, Limit: 4})
			must(t, err)
			want, err := e.Find(t.Context(), engine.Query{Picture: &look, Text: text, Limit: 4})
			must(t, err)
			equal(t, name, got, want)
		}
		equal(t, name+": decoded", decoded, wantDecoded)
	}
	look := enginetest.Looks()["red-blobs"]
	if _, err := e.Find(t.Context(), engine.Query{Image: look.Picture, Picture: &look}); engine.KindOf(err) != engine.BadQuery {
		t.Errorf("two pictures: %v", err)
	}
}

// An anchor may be named by its source, and is then the pin of that source.
func TestAnchorsBySource(t *testing.T) {
	w := smallWorld(t)
	a := find(t, w, pinQuery("source:world/red-blobs", "blue-slope"))
	equal(t, "answer", unmarked(a), unmarked(find(t, w, pinQuery("red-blobs", "blue-slope"))))
	equal(t, "anchor", *a.Anchor.ID, "red-blobs")
	if engine.CheckPinID("source:x") == nil {
		t.Error("a pin's ID may look like a source")
	}
}

func TestQueryFieldErrors(t *testing.T) {
	w := smallWorld(t)
	weigh := func(s score.Signal, m score.Micro) engine.Query {
		return engine.Query{Text: "sea", Weights: map[score.Signal]score.Micro{s: m}}
	}
	for _, c := range []struct {
		q    engine.Query
		says string
	}{
		{weigh("smell", 1), `"smell"`},
		{weigh(score.Copy, 1), "copy"},
		{weigh(score.Text, -1), "must be 0 to 10"},
		{weigh(score.Text, engine.MaxWeight+1), "must be 0 to 10"},
		{engine.Query{Text: "sea", MinScore: -1}, "min_score"},
		{engine.Query{Text: "sea", MinScore: 1000*score.One + 1}, "min_score"},
	} {
		_, err := w.Find(t.Context(), c.q)
		if engine.KindOf(err) != engine.BadQuery || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want a bad query and %q", c.q, err, c.says)
		}
	}
}

// Every stage of a query with a posted picture is told of, by many at once.
func TestStages(t *testing.T) {
	w := smallWorld(t)
	var mu sync.Mutex
	heard := map[string]int{}
	e := engine.New(engine.Parts{
		Records: w.records, Library: enginetest.Boards(w.records), Pictures: w.pictures, Index: w.index, Eye: enginetest.Eye(),
		Stages: func(stage string, took time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			heard[stage]++
			if took < 0 || !slices.Contains(engine.Stages, stage) {
				t.Errorf("stage %q took %v", stage, took)
			}
		},
	})
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			look, err := e.Look(t.Context(), strings.NewReader(string(enginetest.Bytes()["posted"])), nil)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := e.Find(t.Context(), engine.Query{Picture: look}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	equal(t, "stages", heard, map[string]int{engine.StageDecode: 5, engine.StageFeatures: 5, engine.StageCandidates: 5, engine.StageScore: 5})
}
