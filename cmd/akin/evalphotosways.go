package main

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync/atomic"

	"akin/engine/eye"

	"golang.org/x/sync/errgroup"
)

// A photosEval asks with pictures for others of their class.
type photosEval struct {
	dir      string
	classes  []string
	photos   []photo
	progress *progress

	seen
	queries []int
	hits    []hits     // of each query, by the eye as a whole
	answers [][]uint32 // of each query, the first ones
	sum     *photosReport
}

// seen are photos as a fit sees them.
type seen struct {
	fit     *eye.Fit
	shipped bool // too few for a fit of their own
	codes   eye.Codes
}

// photoQueries ask at most: over so many, P@1 is off by .02 with 95 %
// confidence, and less in comparisons between ways, which are over the same
// queries.
const photoQueries = 2000

// A ranking is of all pictures for a query, best first; the query itself may be
// among them.
type ranking func(query int) []uint32

func (e *photosEval) run(ctx context.Context) error {
	var err error
	if e.seen, err = e.fitTo(ctx, e.photos); err != nil {
		return err
	}
	e.queries = e.asking()
	e.sum = &photosReport{
		Pictures: len(e.photos), Classes: len(e.classes), Queries: len(e.queries),
		CI: map[string][2]float64{}, Signals: map[string]quality{}, Without: map[string]quality{},
		Fit: fitReportOf(e.fit, e.shipped),
	}
	if err := e.askEveryWay(ctx); err != nil {
		return err
	}
	return e.askUnseen(ctx)
}

// fitTo fits the eye to photos, or weighs the shipped fit where they are few.
func (e *photosEval) fitTo(ctx context.Context, photos []photo) (f seen, err error) {
	if f.shipped = len(photos) < eye.FewestToFit; f.shipped {
		f.codes = encode(eye.Default(), photos)
		f.fit, err = eye.Default().Weighed(ctx, f.codes)
		return f, err
	}
	f.fit, err = eye.NewFit(ctx, len(photos), func(i int) (eye.Vectors, error) { return photos[i].raw, nil }, eye.FitOptions{
		Progress: func(done, all int) { e.progress.at("fitting", done, all) },
	})
	if err == nil {
		f.codes = encode(f.fit, photos)
	}
	return f, err
}

func encode(f *eye.Fit, photos []photo) eye.Codes {
	codes, encoder := make(eye.Codes, len(photos)*eye.CodeSize), f.NewEncoder()
	for i := range photos {
		encoder.Encode(photos[i].raw, codes.At(i))
	}
	return codes
}

// asking are the pictures that ask: at equal distances, and not the only ones
// of their class.
func (e *photosEval) asking() []int {
	size := make([]int, len(e.classes))
	for _, p := range e.photos {
		size[p.class]++
	}
	var with []int
	for i, p := range e.photos {
		if size[p.class] > 1 {
			with = append(with, i)
		}
	}
	return spread(with, photoQueries)
}

// spread takes n of a list at equal distances, or all where there are no more.
func spread(list []int, n int) []int {
	if len(list) <= n {
		return list
	}
	some := make([]int, n)
	for i := range some {
		some[i] = list[i*len(list)/n]
	}
	return some
}

// askEveryWay fills in what each way finds.
func (e *photosEval) askEveryWay(ctx context.Context) error {
	w, r := e.fit.Weights(), e.sum
	scan := e.scan(w)
	walk, err := e.walk(ctx, w)
	if err != nil {
		return err
	}
	e.answers = make([][]uint32, len(e.photos))
	e.hits, err = e.ask(ctx, "the eye", func(q int) []uint32 {
		order := walk(q)
		e.answers[q] = firstOthers(order, uint32(q))
		return order
	})
	if err != nil {
		return err
	}
	r.quality, r.CI = meanOf(e.hits), intervals(e.hits)
	off, err := e.ask(ctx, "scan", scan)
	if err != nil {
		return err
	}
	r.Walk = onOff{r.quality, meanOf(off)}
	r.Signals["look"], r.Without["look"] = r.quality, r.Walk.Off
	for f := range eye.Families {
		alone, err := e.ask(ctx, f.String(), e.scan(w.Of(f)))
		if err != nil {
			return err
		}
		r.Signals[f.String()] = meanOf(alone)
		rest, err := e.walk(ctx, w.Without(f))
		if err != nil {
			return err
		}
		without, err := e.ask(ctx, "without "+f.String(), rest)
		if err != nil {
			return err
		}
		r.Without[f.String()] = meanOf(without)
	}
	baseline, err := e.ask(ctx, "baseline", e.histogram)
	r.Baseline = meanOf(baseline)
	return err
}

// firstOthers are the first answers, without the query.
func firstOthers(order []uint32, q uint32) (first []uint32) {
	for _, i := range order[:min(len(order), firstAnswers+1)] {
		if i != q && len(first) < firstAnswers {
			first = append(first, i)
		}
	}
	return first
}

// ask asks with all queries, beside each other.
func (e *photosEval) ask(ctx context.Context, stage string, rank ranking) ([]hits, error) {
	out := make([]hits, len(e.queries))
	var done atomic.Int64
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, q := range e.queries {
		group.Go(func() error {
			out[i] = e.hitsOf(q, rank(q))
			e.progress.at(stage, int(done.Add(1)), len(e.queries))
			return groupCtx.Err()
		})
	}
	return out, group.Wait()
}

// scan ranks by similarity.
func (e *photosEval) scan(w eye.Weights) ranking {
	return func(q int) []uint32 { return ranked(similarities(w.Probe(e.codes.At(q)), e.codes)) }
}

// walk ranks by how much of a walk from the query arrives, and what it does
// not reach by similarity.
func (e *photosEval) walk(ctx context.Context, w eye.Weights) (ranking, error) {
	n, err := eye.NewNeighbours(ctx, e.codes, w, eye.NeighboursOptions{})
	if err != nil {
		return nil, err
	}
	g := n.Graph()
	return func(q int) []uint32 {
		return walked(g, []eye.Seed{{Pin: uint32(q), Weight: 1}}, similarities(w.Probe(e.codes.At(q)), e.codes))
	}, nil
}

func similarities(p *eye.Probe, codes eye.Codes) []float64 {
	s := make([]float64, codes.Len())
	for i := range s {
		s[i] = p.Similarity(codes.At(i)).Float()
	}
	return s
}

// walked ranks by a walk and by similarities, which are far below what a walk
// brings wherever it arrives.
func walked(g *eye.Graph, seeds []eye.Seed, similar []float64) []uint32 {
	const share = 1e-5
	for i := range similar {
		similar[i] *= share
	}
	for _, f := range g.Walk(seeds, g.Pins(), eye.WalkOptions{}) {
		similar[f.Pin] += f.Score
	}
	return ranked(similar)
}

// histogram ranks by the baseline.
func (e *photosEval) histogram(q int) []uint32 {
	scores := make([]float64, len(e.photos))
	for i := range scores {
		for k, v := range e.photos[i].hsv {
			scores[i] += float64(min(v, e.photos[q].hsv[k]))
		}
	}
	return ranked(scores)
}

// ranked are the numbers of scores, highest first, equal ones in their order.
func ranked(scores []float64) []uint32 {
	order := make([]uint32, len(scores))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	return order
}
