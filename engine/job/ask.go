package job

import (
	"context"
	"iter"
	"slices"
)

// task returns a job that is in memory, nil for one that is not.
func (r *Runner) task(id string) *task {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.live[id]
}

// Job returns one job as it is now; ErrUnknown if there is none.
func (r *Runner) Job(ctx context.Context, id string) (Job, error) {
	if t := r.task(id); t != nil {
		return t.job(), nil
	}
	return r.opts.Log.Job(ctx, id)
}

// Jobs returns jobs as they are now, the last created first, then by ID, after
// that position; limit many at most.
func (r *Runner) Jobs(ctx context.Context, after Position, limit int) ([]Job, error) {
	list, err := r.opts.Log.Jobs(ctx, after, limit)
	for i := range list {
		if t := r.task(list[i].ID); t != nil {
			list[i] = t.job()
		}
	}
	return list, err
}

// Cancel tells a job to stop, and returns it as it is then: one that waited is
// cancelled, one that runs may need a moment, one that has ended stays as it
// is. ErrUnknown if there is none.
func (r *Runner) Cancel(ctx context.Context, id string) (Job, error) {
	t := r.task(id)
	if t == nil {
		return r.opts.Log.Job(ctx, id)
	}
	t.cancel(errCancelled)
	if r.withdraw(t) {
		r.finish(t, t.outcome(r.time(), nil, errCancelled))
	}
	return t.job(), nil
}

// withdraw takes a job that waits out of its lane; false for any other.
func (r *Runner) withdraw(t *task) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.lanes {
		if i := slices.Index(l.queue, t); i >= 0 {
			l.queue = slices.Delete(l.queue, i, i+1)
			return true
		}
	}
	return false
}

// maxSeq bounds the number of the end of a job whose events are gone, which is
// one above what the watcher has seen: JavaScript counts no further.
const maxSeq = 1 << 53

// Watch returns the events of a job after that number, 0 for all, until it
// ends or ctx does; the end is always told, and again if it was seen. Who comes
// too late for some is told how many in a Gap. Of jobs whose events are not
// kept any more, which are all but the last few and those of this process,
// there is the end alone. ErrUnknown if there is no such job.
func (r *Runner) Watch(ctx context.Context, id string, after int64) (iter.Seq[Event], error) {
	if t := r.task(id); t != nil {
		return t.feed.events(ctx, after), nil
	}
	j, err := r.opts.Log.Job(ctx, id)
	if err != nil {
		return nil, err
	}
	data, err := encode(j)
	if err != nil {
		return nil, err
	}
	after = min(after, maxSeq-1)
	f := feed{size: 1, last: max(after, 0)}
	f.add(End, data)
	return f.events(ctx, after), nil
}
