package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Five pins on three boards:
//
//	board 0 (size 2): pins 0 1
//	board 1 (size 4): pins 0 1 2 3
//	board 2 (size 2): pins 2 4
//
// so pins 0, 1 and 2 are on two boards, pins 3 and 4 on one.
func small(t testing.TB) *Graph {
	return built(t, 5, 3, []saved{{0, 0, 10}, {1, 0, 11}, {0, 1, 12}, {1, 1, 13}, {2, 1, 14}, {3, 1, 15}, {2, 2, 16}, {4, 2, 17}})
}

func TestWalkByHand(t *testing.T) {
	h := math.Sqrt(.5) // 1/sqrt(2), the balance of a pin on two boards
	for _, c := range []struct {
		name  string
		seeds []Seed
		n     int
		o     Options
		want  []Scored
	}{
		{"one pin", []Seed{{PinNode(0), 1}}, 9, Options{}, []Scored{
			{1, h * h * (1./2 + 1./4)}, // on both boards of pin 0: .375
			{3, h * 1 * (1. / 4)},      // on board 1, and no other: .177
			{2, h * h * (1. / 4)},      // on board 1 and one more: .125
		}},
		{"the best only", []Seed{{PinNode(0), 1}}, 1, Options{}, []Scored{{1, .375}}},
		{"weights and repetitions add", []Seed{{PinNode(0), 1}, {PinNode(0), .5}}, 1, Options{}, []Scored{{1, 1.5 * .375}}},
		{"two pins", []Seed{{PinNode(3), 1}, {PinNode(4), 2}}, 9, Options{}, []Scored{
			{2, h * (1./4 + 2./2)}, // board 1 from pin 3, board 2 from pin 4 twice: .884
			{0, h * (1. / 4)},      // board 1: .177
			{1, h * (1. / 4)},      // the same, so by number
		}},
		{"a board is its pins", []Seed{{BoardNode(2), 1}}, 9, Options{}, []Scored{
			{3, h * 1 * (1. / 4)}, // from pin 2 over board 1; from pin 4 nothing
			{0, h * h * (1. / 4)},
			{1, h * h * (1. / 4)},
		}},
		{"no balance of what is found", []Seed{{PinNode(0), 1}}, 9, Options{A: One, C: None}, []Scored{
			{1, 1. / 2 * (1./2 + 1./4)}, // a plain walk: half of the walks from pin 0 go to each board
			{2, 1. / 2 * (1. / 4)},
			{3, 1. / 2 * (1. / 4)},
		}},
		{"large boards left out", []Seed{{PinNode(0), 1}}, 9, Options{MaxBoard: 3}, []Scored{{1, h * h / 2}}},
		{"a board counts half", []Seed{{PinNode(0), 1}}, 1, Options{Bias: func(b Node) float64 {
			return []float64{.5, 1, 1}[b.Index()]
		}}, []Scored{{1, h * h * (1./4 + 1./4)}}},
		{"boosted", []Seed{{PinNode(3), 1}, {PinNode(4), 2}}, 1, Options{Boost: true}, []Scored{
			{2, h * math.Pow(math.Sqrt(1./4)+math.Sqrt(2./2), 2)}, // (.5+1)^2 / sqrt(2) = 1.591
		}},
		// d(1 + log2 most - log2 d)/d: with 2 boards the most, pin 0 gives 1,
		// pin 3, on one board, 1 + 1.
		{"steps by degree", []Seed{{PinNode(0), 1}, {PinNode(3), 1}}, 1, Options{StepsByDegree: true}, []Scored{
			{1, h * (1./2 + 1./4 + 2./4)},
		}},
		{"no seeds", nil, 9, Options{}, nil},
		{"none wanted", []Seed{{PinNode(0), 1}}, 0, Options{}, nil},
	} {
		got := walked(t, small(t).View(), c.seeds, c.n, c.o)
		same := slices.EqualFunc(got, c.want, func(a, b Scored) bool {
			return a.Pin == b.Pin && math.Abs(a.Score-b.Score) < 1e-6
		})
		if !same {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// User 0 follows board 2, and user 1, who follows board 0.
func TestWalkFromUsersAndNeighbours(t *testing.T) {
	b := NewBuilder(5, 3, 2)
	for _, s := range []saved{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {2, 1, 0}, {3, 1, 0}, {2, 2, 0}, {4, 2, 0}} {
		b.Save(PinNode(s.pin), BoardNode(s.board), 0)
	}
	b.FollowBoard(UserNode(0), BoardNode(2))
	b.FollowBoard(UserNode(1), BoardNode(0))
	b.FollowUser(UserNode(0), UserNode(1))
	b.Neighbour(PinNode(0), PinNode(4), 3)
	b.Neighbour(PinNode(0), PinNode(3), 1)
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	v := g.View()
	user, board := []Seed{{UserNode(0), 1}}, []Seed{{BoardNode(2), 1}}
	got := walked(t, v, user, 9, Options{Cross: Crossing(Save, FollowBoard)})
	if want := walked(t, v, board, 9, Options{}); !slices.Equal(got, want) {
		t.Errorf("from who follows board 2: %v, from board 2: %v", got, want)
	}
	got = walked(t, v, user, 9, Options{Cross: Crossing(Save, FollowBoard, FollowUser)})
	want := walked(t, v, []Seed{{BoardNode(2), 1}, {BoardNode(0), 1}}, 9, Options{})
	if !slices.Equal(got, want) {
		t.Errorf("from who follows board 2 and user 1: %v, want %v", got, want)
	}
	if _, err := Walk(v, user, 9, Options{}); err == nil || !strings.Contains(err.Error(), "FollowBoard") {
		t.Errorf("from a user over saves alone: %v", err)
	}
	// Three quarters of the weights lead to pin 4, on one board; one to pin 3.
	got = walked(t, v, []Seed{{PinNode(0), 1}}, 9, Options{Cross: Crossing(Neighbour)})
	if want := []Scored{{4, .75}, {3, .25}}; !slices.Equal(got, want) {
		t.Errorf("over neighbours: %v, want %v", got, want)
	}
}

func TestWalkIsItsFormula(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	g := built(t, 300, 80, randomSaves(rng, 300, 80, 2000))
	v := g.View()
	quarters := map[Exponent]float64{None: 0, Quarter: .25, Half: .5, ThreeQuarters: .75, One: 1, FiveQuarters: 1.25, ThreeHalves: 1.5}
	for e := None; e <= ThreeHalves; e++ {
		o := Options{A: e, B: 1 + (e+2)%7, C: 1 + (e+4)%7}
		seeds := []Seed{{PinNode(250), 1}, {BoardNode(79), .25}, {PinNode(int(e)), 3}}
		got := walked(t, v, seeds, 1000, o)
		want := expected(v, seeds, quarters[o.A], quarters[o.B], quarters[o.C])
		if len(got) != len(want) {
			t.Fatalf("%d pins, want %d", len(got), len(want))
		}
		for _, s := range got {
			if math.Abs(s.Score-want[s.Pin]) > 1e-6*want[s.Pin] {
				t.Fatalf("a %v b %v c %v: %v scores %v, want %v", o.A, o.B, o.C, s.Pin, s.Score, want[s.Pin])
			}
		}
		if !slices.IsSortedFunc(got, compareScored) {
			t.Fatal("not in order")
		}
	}
}

func TestWalkRefuses(t *testing.T) {
	v := small(t).View()
	pin := []Seed{{PinNode(0), 1}}
	for _, c := range []struct {
		seeds []Seed
		n     int
		o     Options
		says  string
	}{
		{[]Seed{{PinNode(5), 1}}, 1, Options{}, "seed pin 5 does not exist"},
		{[]Seed{{BoardNode(3), 1}}, 1, Options{}, "seed board 3 does not exist"},
		{[]Seed{{UserNode(0), 1}}, 1, Options{}, "seed user 0 does not exist"},
		{[]Seed{{PinNode(0), 0}}, 1, Options{}, "weight 0"},
		{[]Seed{{PinNode(0), -1}}, 1, Options{}, "weight -1"},
		{[]Seed{{PinNode(0), math.NaN()}}, 1, Options{}, "weight NaN"},
		{[]Seed{{PinNode(0), math.Inf(1)}}, 1, Options{}, "weight +Inf"},
		{pin, -1, Options{}, "ask for 0 or more"},
		{pin, 1, Options{Lanes: 65}, "option Lanes is 65: give 0 to 64"},
		{pin, 1, Options{Steps: -1}, "option Steps"},
		{pin, 1, Options{C: ThreeHalves + 1}, "option C is 8"},
	} {
		if _, err := Walk(v, c.seeds, c.n, c.o); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v %d %+v: error %v, want one with %q", c.seeds, c.n, c.o, err, c.says)
		}
	}
}
