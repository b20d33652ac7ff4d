package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"akin/engine/job"
	"akin/index/record/db"
)

// A JobLog is the part of a record that remembers long work. It is safe for
// concurrent use; its writes wait for the record's other ones.
type JobLog struct{ d *DB }

var _ job.Log = JobLog{}

// JobLog returns the record's log of jobs.
func (d *DB) JobLog() JobLog { return JobLog{d} }

// Keep implements job.Log.
func (l JobLog) Keep(ctx context.Context, j job.Job) error {
	return l.d.change(ctx, "keep job", func(q *db.Queries) error {
		err := q.PutJob(ctx, db.PutJobParams{
			ID: j.ID, Kind: j.Kind, State: string(j.State),
			Stage: j.Stage, Done: int64(j.Done), All: int64(j.All),
			Created: j.Created.UnixMilli(), Started: millis(j.Started), Ended: millis(j.Ended),
			Error:  nullText(j.Error),
			Result: sql.NullString{String: string(j.Result), Valid: j.Result != nil},
		})
		if err != nil || j.Ended == nil {
			return err
		}
		return q.DropOldJobs(ctx, job.MaxEnded)
	})
}

// Job implements job.Log.
func (l JobLog) Job(ctx context.Context, id string) (job.Job, error) {
	row, err := l.d.gets.Job(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return job.Job{}, job.ErrUnknown
	}
	if err != nil {
		return job.Job{}, fmt.Errorf("read job %s: %w", id, err)
	}
	return jobOf(&row), nil
}

// Jobs implements job.Log.
func (l JobLog) Jobs(ctx context.Context, after job.Position, limit int) ([]job.Job, error) {
	at := after.Created.UnixMilli()
	if after.ID == "" && after.Created.IsZero() {
		at = math.MaxInt64
	}
	return jobsOf(l.d.gets.Jobs(ctx, db.JobsParams{At: at, ID: after.ID, N: atMost(limit)}))
}

// Unended implements job.Log.
func (l JobLog) Unended(ctx context.Context) ([]job.Job, error) {
	return jobsOf(l.d.gets.UnendedJobs(ctx))
}

func jobsOf(rows []db.Job, err error) ([]job.Job, error) {
	if err != nil {
		return nil, fmt.Errorf("read jobs: %w", err)
	}
	all := make([]job.Job, len(rows))
	for i := range rows {
		all[i] = jobOf(&rows[i])
	}
	return all, nil
}

func jobOf(row *db.Job) job.Job {
	j := job.Job{
		ID: row.ID, Kind: row.Kind, State: job.State(row.State),
		Stage: row.Stage, Done: int(row.Done), All: int(row.All),
		Created: time.UnixMilli(row.Created).UTC(), Started: timeOf(row.Started), Ended: timeOf(row.Ended),
	}
	if row.Error.Valid {
		j.Error = &row.Error.String
	}
	if row.Result.Valid {
		j.Result = json.RawMessage(row.Result.String)
	}
	return j
}

func millis(t *time.Time) sql.NullInt64 {
	if t == nil {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: true}
}

func timeOf(ms sql.NullInt64) *time.Time {
	if !ms.Valid {
		return nil
	}
	t := time.UnixMilli(ms.Int64).UTC()
	return &t
}

func nullText(s *string) sql.NullString {
	if s == nil {
		return sql.NullString{}
	}
	return sql.NullString{String: *s, Valid: true}
}
