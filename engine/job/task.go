package job

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// A task is a job that this process was given. It is safe for concurrent use.
type task struct {
	feed   feed
	work   Work
	ctx    context.Context
	cancel context.CancelCauseFunc

	mu  sync.Mutex
	now Job
}

var errCancelled = errors.New("cancelled")

// job returns the job as it is now.
func (t *task) job() Job {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now
}

// begin makes the job a running one.
func (t *task) begin(at time.Time) Job {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now.State, t.now.Started = Running, &at
	return t.now
}

func (t *task) progress(p progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now.Stage, t.now.Done, t.now.All = p.Stage, p.Done, p.All
}

// A fault is a panic of the work.
type fault struct {
	value any
	stack []byte
}

func (f *fault) Error() string { return fmt.Sprintf("this is a fault of akin's own: %v", f.value) }

// do does the work. Its panic ends it, and nothing else of the process.
func (t *task) do(tell *Teller) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &fault{p, debug.Stack()}
		}
		tell.flush()
	}()
	return t.work(t.ctx, tell)
}

// outcome is the job at its end. Whatever error work returns after it was told
// to stop, it stopped for that.
func (t *task) outcome(at time.Time, result any, err error) Job {
	j := t.job()
	j.State, j.Ended = Done, &at
	if result != nil {
		data, unwritable := encode(result)
		if err == nil {
			err = unwritable
		}
		if unwritable == nil {
			j.Result = data
		}
	}
	if err == nil {
		return j
	}
	switch context.Cause(t.ctx) {
	case errCancelled:
		j.State = Cancelled
	case ErrClosed:
		j.State = Interrupted
	default:
		text := err.Error()
		j.State, j.Error = Failed, &text
	}
	return j
}

// end makes that the last that is told of the job.
func (t *task) end(ended Job) error {
	data, err := encode(ended)
	t.mu.Lock()
	t.now = ended
	t.mu.Unlock()
	t.feed.add(End, data)
	t.cancel(nil)
	return err
}
