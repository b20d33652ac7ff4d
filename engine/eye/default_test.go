package eye

import (
	"bytes"
	"image/jpeg"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"

	"akin/assets/demo"

	"github.com/disintegration/imaging"
)

// What the shipped fit is learned from.
const (
	defaultSeed     = 11
	defaultPictures = 1536
)

// TestLearnDefault writes default.fit if it is told to. It takes minutes and
// gives the same bytes each time, as long as the painted pictures, the words
// and what blocks measure stay as they are.
func TestLearnDefault(t *testing.T) {
	if !*learn {
		t.Skip("the shipped fit is learned anew with -learn")
	}
	raws := paintedRaws(t, defaultSeed, defaultPictures)
	f, err := NewFit(t.Context(), len(raws), func(i int) (Vectors, error) { return raws[i], nil }, FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var equal [Blocks]float64
	for b := range equal {
		equal[b] = 1
	}
	f.weights = newWeights(equal)
	if err := os.WriteFile("default.fit", f.AppendTo(nil), 0o644); err != nil {
		t.Fatal(err)
	}
}

// paintedRaws measures the pictures of a demo collection.
func paintedRaws(t testing.TB, seed uint64, n int) []*Raw {
	t.Helper()
	painted, raws := demo.New(seed, n), make([]*Raw, n)
	var group sync.WaitGroup
	for first := range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := first; i < n; i += runtime.GOMAXPROCS(0) {
				raws[i] = paintedRaw(t, painted, i)
			}
		})
	}
	group.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return raws
}

func paintedRaw(t testing.TB, painted *demo.Collection, i int) *Raw {
	data, err := painted.Paint(i)
	if err != nil {
		t.Error(err)
		return nil
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Error(err)
		return nil
	}
	raw, err := Measure(imaging.Clone(img))
	if err != nil {
		t.Error(err)
	}
	return raw
}

// The shipped fit is of the blocks as they are, and weighs them alike.
func TestDefault(t *testing.T) {
	f := Default()
	w := f.Weights()
	for b := range Blocks {
		if share := w.Share(b); share < .0999 || share > .1001 {
			t.Errorf("%s weighs %v", b, share)
		}
	}
	// Pictures of one style are more alike to it than those of another.
	painted := demo.New(3, 60)
	var codes Codes
	for i := range 60 {
		codes = append(codes, f.Encode(paintedRaw(t, painted, i), nil)...)
	}
	var same, other float64
	var sames, others int
	for i, p := range painted.Pins() {
		for j, q := range painted.Pins()[:i] {
			s := w.Similarity(codes.At(i), codes.At(j)).Float()
			if p.Style == q.Style {
				same, sames = same+s, sames+1
			} else {
				other, others = other+s, others+1
			}
		}
	}
	if same, other = same/float64(sames), other/float64(others); same < other+.1 {
		t.Errorf("pictures of one style are alike by %.3f, of two by %.3f", same, other)
	}
}

// Weighed by a collection, the shipped fit keeps its codes.
func TestWeighed(t *testing.T) {
	s := scenes(100, 5)
	f := Default()
	codes := encodeAll(f, s)
	g, err := f.Weighed(t.Context(), codes)
	if err != nil {
		t.Fatal(err)
	}
	if g.Weights() == f.Weights() || !slices.Equal(encodeAll(g, s), codes) {
		t.Errorf("weights %v, or other codes", g.Weights())
	}
	if few, err := f.Weighed(t.Context(), codes[:10*CodeSize]); few != f || err != nil {
		t.Errorf("ten pictures weigh: %v", err)
	}
}
