package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

// mergingEngine is an engine that merges.
func mergingEngine(s *Store) *engine.Engine {
	return engine.New(engine.Parts{
		Records: s.Records, Library: s.Records, Merges: s.Records, Pictures: s.Pictures, Index: s, Eye: enginetest.Eye(),
	})
}

func mergeAll(t *testing.T, e *engine.Engine, by engine.UserID) (done []engine.MergedCluster) {
	t.Helper()
	_, err := e.MergeDuplicates(t.Context(), by, engine.MergeOptions{}, func(m engine.MergedCluster) error { done = append(done, m); return nil })
	must(t, err)
	return done
}

// Merged and undone, in an overlay and over a generation, a collection answers
// as before, and the index agrees with the record all along.
func TestMergedAndUndone(t *testing.T) {
	want := wholeAnswers(t)
	for built := range 2 {
		t.Run(fmt.Sprintf("built %d", built), func(t *testing.T) {
			dir := t.TempDir()
			s := openStore(t, dir, Options{})
			keep(t, s, enginetest.Deposits()...)
			catchUp(t, s)
			if built > 0 {
				rebuild(t, s)
			}
			e := mergingEngine(s)
			sum, err := e.MergeDuplicates(t.Context(), "", engine.MergeOptions{DryRun: true}, func(m engine.MergedCluster) error {
				equal(t, "ID of what is tried", m.Merge, engine.MergeID(""))
				return nil
			})
			must(t, err)
			equal(t, "what would be done", sum, engine.DuplicateSummary{Pins: 16, Clusters: 2, Copies: 4})
			enginetest.SameAnswers(t, "tried", answers(t, s), want)

			done := mergeAll(t, e, "")
			equal(t, "merges", len(done), 2)
			deep, red := done[0], done[1]
			equal(t, "what deep got", []any{deep.Original.ID, deep.Saves, deep.Words}, []any{engine.PinID("copy-deep"), 2, []string{"title", "description", "tags"}})
			equal(t, "what red got", []any{red.Original.ID, len(red.Copies), red.Saves, red.Words}, []any{engine.PinID("red-blobs"), 3, 0, []string{"description"}})
			snap := s.Snapshot()
			equal(t, "pins", snap.Len(), len(enginetest.Deposits())-4)
			snap.Close()
			p, err := e.Pin(t.Context(), "", "copy-deep")
			must(t, err)
			equal(t, "boards", p.Boards, []string{"mood", "slope"})
			a, err := e.Find(t.Context(), engine.Query{Text: "deep boat"})
			must(t, err)
			equal(t, "found by a copy's words", a.Items[0].Pin.ID, engine.PinID("copy-deep"))
			clean(t, s)
			equal(t, "merges of nothing", len(mergeAll(t, e, "")), 0)

			if built > 0 {
				rebuild(t, s)
			}
			must(t, s.Close())
			s = openStore(t, dir, Options{})
			e = mergingEngine(s)
			clean(t, s)
			list, err := e.Merges(t.Context(), "", engine.Page{})
			must(t, err)
			equal(t, "listed", len(list.Items), 2)
			first, err := e.Merges(t.Context(), "", engine.Page{Limit: 1})
			must(t, err)
			second, err := e.Merges(t.Context(), "", engine.Page{Limit: 1, Bookmark: *first.Bookmark})
			must(t, err)
			equal(t, "page by page", append(first.Items, second.Items...), list.Items)
			for _, m := range list.Items {
				_, err := e.UndoMerge(t.Context(), "", m.ID)
				must(t, err)
			}
			enginetest.SameAnswers(t, "undone", answers(t, s), want)
			clean(t, s)
		})
	}
}

// A picture that only a merge needs is missed when it is gone.
func TestVerifyLooksAfterMergedPictures(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	keep(t, s, enginetest.Deposits()...)
	rebuild(t, s)
	before, err := s.Verify(t.Context(), engine.VerifyOptions{})
	must(t, err)
	done := mergeAll(t, mergingEngine(s), "ana")
	after, err := s.Verify(t.Context(), engine.VerifyOptions{})
	must(t, err)
	equal(t, "pictures that are looked after", after.Pictures, before.Pictures)
	lost := string(enginetest.Looks()["red-blobs-worn"].Picture)
	must(t, os.Remove(filepath.Join(dir, "pictures", lost[:2], lost[2:4], lost)))
	after, err = s.Verify(t.Context(), engine.VerifyOptions{})
	must(t, err)
	if len(after.Problems) != 1 || after.Problems[0].Pin != "copy-worn" || !strings.Contains(after.Problems[0].Text, "is not there") {
		t.Errorf("%+v, merged were %+v", after.Problems, done)
	}
}

// Merging makes nothing public. For each viewer in turn, what others see stays as
// it is but for the public copies that go.
func TestMergingKeepsSecrets(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	den, cave := engine.BoardOf("ana", "den"), engine.BoardOf("ben", "cave")
	den.Secret, cave.Secret = true, true
	own := func(id string, i int, b engine.Board) engine.Deposit {
		d := enginetest.Deposits()[i]
		d.Pin.ID, d.Pin.Owner, d.Pin.Title, d.Boards = engine.PinID(id), b.Owner, "Zanzibar "+id, []engine.Board{b}
		return d
	}
	keep(t, s, append(enginetest.Deposits(), own("ana-1", 6, den), own("ana-2", 6, den), own("ana-3", 1, den), own("ben-1", 6, cave))...)
	rebuild(t, s)
	e := mergingEngine(s)
	done := mergeAll(t, e, "ana")
	clean(t, s)
	for _, m := range done {
		for _, c := range m.Copies {
			if c.Secret != m.Original.Secret {
				t.Errorf("%s went into %s", c.ID, m.Original.ID)
			}
		}
	}
	for viewer, wanted := range map[engine.UserID]int{"": 0, "ana": 2, "ben": 1} {
		a, err := e.Find(t.Context(), engine.Query{Text: "Zanzibar", Viewer: viewer, NoFold: true})
		must(t, err)
		equal(t, fmt.Sprintf("what %q finds", viewer), len(a.Items), wanted)
	}
	a, err := e.Find(t.Context(), engine.Query{Text: "ana-2", Viewer: "ana"})
	must(t, err)
	equal(t, "her copy's words", a.Items[0].Pin.ID, engine.PinID("ana-1"))
}
