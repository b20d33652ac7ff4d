package engine_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/job"
)

// newDesk is a fake that runs jobs until the test ends.
func newDesk(t *testing.T) *fake {
	t.Helper()
	f := newFake()
	must(t, f.OpenJobs(t.Context(), &enginetest.JobLog{}, func(err error) { t.Error(err) }))
	t.Cleanup(f.CloseJobs)
	return f
}

func startJob(t *testing.T, f *fake, spec engine.JobSpec) job.Job {
	t.Helper()
	j, err := f.StartJob(t.Context(), spec)
	must(t, err)
	equal(t, "kind", j.Kind, spec.Kind)
	return j
}

// ended waits for a job and returns it with its events, without progress and
// the end.
func ended(t *testing.T, f *fake, id string) (j job.Job, told []job.Event) {
	t.Helper()
	events, err := f.WatchJob(t.Context(), id, 0)
	must(t, err)
	for e := range events {
		if e.Name != job.Progress && e.Name != job.End {
			told = append(told, e)
		}
	}
	j, err = f.Job(t.Context(), id)
	must(t, err)
	return j, told
}

// paintedFolder has two pictures of the world, and a file that is none.
func paintedFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "Painted")
	must(t, os.Mkdir(dir, 0o700))
	for name, data := range map[string][]byte{
		"a.png": enginetest.Bytes()["red-blobs"], "b.png": enginetest.Bytes()["blue-blobs"], "c.png": []byte("<text>"),
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	return dir
}

// read decodes JSON in which every field must be known.
func read[T any](t *testing.T, data []byte) (v T) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	must(t, d.Decode(&v))
	return v
}

func TestImportJob(t *testing.T) {
	f, dir := newDesk(t), paintedFolder(t)
	spec := engine.JobSpec{Kind: engine.ImportJob, Paths: []string{dir}, Anywhere: true, User: "ana", Board: " Wall ", Workers: 1}
	dry := spec
	dry.DryRun = true
	j, _ := ended(t, f, startJob(t, f, dry).ID)
	equal(t, "added in a dry run", read[engine.ImportSummary](t, j.Result).Added, 2)
	equal(t, "pictures after it", f.pictures.Len(), 0)

	j, told := ended(t, f, startJob(t, f, spec).ID)
	equal(t, "state", j.State, job.Done)
	sum := read[engine.ImportSummary](t, j.Result)
	equal(t, "added and failed", []int{sum.Added, sum.Failed}, []int{2, 1})
	equal(t, "lines", len(told), 3)
	for i, status := range []engine.Status{engine.Added, engine.Added, engine.Failed} {
		l := read[engine.ImportLine](t, told[i].Data)
		equal(t, "event", told[i].Name, "line")
		equal(t, "line", []any{l.Source, l.Status, l.Error != ""}, []any{string("abc"[i]) + ".png", status, status == engine.Failed})
	}
	if got := string(told[2].Data); !strings.HasPrefix(got, `{"source":"c.png","id":"","status":"failed","error":"`) {
		t.Errorf("a line is %s", got)
	}
	id := read[engine.ImportLine](t, told[0].Data).ID
	equal(t, "board", find(t, f, engine.Query{Text: "b"}).Items[0].Pin.Boards, []string{"Wall"})
	equal(t, "found", len(find(t, f, pinQuery(id)).Items), 1)
	equal(t, "built", f.index.Snapshot().Built(), true)
	equal(t, "at the end", []any{j.Stage, j.Done, j.All}, []any{"importing", 3, 3})
}

// An import that is cancelled says what it kept, and that can be found.
func TestCancelledImportJob(t *testing.T) {
	f, dir := newDesk(t), t.TempDir()
	manifest := strings.Repeat("{\"title\":\"sea\"}\n{\"title\":\"land\"}\n", 5000)
	must(t, os.WriteFile(filepath.Join(dir, "many.ndjson"), []byte(manifest), 0o600))
	j := startJob(t, f, engine.JobSpec{Kind: engine.ImportJob, Paths: []string{filepath.Join(dir, "many.ndjson")}, Anywhere: true})
	events, err := f.WatchJob(t.Context(), j.ID, 0)
	must(t, err)
	for e := range events {
		if e.Name == "line" {
			_, err := f.CancelJob(t.Context(), j.ID)
			must(t, err)
			break
		}
	}
	j, told := ended(t, f, j.ID)
	equal(t, "state", j.State, job.Cancelled)
	sum := read[engine.ImportSummary](t, j.Result)
	equal(t, "counted", sum.Added+sum.Unchanged, len(told))
	if len(told) == 0 || len(told) == 10_000 {
		t.Errorf("it was cancelled after %d lines", len(told))
	}
	find(t, f, pinQuery(read[engine.ImportLine](t, told[len(told)-1].Data).ID))
}

func TestReindexJob(t *testing.T) {
	f := newDesk(t)
	_, err := f.records.Keep(t.Context(), enginetest.Deposits())
	must(t, err)
	for name, data := range enginetest.Bytes() {
		if name != "red-blobs" {
			_, err := f.pictures.Keep(data)
			must(t, err)
		}
	}
	lost := enginetest.Looks()["red-blobs"].Picture
	j, told := ended(t, f, startJob(t, f, engine.JobSpec{Kind: engine.ReindexJob}).ID)
	equal(t, "result", string(j.Result), `{"generation":"000001","pins":18,"failed":1}`)
	equal(t, "told", len(told), 1)
	equal(t, "event", told[0].Name, "failure")
	failure := read[struct {
		Picture engine.PictureID
		Error   string
	}](t, told[0].Data)
	equal(t, "picture", failure.Picture, lost)
	if !strings.Contains(failure.Error, "is not there") {
		t.Errorf("it failed with %q", failure.Error)
	}
	sum, err := f.Reindex(t.Context(), engine.RebuildOptions{})
	must(t, err)
	equal(t, "again, without a job", sum, engine.ReindexSummary{Generation: "000002", Pins: 18, Failed: 1})
}

