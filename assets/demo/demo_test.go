package demo

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"strings"
	"sync"
	"testing"
	"time"
)

// The laws below are checked on plans where that is enough, since planning is
// quick; each motif is painted once.

// usual is the collection that `akin demo` makes unless told otherwise.
func usual() *Collection { return New(1, 720) }

func painted(t *testing.T, c *Collection, i int) []byte {
	t.Helper()
	b, err := c.Paint(i)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func decoded(t *testing.T, b []byte) *image.YCbCr {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m.(*image.YCbCr)
}

func TestPaintIsAFunctionOfSeedAndNumber(t *testing.T) {
	c, again, other := New(7, 100), New(7, 100), New(8, 100)
	some := []int{0, 5, 11, 23, 99} // 96 to 99 are copies
	want := make([][]byte, len(some))
	for k, i := range some {
		want[k] = painted(t, c, i)
		if bytes.Equal(want[k], painted(t, other, i)) {
			t.Errorf("pin %d is the same for two seeds", i)
		}
	}
	var wg sync.WaitGroup
	for k := len(some) - 1; k >= 0; k-- { // in another order, all at once
		wg.Go(func() {
			if b, err := again.Paint(some[k]); err != nil || !bytes.Equal(b, want[k]) {
				t.Errorf("pin %d differs on another goroutine (%v)", some[k], err)
			}
		})
	}
	wg.Wait()
}

func TestPaintRefusesUnknownPins(t *testing.T) {
	c := New(1, 5)
	for _, i := range []int{-1, 5} {
		if _, err := c.Paint(i); err == nil || !strings.Contains(err.Error(), "0 to 4") {
			t.Errorf("Paint(%d) = %v, want an error that says which pins there are", i, err)
		}
	}
}

// TestEveryMotif paints each motif of each style once: in bounds, not flat, and
// not what another one painted.
func TestEveryMotif(t *testing.T) {
	c := usual()
	seen, looks := map[string]bool{}, map[string]string{}
	for i, p := range c.Pins() {
		key := p.Style + "/" + p.Motif
		if seen[key] || p.CopyOf >= 0 {
			continue
		}
		seen[key] = true
		m := decoded(t, painted(t, c, i))
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if min(w, h) < 480 || max(w, h) > 1000 {
			t.Errorf("%s (%s) is %d by %d", p.ID, key, w, h)
		}
		// a grey card has deviation 0, black and white halves 127
		look, dev := thumb(m)
		if dev < 4 {
			t.Errorf("%s (%s) is flat: its luminance deviates by %.1f", p.ID, key, dev)
		}
		if twin := looks[look]; twin != "" {
			t.Errorf("%s looks like %s", key, twin)
		}
		looks[look] = key
	}
	motifs := 0
	for _, s := range styles {
		motifs += len(s.draw)
		if names := words()[s.name]["motifs"]; len(s.draw) < 2 || len(s.draw) != len(names) {
			t.Errorf("%s draws %d motifs and has the names %q", s.name, len(s.draw), names)
		}
	}
	if len(seen) != motifs {
		t.Errorf("%d of %d motifs occur among %d pins", len(seen), motifs, len(c.Pins()))
	}
}

// thumb is a picture's luminance on a grid of 8 by 8, and its deviation over
// all of every third pixel.
func thumb(y *image.YCbCr) (string, float64) {
	b := y.Bounds()
	var cells [64]float64
	var counts [64]float64
	sum, squares, n := 0.0, 0.0, 0.0
	for j := b.Min.Y; j < b.Max.Y; j += 3 {
		for i := b.Min.X; i < b.Max.X; i += 3 {
			v := float64(y.Y[y.YOffset(i, j)])
			k := (j-b.Min.Y)*8/b.Dy()*8 + (i-b.Min.X)*8/b.Dx()
			cells[k] += v
			counts[k]++
			sum, squares, n = sum+v, squares+v*v, n+1
		}
	}
	look := make([]byte, 64)
	for k := range cells {
		look[k] = byte(cells[k] / counts[k] / 16)
	}
	return string(look), math.Sqrt(max(0, squares/n-sum/n*sum/n))
}

func TestCopiesAreOfTheirOriginals(t *testing.T) {
	c := usual()
	pins := c.Pins()
	done := map[string]bool{}
	for i, p := range pins {
		if p.CopyOf < 0 || done[p.How] {
			continue
		}
		done[p.How] = true
		a, b := decoded(t, painted(t, c, p.CopyOf)), decoded(t, painted(t, c, i))
		want := a.Bounds().Size()
		switch p.How {
		case "cropped":
			want = image.Pt(want.X*9/10, want.Y*9/10)
		case "scaled":
			want = want.Div(2)
		}
		if b.Bounds().Size() != want {
			t.Errorf("%s copy of %v is %v, want %v", p.How, a.Bounds().Size(), b.Bounds().Size(), want)
		}
		if p.How == "flipped" && mirrored(a, b) > 6 {
			t.Errorf("a flipped copy is %.1f levels off the mirrored original", mirrored(a, b))
		}
	}
	if len(done) != len(manners) {
		t.Errorf("copies are made in these ways only: %v", done)
	}
}

// mirrored is how far b's luminance is from a's turned about, on average.
func mirrored(a, b *image.YCbCr) float64 {
	sum, n := 0., 0.
	for y := 0; y < a.Rect.Dy(); y += 5 {
		for x := 0; x < a.Rect.Dx(); x += 5 {
			sum += math.Abs(float64(a.Y[a.YOffset(x, y)]) - float64(b.Y[b.YOffset(a.Rect.Dx()-1-x, y)]))
			n++
		}
	}
	return sum / n
}

// BenchmarkStyle paints each style's own pins in turn, JPEG included.
func BenchmarkStyle(b *testing.B) {
	c := usual()
	for _, s := range Styles() {
		var mine []int
		for i, p := range c.Pins() {
			if p.Style == s && p.CopyOf < 0 {
				mine = append(mine, i)
			}
		}
		b.Run(s, func(b *testing.B) {
			worst := time.Duration(0)
			n := 0
			for b.Loop() {
				start := time.Now()
				if _, err := c.Paint(mine[n%len(mine)]); err != nil {
					b.Fatal(err)
				}
				worst = max(worst, time.Since(start))
				n++
			}
			b.ReportMetric(float64(worst.Milliseconds()), "worst-ms")
		})
	}
}
