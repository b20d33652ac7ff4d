package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"

	"akin/engine"
	"akin/web/api/client"
)

func (n *neighbour) importFrom(ctx context.Context, paths []string, opts engine.ImportOptions) (sum engine.ImportSummary, err error) {
	if paths, err = absolute(paths); err != nil {
		return sum, err
	}
	order := client.NewJob{Kind: "import", Paths: &paths, DryRun: &opts.DryRun, Board: said(opts.Board), User: said(string(opts.User)), Workers: said(opts.Workers)}
	err = n.work(ctx, order, &sum, func(name string, data []byte) error {
		if name != "line" {
			return rebuildEvent(opts.Rebuild, name, data)
		}
		var line engine.ImportLine
		if err := json.Unmarshal(data, &line); err != nil {
			return err
		}
		opts.Report(line)
		return nil
	})
	return sum, err
}

func (n *neighbour) reindex(ctx context.Context, opts engine.RebuildOptions) (sum engine.ReindexSummary, err error) {
	err = n.work(ctx, client.NewJob{Kind: "reindex", Fit: said(opts.Fit)}, &sum, func(name string, data []byte) error {
		return rebuildEvent(opts, name, data)
	})
	return sum, err
}

func (n *neighbour) verify(ctx context.Context, opts engine.VerifyOptions) (v engine.Verification, err error) {
	err = n.work(ctx, client.NewJob{Kind: "verify", All: &opts.All}, &v, func(name string, data []byte) error {
		return rebuildEvent(engine.RebuildOptions{Progress: func(_ string, done, all int) { opts.Progress(done, all) }}, name, data)
	})
	return v, err
}

// said is nil for what a flag did not say.
func said[T comparable](v T) *T {
	var nothing T
	if v == nothing {
		return nil
	}
	return &v
}

// ownStages are told of in an import's lines already.
var ownStages = []string{"counting", "importing"}

// rebuildEvent hands an event on as a rebuild here would have told of it.
func rebuildEvent(opts engine.RebuildOptions, name string, data []byte) error {
	var e struct {
		Stage     string
		Done, All int
		Picture   engine.PictureID
		Error     string
		Lost      int
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return err
	}
	switch {
	case name == "progress" && !slices.Contains(ownStages, e.Stage) && opts.Progress != nil:
		opts.Progress(e.Stage, e.Done, e.All)
	case name == "failure" && opts.Failed != nil:
		opts.Failed(e.Picture, errors.New(e.Error))
	case name == "gap":
		return fmt.Errorf("%d messages of the server were lost; its work goes on, 'akin verify' tells how it ended", e.Lost)
	}
	return nil
}

// work has the server do a job, tells of its events, and reads its result.
// When ctx ends it cancels the job, as the command would have ended itself, and
// reads what was done until then.
func (n *neighbour) work(ctx context.Context, order client.NewJob, result any, tell func(name string, data []byte) error) error {
	var j client.Job
	if err := decoded(&j)(n.client.CreateJob(ctx, nil, order)); err != nil {
		return err
	}
	watching, give := context.WithCancel(context.WithoutCancel(ctx))
	defer give()
	defer context.AfterFunc(ctx, func() {
		time.AfterFunc(ending, give)
		n.cancel(watching, j.ID) // if it cannot be, the watch ends all the same
	})()
	end, err := n.watch(watching, j.ID, tell)
	if err != nil {
		return cmp.Or(ctx.Err(), err)
	}
	return outcome(&end, result)
}

// ending is how long a cancelled job may take to say what it did: it finishes
// the pictures that it is at.
const ending = 10 * time.Second

// outcome reads what became of a job.
func outcome(j *endedJob, result any) error {
	if len(j.Result) > 0 && string(j.Result) != "null" {
		if err := json.Unmarshal(j.Result, result); err != nil {
			return err
		}
	}
	switch j.State {
	case "done":
		return nil
	case "cancelled":
		return fmt.Errorf("the server cancelled it: %w", context.Canceled)
	case "interrupted":
		return errors.New("the server ended meanwhile; what is done stays done, run it again for the rest")
	}
	return errors.New(cmp.Or(j.Error, "the server says that it failed"))
}

// An endedJob is a job as its last event has it.
type endedJob struct {
	State  string
	Error  string
	Result json.RawMessage
}

// cancel ends a job.
func (n *neighbour) cancel(ctx context.Context, id string) error {
	return decoded(new(json.RawMessage))(n.client.CancelJob(ctx, id))
}

// How often a connection that broke is made anew, and how long to wait before.
const (
	reconnects     = 5
	reconnectAfter = 200 * time.Millisecond
)

// watch tells of a job's events until the last, which it returns. A broken
// connection is made anew after the event that was seen last.
func (n *neighbour) watch(ctx context.Context, id string, tell func(name string, data []byte) error) (end endedJob, err error) {
	last, broken := "", 0
	for ctx.Err() == nil {
		seen := last
		end, ended, err := n.watchOnce(ctx, id, &last, tell)
		if ended || err != nil {
			return end, err
		}
		if last != seen {
			broken = 0
		}
		if broken++; broken > reconnects {
			return end, errors.New("the server has gone; what is done stays done, run it again for the rest")
		}
		select {
		case <-time.After(reconnectAfter):
		case <-ctx.Done():
		}
	}
	return end, ctx.Err()
}

// watchOnce reads one connection's events. It returns no error for a
// connection that broke.
func (n *neighbour) watchOnce(ctx context.Context, id string, last *string, tell func(name string, data []byte) error) (end endedJob, ended bool, err error) {
	res, err := n.client.WatchJob(ctx, id, &client.WatchJobParams{LastEventID: said(*last)})
	if err != nil {
		return end, false, nil
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return end, false, problemOf(res)
	}
	for e := range events(res.Body) {
		*last = e.id
		if e.name == "end" {
			return end, true, json.Unmarshal(e.data, &end)
		}
		if err := tell(e.name, e.data); err != nil {
			return end, false, err
		}
	}
	return end, false, nil
}

// An event is one server-sent event.
type event struct {
	id, name string
	data     []byte
}

// events reads server-sent events of one data line each, as akin sends them,
// until the stream ends or breaks.
func events(r io.Reader) iter.Seq[event] {
	return func(yield func(event) bool) {
		lines := bufio.NewReader(r)
		var e event
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			field, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
			switch field {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data = []byte(value)
			case "":
				if e.name != "" && !yield(e) {
					return
				}
				e.name, e.data = "", nil
			}
		}
	}
}
