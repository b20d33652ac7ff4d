package palette

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func parsed(t testing.TB, text string) []Swatch {
	t.Helper()
	p, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// By hand: black and white are 1 apart; the grey of 128 has L .5999; red is
// .6280, .2249, .1258, and its grey, of the same L, is 1.5 times the root of
// .2249^2 + .1258^2 = .3865 off.
func TestDistanceByHand(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#fff", "#fff", 0},
		{"#000", "#fff", 1},
		{"#000:1,#fff:1", "#fff", .5},
		{"#000:3,#fff:1", "#000:1,#fff:3", .5},
		{"#808080", "#000", .5999},
		{"#808080", "#000:1,#fff:1", .5}, // half by .5999, half by .4001
		{"#f00", "#888888", .3865},       // L .6268
		{"#888888:95,#f00:5", "#888888", .05 * .3865},
		// each goes to its own, whichever way round they are said
		{"#f00:6,#fff:4", "#fff:4,#fe0000:6", .6 * .0038},
	} {
		got := float64(Distance(parsed(t, c.a), parsed(t, c.b))) / 1e6
		if math.Abs(got-c.want) > .0015 {
			t.Errorf("%s and %s are %.4f apart, want %.4f", c.a, c.b, got, c.want)
		}
	}
}

func TestDistanceLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 20_000 {
		a, b, c := random(r, MaxAsked), random(r, Max), random(r, MaxAsked)
		d := Distance(a, b)
		if d != Distance(b, a) {
			t.Fatalf("%v to %v is %d, back %d", a, b, d, Distance(b, a))
		}
		if (d == 0) != slices.Equal(a, b) || Distance(a, a) != 0 {
			t.Fatalf("%v to %v is %d, to itself %d", a, b, d, Distance(a, a))
		}
		// costs are cut to 1/65536, and the result goes up to a millionth
		if way := Distance(a, c) + Distance(c, b); d > way+20 {
			t.Fatalf("%v to %v is %d, by way of %v %d", a, b, d, c, way)
		}
		turned := slices.Clone(a)
		r.Shuffle(len(turned), func(i, j int) { turned[i], turned[j] = turned[j], turned[i] })
		if Distance(turned, b) != d {
			t.Fatalf("%v in another order is not as far from %v", a, b)
		}
		if Distance(a, c) > 0 && meansApart(a, c) > float64(Distance(a, c))+40 {
			t.Fatalf("the means of %v and %v are farther apart than they", a, c)
		}
	}
}

func meansApart(a, b []Swatch) float64 {
	return float64(mean(a).to(mean(b))) * 1e6 / 65536
}

// Colours one step apart are not the same.
func TestNeighbouringColorsDiffer(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 100_000 {
		c := [3]uint8{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256))}
		d := c
		d[r.IntN(3)] ^= 1
		a, b := []Swatch{{c[0], c[1], c[2], Whole}}, []Swatch{{d[0], d[1], d[2], Whole}}
		if Distance(a, b) <= 0 {
			t.Fatalf("%v is %v", a, b)
		}
	}
}

// The least work is found: no exchange between two ways makes it less, nor does
// any of all ways to carry whole swatches, where these have one size.
func TestTransportIsLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 2000 {
		n := 1 + r.IntN(5)
		p := plan{m: n, n: n}
		for i := range n {
			p.supply[i], p.demand[i] = 1, 1
			for j := range n {
				p.cost[i][j] = int64(r.IntN(1000))
			}
		}
		p.solve()
		if got, want := p.work(), cheapest(&p, 0, make([]bool, n)); got != want {
			t.Fatalf("%d, want %d: %+v", got, want, p.cost)
		}
	}
	for range 5000 {
		a, b := random(r, MaxAsked), random(r, MaxAsked)
		p := NewProbe(a)
		p.transport(b)
		checkFlow(t, &p.plan)
	}
}

// cheapest tries all ways to give each supply from i on its own demand.
func cheapest(p *plan, i int, taken []bool) int64 {
	if i == p.m {
		return 0
	}
	best := int64(math.MaxInt64)
	for j := range p.n {
		if !taken[j] {
			taken[j] = true
			best = min(best, p.cost[i][j]+cheapest(p, i+1, taken))
			taken[j] = false
		}
	}
	return best
}

// checkFlow holds a flow against its demands, and against the prices that prove
// it the cheapest: no way costs less than its prices, and ways in use no more.
func checkFlow(t *testing.T, p *plan) {
	t.Helper()
	for i := range p.m {
		sum := int64(0)
		for j := range p.n {
			sum += p.flow[i][j]
			reduced := p.cost[i][j] - p.u[i] - p.v[j]
			if reduced < 0 || p.flow[i][j] < 0 || p.flow[i][j] > 0 && reduced != 0 {
				t.Fatalf("way %d-%d carries %d at a reduced cost of %d", i, j, p.flow[i][j], reduced)
			}
		}
		if sum != p.supply[i] {
			t.Fatalf("%d of %d leave supply %d", sum, p.supply[i], i)
		}
	}
	for j := range p.n {
		sum := int64(0)
		for i := range p.m {
			sum += p.flow[i][j]
		}
		if sum != p.demand[j] {
			t.Fatalf("%d of %d come to demand %d", sum, p.demand[j], j)
		}
	}
}

func TestMoves(t *testing.T) {
	p := NewProbe(parsed(t, "#c01010:0.6,#f0e0c0:0.4"))
	found := parsed(t, "#f0e0c8:0.5,#b01818:0.3,#404040:0.2")
	said := ""
	for _, m := range p.Moves(found) {
		said += fmt.Sprintf("%s %s %d, ", m.Asked.Hex(), m.Found.Hex(), m.Share)
	}
	// dark grey is nearer to red than to cream, of which a tenth is left over
	want := "#c01010 #f0e0c8 100, #c01010 #b01818 300, #c01010 #404040 200, #f0e0c0 #f0e0c8 400, "
	if said != want {
		t.Errorf("moves are %s, want %s", said, want)
	}
}

func BenchmarkDistance(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{1, 3, Max, MaxAsked} {
		b.Run(fmt.Sprintf("asked=%d", n), func(b *testing.B) {
			sized := func(n int) []Swatch {
				for {
					if p := random(r, n); len(p) == n {
						return p
					}
				}
			}
			p, others := NewProbe(sized(n)), make([][]Swatch, 1000)
			for i := range others {
				others[i] = sized(Max)
			}
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				p.Distance(others[i%len(others)])
				i++
			}
		})
	}
}
