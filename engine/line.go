package engine

import (
	"context"
	"fmt"
	"time"
)

// Bounds of posted pictures. Each holds its bytes in memory, be it decoded or
// waiting for it, so that both are bounded.
const (
	// MaxDecoding is how many posted pictures are decoded at once.
	MaxDecoding = 8

	// MaxWaiting is how many wait to be decoded. More are refused as Busy.
	MaxWaiting = 32

	// patience is how long they wait. A photograph takes some 20 ms, so that
	// who has waited so long stands behind pictures that take seconds.
	patience = 2 * time.Second
)

// A line lets in so many at once; others wait in the order in which they came.
// It is safe for concurrent use.
type line struct {
	inside  chan struct{} // holds one token for each that is in
	waiting chan struct{} // and for each that waits
	longest time.Duration
}

func newLine(places, waiting int, longest time.Duration) *line {
	return &line{inside: make(chan struct{}, places), waiting: make(chan struct{}, waiting), longest: longest}
}

// enter returns nil once there is a place, which leave gives back. It is Busy
// if too many wait already or it has waited too long, and the context's error
// if that ends before.
func (l *line) enter(ctx context.Context) error {
	select {
	case l.inside <- struct{}{}:
		return nil
	default:
	}
	select {
	case l.waiting <- struct{}{}:
		defer func() { <-l.waiting }()
	default:
		return l.busy(fmt.Sprintf("%d pictures wait to be decoded already", cap(l.waiting)))
	}
	timer := time.NewTimer(l.longest)
	defer timer.Stop()
	select {
	case l.inside <- struct{}{}:
		return nil
	case <-timer.C:
		return l.busy(fmt.Sprintf("the picture has waited %s for others to be decoded", l.longest))
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *line) leave() { <-l.inside }

func (l *line) busy(text string) error {
	return &Error{Kind: Busy, Text: text, Hint: "try again in a second"}
}
