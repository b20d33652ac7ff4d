package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func pack(t *testing.T, data string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write([]byte(data))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, dir, "set/pics/a_b.jpg", "")
	text := "\uFEFF" + `{"id":"7","title":"A","description":"D","tags":["t", " "],"link":"https://example.org","image":"./pics//a_b.jpg","boards":["one","two"],"user":"ana","created_at":"2020-01-02T03:04:05+01:00","colour":[1]}` + "\r\n" +
		"\r\n  \n" +
		`{"id":"8","description":"only words","created_at":"1901-12-31"}` + "\n" +
		`{"image":"pics/a_b.jpg"}`
	want := []Entry{
		{
			ID: "7", Source: "pics/a_b.jpg", Title: "A", Description: "D", Tags: []string{"t"}, Link: "https://example.org",
			User: "ana", Boards: []string{"one", "two"}, Created: time.Date(2020, 1, 2, 2, 4, 5, 0, time.UTC), Modified: noon,
			Path: filepath.FromSlash("set/pics/a_b.jpg"),
		},
		{ID: "8", Source: "pins.ndjson#8", Description: "only words", Created: time.Date(1901, 12, 31, 0, 0, 0, 0, time.UTC), Modified: noon},
		{Source: "pics/a_b.jpg", Modified: noon, Path: filepath.FromSlash("set/pics/a_b.jpg")},
	}
	write(t, dir, "set/pins.ndjson", text)
	write(t, dir, "set/pins.NDJSON.gz", pack(t, text))
	for _, path := range []string{"./set/pins.ndjson", filepath.Join(dir, "set", "pins.ndjson"), "set/pins.NDJSON.gz"} {
		all, skipped := read(t, path)
		for i := range all {
			all[i].Modified = all[i].Modified.UTC()
			all[i].Path = strings.TrimPrefix(all[i].Path, dir+string(filepath.Separator))
			all[i].Source = strings.Replace(all[i].Source, "NDJSON", "ndjson", 1)
		}
		equal(t, path, all, want)
		equal(t, "files passed over", skipped, 0)
	}
}

// A bad line is an entry that says where and what; the lines around it are read.
func TestBadLines(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.jpg", "")
	for _, tt := range []struct{ line, want string }{
		{`{"title":7}`, "title: expected a string, found number"},
		{`{"id":7}`, "id: expected a string, found number"},
		{`{"tags":"red"}`, `tags: expected a list of strings such as ["a", "b"], found string`},
		{`{"boards":["a",7]}`, `boards: expected a list of strings such as ["a", "b"], found number`},
		{`["a"]`, "expected a JSON object, found array"},
		{`{"title":"x"`, "not a JSON object: unexpected end of JSON input"},
		{`{"title":"x"} more`, "not a JSON object: invalid character 'm' after top-level value"},
		{"{\"title\":\"caf\xe9\"}", "not UTF-8 text"},
		{`{"title":"x","created_at":"yesterday"}`, `created_at: expected a time such as 2006-01-02T15:04:05Z or a day such as 2006-01-02, found "yesterday"`},
		{`{"title":"x","created_at":"9999-12-31T23:59:59-00:01"}`, "created_at: expected a time"},
		{`{"image":"https://example.org/a.jpg"}`, "image: akin does not fetch addresses"},
		{`{"image":"data:image/png;base64,AA"}`, "image: akin does not fetch addresses"},
		{`{"image":"/etc/a.jpg"}`, "must lie in the manifest's folder"},
		{`{"image":"sub/../../a.jpg"}`, "must lie in the manifest's folder"},
		{`{"image":"gone.jpg"}`, "no file is at"},
		{`{"image":"."}`, "is not a regular file"},
		{`{"id":"x","boards":["a"],"tags":[""]}`, "no pin: give it an image, or words"},
		{`null`, "no pin: give it an image, or words"},
		{`{"title":"` + strings.Repeat("x", maxLine) + `"}`, "longer than 1048576 bytes"},
	} {
		write(t, dir, "p.ndjson", "{\"title\":\"before\"}\n\n"+tt.line+"\n{\"image\":\"sub/../a.jpg\",\"title\":\"after\"}")
		all, _ := read(t, filepath.Join(dir, "p.ndjson"))
		if len(all) != 3 || all[0].Title != "before" || all[2].Title != "after" || all[2].Source != "a.jpg" {
			t.Errorf("%.80s: entries %.200q", tt.line, brief(all))
			continue
		}
		if got := all[1]; got.Source != "p.ndjson" || got.Err == nil || !strings.HasPrefix(got.Err.Error(), "line 3: ") || !strings.Contains(got.Err.Error(), tt.want) {
			t.Errorf("%.80s: %q: %v, want line 3: ... %s", tt.line, got.Source, got.Err, tt.want)
		}
	}
}

