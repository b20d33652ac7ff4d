package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akin/engine/enginetest"
	"akin/engine/job"
)

// Jobs of one kind run in the order of their start and never at once; another
// kind runs beside them.
func TestLanes(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	var mu sync.Mutex
	var order []string
	running := map[string]int{}
	step := func(name string, wait <-chan struct{}) job.Work {
		return func(context.Context, *job.Teller) (any, error) {
			kind := name[:1]
			mu.Lock()
			order = append(order, name)
			running[kind]++
			if running[kind] > 1 {
				t.Errorf("%s runs beside another of its kind", name)
			}
			mu.Unlock()
			<-wait
			mu.Lock()
			running[kind]--
			mu.Unlock()
			return nil, nil
		}
	}
	free, besideBegun := make(chan struct{}), make(chan struct{})
	close(free)
	var last job.Job
	for i := range 20 {
		wait := free
		if i == 0 {
			wait = besideBegun // or a1 would never end
		}
		last = d.start("a", step(fmt.Sprint("a", i), wait))
	}
	beside := d.start("b", func(context.Context, *job.Teller) (any, error) { close(besideBegun); return nil, nil })
	equal(t, "beside", d.wait(beside.ID).State, job.Done)
	equal(t, "the last", d.wait(last.ID).State, job.Done)
	want := make([]string, 20)
	for i := range want {
		want[i] = fmt.Sprint("a", i)
	}
	equal(t, "order", order, want)
}

func TestLifeOfAJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, &enginetest.JobLog{})
		began := time.Now().UTC().Truncate(time.Millisecond)
		blocker := d.start("count", func(context.Context, *job.Teller) (any, error) { time.Sleep(time.Second); return nil, nil })
		j := d.start("count", func(_ context.Context, tell *job.Teller) (any, error) {
			tell.Progress("counting", 2, 3)
			time.Sleep(time.Second)
			return map[string]int{"<n>": 3}, nil
		})
		equal(t, "at first", j, job.Job{ID: "2", Kind: "count", State: job.Waiting, Created: began})
		equal(t, "written", d.written("2"), j)
		synctest.Wait()
		equal(t, "behind another", d.now("2").State, job.Waiting)
		time.Sleep(1500 * time.Millisecond)
		at, end := began.Add(time.Second), began.Add(2*time.Second)
		j.State, j.Started, j.Stage, j.Done, j.All = job.Running, &at, "counting", 2, 3
		equal(t, "running", d.now("2"), j)
		equal(t, "written as running", d.written("2").State, job.Running)
		j.State, j.Ended, j.Result = job.Done, &end, json.RawMessage(`{"<n>":3}`)
		equal(t, "at the end", d.wait("2"), j)
		equal(t, "written at the end", d.written("2"), j)
		equal(t, "the one before", d.now(blocker.ID).Result, nil)
		list, err := d.Jobs(t.Context(), job.Position{}, 10)
		equal(t, "error", err, nil)
		equal(t, "jobs", []string{list[0].ID, list[1].ID}, []string{"1", "2"}) // of the same moment, by ID
	})
}

func TestHowJobsFail(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	failed := d.wait(d.start("a", func(context.Context, *job.Teller) (any, error) { return []int{1}, errors.New("disk full") }).ID)
	equal(t, "error", *failed.Error, "disk full")
	equal(t, "result beside the error", string(failed.Result), "[1]")
	unwritable := d.wait(d.start("a", func(context.Context, *job.Teller) (any, error) { return func() {}, nil }).ID)
	equal(t, "a result that is no JSON", unwritable.State, job.Failed)
	equal(t, "complaints", d.complaints(), nil)

	panicked := d.wait(d.start("a", func(context.Context, *job.Teller) (any, error) { panic("at the disco") }).ID)
	equal(t, "state after a panic", panicked.State, job.Failed)
	equal(t, "error", *panicked.Error, "this is a fault of akin's own: at the disco")
	said := d.complaints()
	if len(said) != 1 || !strings.Contains(said[0], "at the disco") || !strings.Contains(said[0], "runner_test.go") {
		t.Errorf("complaints: %q", said)
	}
	equal(t, "and after it", d.wait(d.start("a", nothing).ID).State, job.Done)
}

func TestCancel(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	running := d.start("a", untilStopped)
	waiting := d.start("a", func(context.Context, *job.Teller) (any, error) {
		t.Error("a cancelled job runs")
		return nil, nil
	})
	last := d.start("a", nothing)
	d.begun(running.ID)

	j, err := d.Cancel(t.Context(), waiting.ID)
	equal(t, "error", err, nil)
	if j.State != job.Cancelled || j.Started != nil || j.Ended == nil || j.Error != nil {
		t.Errorf("cancelled while it waited: %+v", j)
	}
	equal(t, "written", d.written(waiting.ID), j)
	equal(t, "told", d.told(waiting.ID, 0), []string{"1 end cancelled"})

	_, err = d.Cancel(t.Context(), running.ID)
	equal(t, "error", err, nil)
	j = d.wait(running.ID)
	if j.State != job.Cancelled || j.Started == nil || j.Ended == nil || j.Error != nil {
		t.Errorf("cancelled while it ran: %+v", j)
	}
	done := d.wait(last.ID)
	for range 2 {
		j, err = d.Cancel(t.Context(), last.ID)
		equal(t, "error", err, nil)
		equal(t, "cancelled after its end", j, done)
	}
	_, err = d.Cancel(t.Context(), "nobody's")
	equal(t, "error for no job", err, job.ErrUnknown)
	if _, err := d.Job(t.Context(), "nobody's"); err != job.ErrUnknown {
		t.Errorf("no job: %v", err)
	}
	if _, err := d.Watch(t.Context(), "nobody's", 0); err != job.ErrUnknown {
		t.Errorf("watching no job: %v", err)
	}
}

