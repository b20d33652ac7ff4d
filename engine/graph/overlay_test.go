package graph

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// A model is what an overlay must amount to: a map of saves.
type model struct {
	pins, boards int
	saves        map[[2]int]int // pin and board to time
}

func modelOf(pins, boards int, saves []saved) *model {
	m := &model{pins, boards, map[[2]int]int{}}
	for _, s := range saves {
		m.save(s)
	}
	return m
}

func (m *model) save(s saved) {
	k := [2]int{s.pin, s.board}
	m.saves[k] = max(m.saves[k], s.at)
}

func (m *model) graph(t testing.TB) *Graph {
	var saves []saved
	for k, at := range m.saves {
		saves = append(saves, saved{k[0], k[1], at})
	}
	return built(t, m.pins, m.boards, saves)
}

// change makes one random change to the model and the overlay.
func change(t testing.TB, rng *rand.Rand, m *model, o *Overlay) {
	t.Helper()
	var err error
	s := saved{skewed(rng, m.pins), skewed(rng, m.boards), rng.IntN(1000)}
	switch x := rng.IntN(100); {
	case x < 50:
		m.save(s)
		err = o.Save(PinNode(s.pin), BoardNode(s.board), int64(s.at))
	case x < 85:
		delete(m.saves, [2]int{s.pin, s.board})
		err = o.Unsave(PinNode(s.pin), BoardNode(s.board))
	case x < 92:
		m.pins++
		var n Node
		if n, err = o.AddPin(); n != PinNode(m.pins-1) {
			t.Fatalf("new pin is %v, want pin %d", n, m.pins-1)
		}
	case x < 94:
		m.boards++
		_, err = o.AddBoard()
	case x < 98:
		maps.DeleteFunc(m.saves, func(k [2]int, _ int) bool { return k[0] == s.pin })
		err = o.Remove(PinNode(s.pin))
	default:
		maps.DeleteFunc(m.saves, func(k [2]int, _ int) bool { return k[1] == s.board })
		err = o.Remove(BoardNode(s.board))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// After any changes an overlay has the edges of a graph built from what is
// left, also after it was merged and put on the merged graph in between.
func TestOverlayEqualsRebuild(t *testing.T) {
	for seed := range uint64(10) {
		rng := rand.New(rand.NewPCG(seed, 1))
		saves := randomSaves(rng, 60, 20, 200)
		m := modelOf(60, 20, saves)
		o := NewOverlay(built(t, 60, 20, saves))
		for range 5 {
			for range 60 {
				change(t, rng, m, o)
			}
			want := m.graph(t).View()
			sameEdges(t, o.View(), want)
			old := o.View()
			for range 30 {
				change(t, rng, m, o)
			}
			merged := old.Merge()
			sameEdges(t, merged.View(), want)
			if err := o.Rebase(merged, old); err != nil {
				t.Fatal(err)
			}
			sameEdges(t, o.View(), m.graph(t).View())
			sameEdges(t, old, want) // frozen
		}
	}
}

// A save taken back leaves walks as they were, to the last bit.
func TestUnsaveRestores(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	g := built(t, 200, 50, randomSaves(rng, 200, 50, 1000))
	o := NewOverlay(g)
	seeds := []Seed{{PinNode(3), 1}, {PinNode(150), 2}}
	before := walked(t, o.View(), seeds, 200, Options{})
	for i := range 100 {
		pin, board := PinNode(i), BoardNode(i%50)
		if _, there := g.View().SavedAt(pin, board); there {
			continue
		}
		if err := o.Save(pin, board, 5); err != nil {
			t.Fatal(err)
		}
		if at, ok := o.View().SavedAt(pin, board); !ok || at != 5 {
			t.Fatalf("saved at %d, %v", at, ok)
		}
	}
	if slices.Equal(walked(t, o.View(), seeds, 200, Options{}), before) {
		t.Error("a hundred saves change no walk")
	}
	for i := range 100 {
		if _, there := g.View().SavedAt(PinNode(i), BoardNode(i%50)); !there {
			o.Unsave(PinNode(i), BoardNode(i%50))
		}
	}
	if got := walked(t, o.View(), seeds, 200, Options{}); !slices.Equal(got, before) {
		t.Errorf("got %v, want %v", got, before)
	}
	sameEdges(t, o.View(), g.View())
}

// A thousand changes by several writers, each to pins of its own, while others
// read: every view is one that was, and the end is what a map says.
func TestManyAtOnce(t *testing.T) {
	const writers, each, pins, boards = 4, 250, 400, 30
	rng := rand.New(rand.NewPCG(2, 2))
	saves := randomSaves(rng, pins, boards, 1500)
	o := NewOverlay(built(t, pins, boards, saves))
	models := make([]*model, writers)
	var writing, reading sync.WaitGroup
	var done atomic.Bool
	for i := range models {
		m := modelOf(pins, boards, nil)
		models[i] = m
		for _, s := range saves {
			if s.pin%writers == i {
				m.save(s)
			}
		}
		writing.Go(func() {
			rng := rand.New(rand.NewPCG(3, uint64(i)))
			for range each {
				s := saved{rng.IntN(pins/writers)*writers + i, skewed(rng, boards), rng.IntN(1000)}
				if rng.IntN(2) == 0 {
					m.save(s)
					o.Save(PinNode(s.pin), BoardNode(s.board), int64(s.at))
				} else {
					delete(m.saves, [2]int{s.pin, s.board})
					o.Unsave(PinNode(s.pin), BoardNode(s.board))
				}
			}
		})
	}
	for i := range 3 {
		reading.Go(func() {
			for k := i; !done.Load(); k++ {
				v := o.View()
				consistent(t, v)
				if _, err := Walk(v, []Seed{{PinNode(k % pins), 1}}, 10, Options{}); err != nil {
					t.Error(err)
				}
				if k%20 == 0 {
					consistent(t, v.Merge().View())
				}
			}
		})
	}
	writing.Wait()
	done.Store(true)
	reading.Wait()
	all := modelOf(pins, boards, nil)
	for _, m := range models {
		maps.Copy(all.saves, m.saves)
	}
	sameEdges(t, o.View(), all.graph(t).View())
}

// consistent checks that both ends of a view's edges agree.
func consistent(t *testing.T, v *View) {
	n, m := 0, 0
	for i := range v.Boards() {
		n += len(v.PinsOf(BoardNode(i)))
	}
	for i := range v.Pins() {
		boards := v.BoardsOf(PinNode(i))
		m += len(boards)
		for _, b := range boards {
			if _, ok := v.SavedAt(PinNode(i), b); !ok {
				t.Errorf("%v lists %v, which does not list it", PinNode(i), b)
			}
		}
	}
	if n != m || n != v.Edges() {
		t.Errorf("%d edges by board, %d by pin, %d counted", n, m, v.Edges())
	}
}

func TestRemoveCountsAtOnce(t *testing.T) {
	b := NewBuilder(3, 1, 2)
	b.Neighbour(PinNode(0), PinNode(1), 1)
	b.Neighbour(PinNode(1), PinNode(2), 1)
	b.Save(PinNode(0), BoardNode(0), 0)
	b.Save(PinNode(1), BoardNode(0), 0)
	b.FollowBoard(UserNode(0), BoardNode(0))
	b.FollowUser(UserNode(0), UserNode(1))
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	o := NewOverlay(g)
	o.Remove(PinNode(1))
	v := o.View()
	if like, _ := v.NeighboursOf(PinNode(0)); len(like) != 0 || len(v.PinsOf(BoardNode(0))) != 1 || v.Edges() != 3 {
		t.Errorf("a removed pin is still there: %v, %v, %d edges", like, v.PinsOf(BoardNode(0)), v.Edges())
	}
	o.Remove(BoardNode(0))
	o.Remove(UserNode(1))
	v = o.View()
	if v.Edges() != 0 || len(v.BoardsFollowed(UserNode(0)))+len(v.UsersFollowed(UserNode(0)))+len(v.BoardsOf(PinNode(0))) != 0 {
		t.Errorf("%d edges are left", v.Edges())
	}
	if g.Edges() != 6 {
		t.Error("the graph has changed")
	}
	o.SetNeighbours(PinNode(0), []Node{PinNode(2)}, []uint32{7})
	o.FollowUser(UserNode(1), UserNode(0))
	if got := o.View().Followers(UserNode(0)); !slices.Equal(got, []Node{UserNode(1)}) {
		t.Errorf("followers %v", got)
	}
	if like, weights := o.View().NeighboursOf(PinNode(0)); len(like) != 1 || weights[0] != 7 {
		t.Errorf("neighbours %v %v", like, weights)
	}
}

// A viewer's own boards give that viewer what a graph with them would, and
// leave the shared view as it was.
func TestWith(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	saves := randomSaves(rng, 50, 20, 150)
	o := NewOverlay(built(t, 50, 20, saves))
	first, _ := o.AddPin()
	o.Save(first, BoardNode(3), 9) // a row that may be appended to, by o alone
	saves = append(saves, saved{50, 3, 9})
	v := o.View()
	a, err := v.With(Extra{Pins: 1, Boards: [][]Saved{{{PinNode(51), 1}, {PinNode(2), 2}}, {{first, 3}, {PinNode(4), 4}}}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := v.With(Extra{Boards: [][]Saved{{{first, 5}}}})
	if err != nil {
		t.Fatal(err)
	}
	o.Save(first, BoardNode(19), 9)
	sameEdges(t, v, built(t, 51, 20, saves).View())
	sameEdges(t, a, built(t, 52, 22, append(slices.Clone(saves), saved{51, 20, 1}, saved{2, 20, 2}, saved{50, 21, 3}, saved{4, 21, 4})).View())
	sameEdges(t, b, built(t, 51, 21, append(slices.Clone(saves), saved{50, 20, 5})).View())
	sameEdges(t, o.View(), built(t, 51, 20, append(slices.Clone(saves), saved{50, 19, 9})).View())
	if _, err := v.With(Extra{Boards: [][]Saved{{{PinNode(51), 1}}}}); err == nil || !strings.Contains(err.Error(), "extra board 0") {
		t.Errorf("a pin that nobody has: %v", err)
	}
}

func TestOverlayRefuses(t *testing.T) {
	o := NewOverlay(small(t))
	for _, err := range []error{
		o.Save(PinNode(5), BoardNode(0), 0),
		o.Save(PinNode(0), BoardNode(3), 0),
		o.Save(BoardNode(0), PinNode(0), 0),
		o.Unsave(PinNode(5), BoardNode(0)),
		o.Remove(UserNode(0)),
		o.FollowUser(UserNode(0), UserNode(0)),
		o.SetNeighbours(PinNode(0), []Node{1}, nil),
		o.SetNeighbours(PinNode(9), nil, nil),
		o.Rebase(small(t), small(t).View()),
	} {
		if err == nil || !strings.HasPrefix(err.Error(), "graph: ") {
			t.Errorf("error %v", err)
		}
	}
	sameEdges(t, o.View(), small(t).View())
	for _, b := range []*Builder{NewBuilder(-1, 0, 0), NewBuilder(0, MaxBoards+1, 0)} {
		if _, err := b.Build(); err == nil {
			t.Error("built with a wrong number of nodes")
		}
	}
	b := NewBuilder(1, 1, 0)
	b.Save(PinNode(0), BoardNode(1), 0)
	if _, err := b.Build(); err == nil || !strings.Contains(err.Error(), "no board 1") {
		t.Errorf("built with a save on no board: %v", err)
	}
}
