package graph

import (
	"cmp"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

func nearby(t testing.TB, v *View, c *Codes, seeds []Seed, n int, o NearOptions) []Nearby {
	t.Helper()
	near, err := Near(v, c, seeds, n, o)
	if err != nil {
		t.Fatal(err)
	}
	return near
}

func clustered(t testing.TB) (*Graph, *Codes) {
	t.Helper()
	g := built(t, 300, 200, clusters(rand.New(rand.NewPCG(2, 3)), 300, 200, 10, 6))
	return g, coded(t, g)
}

// With all pins kept, Near is its formula, with the powers and products of
// codes computed plainly.
func TestNearIsItsFormula(t *testing.T) {
	g, c := clustered(t)
	v := g.View()
	degree := func(i Node) float64 { return float64(len(g.BoardsOf(i))) }
	code := func(i Node) []float64 {
		row := make([]float64, c.Dims())
		for k, l := range c.levels(i.Index()) {
			row[k] = float64(int8(l)) * float64(c.scale(i.Index()))
		}
		return row
	}
	seeds := []Seed{{PinNode(5), 1}, {PinNode(8), .25}, {BoardNode(7), 2}}
	toward := make([]float64, c.Dims())
	for _, s := range []Seed{seeds[0], seeds[1]} {
		addTimes(toward, s.Weight*math.Pow(degree(s.Node), -.25), code(s.Node))
	}
	for _, i := range g.PinsOf(BoardNode(7)) {
		addTimes(toward, 2*math.Pow(degree(i), -.25), code(i))
	}
	want := map[Node]float64{}
	for i, w := range expected(v, seeds, .5, 1, .5) {
		want[i] = 3*float64(c.balance)*w + math.Pow(degree(i), .25)*dot(toward, code(i))
	}
	got := nearby(t, v, c, seeds, len(want)+1, NearOptions{WalkWeight: 3})
	if len(got) != len(want) {
		t.Fatalf("%d pins, want %d", len(got), len(want))
	}
	for i, p := range got {
		if math.Abs(p.Score-want[p.Pin]) > 1e-4*math.Abs(got[0].Score) || p.Score != p.Walk+p.Codes {
			t.Errorf("%v has %v = %v + %v, want %v", p.Pin, p.Score, p.Walk, p.Codes, want[p.Pin])
		}
		if i > 0 && cmp.Or(cmp.Compare(got[i-1].Score, p.Score), cmp.Compare(p.Pin, got[i-1].Pin)) < 0 {
			t.Errorf("%v stands after %v", p, got[i-1])
		}
	}
}

// Codes rank again what the walk found, and nothing else.
func TestNearKeeps(t *testing.T) {
	g, c := clustered(t)
	seeds := []Seed{{BoardNode(3), 1}}
	found := walked(t, g.View(), seeds, 30, Options{})
	near := nearby(t, g.View(), c, seeds, 10, NearOptions{Keep: 30})
	all := nearby(t, g.View(), c, seeds, 40, NearOptions{Keep: 30})
	if len(near) != 10 || len(all) != 40 || !reflect.DeepEqual(near, nearby(t, g.View(), c, seeds, 30, NearOptions{Keep: 30})[:10]) {
		t.Fatalf("%d and %d pins", len(near), len(all))
	}
	for _, p := range near {
		if !slices.ContainsFunc(found, func(s Scored) bool { return s.Pin == p.Pin }) {
			t.Errorf("%v is not among the walk's best", p.Pin)
		}
	}
}

func TestNearWithoutCodes(t *testing.T) {
	g, c := clustered(t)
	seeds := []Seed{{BoardNode(3), 1}}
	empty := coded(t, built(t, g.Pins(), g.Boards(), nil))
	for name, c := range map[string]*Codes{"nil": nil, "empty": empty} {
		found := walked(t, g.View(), seeds, 20, Options{})
		near := nearby(t, g.View(), c, seeds, 20, NearOptions{})
		for i, p := range near {
			if p.Pin != found[i].Pin || p.Codes != 0 || p.Score != 2*found[i].Score {
				t.Fatalf("%s codes: %v at place %d, the walk has %v", name, p, i, found[i])
			}
		}
	}
	if len(nearby(t, g.View(), c, nil, 20, NearOptions{})) != 0 {
		t.Error("no seeds find something")
	}
}

// The boards that link a pin are those that Links finds, of the whole answer.
func TestNearSaysWhy(t *testing.T) {
	g, c := clustered(t)
	seeds := []Seed{{BoardNode(3), 1}}
	for _, p := range nearby(t, g.View(), c, seeds, 10, NearOptions{Links: 2}) {
		linked, err := Links(g.View(), seeds, []Node{p.Pin}, 2, Options{})
		if err != nil || len(p.Boards) == 0 || !slices.Equal(p.Boards, linked[0].Boards) {
			t.Errorf("%v is linked by %v, want %v (%v)", p.Pin, p.Boards, linked, err)
		}
	}
	if near := nearby(t, g.View(), c, seeds, 1, NearOptions{Links: -1}); near[0].Boards != nil {
		t.Error("boards that nobody asked for")
	}
}

// The order of seeds, their division, the number of processors and the way of
// codes through a file do not show.
func TestNearRepeats(t *testing.T) {
	g, c := clustered(t)
	want := nearby(t, g.View(), c, []Seed{{PinNode(1), .5}, {PinNode(2), 2}, {BoardNode(9), 1}}, 20, NearOptions{})
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	c, err := OpenCodes(coded(t, g).AppendTo(nil))
	if err != nil {
		t.Fatal(err)
	}
	got := nearby(t, g.View(), c, []Seed{{BoardNode(9), 1}, {PinNode(2), 1.5}, {PinNode(1), .5}, {PinNode(2), .5}}, 20, NearOptions{})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// A pin that came after the codes is found, with points for its code, and a
// new pin as a seed has a direction.
func TestNearNewPin(t *testing.T) {
	g, c := clustered(t)
	o := NewOverlay(g)
	pin, err := o.AddPin()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range g.BoardsOf(PinNode(6)) {
		if err := o.Save(pin, b, 0); err != nil {
			t.Fatal(err)
		}
	}
	near := nearby(t, o.View(), c, []Seed{{PinNode(6), 1}}, 20, NearOptions{})
	if i := slices.IndexFunc(near, func(p Nearby) bool { return p.Pin == pin }); i < 0 || near[i].Codes <= 0 {
		t.Errorf("a pin on the same boards stands at %d of %v", i, near)
	}
	near = nearby(t, o.View(), c, []Seed{{pin, 1}}, 20, NearOptions{})
	if len(near) != 20 || near[0].Codes == 0 {
		t.Errorf("from a new pin, codes say nothing: %v", near[0])
	}
}

// A pin that is on new boards alone, with new pins alone, can have no code. It
// gets points for it in proportion to its walk, as the others got.
func TestNearWithoutCode(t *testing.T) {
	g, c := clustered(t)
	o := NewOverlay(g)
	board, err := o.AddBoard()
	var pins [2]Node
	for i := range pins {
		if err == nil {
			pins[i], err = o.AddPin()
		}
		if err == nil {
			err = o.Save(pins[i], board, 0)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	var walks, codes float64
	var alone Nearby
	for _, p := range nearby(t, o.View(), c, []Seed{{PinNode(6), 1}, {pins[0], 1}}, 30, NearOptions{Keep: 30}) {
		if p.Pin == pins[1] {
			alone = p
			continue
		}
		walks, codes = walks+p.Walk, codes+p.Codes
	}
	if alone.Walk == 0 || math.Abs(alone.Codes-alone.Walk*codes/walks) > 1e-12*math.Abs(alone.Codes) {
		t.Errorf("%+v beside pins with %v for walks and %v for codes", alone, walks, codes)
	}
	if near := nearby(t, o.View(), c, []Seed{{pins[0], 1}}, 30, NearOptions{}); len(near) != 1 || near[0].Codes != 0 || near[0].Score != near[0].Walk {
		t.Errorf("from a new pin to a new one: %+v", near)
	}
}

func TestScan(t *testing.T) {
	g, c := clustered(t)
	seeds := []Seed{{BoardNode(3), 1}}
	best, err := c.Scan(g.View(), seeds, 20)
	if err != nil || len(best) != 20 || !slices.IsSortedFunc(best, compareScored) {
		t.Fatalf("%v, %v", best, err)
	}
	all := nearby(t, g.View(), c, seeds, g.Pins(), NearOptions{})
	for _, p := range all {
		i := slices.IndexFunc(best, func(s Scored) bool { return s.Pin == p.Pin })
		if i >= 0 && best[i].Score != p.Codes {
			t.Errorf("%v: Scan has %v, Near %v", p.Pin, best[i].Score, p.Codes)
		}
		if i < 0 && p.Codes > best[len(best)-1].Score {
			t.Errorf("%v, with %v, is missing in the scan", p.Pin, p.Codes)
		}
	}
	for _, p := range g.PinsOf(BoardNode(3)) {
		if slices.ContainsFunc(best, func(s Scored) bool { return s.Pin == p }) {
			t.Errorf("%v is on the board that is the seed", p)
		}
	}
	if _, err := c.Scan(g.View(), []Seed{{PinNode(g.Pins()), 1}}, 3); err == nil {
		t.Error("a seed that does not exist: no error")
	}
}

func TestNearRefuses(t *testing.T) {
	g, c := clustered(t)
	seeds := []Seed{{PinNode(1), 1}}
	for name, o := range map[string]NearOptions{
		"Keep": {Keep: -1}, "a negative weight": {WalkWeight: -1}, "a weight that is no number": {WalkWeight: math.NaN()},
		"a large weight": {WalkWeight: math.Inf(1)}, "the walk's options": {Walk: Options{Budget: -1}},
	} {
		if _, err := Near(g.View(), c, seeds, 3, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Near(g.View(), c, []Seed{{PinNode(g.Pins()), 1}}, 3, NearOptions{}); err == nil {
		t.Error("a seed that does not exist: no error")
	}
	if _, err := Near(g.View(), c, seeds, -1, NearOptions{}); err == nil {
		t.Error("less than no pins: no error")
	}
}

func TestBalance(t *testing.T) {
	// Of 4 numbers 0 0 0 2 the mean is ½, the mean square 1: deviation √¾.
	var s variance
	for _, v := range []float64{0, 2, 0, 0} {
		s.add(v)
	}
	if got := s.deviation(); got != math.Sqrt(.75) {
		t.Errorf("deviation %v", got)
	}
	g, c := clustered(t)
	if c.balance <= 0 {
		t.Fatalf("balance %v", c.balance)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := NewCodes(ctx, g, lowPass(t, g), CodesOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	// Of boards that hold the same, the median is what each has.
	same := built(t, 3, 2, []saved{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {2, 1, 0}})
	c = coded(t, same)
	r0, err0 := c.ratio(same.View(), BoardNode(0))
	r1, err1 := c.ratio(same.View(), BoardNode(1))
	if err0 != nil || err1 != nil || r0 <= 0 || r1 != 0 || c.balance != float32(r0) {
		t.Errorf("ratios %v and %v, the second of a board that finds nothing; balance %v", r0, r1, c.balance)
	}
}
