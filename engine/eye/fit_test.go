package eye

import (
	"context"
	"errors"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// A scene is a picture that is made of numbers: each block shows the kind it
// belongs to, and noise.
type scene struct{ kind, seed uint64 }

// Vector draws a kind's direction and adds half as much noise.
func (s scene) Vector(b Block, to []float32) {
	to = to[:b.Dims()]
	kind, own := rand.NewPCG(s.kind, uint64(b)), rand.NewPCG(s.seed, uint64(b)+100)
	var sum float64
	for i := range to {
		v := float32(int8(kind.Uint64())) + float32(float32(int8(own.Uint64()))*noiseOf(b))
		to[i] = max(v, 0)
		sum += float64(float64(to[i]) * float64(to[i]))
	}
	for i := range to {
		to[i] /= float32(math.Sqrt(sum))
	}
}

// noiseOf makes later blocks see less.
func noiseOf(b Block) float32 { return 1 + float32(b)/2 }

func scenes(n, kinds int) []scene {
	s := make([]scene, n)
	for i := range s {
		s[i] = scene{uint64(i % kinds), uint64(1000 + i)}
	}
	return s
}

func fitOf(t testing.TB, s []scene) *Fit {
	t.Helper()
	f, err := NewFit(t.Context(), len(s), func(i int) (Vectors, error) { return s[i], nil }, FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func encodeAll(f *Fit, s []scene) Codes {
	codes := make(Codes, len(s)*CodeSize)
	e := f.NewEncoder()
	for i := range s {
		e.Encode(s[i], codes.At(i))
	}
	return codes
}

func TestFitFindsKinds(t *testing.T) {
	s := scenes(300, 10)
	f := fitOf(t, s)
	codes, w := encodeAll(f, s), f.Weights()
	total := int32(0)
	for b := range Blocks {
		total += w[b]
	}
	if total != weightSum {
		t.Errorf("weights add up to %d", total)
	}
	if w[0] <= w[Blocks-1] {
		t.Errorf("a block without noise weighs %d, one with much %d", w[0], w[Blocks-1])
	}
	hits := 0
	for i, l := range nearestOf(&work{ctx: t.Context()}, codes, &w, 10, nil, nil) {
		for _, o := range l {
			if s[o.Pin].kind == s[i].kind {
				hits++
			}
		}
	}
	if hits < 2950 {
		t.Errorf("%d of 3000 nearest are of the kind", hits)
	}
}

// The same pictures give the same fit, on one processor and on several.
func TestFitRepeats(t *testing.T) {
	s := scenes(200, 7)
	want := fitOf(t, s).AppendTo(nil)
	old := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(old)
	if got := fitOf(t, s).AppendTo(nil); !slices.Equal(got, want) {
		t.Error("on one processor the fit is another")
	}
}

// On every processor the same: under GOARCH=386 the compiler and its rounding
// are others.
func TestFitGolden(t *testing.T) {
	s := scenes(100, 5)
	f := fitOf(t, s)
	n, err := NewNeighbours(t.Context(), encodeAll(f, s), f.Weights(), NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	fit, near := crc32.ChecksumIEEE(f.AppendTo(nil)), crc32.ChecksumIEEE(n.AppendTo(nil))
	if fit != 0x9336d420 || near != 0x43994535 {
		t.Errorf("the fit's checksum is %#x, that of neighbours %#x", fit, near)
	}
}

func TestFitRefuses(t *testing.T) {
	broken := errors.New("broken")
	_, err := NewFit(t.Context(), 100, func(i int) (Vectors, error) {
		if i == 50 {
			return nil, broken
		}
		return scene{seed: uint64(i)}, nil
	}, FitOptions{})
	if !errors.Is(err, broken) {
		t.Errorf("a picture that cannot be read: %v", err)
	}
	if _, err := NewFit(t.Context(), leastSample-1, nil, FitOptions{}); err == nil {
		t.Error("too few pictures were fitted to")
	}
	ctx, cancel := context.WithCancel(t.Context())
	s := scenes(100, 5)
	_, err = NewFit(ctx, len(s), func(i int) (Vectors, error) { cancel(); return s[i], nil }, FitOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Pictures in which nothing differs make codes of zeros, and no trouble.
func TestFitOfEqualPictures(t *testing.T) {
	s := make([]scene, 100)
	f := fitOf(t, s)
	for _, v := range f.Encode(s[0], nil) {
		if v != 0 {
			t.Fatalf("code of the only picture there is: %v", f.Encode(s[0], nil))
		}
	}
}

// nothing is a picture in which no block sees anything.
type nothing struct{}

func (nothing) Vector(b Block, to []float32) { clear(to[:b.Dims()]) }

func TestEncodeNothing(t *testing.T) {
	f := fitOf(t, scenes(100, 5))
	code, w := f.Encode(nothing{}, nil), f.Weights()
	if s := w.Similarity(code, code).Float(); math.Abs(s-1) > .02 {
		t.Errorf("nothing is like nothing by %v", s)
	}
}

func TestProgressGoesUpToTheEnd(t *testing.T) {
	s := scenes(100, 5)
	last, all := 0, 0
	_, err := NewFit(t.Context(), len(s), func(i int) (Vectors, error) { return s[i], nil }, FitOptions{
		Progress: func(done, of int) {
			if done < last || done > of {
				t.Errorf("%d of %d after %d", done, of, last)
			}
			last, all = done, of
		},
	})
	if err != nil || last != all || all == 0 {
		t.Errorf("ended at %d of %d, %v", last, all, err)
	}
}

func BenchmarkNewFit(b *testing.B) {
	s := scenes(fitSample, 50)
	b.ReportAllocs()
	for b.Loop() {
		fitOf(b, s)
	}
}

func BenchmarkEncode(b *testing.B) {
	s := scenes(100, 5)
	f := fitOf(b, s)
	e, code := f.NewEncoder(), make(Code, CodeSize)
	v := held{}
	for k := range Blocks {
		v[k] = make([]float32, k.Dims())
		s[0].Vector(k, v[k])
	}
	b.ReportAllocs()
	for b.Loop() {
		e.Encode(v, code)
	}
}

// held are vectors that are ready.
type held [Blocks][]float32

func (h held) Vector(b Block, to []float32) { copy(to, h[b]) }
