package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

func scoresOf(s []Scored) map[Node]float64 {
	m := map[Node]float64{}
	for _, x := range s {
		m[x.Pin] = x.Score
	}
	return m
}

// The walk from several seeds is the weighted sum of the walks from each, but
// for the pins that are seeds.
func TestWalkOfUnionIsWeightedSum(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	v := built(t, 300, 80, randomSaves(rng, 300, 80, 1500)).View()
	seeds := []Seed{{PinNode(7), 1}, {PinNode(120), 2.5}, {PinNode(290), .125}}
	sum := map[Node]float64{}
	for _, s := range seeds {
		for p, x := range scoresOf(walked(t, v, []Seed{{s.Node, 1}}, 300, Options{})) {
			sum[p] += s.Weight * x
		}
	}
	for _, s := range seeds {
		delete(sum, s.Node)
	}
	got := scoresOf(walked(t, v, seeds, 300, Options{}))
	if len(got) != len(sum) || len(sum) < 100 {
		t.Fatalf("%d pins, want %d, at least 100", len(got), len(sum))
	}
	for p, x := range got {
		if math.Abs(x-sum[p]) > 1e-7*x {
			t.Errorf("%v: %v, want %v", p, x, sum[p])
		}
	}
}

// Other numbers for the same nodes give the same scores to the last bit, and
// so do seeds in another order.
func TestNumbersOfNodesDoNotShow(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	saves := randomSaves(rng, 300, 80, 2000)
	pinAs, boardAs := rng.Perm(300), rng.Perm(80)
	other := slices.Clone(saves)
	for i, s := range other {
		other[i].pin, other[i].board = pinAs[s.pin], boardAs[s.board]
	}
	rng.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
	seeds := []Seed{{PinNode(3), 1}, {PinNode(70), .3}, {BoardNode(60), .7}, {PinNode(201), 1.1}}
	moved := []Seed{{PinNode(pinAs[201]), 1.1}, {PinNode(pinAs[70]), .3}, {BoardNode(boardAs[60]), .7}, {PinNode(pinAs[3]), 1}}
	for _, o := range []Options{{}, {Boost: true}, {StepsByDegree: true, B: Half}} {
		one := scoresOf(walked(t, built(t, 300, 80, saves).View(), seeds, 300, o))
		two := scoresOf(walked(t, built(t, 300, 80, other).View(), moved, 300, o))
		if len(one) != len(two) || len(one) == 0 {
			t.Fatalf("%d pins and %d", len(one), len(two))
		}
		for p, x := range one {
			if y := two[PinNode(pinAs[p.Index()])]; x != y {
				t.Errorf("%v: %v with one numbering, %v with another", p, x, y)
			}
		}
	}
}

// The order in which edges come does not matter.
func TestOrderOfEdgesDoesNotShow(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	saves := randomSaves(rng, 100, 30, 600) // many given twice, at other times
	one := built(t, 100, 30, saves).View()
	rng.Shuffle(len(saves), func(i, j int) { saves[i], saves[j] = saves[j], saves[i] })
	sameEdges(t, built(t, 100, 30, saves).View(), one)
}

// Walks at the same time do not see each other, and each gives the answer that
// it gives alone.
func TestWalksAtOnceAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	v := built(t, 500, 100, randomSaves(rng, 500, 100, 4000)).View()
	options := []Options{{}, {Budget: 1, Steps: 2000}, {Boost: true}, {C: None}}
	want := make([][]Scored, 40)
	for i := range want {
		want[i] = walked(t, v, []Seed{{PinNode(i * 5), 1}}, 20, options[i%len(options)])
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range want {
				if got := walked(t, v, []Seed{{PinNode(i * 5), 1}}, 20, options[i%len(options)]); !slices.Equal(got, want[i]) {
					t.Errorf("walk %d: %v, alone %v", i, got, want[i])
				}
			}
		})
	}
	wait.Wait()
}

// Links gives the scores of Walk to the last bit, and they are sums of what
// the boards give.
func TestLinksExplainScores(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	v := built(t, 300, 80, randomSaves(rng, 300, 80, 1500)).View()
	seeds := []Seed{{PinNode(7), 1}, {BoardNode(70), .5}, {PinNode(290), 2}}
	for _, o := range []Options{{}, {A: One, C: None}, {MaxBoard: 20}} {
		found := walked(t, v, seeds, 300, o)
		pins := make([]Node, len(found))
		for i, s := range found {
			pins[i] = s.Pin
		}
		linked, err := Links(v, seeds, pins, 1000, o)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range linked {
			sum := 0.0
			for _, b := range l.Boards {
				sum += b.Score
			}
			if l.Pin != found[i].Pin || l.Score != found[i].Score {
				t.Fatalf("%v scores %v by its links, %v %v by the walk", l.Pin, l.Score, found[i].Pin, found[i].Score)
			}
			if math.Abs(sum-l.Score) > 1e-9*l.Score || !slices.IsSortedFunc(l.Boards, compareLinks) {
				t.Fatalf("%v: links %v add up to %v, want %v", l.Pin, l.Boards, sum, l.Score)
			}
		}
	}
}

func TestLinksByHand(t *testing.T) {
	h := math.Sqrt(.5)
	linked, err := Links(small(t).View(), []Seed{{PinNode(0), 1}}, []Node{1, 4}, 1, Options{})
	if err != nil {
		t.Fatal(err)
	}
	// Pin 1 is linked by board 0 (half) and board 1 (a quarter): one is asked
	// for. Pin 4 shares no board with pin 0.
	if l := linked[0]; len(l.Boards) != 1 || l.Boards[0].Board != BoardNode(0) || math.Abs(l.Boards[0].Score-h*h/2) > 1e-9 || math.Abs(l.Score-.375) > 1e-9 {
		t.Errorf("pin 1: %+v", l)
	}
	if l := linked[1]; l.Score != 0 || len(l.Boards) != 0 {
		t.Errorf("pin 4: %+v", l)
	}
	if _, err := Links(small(t).View(), nil, []Node{BoardNode(0)}, 1, Options{}); err == nil {
		t.Error("links of a board are no error")
	}
}
