package eye

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// randomCodes have blocks of about the right length, in kinds that are alike.
func randomCodes(rng *rand.Rand, n, kinds int) Codes {
	codes, base := make(Codes, n*CodeSize), make([][CodeSize]float32, kinds)
	for i := range base {
		for k := range base[i] {
			base[i][k] = float32(rng.NormFloat64())
		}
	}
	var y [Dims]float32
	for i := range n {
		kind := &base[rng.IntN(kinds)]
		for b := range Blocks {
			for k := range y {
				y[k] = kind[int(b)*Dims+k] + 1.5*float32(rng.NormFloat64())
			}
			round(&y, codes.At(i).Block(b))
		}
	}
	return codes
}

func randomWeights(rng *rand.Rand) Weights {
	var v [Blocks]float64
	for b := range v {
		v[b] = max(0, rng.Float64()-.2)
	}
	return newWeights(v)
}

// However two codes are compared, the result is the same to the bit.
func TestSimilaritiesAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	codes := randomCodes(rng, tileSize+40, 5)
	// the corners of the arithmetic: nothing, and the longest vectors there are
	for i, v := range []int8{0, 19, -19, 20, -20} {
		for k := range CodeSize {
			codes.At(i)[k] = v
			codes.At(tileSize + i)[k] = v
		}
	}
	clear(codes.At(6))
	for b := range Blocks {
		codes.At(6).Block(b)[b] = -127
		codes.At(tileSize + 6).Block(b)[b] = 127
	}
	for range 5 {
		w := randomWeights(rng)
		left, right := newTile(), newTile()
		left.set(codes, 0, &w, false)
		right.set(codes, tileSize, &w, true)
		for i := range left.len {
			for j := range right.len {
				want := w.Similarity(codes.At(i), codes.At(tileSize+j))
				if got := left.similarity(i, right, j, &w); got != want {
					t.Fatalf("tiles say %d, want %d", got, want)
				}
				if got := w.Probe(codes.At(i)).Similarity(codes.At(tileSize + j)); got != want {
					t.Fatalf("a probe says %d, want %d", got, want)
				}
				if got := w.Similarity(codes.At(tileSize+j), codes.At(i)); got != want {
					t.Fatalf("turned round it is %d, want %d", got, want)
				}
			}
		}
	}
}

func TestWeights(t *testing.T) {
	w := newWeights([Blocks]float64{1, 2, 1})
	if w[0] != weightSum/4 || w[1] != weightSum/2 || w[3] != 0 {
		t.Errorf("weights %v", w)
	}
	if newWeights([Blocks]float64{}) != (Weights{}) {
		t.Error("nothing weighs something")
	}
	rng := rand.New(rand.NewPCG(2, 2))
	for range 100 {
		w := randomWeights(rng)
		for f := range Families {
			of, without := w.Of(f), w.Without(f)
			for b := range Blocks {
				if (of[b] != 0 && b.Family() != f) || (without[b] != 0 && b.Family() == f) {
					t.Fatalf("%v: of %v is %v, without %v", w, f, of, without)
				}
			}
		}
	}
}

func TestNearestOfByHand(t *testing.T) {
	// Pins 0 and 1 are equal, 2 is like them in half, 3 the opposite of all.
	codes := make(Codes, 4*CodeSize)
	for i, v := range [][2]int8{{100, 0}, {100, 0}, {50, 60}, {-100, -1}} {
		codes.At(i)[0], codes.At(i)[1] = v[0], v[1]
	}
	w := onlyBlock(0)
	l := nearestOf(&work{ctx: t.Context()}, codes, &w, 2, nil, nil)
	want := lists{
		{{1, 10000 * weightSum}, {2, 5000 * weightSum}},
		{{0, 10000 * weightSum}, {2, 5000 * weightSum}},
		{{0, 5000 * weightSum}, {1, 5000 * weightSum}},
		{{2, -5060 * weightSum}, {0, -10000 * weightSum}},
	}
	for i := range want {
		if !slices.Equal(l[i], want[i]) {
			t.Errorf("nearest to %d: %v, want %v", i, l[i], want[i])
		}
	}
}
