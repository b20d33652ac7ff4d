package graph

import (
	"context"
	"errors"
	"math/bits"
	"math/rand/v2"
)

// CodeDims is the number of directions in a pin's code. On a public graph of
// 37,501 boards and 9,836 pins 80 directions lost 4 % of the recall that 160
// reach, and 320 gained nothing.
const CodeDims = 160

const (
	// sketchColumns are found before all but CodeDims are cut away: 400 and 64
	// more, a whole number of panels. Directions are only found well where many
	// weaker ones are found beside them: a sketch of 220 columns gave codes that
	// did worse than the walk alone.
	sketchColumns = 464

	// sketchSeed starts the random sketch. Any number does; it is fixed so that
	// one graph has one answer.
	sketchSeed = 0x616b696e
)

// A LowPass holds, for each pin, its place along the strongest directions of
// the graph of saves: V, the first right singular vectors of
//
//	M = Dᵤ^-¼ X Dᵢ^-.35
//
// where X has a row for each board, a column for each pin and a 1 for each
// save, and Dᵤ and Dᵢ are the degrees of boards and pins. Keeping the first few
// directions and dropping the rest is an ideal low-pass filter on the graph:
// what remains is which pins go together on the whole; what single boards say,
// their noise included, is gone, and left to the walk.
//
// The degrees are damped less than by half, the exponent that makes M's
// singular values those of a random walk: .25 and .35 found more of the held
// out pins, on a graph where both were tried on a grid.
type LowPass struct {
	// Columns[k] is direction k: a number for each pin, of unit length as a
	// whole. Stronger directions come first. There are fewer than CodeDims
	// where the graph has fewer.
	Columns [][]float32
	// Squares[k] is the square of the singular value of direction k.
	Squares []float32
}

// LowPassOptions say how a LowPass is made. Its zero value works.
type LowPassOptions struct {
	// Progress, unless nil, is told now and then how many of all steps are
	// done, by one goroutine at a time.
	Progress func(done, all int)
}

// NewLowPass finds the strongest directions of a graph's saves by subspace
// iteration on a random sketch (Halko, Martinsson, Tropp 2011, with two power
// iterations). The same graph gives the same bits, whatever the number of
// processors and their kind: each sum is added up in one fixed order, nothing
// but + - * / and square roots is used, and no product is fused with a sum.
//
// It takes time in proportion to 464 times the saves and 464² times the pins,
// on all processors, and holds two matrices of 464 numbers of four bytes for
// each pin, and 64 bytes for each board and processor. It ends early, with the
// context's error, when the context ends. A graph without saves has no
// directions, which is no error.
func NewLowPass(ctx context.Context, g *Graph, o LowPassOptions) (*LowPass, error) {
	x := newSaves(g)
	w := &work{ctx: ctx, progress: o.Progress, all: x.steps()}
	q := x.sketch()
	if len(q) == 0 {
		return &LowPass{}, ctx.Err()
	}
	for range 2 {
		z, err := x.apply(w, q)
		if err != nil {
			return nil, err
		}
		l := cholesky(gram(w, z, z))
		multiply(w, z, l.inverse().transpose())
		q = z
	}
	z, err := x.apply(w, q)
	if err != nil {
		return nil, err
	}
	// From here on as if M q had been made orthonormal, M' being its product
	// with M. Its Gram matrix is qᵀMᵀMq = qᵀz, so that nothing with a row for
	// each board is ever needed.
	l := cholesky(gram(w, q, z)).inverse()
	values, vectors, err := eigen(l.times(gram(w, z, z)).times(l.transpose()))
	if err != nil {
		return nil, errors.Join(err, ctx.Err())
	}
	values, t := strongest(values, vectors, l)
	multiply(w, z, t)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newLowPass(z, values), nil
}

// strongest cuts all but the first CodeDims eigenvectors, and those of
// eigenvalues that are nothing but rounding, and returns the matrix that turns
// the sketch into the directions of unit length.
func strongest(values []float64, vectors, l square) ([]float64, square) {
	// The sketch is held in numbers of 24 bits: what is 2^-20 of the largest
	// square is rounding.
	const noise = 1.0 / (1 << 20)
	n := 0
	for n < min(CodeDims, len(values)) && values[n] > float64(noise*values[0]) {
		n++
	}
	t := newSquare(len(vectors))
	for k, v := range vectors[:n] {
		length := sqrt(values[k])
		for a := range v {
			t[k][a] = v[a] / length
		}
	}
	return values[:n], t.times(l).transpose()
}

