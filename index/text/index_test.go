package text

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"akin/engine"

	"github.com/blevesearch/bleve/v2/util"
)

func memory(t *testing.T) *Index {
	t.Helper()
	x, err := CreateMemory()
	return opened(t, x, err)
}

func create(t *testing.T, dir string) *Index {
	t.Helper()
	x, err := Create(dir)
	return opened(t, x, err)
}

func open(t *testing.T, dir string, readOnly bool) *Index {
	t.Helper()
	x, err := Open(dir, readOnly)
	return opened(t, x, err)
}

func opened(t *testing.T, x *Index, err error) *Index {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func apply(t *testing.T, x *Index, seq int64, put ...Document) {
	t.Helper()
	if err := x.Apply(put, nil, seq); err != nil {
		t.Fatal(err)
	}
}

func snapshot(t *testing.T, x *Index) *Snapshot {
	t.Helper()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// matches returns the sorted IDs that Matching calls, each as often as it does.
func matches(t *testing.T, s *Snapshot, stems, visual []string) (ids []string) {
	t.Helper()
	err := s.Matching(t.Context(), stems, visual, func(id string) error {
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(ids)
	return ids
}

func seqOf(t *testing.T, s *Snapshot) int64 {
	t.Helper()
	seq, err := s.Seq()
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func TestMatching(t *testing.T) {
	x := memory(t)
	apply(t, x, 1,
		Document{ID: "a", Fields: []string{"Sea urchin", "shells"}, Visual: []string{"v1", "v2"}},
		Document{ID: "b", Fields: []string{"sea_shell.jpg"}, Visual: []string{"v2"}},
		Document{ID: "c", Visual: []string{"V1", "v 3"}},
		Document{ID: "d"})
	for _, c := range []struct{ stems, visual, want string }{
		{"urchin", "", "a"},
		{"sea", "", "a b"},
		{"urchin jpg", "", "a b"},
		{"shell", "", "a b"},
		{"shells", "", ""}, // no stem
		{"", "", ""},
		{"", "v1", "a"},
		{"", "v2 V1", "a b c"},
		{"", "v", ""},
		{"sea", "v1", "a"},
		{"sea", "v9", ""},
		{"nothing", "v1", ""},
	} {
		got := matches(t, snapshot(t, x), strings.Fields(c.stems), strings.Fields(c.visual))
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("stems %q, visual %q: %q, want %q", c.stems, c.visual, s, c.want)
		}
	}
}

// vocabulary makes texts in which words meet often, some of them only after
// analysis.
var vocabulary = strings.Fields("sea Seas urchin URCHINS the of shell shell_01.jpg café cafe red Red's blue 3.14 東京 ёлка")

func randomDocument(r *rand.Rand, id string) Document {
	d := Document{ID: id}
	for range r.IntN(4) {
		var words []string
		for range r.IntN(4) {
			words = append(words, vocabulary[r.IntN(len(vocabulary))])
		}
		d.Fields = append(d.Fields, strings.Join(words, " "))
	}
	for range r.IntN(4) {
		d.Visual = append(d.Visual, fmt.Sprintf("v%d", r.IntN(12)))
	}
	return d
}

// has says whether any of the terms is one of the wanted ones.
func has(terms, wanted []string) bool {
	return slices.ContainsFunc(terms, func(t string) bool { return slices.Contains(wanted, t) })
}

// scan does what Matching promises, the slow way.
func scan(docs map[string]Document, stems, visual []string) (ids []string) {
	for id, d := range docs {
		var own []string
		for _, f := range d.Fields {
			for _, tok := range Tokens(f) {
				own = append(own, tok.Stem)
			}
		}
		words := has(own, stems) || len(stems) == 0 && len(visual) > 0
		if words && (len(visual) == 0 || has(d.Visual, visual)) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestMatchingEqualsAScanThroughPutsAndRemoves(t *testing.T) {
	for name, x := range map[string]*Index{"memory": memory(t), "disk": create(t, t.TempDir())} {
		r := rand.New(rand.NewPCG(1, 2))
		docs := map[string]Document{}
		for round := range int64(30) {
			var put []Document
			var remove []string
			for range 10 { // of 60 IDs, so that puts replace and removes hit
				id := fmt.Sprintf("pin/ü %d", r.IntN(60))
				remove = append(remove, id)
				delete(docs, id)
			}
			for range 20 {
				d := randomDocument(r, fmt.Sprintf("pin/ü %d", r.IntN(60)))
				put = append(put, d)
				docs[d.ID] = d
			}
			if err := x.Apply(put, remove, round); err != nil {
				t.Fatal(err)
			}
			compare(t, name, r, snapshot(t, x), docs)
		}
	}
}

// compare asks a snapshot random questions whose answers follow from docs.
func compare(t *testing.T, name string, r *rand.Rand, s *Snapshot, docs map[string]Document) {
	t.Helper()
	for range 10 {
		q := randomDocument(r, "")
		var stems []string
		for _, tok := range Tokens(strings.Join(q.Fields, " ")) {
			stems = append(stems, tok.Stem)
		}
		if got, want := matches(t, s, stems, q.Visual), scan(docs, stems, q.Visual); !slices.Equal(got, want) {
			t.Fatalf("%s: stems %q, visual %q: %q, want %q", name, stems, q.Visual, got, want)
		}
	}
	var ids []string
	if err := s.IDs(t.Context(), func(id string) error { ids = append(ids, id); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.Sort(ids)
	if want := slices.Sorted(maps.Keys(docs)); !slices.Equal(ids, want) {
		t.Fatalf("%s: IDs %q, want %q", name, ids, want)
	}
	if n, err := s.Count(); err != nil || n != uint64(len(docs)) {
		t.Fatalf("%s: count %d (%v), want %d", name, n, err, len(docs))
	}
}

func TestReopenedIndexHasItsNumberAndDocuments(t *testing.T) {
	dir := t.TempDir()
	x := create(t, dir)
	if seq := seqOf(t, snapshot(t, x)); seq != 0 {
		t.Errorf("a new index has number %d", seq)
	}
	apply(t, x, 41, Document{ID: "a", Fields: []string{"sea"}}, Document{ID: "b", Fields: []string{"sea"}})
	if err := x.Apply(nil, []string{"b", "never there"}, 1<<40); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		x := open(t, dir, readOnly)
		s := snapshot(t, x)
		if got := matches(t, s, []string{"sea"}, nil); !slices.Equal(got, []string{"a"}) || seqOf(t, s) != 1<<40 {
			t.Errorf("reopened: %q at %d", got, seqOf(t, s))
		}
		x.Close()
	}
}

func TestSnapshotStaysAsItWas(t *testing.T) {
	for name, x := range map[string]*Index{"memory": memory(t), "disk": create(t, t.TempDir())} {
		apply(t, x, 1, Document{ID: "a", Fields: []string{"sea"}}, Document{ID: "b", Fields: []string{"sea"}})
		s := snapshot(t, x)
		for seq := range int64(20) { // enough for merges
			apply(t, x, 2+seq, Document{ID: "a", Fields: []string{"shell"}}, Document{ID: fmt.Sprint(seq), Fields: []string{"sea"}})
		}
		x.Close()
		if got := matches(t, s, []string{"sea"}, nil); !slices.Equal(got, []string{"a", "b"}) || seqOf(t, s) != 1 {
			t.Errorf("%s: snapshot moved to %q at %d", name, got, seqOf(t, s))
		}
	}
}

func TestMatchingEndsEarly(t *testing.T) {
	x := memory(t)
	var docs []Document
	for i := range 3000 {
		docs = append(docs, Document{ID: fmt.Sprint(i), Fields: []string{"sea"}})
	}
	apply(t, x, 1, docs...)
	s := snapshot(t, x)

	calls, enough := 0, errors.New("enough")
	err := s.Matching(t.Context(), []string{"sea"}, nil, func(string) error { calls++; return enough })
	if err != enough || calls != 1 {
		t.Errorf("after each's error: %v, %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(t.Context())
	calls = 0
	err = s.Matching(ctx, []string{"sea"}, nil, func(string) error { calls++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || calls >= 3000 {
		t.Errorf("after cancelling: %v, %d calls", err, calls)
	}
}

func TestApplyBesideMatching(t *testing.T) {
	x := create(t, t.TempDir())
	const last, pins = 30, 7
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for seq := int64(0); seq < last; {
				var err error
				if seq, err = lookBeside(t.Context(), x, pins); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for seq := int64(1); seq <= last; seq++ {
		apply(t, x, seq, Document{ID: fmt.Sprint(seq % pins), Fields: []string{"sea"}, Visual: []string{fmt.Sprintf("at%d", seq)}})
	}
	readers.Wait()
}

// lookBeside takes one look at an index in which change n puts pin n%pins, so
// that the number tells all there is.
func lookBeside(ctx context.Context, x *Index, pins int64) (seq int64, err error) {
	s, err := x.Snapshot()
	if err != nil {
		return 0, err
	}
	defer s.Close()
	if seq, err = s.Seq(); err != nil {
		return 0, err
	}
	all, newest := int64(0), ""
	err = errors.Join(
		s.Matching(ctx, []string{"sea"}, nil, func(string) error { all++; return nil }),
		s.Matching(ctx, nil, []string{fmt.Sprintf("at%d", seq)}, func(id string) error { newest += id; return nil }))
	if err == nil && (all != min(seq, pins) || seq > 0 && newest != fmt.Sprint(seq%pins)) {
		err = fmt.Errorf("at %d there are %d pins, the newest %q", seq, all, newest)
	}
	return seq, err
}

func TestWhatIndexesRefuse(t *testing.T) {
	dir := t.TempDir()
	x := create(t, dir)
	if err := x.Apply([]Document{{ID: "a", Fields: []string{"sea"}}, {ID: ""}}, nil, 5); err == nil {
		t.Error("an empty ID is put")
	}
	if s := snapshot(t, x); seqOf(t, s) != 0 || len(matches(t, s, []string{"sea"}, nil)) != 0 {
		t.Error("a refused batch left something")
	}
	if _, err := Create(dir); err == nil {
		t.Error("an index is made where there is one")
	}
	for _, readOnly := range []bool{true, false} {
		if _, err := Open(dir, readOnly); engine.KindOf(err) != engine.Busy || !strings.Contains(err.Error(), "locked") {
			t.Errorf("an index held by a writer opens with %v", err)
		}
	}
	x.Close()
	if err := x.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	if err := x.Apply(nil, nil, 1); err == nil {
		t.Error("a closed index takes a batch")
	}
	if _, err := x.Snapshot(); err == nil {
		t.Error("a closed index gives a snapshot")
	}
	if err := open(t, dir, true).Apply(nil, nil, 1); err == nil {
		t.Error("an index open for reading takes a batch")
	}
	missing := filepath.Join(dir, "none")
	if _, err := Open(missing, true); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "akin reindex") {
		t.Errorf("a missing index opens with %v", err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("opening a missing index made something")
	}
}

func TestIndexOfAnotherAnalysisIsRefused(t *testing.T) {
	dir := t.TempDir()
	x := create(t, dir)
	present, err := util.MarshalJSON(newMapping())
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.ReplaceAll(present, []byte(analyzerName), []byte("akin words 0"))
	if err := x.bleve.SetInternal(util.MappingInternalKey, other); err != nil {
		t.Fatal(err)
	}
	x.Close()
	if _, err := Open(dir, true); err == nil || !strings.Contains(err.Error(), "akin words 0") {
		t.Errorf("it opens with %v", err)
	}
}