// Work that is done although it was told to stop is done.
func TestCancelledTooLate(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	j := d.start("a", func(ctx context.Context, _ *job.Teller) (any, error) { <-ctx.Done(); return 1, nil })
	d.begun(j.ID)
	if _, err := d.Cancel(t.Context(), j.ID); err != nil {
		t.Fatal(err)
	}
	equal(t, "state", d.wait(j.ID).State, job.Done)
}

func TestTooManyWait(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	d.begun(d.start("a", untilStopped).ID)
	d.begun(d.start("b", untilStopped).ID)
	var last job.Job
	for i := range job.MaxWaiting {
		last = d.start(string("ab"[i%2]), nothing)
	}
	_, err := d.Start(t.Context(), "b", nothing)
	equal(t, "one more", err, job.ErrFull)
	if _, err := d.Cancel(t.Context(), last.ID); err != nil {
		t.Fatal(err)
	}
	d.start("a", nothing)
	_, err = d.Start(t.Context(), "c", nothing)
	equal(t, "one more of another kind", err, job.ErrFull)
}

// Close ends what runs and what waits, waits for it, and says so in the log.
func TestClose(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	over := false // the race detector sees if Close did not wait
	running := d.start("a", func(ctx context.Context, _ *job.Teller) (any, error) {
		<-ctx.Done()
		over = true
		return "half", ctx.Err()
	})
	d.begun(running.ID)
	waiting := d.start("a", nothing)
	cancelled := d.start("b", untilStopped)
	d.begun(cancelled.ID)
	if _, err := d.Cancel(t.Context(), cancelled.ID); err != nil {
		t.Fatal(err)
	}
	watched := d.watch(running.ID, 0)
	d.Close()
	d.Close()
	equal(t, "the work has ended", over, true)
	for id, want := range map[string]job.State{running.ID: job.Interrupted, waiting.ID: job.Interrupted, cancelled.ID: job.Cancelled} {
		j := d.written(id)
		equal(t, "job "+id, j.State, want)
		equal(t, "ended", j.Ended != nil, true)
		equal(t, "error", j.Error, nil)
	}
	equal(t, "what it had", string(d.written(running.ID).Result), `"half"`)
	for e := range watched {
		equal(t, "event", e.Name, job.End)
	}
	_, err := d.Start(t.Context(), "a", nothing)
	equal(t, "one more", err, job.ErrClosed)
}

// What a process that was killed left on the way is interrupted when the next
// one starts.
func TestStartAfterAKill(t *testing.T) {
	log, begun := &enginetest.JobLog{}, time.Now().UTC().Truncate(time.Millisecond)
	for _, j := range []job.Job{
		{ID: "x", Kind: "a", State: job.Running, Created: begun, Started: &begun},
		{ID: "y", Kind: "a", State: job.Waiting, Created: begun},
		{ID: "z", Kind: "a", State: job.Done, Created: begun, Started: &begun, Ended: &begun},
	} {
		if err := log.Keep(t.Context(), j); err != nil {
			t.Fatal(err)
		}
	}
	d := open(t, log)
	for id, want := range map[string]job.State{"x": job.Interrupted, "y": job.Interrupted, "z": job.Done} {
		j := d.now(id)
		equal(t, "job "+id, j.State, want)
		equal(t, "has an end", j.Ended != nil, true)
		equal(t, "told", d.told(id, 0), []string{"1 end " + string(want)})
		equal(t, "told after 7", d.told(id, 7), []string{"8 end " + string(want)})
	}
}

// A log that fails keeps a job from starting, but not one that runs from
// ending; that is complained of.
func TestLogFails(t *testing.T) {
	log := &enginetest.JobLog{}
	log.Fail = func(j job.Job) error {
		if j.State == job.Waiting && j.Kind == "a" || j.State == job.Done {
			return errors.New("disk full")
		}
		return nil
	}
	d := open(t, log)
	_, err := d.Start(t.Context(), "a", nothing)
	if err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("started with %v", err)
	}
	if _, err := d.Job(t.Context(), "1"); err != job.ErrUnknown {
		t.Errorf("a job that did not start: %v", err)
	}
	equal(t, "state", d.wait(d.start("b", nothing).ID).State, job.Done)
	equal(t, "complaints", d.complaints(), []string{"writing down that job 2 is done: disk full"})
}

// An end is written down when it is told.
func TestEndIsWrittenBeforeItIsTold(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	for range 50 {
		j := d.start("a", nothing)
		for e := range d.watch(j.ID, 0) {
			equal(t, "event", e.Name, job.End)
			equal(t, "written when told", d.written(j.ID).State, job.Done)
		}
	}
}

// Without options IDs are different, and complaints go nowhere.
func TestDefaults(t *testing.T) {
	r, err := job.New(t.Context(), job.Options{Log: &enginetest.JobLog{}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var ids []string
	for range 5 {
		j, err := r.Start(t.Context(), "a", func(context.Context, *job.Teller) (any, error) { panic("nobody is told") })
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, j.ID)
	}
	slices.Sort(ids)
	equal(t, "different IDs", len(slices.Compact(ids)), 5)
}