func TestVerifyJob(t *testing.T) {
	f := newDesk(t)
	d := enginetest.Deposits()[1]
	_, err := f.records.Keep(t.Context(), []engine.Deposit{d})
	must(t, err)
	j, _ := ended(t, f, startJob(t, f, engine.JobSpec{Kind: engine.VerifyJob, All: true}).ID)
	equal(t, "state", j.State, job.Done) // what is wrong is its result
	v := read[engine.Verification](t, j.Result)
	equal(t, "pins and pictures", []int{v.Pins, v.Pictures}, []int{1, 1})
	equal(t, "pin with a problem", v.Problems[0].Pin, d.Pin.ID)
	equal(t, "at the end", []any{j.Stage, j.Done, j.All}, []any{"verifying", 1, 1})
}

func TestJobsAreListed(t *testing.T) {
	f := newDesk(t)
	var ids []string
	for range 5 {
		j, _ := ended(t, f, startJob(t, f, engine.JobSpec{Kind: engine.VerifyJob}).ID)
		ids = append(ids, j.ID)
	}
	seen := map[string]bool{}
	var bookmark string
	for page := range 3 {
		list, err := f.Jobs(t.Context(), engine.Page{Limit: 2, Bookmark: bookmark})
		must(t, err)
		for _, j := range list.Items {
			seen[j.ID] = true
			equal(t, "state", j.State, job.Done)
		}
		equal(t, "the last page", list.Bookmark == nil, page == 2)
		if list.Bookmark != nil {
			bookmark = *list.Bookmark
		}
	}
	for _, id := range ids {
		equal(t, "listed "+id, seen[id], true)
	}
	for name, page := range map[string]engine.Page{"forged": {Bookmark: "x.y"}, "limit": {Limit: 201}} {
		_, err := f.Jobs(t.Context(), page)
		equal(t, name, engine.KindOf(err), engine.BadQuery)
	}
}

func TestJobsThatCannotBe(t *testing.T) {
	f, none := newDesk(t), newFake()
	dir := paintedFolder(t)
	must(t, os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600))
	anywhere := func(paths ...string) engine.JobSpec {
		return engine.JobSpec{Kind: engine.ImportJob, Paths: paths, Anywhere: true}
	}
	untitled := anywhere(dir)
	untitled.Board = "  "
	for name, c := range map[string]struct {
		f    *fake
		spec engine.JobSpec
		kind engine.Kind
		says string
	}{
		"no kind":             {f, engine.JobSpec{}, engine.BadQuery, "there are import, reindex, verify"},
		"no paths":            {f, anywhere(), engine.BadQuery, "needs paths"},
		"a path inside none":  {f, anywhere("pictures"), engine.BadQuery, "does not start at the root"},
		"a path to nothing":   {f, anywhere(dir, filepath.Join(dir, "x")), engine.BadQuery, "nothing is at"},
		"a file of no type":   {f, anywhere(filepath.Join(dir, "notes.txt")), engine.BadQuery, "neither a folder"},
		"a board of no title": {f, untitled, engine.BadQuery, "a board's title"},
		"no jobs":             {none, anywhere(dir), engine.NotAllowed, "no jobs are run here"},
	} {
		_, err := c.f.StartJob(t.Context(), c.spec)
		if engine.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want kind %d and %q", name, err, c.kind, c.says)
		}
	}
	ask := func(f *fake) map[string]error {
		_, one := f.Job(t.Context(), "x")
		_, cancel := f.CancelJob(t.Context(), "x")
		_, watch := f.WatchJob(t.Context(), "x", 0)
		return map[string]error{"Job": one, "CancelJob": cancel, "WatchJob": watch}
	}
	for name, err := range ask(f) {
		equal(t, name+" of no job", engine.KindOf(err), engine.NotFound)
	}
	for name, err := range ask(none) {
		equal(t, name+" without jobs", engine.KindOf(err), engine.NotAllowed)
	}
	_, err := none.Jobs(t.Context(), engine.Page{})
	equal(t, "Jobs without jobs", engine.KindOf(err), engine.NotAllowed)
	none.CloseJobs()
}

// More than the runner takes are Busy, and so are those after its end.
func TestJobsWhileBusy(t *testing.T) {
	f := newDesk(t)
	hold, held := make(chan struct{}), make(chan struct{}, 1)
	f.records.Fail = func() error {
		held <- struct{}{}
		<-hold
		return nil
	}
	dir := paintedFolder(t)
	first := startJob(t, f, engine.JobSpec{Kind: engine.ImportJob, Paths: []string{dir}, Anywhere: true})
	<-held
	spec := engine.JobSpec{Kind: engine.ImportJob, Paths: []string{dir}, Anywhere: true, DryRun: true}
	for range job.MaxWaiting {
		startJob(t, f, spec)
	}
	busy := func(when, says string) {
		t.Helper()
		_, err := f.StartJob(context.WithoutCancel(t.Context()), spec)
		if engine.KindOf(err) != engine.Busy || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", when, err)
		}
	}
	busy("too many", "100 jobs are waiting already")
	close(hold)
	f.CloseJobs()
	j, err := f.Job(t.Context(), first.ID)
	must(t, err)
	equal(t, "the one that ran", j.Ended != nil, true)
	busy("closed", "akin is stopping")
}
