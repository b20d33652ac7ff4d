package graph

import (
	"context"
	"encoding/binary"
	"math"
	"sync"
)

// Codes hold for each pin of a graph where it lies along the graph's
// strongest directions (see LowPass), in one byte a direction. Two pins whose
// codes have a large product are kept by the same kind of people, even where
// no board holds both.
//
// Codes are immutable and safe for concurrent use. They belong to the graph
// that they were made for: its pins keep their numbers in every overlay over
// it, and pins that came later are folded in.
type Codes struct {
	pins    int
	balance float32     // what a point of the walk must be multiplied with to weigh as much as one of the codes
	squares []float32   // of the directions' singular values
	rows    []byte      // see AppendTo
	exact   [][]float32 // each pin's code as it was before rounding; usually nil
}

// CodesOptions say how codes are made. Their zero value works.
type CodesOptions struct {
	// Exact keeps numbers of four bytes beside the rounded ones and scores with
	// them, to measure what rounding costs. Such codes take five times the
	// memory and lose their exactness when they are written.
	Exact bool
}

// NewCodes brings what a graph's pins are along its directions to bytes, and
// balances them against the walk, for which it walks from at most 256 boards.
// A graph without saves has codes that say nothing. It ends early, with the
// context's error, when the context ends.
func NewCodes(ctx context.Context, g *Graph, lp *LowPass, o CodesOptions) (*Codes, error) {
	c := quantize(lp, g.Pins())
	if o.Exact {
		c.keep(lp)
	}
	var err error
	if c.balance, err = measureBalance(ctx, g.View(), c); err != nil {
		return nil, err
	}
	return c, nil
}

// Pins is how many pins have a place for a code; they are those below it.
func (c *Codes) Pins() int { return c.pins }

// Dims is the number of directions, CodeDims or fewer, and 0 for a graph
// without saves.
func (c *Codes) Dims() int { return len(c.squares) }

// has tells whether a pin, by its number, has a code: a pin that was on no
// board has none.
func (c *Codes) has(pin int) bool {
	return pin < c.pins && c.scale(pin) > 0
}

// A row is a pin's scale, a float32, and its bytes.
func (c *Codes) rowSize() int { return scaleSize + len(c.squares) }

const scaleSize = 4

func (c *Codes) scale(pin int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(c.rows[pin*c.rowSize():]))
}

// levels returns a pin's numbers; times its scale they are its code.
func (c *Codes) levels(pin int) []byte {
	return c.rows[pin*c.rowSize()+scaleSize:][:len(c.squares)]
}

// maxLevel is the largest level. -128 is left out, so that a code and its
// opposite are equally far from nothing.
const maxLevel = 127

// quantize brings each pin's place to bytes, with a scale for each pin: pins
// differ in length by hundreds, directions by about four, so that a scale for
// each direction would leave most pins two or three levels.
func quantize(lp *LowPass, pins int) *Codes {
	c := &Codes{pins: pins, squares: lp.Squares}
	size := c.rowSize()
	c.rows = make([]byte, pins*size)
	for i := range pins {
		var largest float32
		for _, column := range lp.Columns {
			largest = max(largest, abs(column[i]))
		}
		scale := largest / maxLevel
		if scale == 0 {
			continue
		}
		row := c.rows[i*size:][:size]
		binary.LittleEndian.PutUint32(row, math.Float32bits(scale))
		for k, column := range lp.Columns {
			level := math.RoundToEven(float64(column[i]) / float64(scale))
			row[scaleSize+k] = byte(int8(max(-maxLevel, min(maxLevel, level))))
		}
	}
	return c
}

func abs(v float32) float32 { return max(v, -v) }

// keep keeps the numbers that quantize rounded.
func (c *Codes) keep(lp *LowPass) {
	c.exact = make([][]float32, c.pins)
	for i := range c.exact {
		for _, column := range lp.Columns {
			c.exact[i] = append(c.exact[i], column[i])
		}
	}
}

// addTo adds a multiple of a pin's code to a sum.
func (c *Codes) addTo(sum []float64, by float64, pin int) {
	if c.exact != nil {
		for k, v := range c.exact[pin] {
			sum[k] += float64(by * float64(v))
		}
		return
	}
	by *= float64(c.scale(pin))
	levels := c.levels(pin)
	sum = sum[:len(levels)]
	for k, l := range levels {
		sum[k] += float64(by * float64(int8(l)))
	}
}

// A direction is what pins are compared with, a sum of codes: in whole numbers
// times a unit, so that products are exact in any order.
type direction struct {
	unit   float64
	levels []int32
	sum    []float64
}

// newDirection keeps 16 bits of each number: next to a code's eight their
// rounding does not count, and a product of 160 stays below 2^31.
func newDirection(sum []float64) direction {
	var largest float64
	for _, v := range sum {
		largest = max(largest, math.Abs(v))
	}
	d := direction{levels: make([]int32, len(sum)), sum: sum}
	if largest == 0 {
		return d
	}
	const top = 1 << 16
	d.unit = largest / top
	for k, v := range sum {
		d.levels[k] = int32(math.RoundToEven(v / d.unit))
	}
	return d
}

// along returns the product of a pin's code with a direction.
func (c *Codes) along(d direction, pin int) float64 {
	var sum int32
	if c.exact != nil {
		return d.product(c.exact[pin])
	}
	levels := c.levels(pin)
	with := d.levels[:len(levels)]
	for k, l := range levels {
		sum += int32(int8(l)) * with[k]
	}
	return float64(sum) * float64(d.unit*float64(c.scale(pin)))
}

// product is the product with a code that is not rounded.
func (d direction) product(code []float32) float64 {
	var s float64
	for k, v := range code {
		s += float64(d.sum[k] * float64(v))
	}
	return s
}

// fourthRoot of a degree: what a pin is weighted with once its code is
// compared, so that a pin on many boards is neither favoured nor hidden.
func fourthRoot(d int) float64 { return sqrt(sqrt(float64(d))) }

// pinWeights are the weights of the degrees that most pins have; each takes a
// fifth of a microsecond to compute.
var pinWeights = sync.OnceValue(func() []float32 {
	t := make([]float32, 4096)
	for d := range t {
		t[d] = pinWeight(d)
	}
	return t
})

func pinWeightOf(d int) float32 {
	if t := pinWeights(); d < len(t) {
		return t[d]
	}
	return pinWeight(d)
}
