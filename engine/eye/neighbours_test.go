package eye

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// named are neighbours by what pins are, whatever their numbers.
func named(n *Neighbours, names []uint64) map[uint64][]Neighbour {
	out := map[uint64][]Neighbour{}
	for i, name := range names {
		if n.gone(uint32(i)) {
			continue
		}
		var l []Neighbour
		for _, o := range n.Of(uint32(i)) {
			l = append(l, Neighbour{uint32(names[o.Pin]), o.Similarity})
		}
		out[name] = l
	}
	return out
}

func sameNeighbours(t *testing.T, what string, got, want map[uint64][]Neighbour) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d pins, want %d", what, len(got), len(want))
	}
	for name, l := range want {
		if !slices.Equal(got[name], l) {
			t.Fatalf("%s: neighbours of %d are %v, want %v", what, name, got[name], l)
		}
	}
}

// world are codes among which several are equal, so that ties are met, each
// under a name that gives the order.
func world(rng *rand.Rand, n int) (Codes, Weights) {
	codes := randomCodes(rng, n, 6)
	for range n / 4 {
		copy(codes.At(rng.IntN(n)), codes.At(rng.IntN(n)))
	}
	return codes, randomWeights(rng)
}

// Neighbours are a function of the set of pins: inserted one by one, in any
// order, with others that come and go in between, they are those of a batch.
func TestNeighboursAreOfTheSet(t *testing.T) {
	for _, c := range []struct{ size, exact int }{
		{1, 0}, {2, 0}, {10, 0}, {NeighboursKept + 1, 0}, {NeighboursKept + 2, 0}, {300, 0},
		{300, 1}, {300, 299}, {300, 150}, {300, 300}, // where sketches begin before, within and after
	} {
		t.Run(fmt.Sprintf("%d pins, %d exact", c.size, c.exact), func(t *testing.T) { testOfTheSet(t, c.size, c.exact) })
	}
}

func testOfTheSet(t *testing.T, size, exact int) {
	rng := rand.New(rand.NewPCG(3, uint64(size)))
	codes, w := world(rng, size)
	batch, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{Exact: exact})
	if err != nil {
		t.Fatal(err)
	}
	inOrder := make([]uint64, size)
	for i := range inOrder {
		inOrder[i] = uint64(i)
	}
	want := named(batch, inOrder)

	var names []uint64
	ordered := NeighboursOptions{Exact: exact, Order: func(a, b uint32) int { return cmp.Compare(names[a], names[b]) }}
	start := func(name []uint64) *Neighbours {
		names = slices.Clone(name)
		var first Codes
		for _, i := range names {
			first = append(first, codes.At(int(i))...)
		}
		n, err := NewNeighbours(t.Context(), first, w, ordered)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	insert := func(n *Neighbours, name int) {
		names = append(names, uint64(name))
		if _, err := n.Insert(t.Context(), codes.At(name)); err != nil {
			t.Fatal(err)
		}
	}

	one := start(nil)
	for i := range size {
		insert(one, i)
	}
	sameNeighbours(t, "one by one", named(one, names), want)

	shuffled := start(nil)
	for _, i := range rng.Perm(size) {
		insert(shuffled, i)
	}
	sameNeighbours(t, "shuffled", named(shuffled, names), want)

	var half []uint64
	for _, i := range rng.Perm(size)[:size/2] {
		half = append(half, uint64(i))
	}
	changed := start(half)
	for len(names) < 3*size { // deletes what is there, inserts what is not
		i := rng.IntN(size)
		if at := there(changed, names, i); at >= 0 {
			if err := changed.Delete(t.Context(), uint32(at)); err != nil {
				t.Fatal(err)
			}
		} else {
			insert(changed, i)
		}
		if rng.IntN(10) == 0 {
			changed.Graph() // from here on, what changes is added to this one
		}
	}
	var gone []uint32
	for i := range size {
		if at := there(changed, names, i); at < 0 {
			insert(changed, i)
		} else if i%5 == 0 {
			gone = append(gone, uint32(at))
		}
	}
	if err := changed.Delete(t.Context(), gone...); err != nil {
		t.Fatal(err)
	}
	for _, g := range gone {
		insert(changed, int(names[g]))
	}
	sameNeighbours(t, "inserted and deleted", named(changed, names), want)
	if !slices.Equal(edgesByName(changed.Graph(), changed, names), edgesByName(batch.Graph(), batch, inOrder)) {
		t.Errorf("%d pins: the graph is another", size)
	}
}

func there(n *Neighbours, names []uint64, name int) int {
	for i, m := range names {
		if m == uint64(name) && !n.gone(uint32(i)) {
			return i
		}
	}
	return -1
}

type namedEdge struct {
	from, to uint64
	weight   uint16
	root     uint32
}

