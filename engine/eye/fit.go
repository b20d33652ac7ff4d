package eye

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// Dims is the number of bytes that a block takes in a code. On four
// collections, 48 found a little more than 32, and 64 next to nothing more; on
// a thousand photographs 42 found as much as 48 (P@20 .851 and .852, mean
// precision .783 and .784). With the graph a pin takes some 550 bytes.
const Dims = 42

// Vectors are one picture's blocks as vectors; *Raw has them. Vector writes
// block b to the first b.Dims() elements of to, at length 1, or as zeros where
// the block sees nothing.
type Vectors interface {
	Vector(b Block, to []float32)
}

// A Fit says how pictures of one collection become codes, and what each block
// is worth there. It is learned from the pictures alone: nobody says which of
// them belong together.
//
// A Fit is immutable and safe for concurrent use. Codes of different fits are
// not to be compared.
type Fit struct {
	blocks  [Blocks]projection
	weights Weights
}

// FitOptions say how a fit is made. Their zero value works.
type FitOptions struct {
	// Progress, unless nil, is told now and then how many of all steps are
	// done, by one goroutine at a time.
	Progress func(done, all int)
}

// FewestToFit is from how many pictures a fit of their own serves a collection
// better than Default. Of a thousand photographs it did from a hundred on (mean
// precision .63 to .60 there, .70 to .66 at two hundred, .75 to .71 at five
// hundred), and not of seventy.
const FewestToFit = 200

const (
	// fitSample pictures at equal distances are what projections are made of:
	// fifty for each direction kept.
	fitSample = 2048

	// leastSample pictures must there be: as many as directions, and some.
	leastSample = 64
)

// NewFit learns a fit from n pictures, or from 2,048 of them at equal
// distances where there are more. It calls at once for each of these, with
// ascending numbers from one goroutine, and holds what it returns to the end.
//
// The same pictures in the same order give the same fit to the byte, on every
// processor and any number of them. It takes about three seconds on two cores
// and 60 MB besides the pictures; more pictures than the sample cost nothing.
// It ends early with the context's error. Fewer than 64 pictures are an error:
// these are served by Default.
func NewFit(ctx context.Context, n int, at func(i int) (Vectors, error), o FitOptions) (*Fit, error) {
	if n < leastSample {
		return nil, fmt.Errorf("%d pictures are too few to fit the eye to, %d are needed: use the default fit", n, leastSample)
	}
	size := min(n, fitSample)
	sample := make([]Vectors, size)
	for i := range sample {
		v, err := at(int(int64(i) * int64(n) / int64(size)))
		if err != nil {
			return nil, err
		}
		sample[i] = v
	}
	w := &work{ctx: ctx, progress: o.Progress, all: fitSteps}
	f := new(Fit)
	for b := range Blocks {
		p, err := newProjection(w, b, sample)
		if err != nil {
			return nil, fmt.Errorf("fitting %s: %w", b, err)
		}
		f.blocks[b] = p
	}
	codes := make(Codes, size*CodeSize)
	w.each(size, func() func(int) {
		e := f.NewEncoder()
		return func(i int) { e.Encode(sample[i], codes.At(i)) }
	})
	f.weights = weigh(w, codes)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.finish()
	return f, nil
}

// fitSteps is how many steps are told of: eight for each block's projection,
// two for its weight.
const fitSteps = int(Blocks) * 10

// Weighed returns the same fit with the weights that blocks have in a
// collection, of which the codes, made by this fit, are given in a fixed order.
// It makes the shipped fit better for a collection that is too small for a fit
// of its own, and needs no code to be made anew. Below 64 codes it returns the
// fit itself; it takes a tenth of a second at 200, and ends early with the
// context's error.
func (f *Fit) Weighed(ctx context.Context, codes Codes) (*Fit, error) {
	if codes.Len() < leastSample {
		return f, nil
	}
	weighed := &Fit{f.blocks, weigh(&work{ctx: ctx}, codes)}
	return weighed, ctx.Err()
}

// Weights say what each block is worth in the collection.
func (f *Fit) Weights() Weights { return f.weights }

// An Encoder turns pictures into codes with memory of its own. It serves one
// goroutine at a time.
type Encoder struct {
	fit *Fit
	raw []float32
}

// NewEncoder returns an Encoder of the fit's codes.
func (f *Fit) NewEncoder() *Encoder {
	most := 0
	for b := range Blocks {
		most = max(most, b.Dims())
	}
	return &Encoder{f, make([]float32, most)}
}

// Encode writes the code of a picture to to, which must have CodeSize
// elements, or to a new slice if it is nil, and returns it. It takes a
// multiplication for each of 42 directions and each dimension that is not
// zero: a fifth of a millisecond.
func (e *Encoder) Encode(v Vectors, to Code) Code {
	if to == nil {
		to = make(Code, CodeSize)
	}
	var y [Dims]float32
	for b := range Blocks {
		raw := e.raw[:b.Dims()]
		v.Vector(b, raw)
		e.fit.blocks[b].apply(raw, &y)
		round(&y, to.Block(b))
	}
	return to
}

// Encode is Encoder.Encode for a single picture.
func (f *Fit) Encode(v Vectors, to Code) Code { return f.NewEncoder().Encode(v, to) }

// level is what stands for 1 in a code: vectors have length 1, and no element
// is above. Rounding errs by .0023 a direction, and the cosine of two vectors
// by as much.
const level = 127

// round writes y at length 1 as whole levels.
func round(y *[Dims]float32, to []int8) {
	var sum float32
	for _, v := range y {
		sum += float32(v * v)
	}
	if !(sum > 0) {
		clear(to)
		return
	}
	scale := level / float32(math.Sqrt(float64(sum)))
	for k, v := range y {
		x := float32(v * scale)
		if x < 0 {
			to[k] = int8(x - .5)
		} else {
			to[k] = int8(x + .5)
		}
	}
}

// work is a computation in steps that may run beside each other, ended early
// by its context.
type work struct {
	ctx      context.Context
	progress func(done, all int)
	all      int
	done     int
	compared func(done, all int) // pairs of codes, likewise
}

// each calls what newWorker returns, once for each goroutine, with all numbers
// below n, and waits. Steps write to places of their own, so that the order in
// which they run does not show. When the context ends, steps are left out.
func (w *work) each(n int, newWorker func() func(int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			step := newWorker()
			for {
				i := int(next.Add(1)) - 1
				if i >= n || w.ctx.Err() != nil {
					return
				}
				step(i)
			}
		})
	}
	group.Wait()
}

// tell says that one more step is done.
func (w *work) tell() {
	w.done = min(w.done+1, w.all)
	if w.progress != nil {
		w.progress(w.done, w.all)
	}
}

// finish says that all steps are done.
func (w *work) finish() {
	if w.progress != nil && w.done < w.all {
		w.done = w.all
		w.progress(w.done, w.all)
	}
}
