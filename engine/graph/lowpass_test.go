package graph

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

func lowPass(t testing.TB, g *Graph) *LowPass {
	t.Helper()
	lp, err := NewLowPass(t.Context(), g, LowPassOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return lp
}

func TestLowPassByHand(t *testing.T) {
	// Board 0 holds pins 0 and 1, board 1 pin 2. All pins have degree 1, so
	// that M is 2^-¼ (1 1 0) above (0 0 1), and MᵀM has the eigenvalues
	// 2^-½ · 2 = √2 for (1 1 0)/√2 and 1 for (0 0 1). Pin 3 is on no board.
	lp := lowPass(t, built(t, 4, 2, []saved{{0, 0, 0}, {1, 0, 0}, {2, 1, 0}}))
	if len(lp.Columns) != 2 {
		t.Fatalf("%d directions, want 2", len(lp.Columns))
	}
	for k, want := range []struct{ square, pin0, pin1, pin2 float64 }{{math.Sqrt2, math.Sqrt(.5), math.Sqrt(.5), 0}, {1, 0, 0, 1}} {
		c := lp.Columns[k]
		if c[3] != 0 || !near32(lp.Squares[k], want.square) || !near32(abs(c[0]), want.pin0) || !near32(abs(c[1]), want.pin1) || !near32(abs(c[2]), want.pin2) || c[0]*c[1] < 0 {
			t.Errorf("direction %d is %v with square %v, want %v up to its sign", k, c, lp.Squares[k], want)
		}
	}
}

func near32(a float32, b float64) bool { return math.Abs(float64(a)-b) < 1e-6 }

// normal is MᵀM as its definition reads.
func normal(g *Graph) square {
	m := newSquare(g.Pins())
	weight := func(i Node) float64 { return math.Pow(float64(len(g.BoardsOf(i))), -.35) }
	for b := range g.Boards() {
		row := g.PinsOf(BoardNode(b))
		for _, i := range row {
			for _, j := range row {
				m[i][j] += weight(i) * weight(j) / math.Sqrt(float64(len(row)))
			}
		}
	}
	return m
}

// Where the graph has no more directions than are kept, all are found: they
// are orthonormal eigenvectors, and their eigenvalues sum up to the trace.
func TestLowPassFindsAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		g := built(t, 150, 70, randomSaves(rng, 150, 70, 900))
		lp, m := lowPass(t, g), normal(g)
		values, vectors, trace, sum := make([]float64, len(lp.Columns)), make(square, len(lp.Columns)), 0., 0.
		for i := range m {
			trace += m[i][i]
		}
		for k, c := range lp.Columns {
			values[k] = float64(lp.Squares[k])
			sum += values[k]
			for _, v := range c {
				vectors[k] = append(vectors[k], float64(v))
			}
		}
		if worst := residue(m, values, vectors); worst > 1e-4 {
			t.Errorf("directions are off by %g", worst)
		}
		if math.Abs(sum-trace) > 1e-5*trace {
			t.Errorf("squares sum up to %v, want the trace %v", sum, trace)
		}
	}
}

// Where there are more than the sketch holds, the first hold nearly as much of
// the matrix as its true eigenvectors do.
func TestLowPassFindsStrongest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	g := built(t, 600, 700, randomSaves(rng, 600, 700, 9000))
	lp, m := lowPass(t, g), normal(g)
	values, _, err := eigen(m)
	if err != nil || len(lp.Columns) != CodeDims {
		t.Fatalf("%d directions, %v", len(lp.Columns), err)
	}
	var held, most float64
	for k, c := range lp.Columns {
		most += values[k]
		v := make([]float64, len(c))
		for i := range v {
			v[i] = float64(c[i])
		}
		for i := range v {
			held += v[i] * dot(m[i], v)
		}
	}
	if held < .999*most || held > 1.000001*most {
		t.Errorf("directions hold %v of the matrix, the true ones %v", held, most)
	}
}

// The sums are the same whatever the number of goroutines.
func TestLowPassOnAnyProcessors(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	g := built(t, 500, 300, randomSaves(rng, 500, 300, 5000))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := lowPass(t, g)
	for _, n := range []int{2, 5} {
		runtime.GOMAXPROCS(n)
		more := lowPass(t, g)
		if !slices.Equal(one.Squares, more.Squares) || !slices.EqualFunc(one.Columns, more.Columns, slices.Equal) {
			t.Fatalf("%d processors give other numbers than one", n)
		}
	}
}

func TestLowPassOfNothing(t *testing.T) {
	for name, g := range map[string]*Graph{"no pins": built(t, 0, 3, nil), "no boards": built(t, 3, 0, nil), "no saves": built(t, 3, 3, nil)} {
		if lp := lowPass(t, g); len(lp.Columns) != 0 || len(lp.Squares) != 0 {
			t.Errorf("%s: %d directions", name, len(lp.Columns))
		}
	}
}

func TestLowPassEndsEarly(t *testing.T) {
	g := built(t, 300, 200, randomSaves(rand.New(rand.NewPCG(1, 1)), 300, 200, 2000))
	var last, all int
	if _, err := NewLowPass(t.Context(), g, LowPassOptions{Progress: func(done, of int) {
		if done != last+1 {
			t.Errorf("step %d comes after %d", done, last)
		}
		last, all = done, of
	}}); err != nil || last != all || all == 0 {
		t.Errorf("told %d of %d steps, %v", last, all, err)
	}
	for _, stop := range []int{0, 1, all / 4, all / 2, all - 1} {
		ctx, cancel := context.WithCancel(t.Context())
		if stop == 0 {
			cancel()
		}
		lp, err := NewLowPass(ctx, g, LowPassOptions{Progress: func(done, _ int) {
			if done == stop {
				cancel()
			}
		}})
		cancel()
		if lp != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("ended at step %d: %v, %v", stop, lp, err)
		}
	}
}

func TestPinWeight(t *testing.T) {
	if w := pinWeight(0); w != 0 {
		t.Errorf("weight of degree 0 is %v", w)
	}
	if w := pinWeight(1 << 20); w != 1.0/128 {
		t.Errorf("(2^20)^-.35 = 2^-7, not %v", w)
	}
	for d := 1; d < 1<<32; d += 1 + d/300 {
		want := math.Pow(float64(d), -.35)
		if got := float64(pinWeight(d)); math.Abs(got-want) > want/(1<<24) {
			t.Fatalf("%d^-.35 = %v, want %v", d, got, want)
		}
		if pinWeightOf(d) != pinWeight(d) {
			t.Fatalf("the table has another weight for %d", d)
		}
	}
}
