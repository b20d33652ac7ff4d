package source

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// noon is the time of every file that write makes.
var noon = time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)

// write makes a file below dir, with its folders.
func write(t *testing.T, dir, name, data string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, noon, noon); err != nil {
		t.Fatal(err)
	}
}

// read returns all entries of the paths, and how many files were passed over.
// Everywhere it holds that Count counts what Entries yields, and that reading
// again gives the same.
func read(t *testing.T, paths ...string) (all []Entry, skipped int) {
	t.Helper()
	s, err := Of(paths)
	if err != nil {
		t.Fatal(err)
	}
	all = slices.Collect(s.Entries(t.Context()))
	n, skipped := s.Count(t.Context())
	if n != len(all) {
		t.Errorf("Count = %d, but there are %d entries", n, len(all))
	}
	again := slices.Collect(s.Entries(t.Context()))
	if diff := cmp.Diff(all, again, cmp.Comparer(func(a, b error) bool { return a == nil && b == nil || a.Error() == b.Error() })); diff != "" {
		t.Errorf("the second reading differs:\n%s", diff)
	}
	return all, skipped
}

// brief writes entries as "source | title | boards", or "source | error".
func brief(all []Entry) []string {
	var lines []string
	for _, e := range all {
		if e.Err != nil {
			lines = append(lines, e.Source+" | "+e.Err.Error())
			continue
		}
		lines = append(lines, e.Source+" | "+e.Title+" | "+strings.Join(e.Boards, ", "))
	}
	return lines
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (- want, + got):\n%s", what, diff)
	}
}

func TestOfRefuses(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "notes.txt", "")
	write(t, dir, "a.jpg", "")
	for name, want := range map[string]string{
		"gone":      "nothing is at",
		"notes.txt": "is neither a folder, nor a picture (.jpg",
	} {
		_, err := Of([]string{filepath.Join(dir, "a.jpg"), filepath.Join(dir, name)})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v, want one that names it and says %q", name, err, want)
		}
	}
}

func TestPathsStayInTheOrderGiven(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "set/b.jpg", "")
	write(t, dir, "set/a.jpg", "")
	write(t, dir, "c.PNG", "")
	write(t, dir, "pins.ndjson", `{"title":"words"}`)
	all, _ := read(t, filepath.Join(dir, "pins.ndjson"), filepath.Join(dir, "c.PNG"), filepath.Join(dir, "set"))
	var titles []string
	for _, e := range all {
		titles = append(titles, e.Title)
	}
	equal(t, "titles", titles, []string{"words", "c", "a", "b"})
}

func TestEntriesEnd(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.jpg", "b/b.jpg", "c.jpg"} {
		write(t, dir, name, "")
	}
	write(t, dir, "pins.ndjson", "{\"title\":\"x\"}\n{\"title\":\"y\"}\n")
	for _, path := range []string{dir, filepath.Join(dir, "pins.ndjson")} {
		s, err := Of([]string{path, path})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		for range s.Entries(ctx) {
			n++
			cancel()
		}
		if n != 1 {
			t.Errorf("%s: %d entries after the context was done, want 1", path, n)
		}
		for range s.Entries(t.Context()) {
			break // must not panic: yield is not called again
		}
	}
}
