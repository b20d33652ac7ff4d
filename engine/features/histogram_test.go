package features

import (
	"slices"
	"testing"

	"akin/engine/oklab"
)

// small has bins whose middles are whole numbers: along L they are oklab.One/4
// wide, along a and b oklab.One/8.
var small = grid{nL: 4, nA: 4, nB: 4, reach: oklab.One / 4}

// In the middle of a bin a pixel votes there alone; between two bins, half and
// half; beyond the last middle, there alone again.
func TestVotes(t *testing.T) {
	const l, ab = oklab.One / 8, oklab.One / 16 // half a bin
	bin := func(l, a, b int) int { return (l*4+a)*4 + b }
	const whole = fine * fine * fine
	for _, c := range []struct {
		name string
		p    oklab.Lab
		want map[int]uint32
	}{
		{"middle of 1,2,2", oklab.Lab{L: 3 * l, A: ab, B: ab}, map[int]uint32{bin(1, 2, 2): whole}},
		{"between L 1 and 2", oklab.Lab{L: 4 * l, A: ab, B: ab}, map[int]uint32{bin(1, 2, 2): whole / 2, bin(2, 2, 2): whole / 2}},
		{"between a 1 and 2", oklab.Lab{L: 3 * l, A: 0, B: ab}, map[int]uint32{bin(1, 1, 2): whole / 2, bin(1, 2, 2): whole / 2}},
		{"a quarter from b 3 to 2", oklab.Lab{L: 3 * l, A: ab, B: 3*ab - ab/2}, map[int]uint32{bin(1, 2, 2): whole / 4, bin(1, 2, 3): whole * 3 / 4}},
		{"black", oklab.Lab{}, map[int]uint32{bin(0, 1, 1): whole / 4, bin(0, 1, 2): whole / 4, bin(0, 2, 1): whole / 4, bin(0, 2, 2): whole / 4}},
		{"beyond all edges", oklab.Lab{L: oklab.One, A: -oklab.One, B: oklab.One}, map[int]uint32{bin(3, 0, 3): whole}},
	} {
		h := make([]uint32, small.bins())
		small.add(h, c.p)
		for i, n := range h {
			if n != c.want[i] {
				t.Errorf("%s: bin %d has %d, want %d", c.name, i, n, c.want[i])
			}
		}
	}
}

// The middles of the grids in use vote alone too, and no vote is lost.
func TestVotesAreConserved(t *testing.T) {
	for _, g := range []grid{colorGrid, spatialGrid} {
		// the first place at or behind the middle of bin i of n
		middle := func(i int, lo, hi, n int32) int32 { return lo + (int32(2*i+1)*(hi-lo)+2*n-1)/(2*n) }
		h := make([]uint32, g.bins())
		for i := range h {
			l, a, b := i/int(g.nA*g.nB), i/int(g.nB)%int(g.nA), i%int(g.nB)
			g.add(h, oklab.Lab{L: middle(l, 0, oklab.One, g.nL), A: middle(a, -g.reach, g.reach, g.nA), B: middle(b, -g.reach, g.reach, g.nB)})
		}
		if slices.Min(h) != fine*fine*fine || slices.Max(h) != fine*fine*fine {
			t.Errorf("%v: a vote in each middle does not fill each bin alike", g)
		}
		s, sum := stream(1), uint64(0)
		for range 1000 {
			g.add(h, oklab.Lab{L: int32(s.next() % oklab.One), A: int32(s.next()%oklab.One) - oklab.One/2, B: int32(s.next()%oklab.One) - oklab.One/2})
		}
		for _, n := range h {
			sum += uint64(n)
		}
		if want := uint64(1000+len(h)) * fine * fine * fine; sum != want {
			t.Errorf("%v: the votes sum to %d, want %d", g, sum, want)
		}
	}
}

func TestRootShares(t *testing.T) {
	// 255 times the roots of 0, 1/4 and 3/4: 0, 127.5, 220.8
	if got := rootShares([]uint32{0, 10, 30}); !slices.Equal(got, []uint8{0, 128, 221}) {
		t.Error(got)
	}
}

// A third of a picture, from top to bottom, is in three regions alone.
func TestRegions(t *testing.T) {
	n := spatialGrid.bins()
	h := spatialHistogram(labPixels(paint(side, side, func(x, _ int) rgb {
		if 3*x < side {
			return red
		}
		return grey
	})))
	same := func(a, b int) bool { return slices.Equal(h[a*n:][:n], h[b*n:][:n]) }
	if same(3, 4) || !same(3, 6) || !same(4, 7) { // the first of three rows is a pixel higher
		t.Error("the regions are not where they should be")
	}
}

// Exact just below squares, up to the last that is allowed: there the root in
// floating point could be rounded up.
func TestSquareRoots(t *testing.T) {
	for k := uint64(1) << 26; k > 0; k -= 1 + k/1000 {
		if isqrt(k*k-1) != k-1 || isqrt(k*k) != k {
			t.Fatalf("wrong at the square of %d", k)
		}
	}
	for n4 := uint64(1); n4 <= 4*255*255; n4++ {
		if r := roundSqrt(n4); r > 0 && (2*r-1)*(2*r-1) > n4 || (2*r+1)*(2*r+1) <= n4 {
			t.Fatalf("half the root of %d is not %d", n4, r)
		}
	}
}
