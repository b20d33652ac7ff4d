package eye

import (
	"bytes"
	"image/jpeg"
	"os"
	"runtime"
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
		t.Skip("run 'go generate ./engine/eye' to learn the shipped fit anew")
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
