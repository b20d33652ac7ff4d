package engine

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akin/engine/picture"
)

// In a bubble of synctest time stands still while anybody can go on, so that
// nothing depends on how fast the machine is.

// enterMany lets n enter and returns what came of each, in no order.
func enterMany(ctx context.Context, l *line, n int) chan error {
	outcomes := make(chan error, n)
	for range n {
		go func() { outcomes <- l.enter(ctx) }()
	}
	synctest.Wait()
	return outcomes
}

// So many are in, so many wait, and the rest is refused at once.
func TestLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine(MaxDecoding, MaxWaiting, patience)
		flood := enterMany(t.Context(), l, MaxDecoding+MaxWaiting+5)
		in, refused := 0, 0
		for range len(flood) {
			switch err := <-flood; {
			case err == nil:
				in++
			case KindOf(err) == Busy:
				refused++
			default:
				t.Error(err)
			}
		}
		if in != MaxDecoding || refused != 5 {
			t.Errorf("at once %d are in and %d refused, want %d and 5", in, refused, MaxDecoding)
		}
		for range MaxWaiting {
			l.leave()
			if err := <-flood; err != nil {
				t.Errorf("one that waited: %v", err)
			}
		}
	})
}

// One that waits gets the place of one that leaves; the first come is the first
// in.
func TestLineIsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine(1, 3, patience)
		if err := l.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		order := make(chan int, 3)
		for i := range 3 {
			go func() {
				if l.enter(t.Context()) == nil {
					order <- i
				}
			}()
			synctest.Wait() // this one waits before the next comes
		}
		for want := range 3 {
			l.leave()
			if got := <-order; got != want {
				t.Errorf("number %d is in, want %d", got, want)
			}
		}
		l.leave()
	})
}

// Nobody waits for longer than the line says, or than its own context lasts.
func TestLineLosesPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine(1, 3, patience)
		if err := l.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := l.enter(t.Context()); KindOf(err) != Busy || time.Since(began) != patience {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began = time.Now()
		if err := l.enter(ctx); err != context.DeadlineExceeded || time.Since(began) != time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		l.leave()
		if err := l.enter(t.Context()); err != nil {
			t.Errorf("and after all: %v", err)
		}
	})
}

// Ten posts at once are all answered; of a flood, some are refused, and the
// places are free again after it.
func TestPostsAtOnce(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	e := New(Parts{Eye: NewEye(picture.Limits{})})
	post := func(ctx context.Context) error {
		_, err := e.Look(ctx, bytes.NewReader(file.Bytes()), nil)
		return err
	}
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if err := post(t.Context()); err != nil {
				t.Errorf("one of ten: %v", err)
			}
		})
	}
	all.Wait()
	synctest.Test(t, func(t *testing.T) {
		e.decoding = newLine(MaxDecoding, MaxWaiting, patience)
		for range MaxDecoding { // as if they took for ever
			if err := e.decoding.enter(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		outcomes := make(chan error, MaxWaiting)
		for range MaxWaiting {
			go func() { outcomes <- post(t.Context()) }()
		}
		synctest.Wait()
		if err := post(t.Context()); KindOf(err) != Busy {
			t.Errorf("one over the line: %v", err)
		}
		for range MaxDecoding {
			e.decoding.leave()
		}
		for range MaxWaiting {
			if err := <-outcomes; err != nil {
				t.Errorf("one that waited: %v", err)
			}
		}
	})
}
