package eye

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// chain is a graph of pins that are alike only to the next one: 0-1-2-...
func chain(n int) *Graph {
	l := make(lists, n)
	for i := range l {
		if i > 0 {
			l[i] = append(l[i], Neighbour{uint32(i - 1), One})
		}
		if i+1 < n {
			l[i] = append(l[i], Neighbour{uint32(i + 1), One})
		}
	}
	return newGraph(l, nil)
}

// share is what of an edge's pin goes along it.
func (g *Graph) share(i, j uint32, weight uint16) float64 {
	return float64(weight) * float64(g.row(i).root) / rootOne * float64(g.row(j).root) / rootOne
}

func TestGraphByHand(t *testing.T) {
	// 0 and 1 are each other's nearest, at 1; 2 is near to 0 at one half, but 0
	// not to 2; 3 is the opposite of 1, which links nothing. Weights are 1 and
	// 1/8/5 = .025, sums 1.025, 1, .025 and 0.
	g := newGraph(lists{{{1, One}}, {{0, One}}, {{0, One / 2}}, {{1, -One}}}, nil)
	for pin, want := range []map[uint32]float64{
		{1: 1 / math.Sqrt(1.025), 2: .025 / math.Sqrt(1.025*.025)},
		{0: 1 / math.Sqrt(1.025)},
		{0: .025 / math.Sqrt(1.025*.025)},
		{},
	} {
		to, weights := g.Edges(uint32(pin))
		if len(to) != len(want) || !slices.IsSorted(to) {
			t.Errorf("edges of %d lead to %v, want %v", pin, to, want)
			continue
		}
		for e, j := range to {
			if got := g.share(uint32(pin), j, weights[e]); math.Abs(got-want[j]) > 1e-3 {
				t.Errorf("edge %d-%d has share %v, want %v", pin, j, got, want[j])
			}
		}
	}
	if g.Pins() != 4 || g.Bytes() != 4*5+4*4+6*4 {
		t.Errorf("%d pins in %d bytes", g.Pins(), g.Bytes())
	}
}

func TestEdgesAreSymmetric(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	codes, w := world(rng, 400)
	n, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	g := n.Graph()
	for i := range uint32(400) {
		to, weights := g.Edges(i)
		for e, j := range to {
			back, backWeights := g.Edges(j)
			at, ok := slices.BinarySearch(back, i)
			if !ok || backWeights[at] != weights[e] {
				t.Fatalf("edge %d-%d weighs %d, the way back %v %v", i, j, weights[e], back, backWeights)
			}
		}
	}
}

func TestWalkByHand(t *testing.T) {
	// 0-1-2: degrees 1, 2, 1; every edge has share 1/√2. Two steps from 0:
	// 1 gets .95/√2; then 0 and 2 get half of .95² each.
	g := chain(3)
	found := g.Walk([]Seed{{0, 1}}, 3, WalkOptions{Rounds: 2})
	want := []Found{{0, 1 + .95*.95/2, NoPin}, {1, .95 / math.Sqrt2, 0}, {2, .95 * .95 / 2, 1}}
	for i, f := range found {
		if f.Pin != want[i].Pin || math.Abs(f.Score-want[i].Score) > 1e-3 || f.Via != want[i].Via {
			t.Errorf("place %d is %+v, want %+v", i, f, want[i])
		}
	}
	if got := g.Walk([]Seed{{0, 1}}, 2, WalkOptions{}); len(got) != 2 {
		t.Errorf("asked for two: %v", got)
	}
	if got := g.Walk(nil, 5, WalkOptions{}); len(got) != 0 {
		t.Errorf("a walk from nowhere arrives at %v", got)
	}
	if got := newGraph(make(lists, 2), nil).Walk([]Seed{{1, 3}}, 5, WalkOptions{}); len(got) != 1 || got[0] != (Found{1, 1, NoPin}) {
		t.Errorf("a walk from a pin that is linked with nothing: %v", got)
	}
}

