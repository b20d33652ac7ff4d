package text

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tate reads 25,000 works with titles, tags, boards, descriptions and links, and
// gives each 24 visual words, one of 2,048 for each of 24 bands.
func tate(b *testing.B) (docs []Document) {
	b.Helper()
	data := os.Getenv("AKIN_TESTDATA")
	if data == "" {
		b.Skip("AKIN_TESTDATA is not set: it names the folder with pins/tate.ndjson.gz")
	}
	file, err := os.Open(filepath.Join(data, "pins", "tate.ndjson.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for lines := bufio.NewScanner(plain); lines.Scan(); {
		var p struct {
			ID, Title, Description, Link string
			Tags, Boards                 []string
		}
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			b.Fatal(err)
		}
		fields := []string{p.Title, strings.Join(p.Tags, "\n"), strings.Join(p.Boards, "\n"), p.Description, p.Link}
		docs = append(docs, Document{ID: p.ID, Fields: fields, Visual: bands(func(int) int { return r.IntN(2048) })})
	}
	return docs
}

func bands(value func(band int) int) (visual []string) {
	for i := range 24 {
		visual = append(visual, fmt.Sprintf("b%d-%d", i, value(i)))
	}
	return visual
}

func BenchmarkTokens(b *testing.B) {
	docs := tate(b)
	tokens := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		for _, f := range docs[i%len(docs)].Fields {
			tokens += len(Tokens(f))
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkBuild(b *testing.B) {
	docs := tate(b)
	for b.Loop() {
		dir := build(b, 1, docs)
		b.StopTimer()
		b.ReportMetric(float64(size(b, dir))/float64(len(docs)), "bytes/document")
		b.StartTimer()
	}
	b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "documents/s")
}

func size(b *testing.B, dir string) (n int64) {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "store", "*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		i, err := os.Stat(f)
		if err != nil {
			b.Fatal(err)
		}
		n += i.Size()
	}
	return n
}

func BenchmarkApply(b *testing.B) {
	docs := tate(b)
	for _, batch := range []int{1, 100} {
		b.Run(fmt.Sprint(batch), func(b *testing.B) {
			x, err := Create(b.TempDir())
			if err != nil {
				b.Fatal(err)
			}
			defer x.Close()
			for i := 0; b.Loop(); i++ {
				from := i * batch % (len(docs) - batch)
				if err := x.Apply(docs[from:from+batch], nil, int64(i)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDigest(b *testing.B) {
	x, err := Open(build(b, 1, tate(b)), true)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if _, err := s.Digest(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMatching streams sets of known sizes out of 200,000 documents: every
// nth of them has the word "eachn".
func BenchmarkMatching(b *testing.B) {
	const all = 200_000
	var docs []Document
	for i := range all {
		var words []string
		for _, n := range []int{2, 20, 2000} {
			if i%n == 0 {
				words = append(words, fmt.Sprint("each", n))
			}
		}
		d := Document{ID: fmt.Sprintf("%016x", i*2654435761), Fields: words}
		d.Visual = bands(func(band int) int { return (i*31 + band*17) % 2048 })
		docs = append(docs, d)
	}
	x, err := Open(build(b, 1, docs), true)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for name, visual := range map[string][]string{"words": nil, "words+24visual": docs[0].Visual} {
		for _, n := range []int{2000, 20, 2} {
			b.Run(fmt.Sprintf("%s/%d", name, all/n), func(b *testing.B) {
				found := 0
				for b.Loop() {
					err := s.Matching(b.Context(), []string{fmt.Sprint("each", n)}, visual, func(string) error {
						found++
						return nil
					})
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(found)/float64(b.N), "found/op")
			})
		}
	}
}
