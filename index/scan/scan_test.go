package scan

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"akin/engine/features"
)

func at(bits ...int) (c [features.Planes]features.Code) {
	for _, b := range bits {
		c[features.PlaneColor][b/64] |= 1 << (b % 64)
	}
	return c
}

// Four codes at distances 0, 1, 2 and 2 from zero, the last two tied.
func table() *Table {
	t := new(Table)
	t.Add(0, at(3, 70))
	t.Add(2, at())
	t.Add(3, at(127))
	t.Add(7, at(1, 2))
	return t
}

func TestNearest(t *testing.T) {
	hideTwo := NewBits(8)
	hideTwo.Set(2)
	for _, c := range []struct {
		n      int
		hidden Bits
		want   []uint32
	}{
		{1, nil, []uint32{2}},
		{2, nil, []uint32{2, 3}},
		{3, nil, []uint32{0, 2, 3, 7}}, // the tie is not cut
		{9, nil, []uint32{0, 2, 3, 7}},
		{1, hideTwo, []uint32{3}},
	} {
		got := Nearest([]Part{{Table: table(), Hidden: c.hidden}}, features.PlaneColor, features.Code{}, c.n, cmp.Compare)
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("n=%d hidden=%v: got %v, want %v", c.n, c.hidden, got, c.want)
		}
	}
}

func TestNearestCutsALargeTieByComparison(t *testing.T) {
	tab := new(Table)
	for r := range uint32(100) {
		tab.Add(r, at())
	}
	backwards := func(a, b uint32) int { return cmp.Compare(b, a) }
	got := Nearest([]Part{{Table: tab}}, features.PlaneColor, features.Code{}, 3, backwards)
	slices.Sort(got)
	if want := []uint32{94, 95, 96, 97, 98, 99}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// One table, or the same rows spread over two, give the same rows.
func TestPartsDoNotShow(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	whole, low, high := new(Table), new(Table), new(Table)
	for r := range uint32(1000) {
		c := [features.Planes]features.Code{{rng.Uint64() & 0xff, 0}, {rng.Uint64() & 0xff, 0}, {}}
		whole.Add(r, c)
		if r < 600 {
			low.Add(r, c)
		} else {
			high.Add(r-600, c)
		}
	}
	for i := range 50 {
		code, n := features.Code{rng.Uint64() & 0xff, 0}, 1+i*7
		a := Nearest([]Part{{Table: whole}}, features.PlaneHash, code, n, cmp.Compare)
		b := Nearest([]Part{{Table: low}, {Table: high, First: 600}}, features.PlaneHash, code, n, cmp.Compare)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Fatalf("n=%d: %d rows from one table, %d from two", n, len(a), len(b))
		}
		if len(a) < n {
			t.Fatalf("n=%d: only %d rows", n, len(a))
		}
	}
}

func BenchmarkNearest(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		rng := rand.New(rand.NewPCG(1, 2))
		t := new(Table)
		for r := range uint32(n) {
			t.Add(r, [features.Planes]features.Code{{rng.Uint64(), rng.Uint64()}})
		}
		b.Run(fmt.Sprintf("pins=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Nearest([]Part{{Table: t}}, features.PlaneHash, features.Code{1, 2}, 2000, cmp.Compare)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpins/s")
		})
	}
}
