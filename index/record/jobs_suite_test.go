package record

import (
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/job"
)

func TestJobLogSuite(t *testing.T) {
	enginetest.TestJobLog(t, func(t *testing.T) job.Log { return newDB(t).JobLog() })
}

// Jobs come back from the file, and are no change of what people put in.
func TestJobsAreDurableAndNoChange(t *testing.T) {
	d := newDB(t)
	keep(t, d, deposit("a", "boats", "sea"))
	head := headOf(t, d)
	want := job.Job{ID: "j", Kind: "import", State: job.Running}
	want.Created = want.Created.AddDate(2020, 0, 0)
	if err := d.JobLog().Keep(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	equal(t, "head", headOf(t, d), head)
	path := d.path(t)
	d.Close()
	for _, opts := range []Options{{}, {ReadOnly: true}} {
		d := openDB(t, path, opts)
		got, err := d.JobLog().Job(t.Context(), "j")
		equal(t, "error", err, nil)
		equal(t, "job", got, want)
		if opts.ReadOnly {
			refused(t, d.JobLog().Keep(t.Context(), want), engine.NotAllowed, "open for reading only")
		}
		d.Close()
	}
}
