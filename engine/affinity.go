package engine

import (
	"cmp"
	"math"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

// An affinity is how near pins are to seeds: to an anchor, to a viewer's board.
// It walks from the seeds' pins over the boards they are on to the pins beside
// them.
//
// A pin's value is r / (r + nearHalf), where r is its score in the walk divided
// by what the seeds themselves have there, in the mean: 1 for a pin that is on
// the boards of the seed and on no others. Both follow from the graph and the
// seeds alone, so that no candidate's value depends on which others there are;
// and the curve never reaches 1, so that pins which the walk tells apart keep
// their order.
type affinity struct {
	graph *graph.View
	seeds []graph.Seed
	walk  graph.Options
	reach []graph.Node // the boards that the walk crosses, ascending
	self  float64      // the seeds' own score, in the mean, or leastSelf
}

const (
	// nearHalf is the share of the seeds' own score that is worth one half: to
	// be kept together once already says something, and each further time
	// less. Of .1, .25 and .5, tried on photographs of which a third of the
	// saves were put on any board, .5 found most (P@20 .81), since there it
	// counts how often; where all saves are right, they differ by .01.
	nearHalf = 0.5

	// leastSelf is what the seeds' own score is taken for at least: that of a
	// pin on one board of 500. Otherwise to be on the same board of thousands,
	// which is where some people put everything, would say as much as to be on
	// the same one of twenty.
	leastSelf = 1.0 / 500

	// maxEdges bounds the edges that a walk crosses: some ten milliseconds.
	maxEdges = graph.DefaultBudget
)

// newAffinity returns how near pins are to seeds, of which there is at least
// one.
func newAffinity(v *graph.View, seeds []graph.Seed) (affinity, error) {
	a := affinity{graph: v, seeds: seeds}
	a.bound()
	err := a.measureSelf()
	return a, err
}

// bound leaves out the largest boards of the seeds, as far as the walk would
// cross more than maxEdges otherwise. They say least, as what they give is
// shared among all on them. Sampling instead would make the answer depend on
// the numbers that pins happen to have.
func (a *affinity) bound() {
	a.walk.Budget = math.MaxInt32
	boards, edges := a.seedBoards()
	sizes := make([]int, len(boards))
	for i, n := range boards {
		sizes[i] = len(a.graph.PinsOf(n))
	}
	a.reach = boards
	slices.Sort(sizes)
	for i, size := range sizes {
		if edges += size; edges > maxEdges {
			// all of one size stay or go together
			a.walk.MaxBoard = max(sizes[i]-1, 1)
			a.reach = slices.DeleteFunc(boards, func(n graph.Node) bool { return len(a.graph.PinsOf(n)) > a.walk.MaxBoard })
			return
		}
	}
}

// seedBoards returns the boards that hold a seed, each once, and how many edges
// lead to them.
func (a *affinity) seedBoards() (boards []graph.Node, edges int) {
	for _, p := range a.seedPins() {
		on := a.graph.BoardsOf(p)
		edges += len(on)
		boards = append(boards, on...)
	}
	slices.Sort(boards)
	return slices.Compact(boards), edges
}

// seedPins are the pins that the seeds stand for, each once.
func (a *affinity) seedPins() []graph.Node {
	var pins []graph.Node
	for _, s := range a.seeds {
		if s.Node.Kind() == graph.Board {
			pins = append(pins, a.graph.PinsOf(s.Node)...)
		} else {
			pins = append(pins, s.Node)
		}
	}
	slices.Sort(pins)
	return slices.Compact(pins)
}

// measureSelf finds what the seeds' pins have for a score themselves, in the
// mean by weight. The sum goes by size, so that it does not depend on the
// numbers of pins.
func (a *affinity) measureSelf() error {
	var parts []float64
	weights := 0.0
	for _, s := range a.seeds {
		pins := []graph.Node{s.Node}
		if s.Node.Kind() == graph.Board {
			pins = a.graph.PinsOf(s.Node)
		}
		linked, err := graph.Links(a.graph, a.seeds, pins, 0, a.walk)
		if err != nil {
			return err
		}
		for _, l := range linked {
			parts = append(parts, float64(s.Weight*l.Score))
		}
		weights += float64(s.Weight * float64(len(pins)))
	}
	slices.Sort(parts)
	sum := 0.0
	for _, p := range parts {
		sum += p
	}
	a.self = max(sum/weights, leastSelf)
	return nil
}

// worth is the value of a score of the walk.
func (a *affinity) worth(walked float64) score.Micro { return saturated(walked / a.self) }

// saturated is the value of a share of the seeds' own score.
func saturated(r float64) score.Micro {
	if r <= 0 {
		return 0
	}
	return score.Micro(math.Round(float64(score.One) * (r / (r + nearHalf))))
}

// near returns some n pins nearest to the seeds, ranked with codes if there are
// any. It walks until the last of what it finds is not one of several with equal
// scores, some of whom are left out.
func (a *affinity) near(codes *graph.Codes, n int) ([]graph.Nearby, error) {
	for keep := n; ; keep *= 2 {
		near, err := graph.Near(a.graph, codes, a.seeds, keep, graph.NearOptions{Walk: a.walk, Keep: keep, Links: -1})
		if err != nil || len(near) < keep {
			return near, err
		}
		last := slices.MinFunc(near, func(x, y graph.Nearby) int { return cmp.Compare(x.Walk, y.Walk) }).Walk
		if near = slices.DeleteFunc(near, func(n graph.Nearby) bool { return n.Walk == last }); len(near) > 0 {
			return near, nil
		}
	}
}
