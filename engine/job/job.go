// Package job runs long work one after another, tells of it as it goes, and
// remembers it.
//
// It is for work that outlasts the request that asked for it: an import, a
// rebuild. It is not for work that must survive the process: what a process
// leaves unfinished is written down as interrupted, and whoever wants the rest
// starts it again. It knows nothing of what the work is; a [Work] is any
// function that heeds its context.
//
// Reach for [New] first, then [Runner.Start] and [Runner.Watch].
package job

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"
)

// A State is how far a job has come.
type State string

// The states of a job. The first two are on the way, the others are ends.
const (
	Waiting     State = "waiting"
	Running     State = "running"
	Done        State = "done"
	Failed      State = "failed"
	Cancelled   State = "cancelled"
	Interrupted State = "interrupted" // the process ended before the job did
)

// A Job is long work as it is at one moment. Times are UTC, to the
// millisecond.
type Job struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	State   State           `json:"state"`
	Stage   string          `json:"stage"` // what it is at; empty before the first
	Done    int             `json:"done"`  // how much of the stage is done
	All     int             `json:"all"`   // how much the stage has; 0 if that is not known
	Created time.Time       `json:"created_at"`
	Started *time.Time      `json:"started_at"` // nil while it waits, and if it never ran
	Ended   *time.Time      `json:"ended_at"`   // nil until it ends
	Error   *string         `json:"error"`      // why it failed; nil unless it did
	Result  json.RawMessage `json:"result"`     // what the work returned, as JSON; nil for nothing
}

// An Event is something that a job tells. Numbers begin at 1 and rise by one;
// only a gap's stands for several.
type Event struct {
	Seq  int64
	Name string          // Progress, Gap, End, or what the work calls it
	Data json.RawMessage // one line of JSON
}

// The events that every job has.
const (
	Progress = "progress" // {"stage", "done", "all"}
	Gap      = "gap"      // {"lost": n}: n events are not kept any more
	End      = "end"      // the Job, ended; the last event
)

// Work is what a job does. It returns when ctx ends, with an error unless it
// was done just then. The result is kept as JSON, also beside an error; nil is
// none.
type Work func(ctx context.Context, t *Teller) (result any, err error)

// A Position is a place in the list of jobs; the zero value is before the
// first.
type Position struct {
	Created time.Time `json:"created"`
	ID      string    `json:"id"`
}

// MaxEnded is how many ended jobs a Log keeps: some years of one a day.
const MaxEnded = 1000

// A Log remembers jobs. Implementations are safe for concurrent use.
type Log interface {
	// Keep writes a job down as it is now, in place of what was written under
	// its ID. It is durable when Keep returns. Of ended jobs the MaxEnded
	// that were created last are kept, older ones go.
	Keep(ctx context.Context, j Job) error

	// Job returns one job; ErrUnknown if there is none.
	Job(ctx context.Context, id string) (Job, error)

	// Jobs returns jobs, the last created first, then by ID, after that
	// position; limit many at most.
	Jobs(ctx context.Context, after Position, limit int) ([]Job, error)

	// Unended returns the jobs that were written down as waiting or running,
	// in the order of Jobs.
	Unended(ctx context.Context) ([]Job, error)
}

// What a caller may have to tell apart.
var (
	ErrUnknown = errors.New("there is no such job")
	ErrFull    = errors.New("too many jobs are waiting")
	ErrClosed  = errors.New("no more jobs are run")
)

// encode writes a value as one line of JSON, as akin's commands print it.
func encode(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
