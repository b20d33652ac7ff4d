package text

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
)

// Tags are whole terms: no part of one is found, and words do not find them.
func TestTagged(t *testing.T) {
	x := memory(t)
	apply(t, x, 1, Document{ID: "a", Fields: []string{"sea"}, Tags: []string{"red sea", "warm"}}, Document{ID: "b", Tags: []string{"warm"}, Visual: []string{"v1"}})
	apply(t, x, 2, Document{ID: "c", Tags: []string{"warm", "ré d"}}, Document{ID: "d", Fields: []string{"warm"}})
	check := func(want string, tags ...string) {
		t.Helper()
		var ids []string
		err := snapshot(t, x).Tagged(t.Context(), tags, func(id string) error {
			ids = append(ids, id)
			return nil
		})
		slices.Sort(ids)
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("tagged %q: %q, %v, want %q", tags, got, err, want)
		}
	}
	check("a b c", "warm")
	check("a", "warm", "red sea")
	check("a", "red sea", "warm", "warm")
	check("c", "ré d")
	check("", "red")
	check("", "sea")
	check("", "Warm")
	check("", "v1")
	check("", "warm", "nothing")
	check("")
	apply(t, x, 3, Document{ID: "b", Tags: []string{"cold"}})
	if err := x.Apply(nil, []string{"c"}, 4); err != nil {
		t.Fatal(err)
	}
	check("a", "warm")
	check("b", "cold")
}

// An index that an older akin made has no place for tags, and is not opened:
// its pins would be found by none.
func TestIndexWithoutTagsIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "text.bleve")
	m := newMapping().(*mapping.IndexMappingImpl)
	delete(m.DefaultMapping.Properties, tagsField)
	old, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, options(false))
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		if _, err := Open(dir, readOnly); err == nil || !strings.Contains(err.Error(), "akin reindex") {
			t.Errorf("read only %t: %v, want a hint to reindex", readOnly, err)
		}
	}
}
