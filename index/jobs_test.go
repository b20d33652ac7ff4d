package index

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/job"
)

// working is an engine on a store that runs jobs until the test ends.
func working(t *testing.T, s *Store) *engine.Engine {
	t.Helper()
	e := engine.New(engine.Parts{Records: s.Records, Library: s.Records, Pictures: s.Pictures, Index: s, Eye: enginetest.Eye()})
	must(t, e.OpenJobs(t.Context(), s.Records.JobLog(), func(err error) { t.Error(err) }))
	t.Cleanup(e.CloseJobs)
	return e
}

func startJob(t *testing.T, e *engine.Engine, spec engine.JobSpec) string {
	t.Helper()
	j, err := e.StartJob(t.Context(), spec)
	must(t, err)
	return j.ID
}

// watched calls each for every event of a job but the end, which it returns.
func watched(t *testing.T, e *engine.Engine, id string, each func(job.Event)) (j job.Job) {
	t.Helper()
	events, err := e.WatchJob(t.Context(), id, 0)
	must(t, err)
	for ev := range events {
		if ev.Name != job.End {
			each(ev)
			continue
		}
		must(t, json.Unmarshal(ev.Data, &j))
	}
	return j
}

// A pin made while a reindex runs is in what it made, and so is everything
// else; a verification of both finds nothing.
func TestPinMadeDuringAReindexJob(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	for _, data := range enginetest.Bytes() { // not remembered: the reindex decodes them
		_, err := s.Pictures.Keep(data)
		must(t, err)
	}
	_, err := s.Records.Keep(t.Context(), enginetest.Deposits())
	must(t, err)
	e := working(t, s)
	var made engine.PinID
	j := watched(t, e, startJob(t, e, engine.JobSpec{Kind: engine.ReindexJob}), func(ev job.Event) {
		if made != "" {
			return
		}
		pin, err := e.CreatePin(t.Context(), engine.NewPin{Title: "Made amid the reindex"})
		must(t, err)
		made = pin.Pin.ID
	})
	equal(t, "state", j.State, job.Done)
	equal(t, "generation", liveName(s), "000001")
	a, err := e.Find(t.Context(), engine.Query{Text: "amid"})
	must(t, err)
	equal(t, "found", a.Items[0].Pin.ID, made)

	j = watched(t, e, startJob(t, e, engine.JobSpec{Kind: engine.VerifyJob, All: true}), func(job.Event) {})
	equal(t, "verified", string(j.Result), `{"generation":"000001","pins":19,"pictures":15,"problems":[]}`)
}

// An import, reindexes and verifications beside each other: each is done, and
// no verification takes what is under way for a fault.
func TestJobsBesideEachOther(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	e := working(t, s)
	list := filepath.Join(t.TempDir(), "many.ndjson")
	var lines strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&lines, "{\"id\":\"m%d\",\"title\":\"The sea at %d\"}\n", i, i)
	}
	must(t, os.WriteFile(list, []byte(lines.String()), 0o600))
	ids := []string{startJob(t, e, engine.JobSpec{Kind: engine.ImportJob, Paths: []string{list}, Anywhere: true})}
	for range 4 {
		ids = append(ids, startJob(t, e, engine.JobSpec{Kind: engine.ReindexJob}), startJob(t, e, engine.JobSpec{Kind: engine.VerifyJob, All: true}))
	}
	for _, id := range ids {
		j := watched(t, e, id, func(job.Event) {})
		equal(t, j.Kind, j.State, job.Done)
		if j.Kind != engine.VerifyJob {
			continue
		}
		var v engine.Verification
		must(t, json.Unmarshal(j.Result, &v))
		equal(t, "problems", v.Problems, []engine.Problem{})
	}
	snap := s.Snapshot()
	defer snap.Close()
	equal(t, "pins", snap.Len(), 1000)
}

// What ran when a process ended is interrupted, which the record remembers.
func TestJobsAfterARestart(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	must(t, s.Records.JobLog().Keep(t.Context(), job.Job{ID: "killed", Kind: engine.ImportJob, State: job.Running}))
	e := working(t, s)
	done := watched(t, e, startJob(t, e, engine.JobSpec{Kind: engine.ReindexJob}), func(job.Event) {})
	e.CloseJobs()
	must(t, s.Close())

	e = working(t, openStore(t, dir, Options{}))
	j, err := e.Job(t.Context(), "killed")
	must(t, err)
	equal(t, "the one that was killed", j.State, job.Interrupted)
	j, err = e.Job(t.Context(), done.ID)
	must(t, err)
	equal(t, "the one that was done", j, done)
}
