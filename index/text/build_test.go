package text

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// build makes an index of the documents and returns its directory.
func build(t testing.TB, seq int64, docs []Document) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "text.bleve")
	b := NewBuilder(dir, seq)
	for _, d := range docs {
		if err := b.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func randomDocuments(n int) (docs []Document) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		docs = append(docs, randomDocument(r, fmt.Sprintf("p%04d", i)))
	}
	return docs
}

func TestBuiltIndexEqualsAScan(t *testing.T) {
	docs := map[string]Document{}
	all := randomDocuments(2500) // more than two of the builder's batches
	for i := range all {
		all[i].Visual = append(all[i].Visual, "only "+all[i].ID) // Bleve packs such terms differently
		docs[all[i].ID] = all[i]
	}
	s := snapshot(t, open(t, build(t, 9, all), true))
	for _, id := range []string{"p0000", "p1234", "p2499"} {
		if got := matches(t, s, nil, []string{"only " + id}); !slices.Equal(got, []string{id}) {
			t.Errorf("only %s: %q", id, got)
		}
	}
	compare(t, "built", rand.New(rand.NewPCG(5, 6)), s, docs)
	if seqOf(t, s) != 9 {
		t.Errorf("its number is %d, want 9", seqOf(t, s))
	}
}

func TestEmptyIndexIsBuilt(t *testing.T) {
	s := snapshot(t, open(t, build(t, 9, nil), true))
	if n, err := s.Count(); err != nil || n != 0 || seqOf(t, s) != 9 {
		t.Errorf("%d documents at %d (%v)", n, seqOf(t, s), err)
	}
}

func TestBuilderRefusesAnIDGivenTwice(t *testing.T) {
	for name, gap := range map[string]int{"in one batch": 10, "in two": 1500} {
		b := NewBuilder(t.TempDir(), 1)
		for _, d := range append(randomDocuments(gap), Document{ID: "p0000"}) {
			if err := b.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Close(); err == nil || !strings.Contains(err.Error(), "different IDs") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadersShareABuiltIndexAndWriteNothing(t *testing.T) {
	dir := build(t, 9, randomDocuments(100))
	before := listing(t, dir)
	if len(before) != 5 {
		t.Errorf("it is made of %q", before)
	}
	first, second := open(t, dir, true), open(t, dir, true)
	for _, x := range []*Index{first, second} {
		s := snapshot(t, x)
		if _, err := s.Digest(t.Context()); err != nil {
			t.Error(err)
		}
		if len(matches(t, s, []string{"sea"}, nil)) == 0 {
			t.Error("nothing found")
		}
	}
	if _, err := Open(dir, false); err == nil {
		t.Error("it opens for writing beside readers")
	}
	first.Close()
	second.Close()
	if after := listing(t, dir); !slices.Equal(before, after) {
		t.Errorf("readers changed\n%q to\n%q", before, after)
	}
}

// listing names what is in a directory, with what would show a change.
func listing(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		i, err := e.Info()
		if err == nil {
			all = append(all, fmt.Sprint(path, i.Size(), i.ModTime().UnixNano()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestDamagedIndexIsAnError(t *testing.T) {
	docs := randomDocuments(300)
	for name, damage := range map[string]func(root, segment string) error{
		"no segment":    func(_, segment string) error { return os.Remove(segment) },
		"empty segment": func(_, segment string) error { return os.Truncate(segment, 0) },
		"half segment":  func(_, segment string) error { return os.Truncate(segment, 4000) },
		"no root":       func(root, _ string) error { return os.Remove(root) },
		"half root":     func(root, _ string) error { return os.Truncate(root, 8192) },
	} {
		dir := build(t, 1, docs)
		segments, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
		if err != nil || len(segments) != 1 {
			t.Fatalf("segments %q, %v", segments, err)
		}
		if err := damage(filepath.Join(dir, "store", "root.bolt"), segments[0]); err != nil {
			t.Fatal(err)
		}
		if x, err := Open(dir, true); err == nil {
			x.Close()
			t.Errorf("%s: it opens", name)
		}
	}
}

func TestDigestIsOfWhatTheIndexHolds(t *testing.T) {
	docs := randomDocuments(1200)
	want := digestOf(t, open(t, build(t, 1, docs), true))

	shuffled := slices.Clone(docs)
	rand.New(rand.NewPCG(7, 8)).Shuffle(len(shuffled), func(i, j int) {
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	})
	if got := digestOf(t, open(t, build(t, 2, shuffled), true)); got != want {
		t.Error("another order gives another digest")
	}
	// In memory nothing is merged, so that terms without documents stay listed.
	for name, x := range map[string]*Index{"memory": memory(t), "disk": create(t, t.TempDir())} {
		detour(t, x, shuffled)
		if got := digestOf(t, x); got != want {
			t.Errorf("%s: puts, replacements and removes give another digest than building", name)
		}
	}
	for name, other := range map[string]Document{
		"no words":       {ID: docs[0].ID},
		"another word":   {ID: docs[0].ID, Fields: []string{"anemone"}},
		"word as visual": {ID: docs[0].ID, Visual: []string{"anemone"}},
		"another ID":     {ID: "other", Fields: docs[0].Fields, Visual: docs[0].Visual},
	} {
		changed := append([]Document{other}, docs[1:]...)
		got := digestOf(t, open(t, build(t, 1, changed), true))
		if got == want {
			t.Errorf("%s: the same digest", name)
		}
	}
}

// detour makes an empty index hold the documents in the end.
func detour(t *testing.T, x *Index, docs []Document) {
	t.Helper()
	var seq int64
	for batch := range slices.Chunk(docs, 100) {
		var first []Document // with other words, and with pins that go again
		var remove []string
		for _, d := range batch[:50] {
			first = append(first, Document{ID: d.ID, Fields: []string{"gone"}}, Document{ID: "x" + d.ID, Fields: []string{"gone"}})
			remove = append(remove, d.ID, "x"+d.ID)
		}
		// One that stays keeps Bleve from dropping all that came with it.
		seq++
		apply(t, x, seq, append(first, batch[99])...)
		seq++
		if err := x.Apply(batch[:99], remove, seq); err != nil {
			t.Fatal(err)
		}
	}
}

func digestOf(t *testing.T, x *Index) [32]byte {
	t.Helper()
	sum, err := snapshot(t, x).Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
