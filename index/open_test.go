package index

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/eye"
	"akin/engine/graph"
)

func TestSeveralReadersAtOnce(t *testing.T) {
	dir := worldFolder(t)
	want := wholeAnswers(t)
	before := files(t, dir)
	for range 3 {
		s := openStore(t, dir, Options{ReadOnly: true})
		enginetest.SameAnswers(t, "a reader beside others", answers(t, s), want)
	}
	equal(t, "files", files(t, dir), before)

	s := openStore(t, dir, Options{ReadOnly: true})
	if _, err := s.Records.Keep(t.Context(), enginetest.Deposits()); engine.KindOf(err) != engine.NotAllowed {
		t.Errorf("keeping through a reader: %v", err)
	}
	if err := s.Rebuild(t.Context(), engine.RebuildOptions{}); engine.KindOf(err) != engine.NotAllowed {
		t.Errorf("rebuilding through a reader: %v", err)
	}
}

// files lists all files with their sizes, but those of SQLite, which even a
// reader makes.
func files(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	all := map[string]int64{}
	must(t, filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !strings.HasPrefix(info.Name(), "akin.db-") && !info.IsDir() {
			all[strings.TrimPrefix(path, dir)] = info.Size()
		}
		return err
	}))
	return all
}

func TestBusy(t *testing.T) {
	dir := worldFolder(t)
	for _, c := range []struct {
		first, second Options
		busy          bool
	}{
		{Options{}, Options{}, true},
		{Options{}, Options{ReadOnly: true}, true},
		{Options{ReadOnly: true}, Options{}, true},
		{Options{ReadOnly: true}, Options{Outdated: true}, true},
		{Options{ReadOnly: true}, Options{ReadOnly: true}, false},
	} {
		first := openStore(t, dir, c.first)
		second, err := tryOpen(t, dir, c.second)
		if (engine.KindOf(err) == engine.Busy) != c.busy || !c.busy && err != nil {
			t.Errorf("%+v beside %+v: %v, want busy: %t", c.second, c.first, err, c.busy)
		}
		if err == nil {
			must(t, second.Close())
		}
		must(t, first.Close())
	}
	openStore(t, dir, Options{}) // everybody let go
}

func TestReadingWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	for _, at := range []string{dir, filepath.Join(dir, "nothing")} {
		if _, err := tryOpen(t, at, Options{ReadOnly: true}); engine.KindOf(err) != engine.NotFound || !strings.Contains(err.Error(), "akin import") {
			t.Errorf("reading %s: %v", at, err)
		}
	}
	equal(t, "files", files(t, dir), map[string]int64{})
}

// What is damaged or of another akin is refused with what to do about it, and
// is well after that.
func TestDamagedGenerations(t *testing.T) {
	want := wholeAnswers(t)
	folder := worldFolder(t)
	in := func(dir, name string) string { return filepath.Join(dir, "generations", "000001", name) }
	write := func(t *testing.T, path, content string) { must(t, os.WriteFile(path, []byte(content), 0o600)) }
	edit := func(t *testing.T, path, old, new string) {
		data, err := os.ReadFile(path)
		must(t, err)
		if !strings.Contains(string(data), old) {
			t.Fatalf("%s has no %s", path, old)
		}
		write(t, path, strings.Replace(string(data), old, new, 1))
	}
	for name, harm := range map[string]func(t *testing.T, dir string){
		"CURRENT is empty":           func(t *testing.T, dir string) { write(t, filepath.Join(dir, "CURRENT"), "") },
		"CURRENT is no name":         func(t *testing.T, dir string) { write(t, filepath.Join(dir, "CURRENT"), "one\n") },
		"CURRENT leads out":          func(t *testing.T, dir string) { write(t, filepath.Join(dir, "CURRENT"), "../generations/000001") },
		"no MANIFEST":                func(t *testing.T, dir string) { must(t, os.Remove(in(dir, manifestFile))) },
		"MANIFEST is no JSON":        func(t *testing.T, dir string) { write(t, in(dir, manifestFile), "{") },
		"MANIFEST of another format": func(t *testing.T, dir string) { edit(t, in(dir, manifestFile), `"format": 3`, `"format": 2`) },
		"MANIFEST of other features": func(t *testing.T, dir string) {
			edit(t, in(dir, manifestFile), `"features_version": `, `"features_version": 9`)
		},
		"MANIFEST of other raw blocks": func(t *testing.T, dir string) {
			edit(t, in(dir, manifestFile), `"raw_version": 1`, `"raw_version": 2`)
		},
		"MANIFEST of another record":   func(t *testing.T, dir string) { edit(t, in(dir, manifestFile), `"through": `, `"through": 99`) },
		"MANIFEST counts otherwise":    func(t *testing.T, dir string) { edit(t, in(dir, manifestFile), "\n  \"pins\": 9", "\n  \"pins\": 8") },
		"no words.bin":                 func(t *testing.T, dir string) { must(t, os.Remove(in(dir, wordsFile))) },
		"empty words.bin":              func(t *testing.T, dir string) { write(t, in(dir, wordsFile), "") },
		"words.bin is pins.bin":        func(t *testing.T, dir string) { must(t, os.Rename(in(dir, pinsFile), in(dir, wordsFile))) },
		"pins.bin is cut":              func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, pinsFile), 100)) },
		"pins.bin lost an ID's end":    func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, pinsFile), size(t, in(dir, pinsFile))-1)) },
		"features.bin is cut":          func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, featuresFile), 100)) },
		"codes.bin is cut":             func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, codesFile), 100)) },
		"codes.bin has a row too many": func(t *testing.T, dir string) { flip(t, in(dir, codesFile), headerSize+1) },
		"raw.bin is cut":               func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, rawFile), 200)) },
		"prints.bin is cut":            func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, printsFile), 200)) },
		"marks.bin is cut":             func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, marksFile), 200)) },
		"parts.bin is cut":             func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, partsFile), 200)) },
		"partcodes.bin is cut":         func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, partCodesFile), 100)) },
		"MANIFEST of other prints": func(t *testing.T, dir string) {
			edit(t, in(dir, manifestFile), `"prints_version": 1`, `"prints_version": 2`)
		},
		"fit.bin is damaged":        func(t *testing.T, dir string) { flip(t, in(dir, fitFile), 1000) },
		"eyecodes.bin is cut":       func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, eyeCodesFile), 1000)) },
		"no neighbours.bin":         func(t *testing.T, dir string) { must(t, os.Remove(in(dir, neighboursFile))) },
		"neighbours.bin is damaged": func(t *testing.T, dir string) { flip(t, in(dir, neighboursFile), 300) },
		"no graph.bin":              func(t *testing.T, dir string) { must(t, os.Remove(in(dir, graphFile))) },
		"graph.bin is cut":          func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, graphFile), 170)) },
		"graph.bin is empty":        func(t *testing.T, dir string) { write(t, in(dir, graphFile), "") },
		"graphcodes.bin is cut":     func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, graphCodesFile), 30)) },
		"boards.bin is cut":         func(t *testing.T, dir string) { must(t, os.Truncate(in(dir, boardsFile), 20)) },
		"boards.bin lost an ID's end": func(t *testing.T, dir string) {
			must(t, os.Truncate(in(dir, boardsFile), size(t, in(dir, boardsFile))-1))
		},
		"boards.bin names no boards": func(t *testing.T, dir string) { must(t, writeBoards(in(dir, boardsFile), nil)) },
		"no words in the text index": func(t *testing.T, dir string) { must(t, os.RemoveAll(in(dir, textDir))) },
		"text index is damaged": func(t *testing.T, dir string) {
			write(t, filepath.Join(in(dir, textDir), "store", "root.bolt"), "no bolt")
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyOf(t, folder)
			harm(t, dir)
			for _, opts := range []Options{{}, {ReadOnly: true}} {
				_, err := tryOpen(t, dir, opts)
				if err == nil || !strings.Contains(err.Error(), "run 'akin reindex'") || strings.Count(err.Error(), "akin reindex") > 2 {
					t.Errorf("%+v: %v, want an error that says to run 'akin reindex'", opts, err)
				}
			}
			s := openStore(t, dir, Options{Outdated: true})
			rebuild(t, s)
			must(t, s.Close())
			s = openStore(t, dir, Options{})
			enginetest.SameAnswers(t, "opened after a rebuild", answers(t, s), want)
			clean(t, s)
		})
	}
}