// exactWalk is the formula, in floating point and over all pins.
func exactWalk(g *Graph, seeds []Seed, rounds int) []float64 {
	x, all := make([]float64, g.Pins()), 0.
	for _, s := range seeds {
		all += s.Weight
	}
	for _, s := range seeds {
		x[s.Pin] += s.Weight / all
	}
	sum := slices.Clone(x)
	for range rounds {
		next := make([]float64, g.Pins())
		for i := range next {
			to, weights := g.Edges(uint32(i))
			for e, j := range to {
				next[j] += .95 * x[i] * g.share(uint32(i), j, weights[e])
			}
		}
		x = next
		for i, v := range x {
			sum[i] += v
		}
	}
	return sum
}

func TestWalkFollowsTheFormula(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	codes, w := world(rng, 350) // fewer than the frontier
	n, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	g := n.Graph()
	for range 10 {
		seeds := []Seed{{rng.Uint32N(350), 1}, {rng.Uint32N(350), rng.Float64()}}
		want := exactWalk(g, seeds, walkRounds)
		found := g.Walk(seeds, 350, WalkOptions{})
		for i, f := range found {
			if math.Abs(f.Score-want[f.Pin]) > 1e-4 {
				t.Fatalf("%d scores %v, want %v", f.Pin, f.Score, want[f.Pin])
			}
			if i > 0 && f.Score > found[i-1].Score {
				t.Fatal("not in order")
			}
		}
	}
}

// Pins under other numbers are found with the same scores, by the same ways.
func TestWalkDoesNotDependOnNumbers(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	const size = 600
	codes, w := randomCodes(rng, size, 3), randomWeights(rng)
	perm, turned := rng.Perm(size), make(Codes, len(codes))
	for i, p := range perm {
		copy(turned.At(p), codes.At(i))
	}
	scores := func(c Codes, seed int, number func(uint32) uint32) map[uint32]Found {
		n, err := NewNeighbours(t.Context(), c, w, NeighboursOptions{})
		if err != nil {
			t.Fatal(err)
		}
		out := map[uint32]Found{}
		for _, f := range n.Graph().Walk([]Seed{{uint32(seed), 1}}, size, WalkOptions{Frontier: 50}) {
			if f.Via != NoPin {
				f.Via = number(f.Via)
			}
			out[number(f.Pin)] = f
		}
		return out
	}
	a := scores(codes, 17, func(i uint32) uint32 { return uint32(perm[i]) })
	b := scores(turned, perm[17], func(i uint32) uint32 { return i })
	if len(a) != len(b) || len(a) < 60 {
		t.Fatalf("%d and %d reached", len(a), len(b))
	}
	for pin, f := range a {
		if g := b[pin]; f.Score != g.Score || f.Via != g.Via {
			t.Errorf("%d: %+v under one number, %+v under another", pin, f, g)
		}
	}
}

// What a walk costs is bounded by its front, and what it needs is left clean
// for the next one.
func TestWalkIsLocal(t *testing.T) {
	g := chain(5000)
	found := g.Walk([]Seed{{2500, 1}}, 5000, WalkOptions{})
	if len(found) != 2*walkRounds+1 {
		t.Errorf("%d pins reached in a chain by %d steps", len(found), walkRounds)
	}
	again := g.Walk([]Seed{{2500, 1}}, 5000, WalkOptions{})
	if !slices.Equal(found, again) {
		t.Error("a second walk differs")
	}
	if got := g.Walk([]Seed{{2500, 1}}, 5000, WalkOptions{Frontier: 1}); len(got) >= len(found) {
		t.Errorf("with a front of one %d pins are reached", len(got))
	}
}

func TestWalkSeedsOfAnUnseenPicture(t *testing.T) {
	seeds := SeedsOf([]Neighbour{{4, One}, {5, One / 2}, {6, -One}})
	if len(seeds) != 2 || seeds[0].Pin != 4 || math.Abs(seeds[0].Weight/seeds[1].Weight-8) > .01 {
		t.Errorf("seeds %v, want 4 with eight times the weight of 5", seeds)
	}
}

func TestNth(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 13))
	for range 2000 {
		values := make([]uint64, 1+rng.IntN(40))
		for i := range values {
			values[i] = rng.Uint64N(1 + rng.Uint64N(30)) // many equal ones
		}
		sorted := slices.Sorted(slices.Values(values))
		slices.Reverse(sorted)
		n := rng.IntN(len(values))
		if got := nth(slices.Clone(values), n); got != sorted[n] {
			t.Fatalf("number %d of %v is %d, want %d", n, sorted, got, sorted[n])
		}
	}
}
