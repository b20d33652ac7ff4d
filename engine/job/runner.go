package job

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// MaxWaiting is how many jobs may wait, of all kinds together. Nobody plans
// more; a program that starts them in a circle is stopped there.
const MaxWaiting = 100

// keptFeeds is how many ended jobs still have their events: those that a
// person looks back at.
const keptFeeds = 8

// Options are what a Runner needs. Only Log must be set.
type Options struct {
	Log   Log
	Now   func() time.Time // time.Now if nil
	NewID func() string    // makes IDs that nobody guesses; rand.Text if nil

	// Complain is told what no caller can be: that a job panicked, with its
	// stack, or that the log did not take a state. It may be nil, and must be
	// safe for concurrent use.
	Complain func(error)
}

// A Runner runs jobs: those of one kind one after another, in the order of
// their start, those of different kinds beside each other. It is safe for
// concurrent use. It has no goroutine while no job runs.
type Runner struct {
	opts Options
	base context.Context // ends when the runner closes
	stop context.CancelCauseFunc
	work sync.WaitGroup

	starting sync.Mutex // held by Start and Close: jobs queue in the order in which they are created

	mu     sync.Mutex // guards what follows
	closed bool
	lanes  map[string]*lane // by kind
	live   map[string]*task // those that have not ended, and the last that have
	ended  []string         // the IDs of the latter, the oldest first
}

// A lane is the jobs of one kind. It is busy while a goroutine takes from it.
type lane struct {
	queue []*task
	busy  bool
}

// New returns a runner. What a process before it left unended it writes down
// as interrupted.
func New(ctx context.Context, opts Options) (*Runner, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.NewID == nil {
		opts.NewID = rand.Text
	}
	r := &Runner{opts: opts, lanes: map[string]*lane{}, live: map[string]*task{}}
	r.base, r.stop = context.WithCancelCause(context.WithoutCancel(ctx))
	left, err := opts.Log.Unended(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the jobs: %w", err)
	}
	for _, j := range left {
		at := r.time()
		j.State, j.Ended = Interrupted, &at
		if err := opts.Log.Keep(ctx, j); err != nil {
			return nil, fmt.Errorf("writing down that job %s was interrupted: %w", j.ID, err)
		}
	}
	return r, nil
}

// time is now, as jobs say it and a log keeps it.
func (r *Runner) time() time.Time { return r.opts.Now().UTC().Truncate(time.Millisecond) }

// Start takes in a job, which is written down when it returns. Ctx is for the
// call alone, the job goes on after it. ErrFull if too many wait, ErrClosed
// after Close.
func (r *Runner) Start(ctx context.Context, kind string, work Work) (Job, error) {
	r.starting.Lock()
	defer r.starting.Unlock()
	t := &task{work: work, feed: feed{size: ringSize}}
	t.ctx, t.cancel = context.WithCancelCause(r.base)
	t.now = Job{ID: r.opts.NewID(), Kind: kind, State: Waiting, Created: r.time()}
	j := t.now
	if err := r.admit(t); err != nil {
		t.cancel(nil)
		return Job{}, err
	}
	// Given up half-way by the caller, it would be found waiting for ever.
	if err := r.opts.Log.Keep(context.WithoutCancel(ctx), j); err != nil {
		t.cancel(nil)
		r.forget(j.ID)
		return Job{}, fmt.Errorf("writing down a job: %w", err)
	}
	r.enqueue(t)
	return j, nil
}

// admit makes room for a job, so that whoever finds it in the log finds it in
// memory too, or says why there is none.
func (r *Runner) admit(t *task) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return ErrClosed
	}
	waiting := 0
	for _, l := range r.lanes {
		waiting += len(l.queue)
	}
	if waiting >= MaxWaiting {
		return ErrFull
	}
	r.live[t.now.ID] = t
	return nil
}

func (r *Runner) forget(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.live, id)
}

func (r *Runner) enqueue(t *task) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.lanes[t.now.Kind]
	if l == nil {
		l = &lane{}
		r.lanes[t.now.Kind] = l
	}
	l.queue = append(l.queue, t)
	if !l.busy {
		l.busy = true
		r.work.Go(func() { r.drain(l) })
	}
}

// drain runs what is in a lane, until nothing is.
func (r *Runner) drain(l *lane) {
	for t := r.next(l); t != nil; t = r.next(l) {
		r.run(t)
	}
}

// next takes the first job out of a lane; nil, and the lane is not busy any
// more, if there is none.
func (r *Runner) next(l *lane) *task {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(l.queue) == 0 {
		l.busy = false
		return nil
	}
	t := l.queue[0]
	l.queue = slices.Delete(l.queue, 0, 1)
	return t
}

func (r *Runner) run(t *task) {
	r.keep(t.begin(r.time()))
	result, err := t.do(&Teller{task: t, now: r.opts.Now})
	if f, ok := errors.AsType[*fault](err); ok {
		r.complain(fmt.Errorf("job %s panicked: %v\n%s", t.job().ID, f.value, f.stack))
	}
	r.finish(t, t.outcome(r.time(), result, err))
}

// finish writes an end down before it tells of it.
func (r *Runner) finish(t *task, ended Job) {
	r.keep(ended)
	if err := t.end(ended); err != nil {
		r.complain(fmt.Errorf("telling the end of job %s: %w", ended.ID, err))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if ended.Started == nil { // its end is all that it told, and the log has that
		delete(r.live, ended.ID)
		return
	}
	r.ended = append(r.ended, ended.ID)
	if len(r.ended) > keptFeeds {
		delete(r.live, r.ended[0])
		r.ended = slices.Delete(r.ended, 0, 1)
	}
}

// keep writes a state down. A job does not fail for it: at worst the next
// start takes it for interrupted.
func (r *Runner) keep(j Job) {
	if err := r.opts.Log.Keep(context.WithoutCancel(r.base), j); err != nil {
		r.complain(fmt.Errorf("writing down that job %s is %s: %w", j.ID, j.State, err))
	}
}

func (r *Runner) complain(err error) {
	if r.opts.Complain != nil {
		r.opts.Complain(err)
	}
}

// Close stops what runs, waits for it, and writes down as interrupted what did
// not end. A second call waits for the first.
func (r *Runner) Close() {
	r.starting.Lock()
	defer r.starting.Unlock()
	r.mu.Lock()
	r.closed = true
	var left []*task
	for _, l := range r.lanes {
		left = append(left, l.queue...)
		l.queue = nil
	}
	r.mu.Unlock()
	r.stop(ErrClosed)
	for _, t := range left {
		r.finish(t, t.outcome(r.time(), nil, ErrClosed))
	}
	r.work.Wait()
}
