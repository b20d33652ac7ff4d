package main

import (
	"context"

	"akin/engine/eye"
)

const (
	// turns are how often a part of the pictures is left out, each picture once.
	turns = 10

	// nearestToUnseen is how many pins a walk starts from for a picture that is
	// none: those that it would be linked with.
	nearestToUnseen = 10
)

// askUnseen leaves every tenth picture out of the fit and of the index, asks
// with it, and does so ten times, until each was left out once.
func (e *photosEval) askUnseen(ctx context.Context) error {
	var unseen, indexed []hits
	for turn := range turns {
		e.progress.at("unseen", turn+1, turns)
		t, err := e.leaveOut(ctx, turn)
		if err != nil {
			return err
		}
		for i, q := range e.queries {
			if q%turns == turn && t.size[e.photos[q].class] > 0 {
				unseen = append(unseen, t.ask(&e.photos[q]))
				indexed = append(indexed, e.hits[i])
			}
		}
	}
	e.sum.Unseen = unseenReport{len(unseen), meanOf(unseen), meanOf(indexed)}
	return nil
}

// A partial index holds all photos but some.
type partial struct {
	seen
	photos []photo
	size   []int // of each class
	graph  *eye.Graph
}

func (e *photosEval) leaveOut(ctx context.Context, turn int) (*partial, error) {
	t := &partial{size: make([]int, len(e.classes))}
	for i, p := range e.photos {
		if i%turns != turn {
			t.photos = append(t.photos, p)
			t.size[p.class]++
		}
	}
	var err error
	if t.seen, err = e.fitTo(ctx, t.photos); err != nil {
		return nil, err
	}
	n, err := eye.NewNeighbours(ctx, t.codes, t.fit.Weights(), eye.NeighboursOptions{})
	if err != nil {
		return nil, err
	}
	t.graph = n.Graph()
	return t, nil
}

// ask walks from the pins nearest to a picture.
func (t *partial) ask(p *photo) hits {
	w := t.fit.Weights()
	probe := w.Probe(t.fit.Encode(p.raw, nil))
	seeds := eye.SeedsOf(probe.Nearest(t.codes, nearestToUnseen, nil))
	order := walked(t.graph, seeds, similarities(probe, t.codes))
	return countHits(order, t.size[p.class], func(i uint32) (counts, fits bool) { return true, t.photos[i].class == p.class })
}
