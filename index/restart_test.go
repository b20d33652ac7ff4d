package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/index/text"
)

// A folder answers the same however often it is opened, whatever of the
// derived part was lost or left behind in between.
func TestReopened(t *testing.T) {
	want := wholeAnswers(t)
	folder := worldFolder(t)
	overlay := func(dir string) string { return filepath.Join(dir, "overlay", "000001", textDir) }
	for _, c := range []struct {
		name string
		harm func(dir string) error
	}{
		{"untouched", func(string) error { return nil }},
		{"without overlay/", func(dir string) error { return os.RemoveAll(filepath.Join(dir, "overlay")) }},
		{"without generations/", func(dir string) error { return os.RemoveAll(filepath.Join(dir, "generations")) }},
		{"without CURRENT", func(dir string) error { return os.Remove(filepath.Join(dir, "CURRENT")) }},
		{"without all that is derived", func(dir string) error {
			for _, name := range []string{"overlay", "generations", "CURRENT"} {
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					return err
				}
			}
			return nil
		}},
		{"without the overlay's words", func(dir string) error { return os.RemoveAll(overlay(dir)) }},
		{"with half of the overlay's words", func(dir string) error { return os.RemoveAll(filepath.Join(overlay(dir), "store")) }},
		{"with damaged words in the overlay", func(dir string) error {
			return os.WriteFile(filepath.Join(overlay(dir), "store", "root.bolt"), []byte(strings.Repeat("damage", 5000)), 0o600)
		}},
		{"with words of another record in the overlay", func(dir string) error { return foreignWords(overlay(dir), 1_000_000) }},
		{"with words from before the generation", func(dir string) error { return foreignWords(overlay(dir), 1) }},
		{"without features.log", func(dir string) error { return os.Remove(filepath.Join(dir, "overlay", "features.log")) }},
		{"with half a features.log", func(dir string) error { return os.Truncate(filepath.Join(dir, "overlay", "features.log"), 5000) }},
		{"with an unfinished generation", func(dir string) error {
			return os.CopyFS(filepath.Join(dir, "generations", "000002"+unfinished), os.DirFS(filepath.Join(dir, "generations", "000001")))
		}},
		{"with a generation that was never made current", func(dir string) error {
			return os.CopyFS(filepath.Join(dir, "generations", "000002"), os.DirFS(filepath.Join(dir, "generations", "000001")))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, opts := range []Options{{ReadOnly: true}, {}} {
				dir := copyOf(t, folder)
				must(t, c.harm(dir))
				s := openStore(t, dir, opts)
				enginetest.SameAnswers(t, "opened", answers(t, s), want)
				must(t, s.Close())
				s = openStore(t, dir, Options{})
				clean(t, s)
				must(t, s.Close())
			}
		})
	}
}

// foreignWords puts a text index into a folder that holds a pin nobody knows,
// and none that anybody does, up to that change.
func foreignWords(dir string, seq int64) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	x, err := text.Create(dir)
	if err != nil {
		return err
	}
	if err := x.Apply([]text.Document{{ID: "stranger", Fields: []string{"sea"}}}, nil, seq); err != nil {
		return err
	}
	return x.Close()
}

// clean makes sure that verify finds nothing wrong.
func clean(t *testing.T, s *Store) {
	t.Helper()
	v, err := s.Verify(t.Context(), engine.VerifyOptions{All: true})
	must(t, err)
	equal(t, "problems", v.Problems, []engine.Problem{})
}

// Records that grow while nobody catches up, between one opening and the next.
func TestRestartsBetweenCatchUps(t *testing.T) {
	want := wholeAnswers(t)
	dir := t.TempDir()
	for i, d := range enginetest.Deposits() {
		s := openStore(t, dir, Options{})
		d.Pin.Title += " in other words"
		keep(t, s, d)
		if i%3 > 0 {
			catchUp(t, s)
		}
		if i == 7 {
			rebuild(t, s)
		}
		keep(t, s, enginetest.Deposits()[i])
		if i%2 > 0 {
			catchUp(t, s)
		}
		must(t, s.Close())
	}
	for _, opts := range []Options{{ReadOnly: true}, {}, {ReadOnly: true}} {
		s := openStore(t, dir, opts)
		enginetest.SameAnswers(t, fmt.Sprintf("%+v", opts), answers(t, s), want)
		must(t, s.Close())
	}
}

// A log that a kill cut off anywhere holds what was whole, and takes more.
func TestLogCutAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "features.log")
	looks := []engine.Look{enginetest.Looks()["red-blobs"], enginetest.Looks()["red-slope"]}
	l, err := openLog(path, true)
	must(t, err)
	must(t, l.add(looks))
	must(t, l.add(looks)) // nothing is written twice
	must(t, l.close())
	whole, err := os.ReadFile(path)
	must(t, err)
	first, second := endsOfTwo(looks)
	equal(t, "size", len(whole), second)
	for cut := 0; cut <= len(whole); cut++ {
		// within a record's features, and what follows them, one byte is like the next
		for _, record := range [][2]int{{logHeaderSize, first}, {first, second}} {
			blocks := record[0] + logFixedSize
			for _, alike := range [][2]int{{record[0] + 40, blocks - 40}, {blocks + 40, record[1] - 40}} {
				if cut == alike[0] {
					cut = alike[1]
				}
			}
		}
		must(t, os.WriteFile(path, whole[:cut], 0o600))
		for _, writable := range []bool{false, true} {
			l, err := openLog(path, writable)
			must(t, err)
			want := 0
			if cut >= first {
				want++
			}
			if cut >= second {
				want++
			}
			if len(l.at) != want {
				t.Fatalf("cut at %d, writable %t: %d records, want %d", cut, writable, len(l.at), want)
			}
			if writable {
				must(t, l.add(looks))
			}
			must(t, l.close())
		}
		got, err := os.ReadFile(path)
		must(t, err)
		if string(got) != string(whole) {
			t.Fatalf("cut at %d and completed: %d bytes differ from the whole log", cut, len(got))
		}
	}
}

// endsOfTwo is where the records of two looks end.
func endsOfTwo(looks []engine.Look) (first, second int) {
	size := func(l engine.Look) int {
		n := logFixedSize + logSumSize
		packed := packLook(&l)
		for _, b := range packed.rest() {
			n += len(b)
		}
		return n
	}
	first = logHeaderSize + size(looks[0])
	return first, first + size(looks[1])
}

// A flipped byte ends the log there: what follows is looked at again.
func TestLogWithAFlippedByte(t *testing.T) {
	path := filepath.Join(t.TempDir(), "features.log")
	l, err := openLog(path, true)
	must(t, err)
	looks := []engine.Look{enginetest.Looks()["red-blobs"], enginetest.Looks()["red-slope"]}
	must(t, l.add(looks))
	must(t, l.close())
	first, second := endsOfTwo(looks)
	ends := [2]int64{int64(first), int64(second)}
	for at, want := range map[int64]int{
		0: 0, headerSize - 1: 0, logHeaderSize - 1: 0, // the header: another kind, other features, other raw blocks
		logHeaderSize: 0, logHeaderSize + 100: 0, logHeaderSize + logFixedSize - 1: 0, ends[0] - 1: 0, // the first record
		ends[0]: 1, ends[0] + logFixedSize + 9: 1, ends[1] - 1: 1, // the second
	} {
		flip(t, path, at)
		l, err := openLog(path, false)
		must(t, err)
		equal(t, fmt.Sprintf("records with byte %d flipped", at), len(l.at), want)
		must(t, l.close())
		flip(t, path, at)
	}
}
