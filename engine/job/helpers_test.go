package job_test

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"akin/engine/enginetest"
	"akin/engine/job"
)

// A desk is a runner whose jobs are named 1, 2, 3, and what it complained of.
type desk struct {
	*job.Runner
	t    *testing.T
	log  *enginetest.JobLog
	mu   sync.Mutex
	said []string
}

// open makes a runner on a log, to be closed when the test ends.
func open(t *testing.T, log *enginetest.JobLog) *desk {
	t.Helper()
	d := &desk{t: t, log: log}
	ids := 0
	r, err := job.New(t.Context(), job.Options{
		Log: log, NewID: func() string { ids++; return fmt.Sprint(ids) },
		Complain: func(err error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.said = append(d.said, err.Error())
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Runner = r
	t.Cleanup(r.Close)
	return d
}

func (d *desk) complaints() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.said)
}

func (d *desk) start(kind string, work job.Work) job.Job {
	d.t.Helper()
	j, err := d.Start(d.t.Context(), kind, work)
	if err != nil {
		d.t.Fatal(err)
	}
	return j
}

func (d *desk) watch(id string, after int64) iter.Seq[job.Event] {
	d.t.Helper()
	events, err := d.Watch(d.t.Context(), id, after)
	if err != nil {
		d.t.Fatal(err)
	}
	return events
}

// told lists a job's events after that number as "3 line {...}", once it has
// ended; of the end only the state is told.
func (d *desk) told(id string, after int64) []string {
	d.t.Helper()
	var all []string
	for e := range d.watch(id, after) {
		text := fmt.Sprintf("%d %s %s", e.Seq, e.Name, e.Data)
		if e.Name == job.End {
			text = fmt.Sprintf("%d end %s", e.Seq, d.now(id).State)
		}
		all = append(all, text)
	}
	return all
}

// wait returns a job when it has ended.
func (d *desk) wait(id string) job.Job {
	d.t.Helper()
	for range d.watch(id, 0) {
	}
	return d.now(id)
}

func (d *desk) now(id string) job.Job {
	d.t.Helper()
	j, err := d.Job(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return j
}

// written is what the log has of a job.
func (d *desk) written(id string) job.Job {
	d.t.Helper()
	j, err := d.log.Job(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return j
}

func nothing(context.Context, *job.Teller) (any, error) { return nil, nil }

// untilStopped begins, and ends when it is told to.
func untilStopped(ctx context.Context, _ *job.Teller) (any, error) {
	<-ctx.Done()
	return nil, fmt.Errorf("stopped: %w", ctx.Err())
}

// begun waits until a job runs.
func (d *desk) begun(id string) {
	d.t.Helper()
	for d.now(id).State == job.Waiting {
		time.Sleep(time.Millisecond)
	}
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
