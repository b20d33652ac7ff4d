package pdq

import (
	"bufio"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/disintegration/imaging"
)

// The published vectors were made from pictures shrunk to fit 512 by 512 with a
// bicubic filter that does not alias, which picture.Canonical does too; it also
// trims borders, so that here imaging's filter of the same curve stands in.
func TestConformsToThePublishedVectors(t *testing.T) {
	list := testData(t, "hashes/pdq/expected.tsv")[0]
	f, err := os.Open(list)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan() // the header
	n := 0
	for lines.Scan() {
		name, hex, _ := strings.Cut(lines.Text(), "\t")
		img := imaging.Fit(decode(t, filepath.Join(filepath.Dir(list), name)), 512, 512, imaging.CatmullRom)
		got, q := Of(img)
		allowed := 16
		if q >= 80 {
			allowed = 10
		}
		d := got.Distance(parse(t, hex))
		t.Logf("%s: quality %d, %d bits", name, q, d)
		if d > allowed {
			t.Errorf("%s, quality %d: %d bits off\n got %v\nwant %s", name, q, d, got, hex)
		}
		n++
	}
	if n < 10 {
		t.Errorf("%d vectors only", n)
	}
}

func parse(t *testing.T, hex string) (h Hash) {
	t.Helper()
	if _, err := fmt.Sscanf(hex, "%16x%16x%16x%16x", &h[3], &h[2], &h[1], &h[0]); err != nil {
		t.Fatal(err)
	}
	if h.String() != hex {
		t.Fatalf("%s is written %v", hex, h)
	}
	return h
}

func TestEightTurnsOfPhotographs(t *testing.T) {
	worst, worstBits, sum, n := 0, 0, 0, 0 // of hashes, of bits alone, bits alone together, turns
	for _, file := range testData(t, "distinct/*.jpg") {
		img := decode(t, file)
		eight, q := Eight(img)
		if h, plain := Of(img); h != eight[None] || plain != q {
			t.Errorf("%s: Of and Eight disagree", file)
		}
		if q < 80 {
			continue
		}
		bits := eight[None].Turned()
		for turn := range Turns {
			want, _ := Of(turn.Apply(img))
			d, b := eight[turn].Distance(want), bits[turn].Distance(want)
			if d > 16 || b > 64 {
				t.Errorf("%s %s: %d bits off, %d from bits alone", file, turn, d, b)
			}
			worst, worstBits, sum, n = max(worst, d), max(worstBits, b), sum+b, n+1
		}
	}
	t.Logf("%d turns: %d bits off at most; from bits alone %d, %.1f on average", n, worst, worstBits, float64(sum)/float64(n))
}

// At sizes for which each sample lies in the middle of its box, the turns are
// exact but for waves that equal the median.
func TestEightTurnsOfASymmetricSize(t *testing.T) {
	img := paint(64, 64, func(x, y int) uint8 { return uint8(x*x/16 ^ y*7 ^ x*y/32) })
	eight, _ := Eight(img)
	for turn := range Turns {
		if want, _ := Of(turn.Apply(img)); eight[turn] != want {
			t.Errorf("%q: %v, want %v", turn, eight[turn], want)
		}
	}
}

func TestFlatAndEmptyPictures(t *testing.T) {
	for _, size := range []int{0, 1, 7, 300} {
		h, q := Of(paint(size, size, func(int, int) uint8 { return 77 }))
		if h != (Hash{}) || q != 0 {
			t.Errorf("side %d: hash %v, quality %d", size, h, q)
		}
	}
}

func TestDistance(t *testing.T) {
	a, b := Hash{1, 0, 0, 3}, Hash{0, 1 << 63, 0, 1}
	if d := a.Distance(b); d != 3 {
		t.Errorf("%d bits, want 3", d)
	}
}

func TestBoundsDoNotMatter(t *testing.T) {
	img := paint(200, 150, func(x, y int) uint8 { return uint8(x*y/64 ^ x) })
	part := img.SubImage(image.Rect(20, 30, 180, 140)).(*image.NRGBA)
	a, _ := Of(part)
	if b, _ := Of(imaging.Clone(part)); a != b {
		t.Error("a part of a picture has another hash than its copy")
	}
}

// The hash is the same with and without fused multiplication and addition.
func TestTheHashIsTheSameOnEveryProcessor(t *testing.T) {
	h, q := Of(paint(500, 375, func(x, y int) uint8 { return uint8(x*x/128 + y*y/300 ^ x*y/512) }))
	const want = "7d40800f0ffff700c07f2fde7c00807f55f08f823c7ff3c0c71f8c7c38e031e0"
	if h.String() != want || q != 100 {
		t.Errorf("%v, quality %d", h, q)
	}
}

func BenchmarkEight(b *testing.B) {
	img := paint(500, 375, func(x, y int) uint8 { return uint8(x*x/128 + y*y/300) })
	for _, c := range []struct {
		name string
		run  func()
	}{{"one", func() { Of(img) }}, {"eight", func() { Eight(img) }}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.run()
			}
		})
	}
	b.Run("bits", func(b *testing.B) {
		h, _ := Of(img)
		for b.Loop() {
			h.Turned()
		}
	})
}
