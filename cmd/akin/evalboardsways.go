package main

import (
	"math"
	"slices"
	"time"

	"akin/engine/graph"
)

// firstPins is how many pins are compared, as is customary for these data.
const firstPins = 20

// A way is one of finding pins, to be compared with what akin does.
type way struct {
	name string
	ask  asking
}

// ways are akin's own, its parts, and what the walk can do besides; a budget of
// one edge makes it sample. Bias is
// not among them: it takes boards that are told apart by something that people
// care for, such as a language, and the files know nothing of boards.
func (e *boardsEval) ways(codes, exact *graph.Codes) []way {
	large := e.largeBoard()
	return []way{
		{"akin: walk and codes", e.near(codes, graph.NearOptions{})},
		{"akin, codes not rounded", e.near(exact, graph.NearOptions{})},
		{"codes alone", e.scan(codes)},
		{"codes alone, not rounded", e.scan(exact)},
		{"walk", e.walk(graph.Options{})},
		{"walk, plain (a 1, b 1, c 0)", e.walk(graph.Options{A: graph.One, B: graph.One, C: graph.None})},
		{"walk, no degrees (a 0, b 0, c 0)", e.walk(graph.Options{A: graph.None, B: graph.None, C: graph.None})},
		{"walk, symmetric (a 1, b 1, c .5)", e.walk(graph.Options{A: graph.One})},
		{"walk, several hits boosted", e.walk(graph.Options{Boost: true})},
		{"walk, steps by degree", e.walk(graph.Options{StepsByDegree: true})},
		{"walk, largest tenth of boards left out", e.walk(graph.Options{MaxBoard: large})},
		{"walk, sampled", e.walk(graph.Options{Budget: 1})},
		{"walk, sampled, stopped early", e.stopped()},
		{"walk, sampled, two steps long", e.walk(graph.Options{Length: 2})},
	}
}

// stopped walks until 1,000 pins were met four times, in the proportion that
// the authors of the trick give, and takes the first of them.
func (e *boardsEval) stopped() asking {
	return func(user int) ([]graph.Node, error) {
		found, err := graph.Walk(e.view, boardSeed(user), 1000, graph.Options{Budget: 1, Enough: 4})
		pins := pinsOf(found.Pins)
		return pins[:min(firstPins, len(pins))], err
	}
}

// largeBoard is the size that nine of ten boards do not exceed.
func (e *boardsEval) largeBoard() int {
	var sizes []int
	for b := range e.graph.Boards() {
		sizes = append(sizes, len(e.graph.PinsOf(graph.BoardNode(b))))
	}
	slices.Sort(sizes)
	return max(1, sizes[len(sizes)*9/10])
}

func boardSeed(user int) []graph.Seed {
	return []graph.Seed{{Node: graph.BoardNode(user), Weight: 1}}
}

func (e *boardsEval) near(codes *graph.Codes, o graph.NearOptions) asking {
	return func(user int) ([]graph.Node, error) {
		near, err := graph.Near(e.view, codes, boardSeed(user), firstPins, o)
		pins := make([]graph.Node, len(near))
		for i := range near {
			pins[i] = near[i].Pin
		}
		return pins, err
	}
}

func (e *boardsEval) walk(o graph.Options) asking {
	return func(user int) ([]graph.Node, error) {
		found, err := graph.Walk(e.view, boardSeed(user), firstPins, o)
		return pinsOf(found.Pins), err
	}
}

func (e *boardsEval) scan(codes *graph.Codes) asking {
	return func(user int) ([]graph.Node, error) {
		found, err := codes.Scan(e.view, boardSeed(user), firstPins)
		return pinsOf(found), err
	}
}

func pinsOf(found []graph.Scored) []graph.Node {
	pins := make([]graph.Node, len(found))
	for i := range found {
		pins[i] = found[i].Pin
	}
	return pins
}

// boardsMeans are means over users.
type boardsMeans struct {
	recall, ndcg, popular mean
	found                 map[graph.Node]bool
	took                  []time.Duration
}

// add counts one user's answer against the user's test pins, of which there
// must be some. Test pins that the user has in train are never found, and
// count as missed.
func (m *boardsMeans) add(a foundFor, test []graph.Node, popular map[graph.Node]bool) {
	var hits, gain float64
	for place, p := range a.pins {
		m.found[p] = true
		if _, hit := slices.BinarySearch(test, p); hit {
			hits++
			gain += discount(place)
		}
	}
	ideal := 0.
	for place := range min(len(test), firstPins) {
		ideal += discount(place)
	}
	m.recall.add(hits / float64(len(test)))
	m.ndcg.add(gain / ideal)
	if len(a.pins) > 0 {
		many := 0.
		for _, p := range a.pins {
			if popular[p] {
				many++
			}
		}
		m.popular.add(many / float64(len(a.pins)))
	}
	m.took = append(m.took, a.took)
}

// discount is what a hit at a place, from 0, is worth.
func discount(place int) float64 { return 1 / math.Log2(float64(place)+2) }

// median is the median time of a query in milliseconds.
func (m *boardsMeans) median() float64 {
	if len(m.took) == 0 {
		return 0
	}
	slices.Sort(m.took)
	return float64(m.took[len(m.took)/2]) / float64(time.Millisecond)
}
