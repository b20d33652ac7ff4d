package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"

	"akin/engine/job"
	"akin/engine/source"
)

// The kinds of jobs.
const (
	ImportJob  = "import"
	ReindexJob = "reindex"
	VerifyJob  = "verify"
	PaintJob   = "paint" // for Engine.StartWork

	// DuplicatesJob lists copies or, with Merge, merges them.
	DuplicatesJob = "duplicates"
)

// A JobSpec is long work that somebody asks for. Fields of other kinds than
// its own count for nothing.
type JobSpec struct {
	Kind string `json:"kind"`

	// Of an import: ImportOptions says what the last four are.
	Paths   []string `json:"paths"` // absolute
	Board   string   `json:"board"`
	User    UserID   `json:"user"`
	Workers int      `json:"workers"`
	DryRun  bool     `json:"dry_run"` // of a merge of duplicates too: MergeOptions.DryRun

	// Anywhere lets an import read whatever the process can. Otherwise it may
	// read what lies in the folders From, wherever links lead.
	Anywhere bool     `json:"anywhere"`
	From     []string `json:"from"`

	All bool `json:"all"` // of a verification: VerifyOptions.All
	Fit bool `json:"fit"` // of a reindex: RebuildOptions.Fit

	// Of duplicates: who looks or, with Merge, merges; LocalUser if empty.
	Viewer UserID `json:"viewer"`
	Merge  bool   `json:"merge"`
}

// A JobList is one page of jobs.
type JobList struct {
	Items    []job.Job `json:"items"`
	Bookmark *string   `json:"bookmark"`
}

// OpenJobs makes the engine ready for jobs, which the log remembers; complain
// is job.Options.Complain. It is called once, before the other methods about
// jobs. CloseJobs is due after it.
func (e *Engine) OpenJobs(ctx context.Context, log job.Log, complain func(error)) error {
	runner, err := job.New(ctx, job.Options{Log: log, Now: e.now, Complain: complain})
	e.jobs = runner
	return err
}

// CloseJobs ends the jobs that have not ended, as interrupted, and waits for
// them. The engine's parts may be closed after it. Without OpenJobs it does
// nothing.
func (e *Engine) CloseJobs() {
	if e.jobs != nil {
		e.jobs.Close()
	}
}

// StartJob takes in a job, which goes on by itself. What cannot be done at all,
// such as an import of a path that is not there, is a BadQuery at once; a path
// that may not be imported is NotAllowed; too many jobs waiting are Busy.
func (e *Engine) StartJob(ctx context.Context, spec JobSpec) (job.Job, error) {
	if e.jobs == nil {
		return job.Job{}, errNoJobs
	}
	work, err := e.workOf(spec)
	if err != nil {
		return job.Job{}, err
	}
	j, err := e.jobs.Start(ctx, spec.Kind, work)
	return j, jobError(err, j.ID)
}

// StartWork takes in a job whose work comes from elsewhere, as that of a demo
// that is painted. Nothing of it can be asked for over HTTP but to watch and to
// cancel it.
func (e *Engine) StartWork(ctx context.Context, kind string, work job.Work) (job.Job, error) {
	if e.jobs == nil {
		return job.Job{}, errNoJobs
	}
	j, err := e.jobs.Start(ctx, kind, work)
	return j, jobError(err, j.ID)
}

var errNoJobs = &Error{Kind: NotAllowed, Text: "no jobs are run here", Hint: "use the command of the same name"}

// jobError gives the runner's refusals their kinds.
func jobError(err error, id string) error {
	switch {
	case errors.Is(err, job.ErrUnknown):
		return Errorf(NotFound, "there is no job %q", id)
	case errors.Is(err, job.ErrFull):
		return &Error{Kind: Busy, Text: fmt.Sprintf("%d jobs are waiting already", job.MaxWaiting), Hint: "wait until some have ended, or cancel some"}
	case errors.Is(err, job.ErrClosed):
		return &Error{Kind: Busy, Text: "akin is stopping", Hint: "try again when it runs"}
	}
	return err
}

// Job returns one job as it is now.
func (e *Engine) Job(ctx context.Context, id string) (job.Job, error) {
	if e.jobs == nil {
		return job.Job{}, errNoJobs
	}
	j, err := e.jobs.Job(ctx, id)
	return j, jobError(err, id)
}

// Jobs lists jobs, the last created first.
func (e *Engine) Jobs(ctx context.Context, page Page) (JobList, error) {
	type entry struct {
		job.Position
		job job.Job
	}
	out := JobList{Items: []job.Job{}}
	if e.jobs == nil {
		return out, errNoJobs
	}
	entries, bookmark, err := pageOf(ctx, e.records, page, "jobs", func(after entry, limit int) ([]entry, error) {
		jobs, err := e.jobs.Jobs(ctx, after.Position, limit)
		found := make([]entry, len(jobs))
		for i, j := range jobs {
			found[i] = entry{job.Position{Created: j.Created, ID: j.ID}, j}
		}
		return found, err
	})
	for _, en := range entries {
		out.Items = append(out.Items, en.job)
	}
	out.Bookmark = bookmark
	return out, err
}