func newLowPass(z []panel, values []float64) *LowPass {
	lp := &LowPass{}
	for k, v := range values {
		column := make([]float32, len(z[0]))
		for i := range column {
			column[i] = z[k/panelWidth][i][k%panelWidth]
		}
		lp.Columns = append(lp.Columns, column)
		lp.Squares = append(lp.Squares, float32(v))
	}
	return lp
}

// saves are the saves of a graph as its two adjacencies, with the powers of
// the degrees.
type saves struct {
	boards, pins int
	pinsOf       func(board int) []Node // as pins' numbers
	boardsOf     func(pin int) []Node   // as boards' nodes
	firstBoard   Node
	boardWeight  []float32 // Dᵤ^-½: a board is met on the way there and on the way back
	pinWeight    []float32 // Dᵢ^-.35
}

func newSaves(g *Graph) *saves {
	x := &saves{
		boards: g.Boards(), pins: g.Pins(), firstBoard: BoardNode(0),
		pinsOf:   func(b int) []Node { return g.PinsOf(BoardNode(b)) },
		boardsOf: func(i int) []Node { return g.BoardsOf(PinNode(i)) },
	}
	x.boardWeight = make([]float32, x.boards)
	for b := range x.boardWeight {
		if d := len(x.pinsOf(b)); d > 0 {
			x.boardWeight[b] = float32(1 / sqrt(float64(d)))
		}
	}
	x.pinWeight = make([]float32, x.pins)
	for i := range x.pinWeight {
		x.pinWeight[i] = pinWeight(len(x.boardsOf(i)))
	}
	return x
}

// pinWeight is d^-.35, and 0 for 0.
func pinWeight(d int) float32 {
	if d == 0 {
		return 0
	}
	f := twentiethRoot(float64(d))
	f2 := f * f
	return float32(1 / (f2 * f2 * f2 * f))
}

// twentiethRoot is the twentieth root of a number from 1 up, by square roots
// and Newton's iteration, whose steps round alike on every processor.
func twentiethRoot(d float64) float64 {
	t := sqrt(sqrt(d))
	// 1+(t-1)/5 is never below the fifth root of t, from where each step comes
	// down. The longest way, from d = 2^32, takes 19 steps.
	y := 1 + (t-1)/5
	for range 24 {
		y2 := y * y
		y -= (y - t/(y2*y2)) / 5
	}
	return y
}

// panels is how many panels the sketch has: no more than could be of use.
func (x *saves) panels() int {
	return (min(sketchColumns, x.pins, x.boards) + panelWidth - 1) / panelWidth
}

// sketch makes random numbers for each pin: the bits of a random word counted,
// which falls as closely after Gauss as is needed, in whole numbers.
func (x *saves) sketch() []panel {
	q := make([]panel, x.panels())
	for p := range q {
		random := rand.NewPCG(sketchSeed, uint64(p))
		q[p] = make(panel, x.pins)
		for i := range q[p] {
			for k := range q[p][i] {
				q[p][i][k] = float32(bits.OnesCount64(random.Uint64()) - 32)
			}
		}
	}
	return q
}

// apply returns MᵀM q. What it holds for the boards is one panel for each
// processor.
func (x *saves) apply(w *work, q []panel) ([]panel, error) {
	z := make([]panel, len(q))
	w.each(len(q), func() func(int) {
		boards := make(panel, x.boards)
		pins := make(panel, x.pins)
		return func(p int) {
			for i := range pins {
				pins[i] = scaled(&q[p][i], x.pinWeight[i])
			}
			for b := range boards {
				sum := pins.sum(x.pinsOf(b), 0)
				boards[b] = scaled(&sum, x.boardWeight[b])
			}
			z[p] = make(panel, x.pins)
			for i := range z[p] {
				sum := boards.sum(x.boardsOf(i), x.firstBoard)
				z[p][i] = scaled(&sum, x.pinWeight[i])
			}
		}
	})
	return z, w.ctx.Err()
}

// steps is how many steps NewLowPass takes: three applications, four
// Gram matrices, three multiplications.
func (x *saves) steps() int {
	panels := x.panels()
	tiles := (x.pins + tileRows - 1) / tileRows
	return 3*panels + 4*(panels*(panels+1)/2) + 3*tiles
}
