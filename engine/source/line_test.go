package source

import (
	"encoding/json"
	"path"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Whatever stands in a line: it does not panic, a picture stays within the
// manifest's folder, and an entry written as a line reads as the same entry.
func FuzzLine(f *testing.F) {
	f.Add([]byte(`{"id":"7","title":"A","tags":["t"],"image":"pics/a.jpg","boards":["b"],"created_at":"2020-01-02"}`))
	f.Add([]byte(`{"description":"\ud800","link":"x://y","user":"ana","created_at":"2020-01-02T03:04:05.6789+23:59"}`))
	f.Add([]byte(`{"title":"before the first year","created_at":"0000-01-01T00:00:00+00:01"}`))
	f.Add([]byte(`{"image":"a/../../b"}`))
	f.Add([]byte(`{"tags":[null,""]}`))
	f.Add([]byte(`[[[`))
	m := manifest{dir: "dir", name: "p.ndjson.gz"}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := m.parse(data)
		if err != nil {
			return
		}
		if e.Source == "" || !utf8.ValidString(e.Source) {
			t.Errorf("source %q is no name", e.Source)
		}
		if rel, err := filepath.Rel("dir", e.Path); e.Path != "" && (err != nil || !filepath.IsLocal(rel)) {
			t.Errorf("path %q is not in the manifest's folder", e.Path)
		}
		again, err := m.parse(lineOf(t, e))
		if diff := cmp.Diff(e, again, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("written and read again: %v\n%s", err, diff)
		}
	})
}

func lineOf(t *testing.T, e Entry) []byte {
	l := line{ID: e.ID, Title: e.Title, Description: e.Description, Tags: e.Tags, Link: e.Link, Boards: e.Boards, User: e.User}
	if e.Path != "" {
		l.Image = path.Clean(e.Source)
	}
	if !e.Created.IsZero() {
		l.CreatedAt = e.Created.Format(time.RFC3339Nano)
	}
	data, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