// CancelJob tells a job to stop and returns it as it is then. What it has done
// stays done.
func (e *Engine) CancelJob(ctx context.Context, id string) (job.Job, error) {
	if e.jobs == nil {
		return job.Job{}, errNoJobs
	}
	j, err := e.jobs.Cancel(ctx, id)
	return j, jobError(err, id)
}

// WatchJob returns the events of a job after that number, 0 for all, until the
// job or ctx ends. The events of an import are job.Progress and "line", each
// an ImportLine; those of anything that builds an index are job.Progress and
// "failure", with the picture that cannot be read and its error; those of duplicates are
// job.Progress and "line", each a Cluster or, of a merge, a MergedCluster.
func (e *Engine) WatchJob(ctx context.Context, id string, after int64) (iter.Seq[job.Event], error) {
	if e.jobs == nil {
		return nil, errNoJobs
	}
	events, err := e.jobs.Watch(ctx, id, after)
	return events, jobError(err, id)
}

// workOf says how a job is done, or why it cannot be.
func (e *Engine) workOf(spec JobSpec) (job.Work, error) {
	switch spec.Kind {
	case ImportJob:
		return e.importWork(spec)
	case ReindexJob:
		return e.reindexWork(spec.Fit), nil
	case VerifyJob:
		return e.verifyWork(spec.All), nil
	case DuplicatesJob:
		return e.duplicatesWork(spec)
	}
	return nil, Errorf(BadQuery, "there are no jobs of kind %q; there are import, reindex, verify, duplicates", spec.Kind)
}

func (e *Engine) reindexWork(fit bool) job.Work {
	return func(ctx context.Context, tell *job.Teller) (any, error) {
		opts := rebuildTelling(tell)
		opts.Fit = fit
		sum, err := e.Reindex(ctx, opts)
		if err != nil {
			return nil, err
		}
		return sum, nil
	}
}

// A pictureFailure is the event "failure".
type pictureFailure struct {
	Picture PictureID `json:"picture"`
	Error   string    `json:"error"`
}

func rebuildTelling(tell *job.Teller) RebuildOptions {
	return RebuildOptions{
		Progress: tell.Progress,
		Failed:   func(id PictureID, err error) { tell.Tell("failure", pictureFailure{id, err.Error()}) },
	}
}

func (e *Engine) verifyWork(all bool) job.Work {
	return func(ctx context.Context, tell *job.Teller) (any, error) {
		v, err := e.Verify(ctx, VerifyOptions{All: all, Progress: func(done, n int) { tell.Progress("verifying", done, n) }})
		if err != nil {
			return nil, err
		}
		return v, nil
	}
}

// duplicatesWork has a summary as its result even if it is stopped: what was told
// of was merged.
func (e *Engine) duplicatesWork(spec JobSpec) (job.Work, error) {
	if spec.DryRun && !spec.Merge {
		return nil, Errorf(BadQuery, "dry_run is for merging; to list duplicates changes nothing anyway")
	}
	viewer := cmp.Or(spec.Viewer, LocalUser)
	return func(ctx context.Context, tell *job.Teller) (any, error) {
		opts := DuplicateOptions{Progress: func(done, n int) { tell.Progress("comparing", done, n) }}
		if !spec.Merge {
			return e.Duplicates(ctx, viewer, opts, func(c Cluster) error {
				tell.Tell("line", c)
				return nil
			})
		}
		return e.MergeDuplicates(ctx, viewer, MergeOptions{opts, spec.DryRun}, func(c MergedCluster) error {
			tell.Tell("line", c)
			return nil
		})
	}, nil
}

// importWork checks what can be checked at once. The result, a summary, is
// there even if the import is stopped: it says what was kept.
func (e *Engine) importWork(spec JobSpec) (job.Work, error) {
	if len(spec.Paths) == 0 {
		return nil, Errorf(BadQuery, "an import needs paths")
	}
	for _, p := range spec.Paths {
		if !filepath.IsAbs(p) {
			return nil, &Error{Kind: BadQuery, Text: fmt.Sprintf("the path %q does not start at the root", p), Hint: "give the whole path: where akin was started is not seen from outside"}
		}
		if !spec.mayRead(p) {
			return nil, &Error{
				Kind: NotAllowed, Text: fmt.Sprintf("%q lies in no folder that may be imported from here", p),
				Hint: "start akin serve with --allow-import and the folder, or send the server's token",
			}
		}
	}
	if spec.Board != "" {
		var err error
		if spec.Board, err = checkTitle(spec.Board); err != nil {
			return nil, err
		}
	}
	src, err := source.Of(spec.Paths)
	if err != nil {
		return nil, &Error{Kind: BadQuery, Text: err.Error()}
	}
	return func(ctx context.Context, tell *job.Teller) (any, error) {
		tell.Progress("counting", 0, 0)
		done, all := 0, 0
		all, _ = src.Count(ctx)
		tell.Progress("importing", done, all)
		return e.Import(ctx, spec.allowed(src.Entries(ctx)), ImportOptions{
			User: spec.User, Board: spec.Board, Workers: spec.Workers, DryRun: spec.DryRun, Live: livePause,
			Report: func(l ImportLine) {
				done++
				tell.Tell("line", l)
				tell.Progress("importing", done, all)
			},
			Rebuild: rebuildTelling(tell),
		})
	}, nil
}
