package job_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akin/engine/enginetest"
	"akin/engine/job"
)

// counting tells so many lines.
func counting(n int) job.Work {
	return func(_ context.Context, tell *job.Teller) (any, error) {
		for i := range n {
			tell.Tell("line", i+1)
		}
		return nil, nil
	}
}

func TestWatch(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	d.wait(d.start("a", counting(3)).ID)
	all := []string{"1 line 1", "2 line 2", "3 line 3", "4 end done"}
	for _, after := range []int64{-5, 0, 1, 3} {
		equal(t, fmt.Sprint("after ", after), d.told("1", after), all[max(after, 0):])
	}
	for _, after := range []int64{4, 99} { // nothing is left but that it has ended
		equal(t, fmt.Sprint("after ", after), d.told("1", after), []string{fmt.Sprintf("%d end done", after)})
	}
	for range d.watch("1", 0) {
		break // gives up
	}
	var end job.Job
	for e := range d.watch("1", 3) {
		if err := json.Unmarshal(e.Data, &end); err != nil {
			t.Fatal(err)
		}
	}
	end.Result = nil // null is read as itself
	equal(t, "the end is the job", end, d.now("1"))
}

// Many watch from the start, from the middle, and with pauses; the work waits
// for none of them, and each is told everything in order.
func TestManyWatchers(t *testing.T) {
	const lines = 5000
	d := open(t, &enginetest.JobLog{})
	watching := make(chan struct{})
	j := d.start("a", func(ctx context.Context, tell *job.Teller) (any, error) {
		<-watching
		return counting(lines)(ctx, tell)
	})
	var all sync.WaitGroup
	for i := range 20 {
		after := int64(i * 100)
		all.Go(func() {
			want := after
			for e := range d.watch(j.ID, after) {
				want++
				if e.Seq != want {
					t.Errorf("watcher %d is told %d, not %d", i, e.Seq, want)
					return
				}
				if i%5 == 0 && e.Seq%1000 == 0 {
					time.Sleep(time.Millisecond)
				}
			}
			if want != lines+1 {
				t.Errorf("watcher %d is told no more after %d", i, want)
			}
		})
	}
	close(watching)
	all.Wait()
}

// A watcher that does not listen is overtaken and told how far; the job is not
// held up.
func TestSlowWatcher(t *testing.T) {
	const lines, kept = 70_000, 65_536
	d := open(t, &enginetest.JobLog{})
	begun := make(chan struct{})
	j := d.start("a", func(ctx context.Context, tell *job.Teller) (any, error) {
		tell.Tell("line", 1)
		<-begun
		return counting(lines-1)(ctx, tell)
	})
	var seen, lost, last int64
	for e := range d.watch(j.ID, 0) {
		if last == 0 {
			close(begun)
			equal(t, "state while a watcher sleeps", d.wait(j.ID).State, job.Done)
		}
		if e.Name == job.Gap {
			var gap struct{ Lost int64 }
			if err := json.Unmarshal(e.Data, &gap); err != nil {
				t.Fatal(err)
			}
			lost += gap.Lost
			last += gap.Lost - 1
		} else {
			seen++
		}
		last++
		if e.Seq != last {
			t.Fatalf("event %d after %d", e.Seq, last-1)
		}
	}
	equal(t, "the last", last, int64(lines+1))
	equal(t, "told or lost", seen+lost, int64(lines+1))
	equal(t, "lost", lost, int64(lines+1-kept-1))
	equal(t, "too late for some", d.told(j.ID, 0)[:2], []string{`4465 gap {"lost":4465}`, "4466 line 4465"})
	equal(t, "too late for none", d.told(j.ID, 4465)[0], "4466 line 4465")
}

// Of the last eight ended jobs the events are kept, of others the end.
func TestEventsOfEndedJobs(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	var ids []string
	for range 10 {
		ids = append(ids, d.start("a", counting(1)).ID)
	}
	d.begun(d.start("a", untilStopped).ID) // all before it have ended
	for i, id := range ids {
		want := []string{"1 line 1", "2 end done"}
		if i < 2 {
			want = []string{"1 end done"}
		}
		equal(t, "job "+id, d.told(id, 0), want)
	}
}

func TestWatchEndsWithItsContext(t *testing.T) {
	d := open(t, &enginetest.JobLog{})
	j := d.start("a", untilStopped)
	ctx, cancel := context.WithCancel(t.Context())
	events, err := d.Watch(ctx, j.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(time.Millisecond, cancel)
	for e := range events {
		t.Errorf("it is told %v", e)
	}
}

// Progress is told ten times a second at most, and the last of each stage.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, &enginetest.JobLog{})
		j := d.start("a", func(_ context.Context, tell *job.Teller) (any, error) {
			for i := range 1000 { // one a millisecond
				tell.Progress("looking", i, 1000)
				time.Sleep(time.Millisecond)
			}
			tell.Progress("writing", 0, 0)
			tell.Progress("writing", 7, 0)
			tell.Progress("closing", 1, 2)
			tell.Progress("closing", 2, 2)
			tell.Progress("closing", 2, 2)
			time.Sleep(time.Second)
			tell.Progress("ending", 1, 9)
			tell.Progress("ending", 2, 9)
			return nil, nil
		})
		now := d.wait(j.ID)
		equal(t, "at the end", []any{now.Stage, now.Done, now.All}, []any{"ending", 2, 9})
		var got []string
		for e := range d.watch(j.ID, 0) {
			if e.Name == job.Progress {
				got = append(got, string(e.Data))
			}
		}
		var want []string
		for i := range 10 {
			want = append(want, fmt.Sprintf(`{"stage":"looking","done":%d,"all":1000}`, i*100))
		}
		want = append(want, `{"stage":"looking","done":999,"all":1000}`,
			`{"stage":"writing","done":0,"all":0}`, `{"stage":"writing","done":7,"all":0}`,
			`{"stage":"closing","done":1,"all":2}`, `{"stage":"closing","done":2,"all":2}`,
			`{"stage":"ending","done":1,"all":9}`, `{"stage":"ending","done":2,"all":9}`)
		equal(t, "progress", got, slices.Clip(want))
	})
}