// Every byte of the tables of places may be damaged: opening them must end in
// an error, or in answers, and not in a panic or without an end.
func TestDamagedBytes(t *testing.T) {
	folder := worldFolder(t)
	dir := filepath.Join(folder, "generations", "000001")
	manifest, err := readManifest(dir)
	must(t, err)
	for _, name := range binFiles {
		path := filepath.Join(dir, name)
		for at := int64(0); at < min(size(t, path), 2000); at += 3 {
			flip(t, path, at)
			g := &generation{manifest: manifest}
			if err := g.openTables(dir); err == nil {
				askAll(g)
			}
			g.close()
			flip(t, path, at)
		}
	}
	clean(t, openStore(t, folder, Options{}))
}

// askAll reads everything that a generation says of pins.
func askAll(g *generation) {
	v := &view{generation: g, over: emptyOverlay(g)}
	for row := range engine.Row(g.pins.rows) {
		p := v.Pin(row)
		v.Row(p.ID)
		v.Features(row)
		v.Code(row)
		v.Alike().Walk([]engine.RowWeight{{Row: row, Weight: 1}}, 10)
		eye.UnpackRaw(g.sight.raws.packed(uint32(row)))
		for _, c := range v.Terms(row) {
			v.Term(c.Stem)
		}
	}
	for i := range v.Graph().Boards() {
		v.BoardNode(v.Board(graph.BoardNode(i)))
		for _, n := range v.Graph().PinsOf(graph.BoardNode(i)) {
			v.RowOf(n)
		}
	}
	v.Totals()
	red := enginetest.Looks()["red-blobs"].Features
	v.Alike().NearestTo(g.sight.fit.Encode(enginetest.Looks()["red-blobs"].Raw, nil), 5)
	for _, r := range v.Nearest(0, red.Code(0), 5) {
		v.Pin(r)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Size()
}

// A rebuild without a need for one gives the next name, and so does one after
// all generations were deleted.
func TestGenerationNamesAdvance(t *testing.T) {
	dir := worldFolder(t)
	s := openStore(t, dir, Options{})
	rebuild(t, s)
	equal(t, "generation", liveName(s), "000002")
	must(t, s.Close())
	must(t, os.RemoveAll(filepath.Join(dir, "generations")))
	s = openStore(t, dir, Options{})
	equal(t, "generation", liveName(s), noGeneration)
	rebuild(t, s)
	equal(t, "generation", liveName(s), "000003")
	equal(t, "generations on disk", names(t, filepath.Join(dir, "generations")), []string{"000003"})
	equal(t, "overlays on disk", names(t, filepath.Join(dir, "overlay")), []string{"000003", "features.log"})
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
