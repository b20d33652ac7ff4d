package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

// Questions are answered while pins come in and the index is rebuilt; whoever
// asks for a pin after it was caught up with finds it.
func TestFindDuringRebuildsAndCatchUps(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	keep(t, s, enginetest.Deposits()...)
	rebuild(t, s)
	e := engineOf(s)
	ctx, stop := context.WithCancel(t.Context())
	var askers, writers sync.WaitGroup
	for i := range 3 {
		askers.Go(func() {
			queries := enginetest.Queries()
			for n := i; ctx.Err() == nil; n++ {
				if _, err := e.Find(t.Context(), queries[n%len(queries)].Query); err != nil {
					t.Errorf("%s: %v", queries[n%len(queries)].Name, err)
				}
			}
		})
	}
	writers.Go(func() {
		for range 4 {
			if err := s.Rebuild(t.Context(), engine.RebuildOptions{}); err != nil {
				t.Error(err)
			}
		}
	})
	for w := range 2 {
		writers.Go(func() {
			for n := range 10 {
				id := engine.PinID(fmt.Sprintf("late-%d-%d", w, n))
				d := engine.Deposit{Pin: engine.Pin{ID: id, Title: "zeppelin"}}
				if _, err := s.Records.Keep(t.Context(), []engine.Deposit{d}); err != nil {
					t.Error(err)
				}
				if err := s.CatchUp(t.Context()); err != nil {
					t.Error(err)
				}
				if _, err := e.Find(t.Context(), engine.Query{Pins: []engine.Anchor{{ID: id}}}); err != nil {
					t.Errorf("asking with %s after CatchUp: %v", id, err)
				}
			}
		})
	}
	writers.Wait()
	stop()
	askers.Wait()
	a, err := e.Find(t.Context(), engine.Query{Text: "zeppelin", Limit: 200})
	must(t, err)
	equal(t, "late pins", len(a.Items), 20)
	equal(t, "generation", liveName(s), "000005")
	clean(t, s)
}

// A list begun before a rebuild is gone on with over the generation before,
// and no longer than until the next one.
func TestSnapshotOf(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	has := func(generation string, pins int) {
		t.Helper()
		snap, ok := s.SnapshotOf(generation)
		if ok != (pins >= 0) {
			t.Errorf("snapshot of %s: %t, want %d pins", generation, ok, pins)
		}
		if ok {
			equal(t, "pins of "+generation, snap.Len(), pins)
			equal(t, "its generation", snap.Generation(), generation)
			snap.Close()
		}
	}
	keep(t, s, enginetest.Deposits()[:2]...)
	rebuild(t, s)
	keep(t, s, enginetest.Deposits()[2:5]...)
	catchUp(t, s)
	has("000001", 5)
	keep(t, s, enginetest.Deposits()[5:]...)
	rebuild(t, s)
	has("000001", 5)
	has("000002", 18)
	rebuild(t, s)
	has("000001", -1)
	has("000002", 18)
	has("000003", 18)
	has("000004", -1)
	s.endPast(s.past)
	has("000002", -1)
}

// A pin kept while a rebuild is under way, after it has read the record, is in
// the answers when it ends.
func TestPinKeptDuringARebuild(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	keep(t, s, enginetest.Deposits()[:16]...)
	catchUp(t, s)
	late := enginetest.Deposits()[16:]
	done := false
	must(t, s.Rebuild(t.Context(), engine.RebuildOptions{Progress: func(stage string, n, all int) {
		if stage != "indexing" || done {
			return
		}
		done = true
		keep(t, s, late[0])
		catchUp(t, s)
		if liveName(s) != noGeneration {
			t.Error("the rebuild is over already")
		}
		keep(t, s, late[1]) // nobody catches up with this one
	}}))
	equal(t, "kept amid the rebuild", done, true)
	equal(t, "generation", liveName(s), "000001")
	enginetest.SameAnswers(t, "after it", answers(t, s), wholeAnswers(t))
	clean(t, s)
}

// What a generation has open is closed when the last snapshot of it is.
func TestNothingStaysOpen(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("open files are counted in /proc/self, which this system has not")
	}
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	keep(t, s, enginetest.Deposits()[:9]...)
	rebuild(t, s)
	var held []engine.Snapshot
	for i, d := range enginetest.Deposits()[9:] {
		held = append(held, s.Snapshot(), s.Snapshot())
		keep(t, s, d)
		catchUp(t, s)
		if i%2 == 0 {
			rebuild(t, s)
		}
	}
	live := liveName(s)
	if old := inUse(t, dir, "00000", live); len(old) == 0 {
		t.Error("no file of an old generation is open, though snapshots of it are")
	}
	for _, snap := range held {
		snap.Close()
	}
	s.endPast(s.past) // as its timer would
	if old := inUse(t, dir, "00000", live); len(old) > 0 {
		t.Errorf("open after the last snapshot of their generation: %q", old)
	}
	equal(t, "generations on disk", names(t, filepath.Join(dir, "generations")), []string{live})
	must(t, s.Close())
	if left := inUse(t, dir, "", "no generation"); len(left) > 0 {
		t.Errorf("open after the store was closed: %q", left)
	}
}

// inUse lists what this process has open or mapped below dir whose path has
// the one text and not the other.
func inUse(t *testing.T, dir, with, without string) []string {
	t.Helper()
	var all []string
	note := func(path string) {
		if rest, ok := strings.CutPrefix(path, dir); ok && strings.Contains(rest, with) && !strings.Contains(rest, without) {
			all = append(all, rest)
		}
	}
	fds, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	for _, fd := range fds {
		if path, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil {
			note(path)
		}
	}
	maps, err := os.ReadFile("/proc/self/maps")
	must(t, err)
	for line := range strings.Lines(string(maps)) {
		if i := strings.Index(line, dir); i >= 0 {
			note(strings.TrimSpace(line[i:]))
		}
	}
	return all
}
