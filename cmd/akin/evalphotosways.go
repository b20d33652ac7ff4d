package main

import (
	"cmp"
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"

	"akin/engine"
	"akin/engine/eye"
	"akin/engine/score"

	"golang.org/x/sync/errgroup"
)

// A photosEval asks with pictures for others of their class.
type photosEval struct {
	dir      string
	classes  []string
	photos   []photo
	progress *progress

	size    []int // of each class
	queries []int
	hits    []hits     // of each query, by the eye as a whole
	answers [][]uint32 // of each query, the first ones
	sum     *photosReport
}

// photoQueries ask at most: over so many, P@1 is off by .02 with 95 %
// confidence, and less in comparisons between ways, which are over the same
// queries.
const photoQueries = 2000

// A ranking is of pictures for a query, best first, without the query itself.
type ranking func(query int) ([]uint32, error)

func (e *photosEval) run(ctx context.Context) error {
	f, err := e.begin(ctx)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := e.askByLooks(ctx, f); err != nil {
		return err
	}
	if err := e.askOtherWays(ctx, f); err != nil {
		return err
	}
	return e.askUnseen(ctx)
}

// begin chooses who asks, and whom.
func (e *photosEval) begin(ctx context.Context) (*photosFolder, error) {
	e.size = make([]int, len(e.classes))
	for _, p := range e.photos {
		e.size[p.class]++
	}
	e.queries = e.asking()
	e.sum = &photosReport{
		Pictures: len(e.photos), Classes: len(e.classes), Queries: len(e.queries),
		CI: map[string][2]float64{}, Signals: map[string]quality{}, Without: map[string]quality{},
	}
	paths := make([]string, len(e.photos))
	for i, p := range e.photos {
		paths[i] = filepath.Join(e.dir, p.path)
	}
	f, err := importPhotos(ctx, paths, e.progress)
	if err == nil {
		e.sum.Fit = fitReportOf(f.fit(), e.distinct() < eye.FewestToFit)
	}
	return f, err
}

// distinct counts pictures, each once: a fit is learned from these.
func (e *photosEval) distinct() int {
	known := map[engine.PictureID]bool{}
	for _, p := range e.photos {
		known[p.picture] = true
	}
	return len(known)
}

// seen are photos as a fit sees them.
type seen struct {
	fit   *eye.Fit
	codes eye.Codes
}

// fitTo fits the eye to photos, or weighs the shipped fit where they are few.
func (e *photosEval) fitTo(ctx context.Context, photos []photo) (f seen, err error) {
	if len(photos) < eye.FewestToFit {
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
	var with []int
	for i, p := range e.photos {
		if e.size[p.class] > 1 {
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

// askByLooks fills in what all looks together find.
func (e *photosEval) askByLooks(ctx context.Context, f *photosFolder) (err error) {
	e.answers = make([][]uint32, len(e.photos))
	e.hits, err = e.ask(ctx, "all looks", func(q int) ([]uint32, error) {
		order, err := f.ranking(ctx, q, lookSignals)
		e.answers[q] = order[:min(len(order), firstAnswers)]
		return order, err
	})
	e.sum.quality, e.sum.CI = meanOf(e.hits), intervals(e.hits)
	return err
}

// askOtherWays fills in what each signal finds alone, what the others find
// without it, and what the baseline does.
func (e *photosEval) askOtherWays(ctx context.Context, f *photosFolder) error {
	r := e.sum
	for _, s := range lookSignals {
		alone, err := e.askBy(ctx, f, string(s), []score.Signal{s})
		if err != nil {
			return err
		}
		rest, err := e.askBy(ctx, f, "without "+string(s), without(s))
		if err != nil {
			return err
		}
		r.Signals[string(s)], r.Without[string(s)] = alone, rest
	}
	r.Walk = onOff{r.quality, r.Without[string(score.Look)]}
	baseline, err := e.ask(ctx, "baseline", e.histogram)
	r.Baseline = meanOf(baseline)
	return err
}

// askBy asks all queries with some signals.
func (e *photosEval) askBy(ctx context.Context, f *photosFolder, stage string, only []score.Signal) (quality, error) {
	found, err := e.ask(ctx, stage, func(q int) ([]uint32, error) { return f.ranking(ctx, q, only) })
	return meanOf(found), err
}

// ask asks with all queries, beside each other.
func (e *photosEval) ask(ctx context.Context, stage string, rank ranking) ([]hits, error) {
	out := make([]hits, len(e.queries))
	var done atomic.Int64
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, q := range e.queries {
		group.Go(func() error {
			order, err := rank(q)
			if err != nil {
				return err
			}
			out[i] = e.hitsOf(q, order)
			e.progress.at(stage, int(done.Add(1)), len(e.queries))
			return groupCtx.Err()
		})
	}
	return out, group.Wait()
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
func (e *photosEval) histogram(q int) ([]uint32, error) {
	scores := make([]float64, len(e.photos))
	for i := range scores {
		for k, v := range e.photos[i].hsv {
			scores[i] += float64(min(v, e.photos[q].hsv[k]))
		}
	}
	return ranked(scores), nil
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
