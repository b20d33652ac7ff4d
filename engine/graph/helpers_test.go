package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A saved is a save of a test's list.
type saved struct{ pin, board, at int }

// randomSaves are saves with a few popular pins and large boards.
func randomSaves(rng *rand.Rand, pins, boards, n int) []saved {
	s := make([]saved, n)
	for i := range s {
		s[i] = saved{pin: skewed(rng, pins), board: skewed(rng, boards), at: rng.IntN(1000)}
	}
	return s
}

// skewed is a number below n, low ones more often.
func skewed(rng *rand.Rand, n int) int {
	x := rng.Float64()
	return min(n-1, int(float64(n)*x*x))
}

func built(t testing.TB, pins, boards int, saves []saved) *Graph {
	t.Helper()
	b := NewBuilder(pins, boards, 0)
	for _, s := range saves {
		b.Save(PinNode(s.pin), BoardNode(s.board), int64(s.at))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func walked(t testing.TB, v *View, seeds []Seed, n int, o Options) []Scored {
	t.Helper()
	f, err := Walk(v, seeds, n, o)
	if err != nil {
		t.Fatal(err)
	}
	return f.Pins
}

// expected is Walk as its formula reads, pin by pin, in floats.
func expected(v *View, seeds []Seed, a, b, c float64) map[Node]float64 {
	weights := map[Node]float64{}
	for _, s := range seeds {
		if s.Node.Kind() == Pin {
			weights[s.Node] += s.Weight
			continue
		}
		for _, p := range v.PinsOf(s.Node) {
			weights[p] += s.Weight
		}
	}
	scores := map[Node]float64{}
	for i, w := range weights {
		for _, board := range v.BoardsOf(i) {
			row := v.PinsOf(board)
			for _, j := range row {
				if _, seed := weights[j]; seed {
					continue
				}
				scores[j] += w * math.Pow(float64(len(v.BoardsOf(i))), -a) * math.Pow(float64(len(row)), -b) *
					math.Pow(float64(len(v.BoardsOf(j))), -c)
			}
		}
	}
	return scores
}

// sameEdges tells whether two views have the same nodes and edges.
func sameEdges(t testing.TB, a, b *View) {
	t.Helper()
	if a.counts != b.counts || a.Edges() != b.Edges() {
		t.Fatalf("%v nodes and %d edges, want %v and %d", a.counts, a.Edges(), b.counts, b.Edges())
	}
	for e := range edges {
		for i := range a.counts[ends[e].from] {
			n := ends[e].from.node(i)
			to, value := a.row(e, n)
			wantTo, wantValue := b.row(e, n)
			if !slices.Equal(to, wantTo) || !slices.Equal(value, wantValue) {
				t.Fatalf("edges of kind %d of %v: %v %v, want %v %v", e, n, to, value, wantTo, wantValue)
			}
		}
		for i := range a.counts[ends[e].to] {
			n := ends[e].to.node(i)
			if got, want := a.inOf(e, n), b.inOf(e, n); !slices.Equal(got, want) {
				t.Fatalf("edges of kind %d to %v: %v, want %v", e, n, got, want)
			}
		}
	}
}
