//go:build unix

package index

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/source"
)

// The variable that makes this test binary a child that imports into a data
// folder and is killed.
const childVariable = "AKIN_TEST_CHILD_IMPORTS_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVariable); dir != "" {
		if err := childImport(dir, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// childImport opens a data folder, imports the entries beside it, and prints a
// line for all that happens: what is saved, and how far the rebuild is.
func childImport(dir string, out io.Writer) error {
	ctx := context.Background()
	s, err := Open(ctx, dir, Options{Eye: enginetest.Eye()})
	if err != nil {
		return err
	}
	defer s.Close()
	print := func(v any) {
		if err := json.NewEncoder(out).Encode(v); err != nil {
			panic(err) // nobody listens
		}
	}
	data, err := os.ReadFile(filepath.Join(filepath.Dir(dir), "entries.json"))
	if err != nil {
		return err
	}
	var entries []source.Entry
	if err := json.Unmarshal(data, &entries); err != nil {
		return err
	}
	_, err = engineOf(s).Import(ctx, slices.Values(entries), engine.ImportOptions{
		Live:   1,
		Report: func(l engine.ImportLine) { print(l) },
		Rebuild: engine.RebuildOptions{Progress: func(stage string, done, all int) {
			print(engine.ImportLine{Source: fmt.Sprint(stage, " ", done, " of ", all)})
		}},
	})
	print(engine.ImportLine{Source: "imported"})
	if err != nil {
		return err
	}
	if err := s.Rebuild(ctx, engine.RebuildOptions{}); err != nil {
		return err
	}
	print(engine.ImportLine{Source: "rebuilt"})
	return nil
}

// killEntries are the pins of the world, and enough of words alone for several
// batches. Their pictures stand in dir.
func killEntries(dir string) []source.Entry {
	var all []source.Entry
	for _, d := range enginetest.Deposits() {
		e := source.Entry{
			ID: string(d.Pin.ID), User: string(d.Pin.Owner), Source: d.Pin.Source, Title: d.Pin.Title,
			Description: d.Pin.Description, Tags: d.Pin.Tags, Link: d.Pin.Link, Created: d.Pin.Created,
		}
		for name, look := range enginetest.Looks() {
			if look.Picture == d.Pin.Picture {
				e.Path = filepath.Join(dir, name)
			}
		}
		for _, b := range d.Boards {
			e.Boards = append(e.Boards, b.Title)
		}
		all = append(all, e)
	}
	for i := range 150 {
		id := fmt.Sprintf("filler-%03d", i)
		all = append(all, source.Entry{ID: id, Source: id, Title: "filler", Created: time.Unix(int64(i), 0)})
	}
	return all
}

// Whatever was reported as saved when a process is killed, with no time to tidy
// up, is there when the folder is opened next, and importing again ends where
// an import that nobody disturbed ends.
func TestKilled(t *testing.T) {
	beside := t.TempDir()
	for name, data := range enginetest.Bytes() {
		must(t, os.WriteFile(filepath.Join(beside, name), data, 0o600))
	}
	entries, err := json.Marshal(killEntries(beside))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(beside, "entries.json"), entries, 0o600))
	undisturbed := filepath.Join(beside, "undisturbed")
	lines := len(runChild(t, undisturbed, -1))
	want, wantManifest := stateOf(t, undisturbed)

	random := rand.New(rand.NewPCG(7, 0))
	for kill := range 6 {
		at := 1 + random.IntN(lines-1)
		if kill >= 3 { // while it builds, which is at the end
			at = lines - 1 - random.IntN(4)
		}
		t.Run(fmt.Sprintf("after line %d of %d", at, lines), func(t *testing.T) {
			dir := filepath.Join(beside, fmt.Sprint("killed-", kill))
			saved := runChild(t, dir, at)
			checkSaved(t, dir, saved)
			if kill%2 == 0 { // a second kill on the way
				checkSaved(t, dir, append(saved, runChild(t, dir, 1+random.IntN(at))...))
			}
			runChild(t, dir, -1)
			got, manifest := stateOf(t, dir)
			enginetest.SameAnswers(t, "after all", got, want)
			equal(t, "manifest", manifest, wantManifest)
		})
	}
}

// runChild lets a child import and kills it when it has printed so many lines;
// -1 lets it end. It returns all lines, those that came in between included.
func runChild(t *testing.T, dir string, killAt int) []engine.ImportLine {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	var lines []engine.ImportLine
	for in := bufio.NewScanner(out); in.Scan(); {
		var l engine.ImportLine
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Errorf("the child prints %q: %v", in.Text(), err)
		}
		lines = append(lines, l)
		if len(lines) == killAt {
			must(t, child.Process.Kill())
		}
	}
	if err := child.Wait(); killAt < 0 && err != nil {
		t.Fatalf("the child failed: %v", err)
	}
	return lines
}

// checkSaved opens a folder and looks for all that was reported as saved.
func checkSaved(t *testing.T, dir string, lines []engine.ImportLine) {
	t.Helper()
	s := openStore(t, dir, Options{})
	defer s.Close()
	e := engineOf(s)
	fillers, err := e.Find(t.Context(), engine.Query{Text: "filler", Limit: 200})
	must(t, err)
	for _, l := range lines {
		if l.Status == "" {
			continue
		}
		pins, err := s.Records.Pins(t.Context(), "", []engine.PinID{l.ID})
		must(t, err)
		p, ok := pins[l.ID]
		if !ok || l.Status == engine.Failed {
			t.Errorf("%+v was reported; in the record: %t", l, ok)
			continue
		}
		if p.Picture != "" {
			must(t, s.Pictures.Verify(p.Picture))
		}
		if _, err := e.Find(t.Context(), engine.Query{Pins: []engine.Anchor{{ID: l.ID}}}); err != nil {
			t.Errorf("asking with %s: %v", l.ID, err)
		}
		found := slices.ContainsFunc(fillers.Items, func(it engine.Item) bool { return it.Pin.ID == l.ID })
		if p.Title == "filler" && !found {
			t.Errorf("%s is not found by its word", l.ID)
		}
	}
	clean(t, s)
}

// stateOf is what a folder answers, and the manifest of its generation.
func stateOf(t *testing.T, dir string) (map[string]string, Manifest) {
	t.Helper()
	s := openStore(t, dir, Options{})
	defer s.Close()
	m, err := readManifest(s.path("generations", liveName(s)))
	must(t, err)
	return answers(t, s), m
}