func edgesByName(g *Graph, n *Neighbours, names []uint64) (all []namedEdge) {
	for i := range names {
		r := g.row(uint32(i))
		for e, j := range r.to {
			all = append(all, namedEdge{names[i], names[j], r.weight[e], r.root})
		}
	}
	slices.SortFunc(all, func(a, b namedEdge) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return all
}

// However many processors there are, and more pins than fit into a tile.
func TestNeighboursAreThoseOfPlainComparing(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	codes, w := world(rng, 2*tileSize+60)
	for _, processors := range []int{1, 2, 5} {
		old := runtime.GOMAXPROCS(processors)
		n, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		for i := range codes.Len() {
			want := plainNearest(codes, &w, i)
			if !slices.Equal(n.Of(uint32(i)), want) {
				t.Fatalf("on %d processors neighbours of %d are %v, want %v", processors, i, n.Of(uint32(i)), want)
			}
		}
	}
}

func plainNearest(codes Codes, w *Weights, i int) []Neighbour {
	var all []Neighbour
	for j := range codes.Len() {
		if j != i {
			all = append(all, Neighbour{uint32(j), w.Similarity(codes.At(i), codes.At(j))})
		}
	}
	slices.SortStableFunc(all, func(a, b Neighbour) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return all[:min(NeighboursKept, len(all))]
}

func TestProbeNearest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	codes, w := world(rng, 100)
	for i := range 100 {
		got := w.Probe(codes.At(i)).Nearest(codes, NeighboursKept, func(pin uint32) bool { return pin == uint32(i) })
		if want := plainNearest(codes, &w, i); !slices.Equal(got, want) {
			t.Fatalf("nearest to %d are %v, want %v", i, got, want)
		}
	}
	if got := w.Probe(codes.At(0)).Nearest(nil, 5, nil); len(got) != 0 {
		t.Errorf("nearest of none: %v", got)
	}
}

func TestDeleteRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	codes, w := world(rng, 50)
	n, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Delete(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	for _, p := range []uint32{3, 50, 7} {
		if err := n.Delete(t.Context(), 7, p); err == nil || len(n.Of(7)) == 0 {
			t.Errorf("deleting 7 and %d, which is not there: %v, %d neighbours of 7 left", p, err, len(n.Of(7)))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := NewNeighbours(ctx, codes, w, NeighboursOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Sketches let most of those pass that comparing each with each finds.
func TestSketchesFindMost(t *testing.T) {
	codes, w := clustered(5000)
	exact, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sketched, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{Exact: 1})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := range uint32(codes.Len()) {
		for _, o := range exact.Of(i) {
			if hasPin(sketched.Of(i), o.Pin) {
				found++
			}
		}
	}
	share := float64(found) / float64(codes.Len()*NeighboursKept)
	t.Logf("%.3f of the neighbours found", share)
	if share < .85 {
		t.Errorf("%.3f of the neighbours found, want .85", share)
	}
}

// Pins without a code take part in nothing, and may come and go.
func TestPinsWithoutACode(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 14))
	codes, w := world(rng, 40)
	clear(codes.At(5))
	n, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	pin, err := n.Insert(t.Context(), make(Code, CodeSize))
	if err != nil || pin != 40 {
		t.Fatalf("pin %d, %v", pin, err)
	}
	g := n.Graph()
	for i := range uint32(41) {
		to, _ := g.Edges(i)
		if blank := i == 5 || i == 40; blank != (len(n.Of(i)) == 0) || blank && len(to) > 0 || hasPin(n.Of(i), 5) || hasPin(n.Of(i), 40) {
			t.Errorf("neighbours of %d: %v, edges %v", i, n.Of(i), to)
		}
	}
	if err := n.Delete(t.Context(), 5, 40, 7); err != nil || len(n.Of(7)) != 0 {
		t.Errorf("deleting them: %v", err)
	}
}

// A graph stays as it was when pins come and go.
func TestGraphsAreFrozen(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 15))
	codes, w := world(rng, 100)
	n, err := NewNeighbours(t.Context(), codes[:80*CodeSize], w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	numbers := make([]uint64, 100)
	for i := range numbers {
		numbers[i] = uint64(i)
	}
	first := n.Graph()
	var graphs []*Graph
	var want [][]namedEdge
	for i := 80; i < 100; i++ {
		if _, err := n.Insert(t.Context(), codes.At(i)); err != nil {
			t.Fatal(err)
		}
		if err := n.Delete(t.Context(), uint32(i-80)); err != nil {
			t.Fatal(err)
		}
		graphs = append(graphs, n.Graph())
		want = append(want, edgesByName(graphs[i-80], n, numbers[:graphs[i-80].Pins()]))
	}
	for i, g := range graphs {
		if !slices.Equal(edgesByName(g, n, numbers[:g.Pins()]), want[i]) {
			t.Fatalf("graph %d changed", i)
		}
	}
	if first.Pins() != 80 || n.Graph() != graphs[19] {
		t.Error("a graph was made for nothing")
	}
}
