package graph

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A tally is a map of sums, whether it expects too little or has a place for
// every key, and forgets all of it.
func TestTallyIsAMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(30, 30))
	var tally tally
	for round := range 60 {
		keys := 1 + rng.IntN(5000)
		tally.prepare(rng.IntN(1+keys/(1+round%7)), keys)
		want := map[uint32]uint64{}
		for range rng.IntN(3 * keys) {
			k, x := uint32(rng.IntN(keys)), rng.Uint64N(1000)
			want[k] += x
			tally.add(k, x)
		}
		if len(tally.used) != len(want) {
			t.Fatalf("%d keys, want %d", len(tally.used), len(want))
		}
		for k, x := range want {
			if got := tally.of(k); got == nil || *got != x {
				t.Fatalf("key %d: %v, want %d", k, got, x)
			}
		}
		if len(want) < keys {
			k := uint32(0)
			for _, there := want[k]; there; _, there = want[k] {
				k++
			}
			if tally.of(k) != nil {
				t.Fatalf("key %d was never added", k)
			}
		}
	}
	tally.forget()
	for i, s := range tally.all {
		if s != (slot{}) {
			t.Fatalf("place %d still holds %v", i, s)
		}
	}
}

// Visits settled are sums by pin, ascending, amounts beyond 32 bits too.
func TestVisitsAreSums(t *testing.T) {
	rng := rand.New(rand.NewPCG(34, 34))
	var s visits
	for _, pins := range []int{1, 2, 100, 5000, 1 << 23, MaxPins} {
		want := map[Node]uint64{}
		for range 2000 {
			p, x := PinNode(rng.IntN(pins)), rng.Uint64N(1<<uint(1+rng.IntN(36)))
			want[p] += x
			s.add(p, x)
		}
		s.settle(pins)
		if len(s.sums) != len(want) || !slices.IsSortedFunc(s.sums, func(a, b slot) int { return cmp.Compare(a.key, b.key) }) {
			t.Fatalf("%d sums, want %d in order", len(s.sums), len(want))
		}
		for p, x := range want {
			if got := s.of(p); got == nil || *got != x {
				t.Fatalf("%v: %v, want %d", p, got, x)
			}
		}
	}
}

func TestFirstOf(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 31))
	for range 500 {
		all := make([]Scored, rng.IntN(200))
		for i, p := range rng.Perm(len(all)) {
			all[i] = Scored{Node(p), float64(rng.IntN(1 + i/3))} // many equal scores
		}
		n := rng.IntN(len(all) + 2)
		want := slices.Clone(all)
		slices.SortFunc(want, compareScored)
		want = want[:min(n, len(want))]
		got := firstOf(slices.Clone(all), n)
		slices.SortFunc(got, compareScored)
		if !slices.Equal(got, want) {
			t.Fatalf("first %d of %v: %v, want %v", n, all, got, want)
		}
	}
}

func TestCommon(t *testing.T) {
	rng := rand.New(rand.NewPCG(32, 32))
	some := func(n int) []Node {
		var s []Node
		for i := range n {
			if rng.IntN(3) == 0 {
				s = append(s, Node(i))
			}
		}
		return s
	}
	for range 500 {
		a, b := some(rng.IntN(20)), some(rng.IntN(300))
		var got, want []Node
		common(a, b, func(n Node) { got = append(got, n) })
		for _, n := range a {
			if slices.Contains(b, n) {
				want = append(want, n)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("common of %v and %v: %v, want %v", a, b, got, want)
		}
	}
}

func TestPowersAndLogarithms(t *testing.T) {
	for e, q := range map[Exponent]float64{None: 0, Quarter: .25, Half: .5, ThreeQuarters: .75, One: 1, FiveQuarters: 1.25, ThreeHalves: 1.5} {
		p := powersOf(e)
		for _, d := range []int{1, 2, 16, 81, 1023, 1024, 65536, 1 << 30} {
			if got, want := p.of(d), math.Pow(float64(d), -q); math.Abs(got-want) > 1e-14*want {
				t.Errorf("1/%d^%v is %v, want %v", d, q, got, want)
			}
		}
		if p.of(0) != 1 {
			t.Errorf("no edges count %v, want 1", p.of(0))
		}
	}
	for _, d := range []uint32{1, 2, 3, 7, 1000, 1 << 31, math.MaxUint32} {
		if got, want := float64(log2(d))/(1<<16), math.Log2(float64(d)); math.Abs(got-want) > 1e-4 {
			t.Errorf("log2 %d is %v, want %v", d, got, want)
		}
	}
}

// A trie is a map of numbers to rows; what with returns leaves the old one as
// it was.
func TestTrieIsAMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 33))
	var now, old trie
	want, wantOld := map[uint32]*page{}, map[uint32]*page{}
	for i := range 3000 {
		if i == 1500 {
			old = now
			for k, p := range want {
				wantOld[k] = p
			}
		}
		k, p := rng.Uint32()>>rng.IntN(32), new(page)
		now, want[k] = now.with(k, p), p
	}
	diff := now.since(old)
	for k, p := range want {
		if now.get(k) != p || old.get(k) != wantOld[k] {
			t.Fatalf("row %d is not what was put there", k)
		}
		if got := diff.get(k); p == wantOld[k] && got != nil || p != wantOld[k] && got != p {
			t.Fatalf("row %d is wrong in the difference", k)
		}
	}
	if now.get(12345678) != want[12345678] {
		t.Error("a row that nobody put")
	}
}

func TestNodes(t *testing.T) {
	for _, c := range []struct {
		n    Node
		kind Kind
		i    int
		s    string
	}{
		{PinNode(0), Pin, 0, "pin 0"}, {PinNode(MaxPins - 1), Pin, MaxPins - 1, "pin 2147483647"},
		{BoardNode(0), Board, 0, "board 0"}, {BoardNode(MaxBoards - 1), Board, MaxBoards - 1, "board 1073741823"},
		{UserNode(0), User, 0, "user 0"}, {UserNode(MaxUsers - 1), User, MaxUsers - 1, "user 1073741822"},
	} {
		if c.n.Kind() != c.kind || c.n.Index() != c.i || c.n.String() != c.s {
			t.Errorf("%v is %v %d, want %s", c.n, c.n.Kind(), c.n.Index(), c.s)
		}
	}
}
