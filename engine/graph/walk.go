package graph

import (
	"errors"
	"fmt"
	"math"
)

// A Seed is a node that a walk starts from, and how much it counts: a pin; a
// board, which stands for each of its pins; or a user, who stands for the
// boards that the user follows, or for those that followed users follow, if
// the walk may cross such edges. A seed given twice counts twice. Weights are
// more than 0 and at most MaxWeight, and are kept to 2^-20.
type Seed struct {
	Node   Node
	Weight float64
}

// MaxWeight is the largest weight of a seed. With it the sums of four million
// seeds fit in 64 bits.
const MaxWeight = 1 << 20

// Options say how to walk. The zero value is what pays, which is only the
// balance of degrees: on a public graph of boards every other trick found
// less. They are here to be measured.
type Options struct {
	// Cross are the kinds of edges that the walk may cross, Crossing(Save)
	// if 0.
	Cross Edges

	// A, B and C are how strongly the degrees of seeds, boards and found pins
	// count against them: 1/degree to that power. Left out they are a half,
	// one and a half.
	A, B, C Exponent

	// Budget is how many edges may be looked at before the walk samples
	// instead, DefaultBudget if 0. It stands in for a deadline, so that the
	// answer does not depend on the machine.
	Budget int
	// Steps is how many steps a sampled walk takes, DefaultSteps if 0.
	Steps int
	// Lanes is how many sampled walks go side by side, DefaultLanes if 0, at
	// most MaxLanes. It changes how long they take, not what they find,
	// unless Enough stops them.
	Lanes int
	// Seed picks the samples: one seed, one answer.
	Seed uint64

	// Length is how many steps, from a pin over a board to a pin, a sampled
	// walk goes before it starts again, 1 if 0. A longer walk is always
	// sampled.
	Length int
	// StepsByDegree weighs a seed with d boards by d(1 + log2 D - log2 d), D
	// the most boards of a seed, instead of by d to 1-A.
	StepsByDegree bool
	// Boost favours pins that several seeds lead to: the square of the sum of
	// the roots of what each seed gives, instead of the sum.
	Boost bool
	// Enough ends a sampled walk as soon as as many pins as asked for were
	// met this often; 0 is never.
	Enough int
	// Bias says by how much a board counts, from 0 to 1; nil is 1 for all. It
	// must give equal answers for equal boards.
	Bias func(board Node) float64
	// MaxBoard leaves out boards with more pins; 0 is none.
	MaxBoard int
}

// Edges is a set of kinds of edges.
type Edges uint8

// Crossing returns the set of these kinds.
func Crossing(kinds ...Edge) Edges {
	var s Edges
	for _, e := range kinds {
		s |= 1 << e
	}
	return s
}

func (s Edges) has(e Edge) bool { return s>>e&1 == 1 }

const (
	// DefaultBudget is three times what the largest of all queries looked at
	// that stand for a board of the public graph (57,000 edges on average,
	// 175,000 at most), so that sampling is left to hubs. Among four million
	// pins a pushed edge takes about half as long as a sampled step, so this
	// much takes two to three times as long as DefaultSteps do.
	DefaultBudget = 500_000
	// DefaultSteps finds .99 of what the exact walk finds, as measured on the
	// public graph of boards.
	DefaultSteps = 100_000
	// DefaultLanes hides the latency of memory: sixteen lanes go four to five
	// times as fast as one among four million pins, and more gain nothing.
	DefaultLanes = 16
	// MaxLanes is the most lanes that there can be.
	MaxLanes = 64
	// maxLength is far more steps than a walk keeps to its seed's subject.
	maxLength = 1 << 10
)

// A Scored is a pin that a walk found, and how strongly.
type Scored struct {
	Pin   Node
	Score float64
}

// Found is what a walk found.
type Found struct {
	// Pins are the best, by descending score, then by ascending node. No pin
	// that is a seed, or on a board that is one, is among them.
	Pins []Scored
	// Edges is how many edges the walk looked at, or steps it took.
	Edges int
	// Sampled tells that the scores are estimates.
	Sampled bool
}

// Walk returns the n pins that stand most on boards beside the seeds, fewer if
// there are not as many. For seeds i with weights w and degrees d (the boards
// of a pin, the pins of a board), the score of a pin j is
//
//	d_j^-C * sum over i of w_i * d_i^-A * sum over boards b with i and j of d_b^-B
//
// computed in whole numbers up to the last product, so that the answer depends
// neither on the order of seeds, boards or pins, nor on the numbers of nodes.
// If edges of kind Neighbour are crossed too, the sum has besides w_i times
// the share that j has of the weights of i's neighbours.
//
// If more than o.Budget edges would be looked at, boards are sampled: as many
// steps as o.Steps from seed to board to pin, each counted exactly. The answer
// is then the same for the same numbers of nodes and o.Seed only, and the
// scores estimate the sum above.
//
// Errors are bad seeds and options; no seeds find nothing. But for the result
// it allocates nothing once it is warm.
func Walk(v *View, seeds []Seed, n int, o Options) (Found, error) {
	if n < 0 {
		return Found{}, fmt.Errorf("graph: walk for %d pins: ask for 0 or more", n)
	}
	if err := o.complete(); err != nil {
		return Found{}, err
	}
	w := newWalker(v, o)
	defer w.release()
	if err := w.start(seeds); err != nil {
		return Found{}, err
	}
	f := w.spread(n)
	w.drop()
	f.Pins = w.best(n)
	return f, nil
}

// complete checks the options and puts in what was left out.
func (o *Options) complete() error {
	if o.Cross == 0 {
		o.Cross = Crossing(Save)
	}
	return errors.Join(
		fill("Budget", &o.Budget, DefaultBudget, math.MaxInt32),
		fill("Steps", &o.Steps, DefaultSteps, math.MaxInt32),
		fill("Lanes", &o.Lanes, DefaultLanes, MaxLanes),
		fill("Length", &o.Length, 1, maxLength),
		fill("Enough", &o.Enough, 0, math.MaxInt32),
		fill("MaxBoard", &o.MaxBoard, 0, math.MaxInt32),
		fill("A", &o.A, Half, ThreeHalves),
		fill("B", &o.B, One, ThreeHalves),
		fill("C", &o.C, Half, ThreeHalves),
	)
}

// fill checks an option and puts in the usual value if it was left out.
func fill[T int | Exponent](name string, value *T, usual, most T) error {
	if *value < 0 || *value > most {
		return fmt.Errorf("graph: option %s is %d: give 0 to %d", name, *value, most)
	}
	if *value == 0 {
		*value = usual
	}
	return nil
}
