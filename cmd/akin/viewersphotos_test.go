package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/score"
	"akin/engine/source"
	"akin/index"
)

// collect makes a user who keeps every fourth photograph of a folder on a board
// of their own.
func collect(t *testing.T, eng *engine.Engine, pins []engine.Pin, user engine.UserID, folder string, secret bool) {
	t.Helper()
	b, err := eng.CreateBoard(t.Context(), engine.NewBoard{Owner: user, Title: "2000", Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := range pins {
		if filepath.Dir(pins[i].Source) != folder {
			continue
		}
		if n++; n%4 != 0 {
			continue
		}
		if err := eng.Save(t.Context(), user, pins[i].ID, b.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// Two people who keep other photographs get other answers for the same pin,
// each nearer to their boards; one without boards gets what nobody in
// particular gets, and so do both when taste is off.
func TestPhotographsForTwoViewers(t *testing.T) {
	dir := t.TempDir()
	importAll(t, dir, testdata(t, "photos"), func(e []source.Entry) { shelve(e, 1) })
	f, err := openFolder(t.Context(), dir, index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	pins := allPins(t, f.store)
	folders := foldersOf(pins)
	ana, ben := folders[0], folders[1]
	collect(t, f.eng, pins, "ana", ana, false)
	collect(t, f.eng, pins, "ben", ben, true)

	var anas, bens, anybodys [2]int // of ana's folder and of ben's, among all items
	differ, asked := 0, 0
	for i := 0; i < len(pins); i += 8 {
		p := &pins[i]
		if d := filepath.Dir(p.Source); d == ana || d == ben {
			continue // what is near is theirs anyway
		}
		asked++
		a, b, anybody := answerFor(t, f.eng, p, "ana"), answerFor(t, f.eng, p, "ben"), answerFor(t, f.eng, p, "")
		if !slices.Equal(itemIDs(&a), itemIDs(&b)) {
			differ++
		}
		for k, folder := range []string{ana, ben} {
			anas[k] += ofFolder(&a, folder)
			bens[k] += ofFolder(&b, folder)
			anybodys[k] += ofFolder(&anybody, folder)
		}
		want := string(marshal(t, anybody))
		for _, viewer := range []engine.UserID{"cleo", "nobody at all"} {
			if got := string(marshal(t, answerFor(t, f.eng, p, viewer))); got != want {
				t.Fatalf("pin %s: %s, who has no boards, gets\n%s\nwant\n%s", p.Source, viewer, got, want)
			}
		}
		for _, viewer := range []engine.UserID{"ana", "ben"} {
			if got := string(marshal(t, answerFor(t, f.eng, p, viewer, score.Taste))); got != want {
				t.Fatalf("pin %s: %s without taste gets\n%s\nwant\n%s", p.Source, viewer, got, want)
			}
		}
	}
	t.Logf("of %d answers %d differ; items of %s and %s: ana %v, ben %v, anybody %v", asked, differ, ana, ben, anas, bens, anybodys)
	// Where nothing like a pin is like what either keeps, both get the same.
	if differ < asked/4 {
		t.Errorf("%d of %d answers differ, want a quarter", differ, asked)
	}
	if anas[0] <= anybodys[0] || anas[0] <= bens[0] || bens[1] <= anybodys[1] || bens[1] <= anas[1] {
		t.Errorf("items of %s and %s: ana %v, ben %v, anybody %v: want each nearer to their own", ana, ben, anas, bens, anybodys)
	}
}

// foldersOf lists where pins come from, in their order.
func foldersOf(pins []engine.Pin) (folders []string) {
	for i := range pins {
		if d := filepath.Dir(pins[i].Source); !slices.Contains(folders, d) {
			folders = append(folders, d)
		}
	}
	slices.Sort(folders)
	return folders
}

func answerFor(t *testing.T, eng *engine.Engine, p *engine.Pin, viewer engine.UserID, off ...score.Signal) engine.Answer {
	t.Helper()
	a, err := eng.Find(t.Context(), engine.Query{Pins: []engine.Anchor{{ID: p.ID}}, Viewer: viewer, Off: off})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func itemIDs(a *engine.Answer) (ids []engine.PinID) {
	for i := range a.Items {
		ids = append(ids, a.Items[i].Pin.ID)
	}
	return ids
}

func ofFolder(a *engine.Answer, folder string) (n int) {
	for i := range a.Items {
		if filepath.Dir(a.Items[i].Pin.Source) == folder {
			n++
		}
	}
	return n
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
