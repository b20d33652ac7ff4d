package enginetest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"akin/engine/job"
)

// A JobLog remembers jobs in memory. The zero value is empty and ready.
type JobLog struct {
	mu   sync.Mutex
	jobs []job.Job // the last created first, then by ID

	Fail func(job.Job) error // if set, asked before Keep; its error is Keep's
}

var _ job.Log = (*JobLog)(nil)

// Keep implements job.Log.
func (l *JobLog) Keep(_ context.Context, j job.Job) error {
	if l.Fail != nil {
		if err := l.Fail(j); err != nil {
			return err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.jobs = slices.DeleteFunc(l.jobs, func(old job.Job) bool { return old.ID == j.ID })
	l.jobs = append(l.jobs, j)
	slices.SortFunc(l.jobs, func(a, b job.Job) int { return comparePositions(positionOf(a), positionOf(b)) })
	ended := 0
	l.jobs = slices.DeleteFunc(l.jobs, func(old job.Job) bool {
		if old.Ended != nil {
			ended++
		}
		return old.Ended != nil && ended > job.MaxEnded
	})
	return nil
}

func positionOf(j job.Job) job.Position { return job.Position{Created: j.Created, ID: j.ID} }

func comparePositions(a, b job.Position) int {
	return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID))
}

// Job implements job.Log.
func (l *JobLog) Job(_ context.Context, id string) (job.Job, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.IndexFunc(l.jobs, func(j job.Job) bool { return j.ID == id }); i >= 0 {
		return l.jobs[i], nil
	}
	return job.Job{}, job.ErrUnknown
}

// Jobs implements job.Log.
func (l *JobLog) Jobs(_ context.Context, after job.Position, limit int) ([]job.Job, error) {
	all := l.list(func(j job.Job) bool {
		return after == job.Position{} || comparePositions(positionOf(j), after) > 0
	})
	return all[:min(len(all), max(limit, 0))], nil
}

// Unended implements job.Log.
func (l *JobLog) Unended(context.Context) ([]job.Job, error) {
	return l.list(func(j job.Job) bool { return j.Ended == nil }), nil
}

func (l *JobLog) list(wanted func(job.Job) bool) []job.Job {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := []job.Job{}
	for _, j := range l.jobs {
		if wanted(j) {
			all = append(all, j)
		}
	}
	return all
}

// TestJobLog holds an implementation of job.Log to its promises. open returns
// an empty one and cleans up by itself.
func TestJobLog(t *testing.T, open func(t *testing.T) job.Log) {
	t.Run("jobs come back", func(t *testing.T) { jobsComeBack(t, open(t)) })
	t.Run("the last created first", func(t *testing.T) { jobsInOrder(t, open(t)) })
	t.Run("old ones go", func(t *testing.T) { oldJobsGo(t, open(t)) })
}

// jobAt is a job in that state, created and ended at those milliseconds of the
// world's time.
func jobAt(id string, state job.State, created, ended int) job.Job {
	j := job.Job{ID: id, Kind: "count", State: state, Created: oldest.Add(time.Duration(created) * time.Millisecond)}
	if ended > 0 {
		at := oldest.Add(time.Duration(ended) * time.Millisecond)
		j.Ended = &at
	}
	return j
}

func keepJobs(t *testing.T, l job.Log, jobs ...job.Job) {
	t.Helper()
	for _, j := range jobs {
		if err := l.Keep(t.Context(), j); err != nil {
			t.Fatalf("keeping job %s: %v", j.ID, err)
		}
	}
}

func jobsComeBack(t *testing.T, l job.Log) {
	begun, text := oldest.Add(time.Second), "disk full"
	j := jobAt("b", job.Waiting, 1, 0)
	for _, change := range []func(){
		func() {},
		func() { j.State, j.Started = job.Running, &begun },
		func() { j.Stage, j.Done, j.All = "counting", 3, 5 },
		func() { j.State, j.Ended, j.Error = job.Failed, &begun, &text },
		func() { j.Error, j.State, j.Result = nil, job.Done, json.RawMessage(`{"n":["<é>"]}`) },
	} {
		change()
		keepJobs(t, l, j, jobAt("a", job.Interrupted, 2, 3))
		got, err := l.Job(t.Context(), "b")
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "job", got, j)
		unended, err := l.Unended(t.Context())
		equal(t, "error", err, nil)
		equal(t, "unended", len(unended), map[bool]int{true: 0, false: 1}[j.Ended != nil])
	}
	_, err := l.Job(t.Context(), "c")
	equal(t, "error for a job that is not there", err, job.ErrUnknown)
}

func jobsInOrder(t *testing.T, l job.Log) {
	none, err := l.Jobs(t.Context(), job.Position{}, 5)
	equal(t, "jobs of none", len(none), 0)
	equal(t, "error", err, nil)
	keepJobs(t, l, jobAt("c", job.Running, 5, 0), jobAt("a", job.Done, 5, 9), jobAt("d", job.Waiting, 7, 0),
		jobAt("b", job.Cancelled, 5, 6), jobAt("e", job.Done, 4, 20))
	for _, step := range []int{1, 2, 3, 10} {
		var got []string
		after := job.Position{}
		for {
			page, err := l.Jobs(t.Context(), after, step)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, j := range page {
				got = append(got, j.ID)
			}
			after = positionOf(page[len(page)-1])
		}
		equal(t, fmt.Sprintf("jobs in steps of %d", step), got, []string{"d", "a", "b", "c", "e"})
	}
	unended, err := l.Unended(t.Context())
	equal(t, "error", err, nil)
	equal(t, "unended", []string{unended[0].ID, unended[1].ID}, []string{"d", "c"})
	page, err := l.Jobs(t.Context(), job.Position{}, 0)
	equal(t, "jobs at most 0", len(page), 0)
	equal(t, "error", err, nil)
}

// oldJobsGo keeps two more than there is room for; the oldest of all has not
// ended and stays.
func oldJobsGo(t *testing.T, l job.Log) {
	keepJobs(t, l, jobAt("running", job.Running, 1, 0))
	for i := range job.MaxEnded + 2 {
		keepJobs(t, l, jobAt(fmt.Sprintf("%04d", i), job.Done, 10+i, 20+i))
	}
	all, err := l.Jobs(t.Context(), job.Position{}, 2*job.MaxEnded)
	equal(t, "error", err, nil)
	equal(t, "jobs", len(all), job.MaxEnded+1)
	equal(t, "the last", all[job.MaxEnded].ID, "running")
	equal(t, "the oldest that has ended", all[job.MaxEnded-1].ID, "0002")
}