func TestLongestLine(t *testing.T) {
	dir := t.TempDir()
	shell := len(`{"title":""}` + "\n")
	fits := `{"title":"` + strings.Repeat("x", maxLine-shell) + `"}` + "\n"
	long := `{"title":"` + strings.Repeat("x", maxLine-shell+1) + `"}` + "\n"
	write(t, dir, "p.ndjson", fits+long+fits)
	all, _ := read(t, filepath.Join(dir, "p.ndjson"))
	if len(all) != 3 || all[0].Err != nil || all[1].Err == nil || all[2].Err != nil {
		t.Errorf("%d entries: %.60q", len(all), brief(all))
	}
}

func TestDamagedGzip(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&lines, "{\"id\":\"%d\",\"title\":\"%x\"}\n", i, i*i*7919)
	}
	whole := pack(t, lines.String())
	write(t, dir, "cut.ndjson.gz", whole[:len(whole)/2])
	all, _ := read(t, filepath.Join(dir, "cut.ndjson.gz"))
	last := len(all) - 1
	if last < 100 || last > 2900 {
		t.Fatalf("%d lines before the cut, want about half of 3000", last)
	}
	for i, e := range all[:last] {
		if e.Err != nil || e.ID != fmt.Sprint(i) {
			t.Fatalf("line %d: %q: %v", i+1, e.ID, e.Err)
		}
	}
	want := fmt.Sprintf("cut.ndjson.gz | line %d: unexpected EOF (the file is damaged or cut short; the lines before are read)", last+1)
	equal(t, "at the cut", brief(all[last:]), []string{want})

	write(t, dir, "plain.ndjson.gz", "{}")
	all, _ = read(t, filepath.Join(dir, "plain.ndjson.gz"))
	if len(all) != 1 || all[0].Err == nil || !strings.Contains(all[0].Err.Error(), "is it packed with gzip") {
		t.Errorf("a manifest that is not packed: %q", brief(all))
	}
}

// Without an id, a pin of words alone is known by its words: where it stands,
// on which boards, and whether the manifest is packed do not matter.
func TestSourceOfWordsIsStable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "p.ndjson", `{"title":"a"}`)
	write(t, dir, "p.ndjson.gz", pack(t, `{"title":"new"}`+"\n"+`{"title":"a","boards":["b"]}`+"\n"+`{"description":"a"}`))
	one, _ := read(t, filepath.Join(dir, "p.ndjson"))
	three, _ := read(t, filepath.Join(dir, "p.ndjson.gz"))
	equal(t, "source", one[0].Source, three[1].Source)
	if three[0].Source == three[1].Source || three[2].Source == three[1].Source {
		t.Errorf("different words have one source: %q", brief(three))
	}
}

// The shared manifest is read whole and without an error; its ids are all there.
func TestRealManifest(t *testing.T) {
	data := os.Getenv("AKIN_TESTDATA")
	if data == "" {
		t.Skip("AKIN_TESTDATA is not set: no real manifest is read")
	}
	s, err := Of([]string{filepath.Join(data, "pins", "tate.ndjson.gz")})
	if err != nil {
		t.Fatal(err)
	}
	n, ids := 0, map[string]bool{}
	for e := range s.Entries(t.Context()) {
		if e.Err != nil {
			t.Fatalf("%s: %v", e.Source, e.Err)
		}
		n++
		ids[e.ID] = true
	}
	counted, _ := s.Count(t.Context())
	equal(t, "entries, ids, lines counted", []int{n, len(ids), counted}, []int{25000, 25000, 25000})
}
