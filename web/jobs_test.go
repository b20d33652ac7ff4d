package web

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/job"
	"akin/web/api"
)

// A workshop is an engine that does real jobs, on fakes of what is below it.
type workshop struct {
	*engine.Engine
	records *enginetest.Records
}

func newWorkshop() workshop {
	w := workshop{records: &enginetest.Records{}}
	pictures := &enginetest.Pictures{}
	w.Engine = engine.New(engine.Parts{
		Records: w.records, Pictures: pictures, Index: enginetest.NewIndex(w.records, pictures), Eye: enginetest.Eye(),
	})
	if err := w.OpenJobs(context.Background(), &enginetest.JobLog{}, nil); err != nil {
		panic(err) // the log in memory takes everything
	}
	return w
}

// working is a fake whose jobs are a workshop's, which are over when the test
// is.
func working(t *testing.T) (*fake, workshop) {
	t.Helper()
	f, w := newFake(), newWorkshop()
	t.Cleanup(w.CloseJobs)
	f.Worker = w
	return f, w
}

// doneJob returns the ID of a job that has ended.
func doneJob(t *testing.T, w Worker) string {
	t.Helper()
	j, err := w.StartJob(t.Context(), engine.JobSpec{Kind: engine.ReindexJob})
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, w, j.ID)
	return j.ID
}

func waitFor(t *testing.T, w Worker, id string) job.Job {
	t.Helper()
	events, err := w.WatchJob(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	for range events {
	}
	j, err := w.Job(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// paintedFolder has three pictures.
func paintedFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"red-blobs", "blue-blobs", "red-stripes"} {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), enginetest.Bytes()[name], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// post starts a job with these fields.
func post(t *testing.T, url string, fields map[string]any, header ...string) reply {
	t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, request(t, "POST", url+"/api/v1/jobs", strings.NewReader(string(body)), append(header, typeJSON)...))
}

func jobIn(t *testing.T, r reply) (j job.Job) {
	t.Helper()
	if err := json.Unmarshal(r.body, &j); err != nil {
		t.Fatalf("%d %s: %v", r.StatusCode, r.body, err)
	}
	return j
}

// An import over HTTP from its start to the pins, beside the server.
func TestImportOverHTTP(t *testing.T) {
	f, w := working(t)
	dir := paintedFolder(t)
	srv := start(t, Options{ImportFrom: []string{dir}}, f)
	got := post(t, srv.URL, map[string]any{"kind": "import", "paths": []string{dir}, "board": "Wall", "user": "ana"})
	j := jobIn(t, got)
	if got.StatusCode != 202 || got.Header.Get("Location") != "/api/v1/jobs/"+j.ID || j.Kind != "import" {
		t.Fatalf("%d %v %s", got.StatusCode, got.Header, got.body)
	}
	waitFor(t, w, j.ID)
	got = send(t, request(t, "GET", srv.URL+"/api/v1/jobs/"+j.ID, nil))
	var sum engine.ImportSummary
	if err := json.Unmarshal(jobIn(t, got).Result, &sum); err != nil || sum.Added != 3 || jobIn(t, got).State != job.Done {
		t.Errorf("%v: %s", err, got.body)
	}
	a, err := w.Find(t.Context(), engine.Query{Text: "stripes"})
	if err != nil || len(a.Items) != 1 || a.Items[0].Pin.Boards[0] != "Wall" {
		t.Errorf("%v, %+v", err, a)
	}
	got = send(t, request(t, "GET", srv.URL+"/api/v1/jobs", nil))
	var list engine.JobList
	if err := json.Unmarshal(got.body, &list); err != nil || len(list.Items) != 1 || list.Items[0].ID != j.ID {
		t.Errorf("%v: %s", err, got.body)
	}
}

// A list of duplicates over HTTP: its lines are as the document describes them.
func TestDuplicatesOverHTTP(t *testing.T) {
	f, w := working(t)
	dir := paintedFolder(t)
	if err := os.WriteFile(filepath.Join(dir, "small.jpg"), enginetest.Bytes()["red-blobs-small"], 0o600); err != nil {
		t.Fatal(err)
	}
	srv := start(t, Options{Token: "secret"}, f)
	waitFor(t, w, jobIn(t, post(t, srv.URL, map[string]any{"kind": "import", "paths": []string{dir}}, "Authorization: Bearer secret")).ID)
	j := waitFor(t, w, jobIn(t, post(t, srv.URL, map[string]any{"kind": "duplicates"})).ID)
	var sum engine.DuplicateSummary
	if err := json.Unmarshal(j.Result, &sum); err != nil || sum != (engine.DuplicateSummary{Pins: 4, Clusters: 1, Copies: 1}) {
		t.Errorf("%v: %s", err, j.Result)
	}
	events, err := w.WatchJob(t.Context(), j.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for e := range events {
		if e.Name != "line" {
			continue
		}
		lines++
		var line any
		if err := json.Unmarshal(e.Data, &line); err != nil {
			t.Fatal(err)
		}
		if err := newContract(t).doc.Components.Schemas["Cluster"].Value.VisitJSON(line); err != nil {
			t.Errorf("the line is not as described: %v", err)
		}
		var c engine.Cluster
		if err := json.Unmarshal(e.Data, &c); err != nil || c.Original.Source != "red-blobs.png" || c.Copies[0].Source != "small.jpg" {
			t.Errorf("%v: %s", err, e.Data)
		}
	}
	if lines != 1 {
		t.Errorf("there were %d lines", lines)
	}
}

// Who may import what.
func TestWhoMayImport(t *testing.T) {
	allowed, other := paintedFolder(t), paintedFolder(t)
	if err := os.Symlink(other, filepath.Join(allowed, "out")); err != nil {
		t.Fatal(err)
	}
	const bearer = "Authorization: Bearer "
	tests := []struct {
		name, path, header string
		opts               Options
		status             int
		says               string
	}{
		{"allowed", allowed, "", Options{ImportFrom: []string{allowed}}, 202, ""},
		{"a picture in it", allowed + "/red-blobs.png", "", Options{ImportFrom: []string{allowed}}, 202, ""},
		{"nothing is allowed", allowed, "", Options{}, 403, "--allow-import"},
		{"another folder", other, "", Options{ImportFrom: []string{allowed}}, 403, "--allow-import"},
		{"up and out", allowed + "/../" + filepath.Base(other), "", Options{ImportFrom: []string{allowed}}, 403, "--allow-import"},
		{"a link out", allowed + "/out", "", Options{ImportFrom: []string{allowed}}, 403, "--allow-import"},
		{"a picture behind a link out", allowed + "/out/red-blobs.png", "", Options{ImportFrom: []string{allowed}}, 403, "--allow-import"},
		{"nothing, elsewhere", "/no/such/folder", "", Options{ImportFrom: []string{allowed}}, 403, "--allow-import"},
		{"nothing, in it", allowed + "/nothing", "", Options{ImportFrom: []string{allowed}}, 400, "nothing is at"},
		{"relative", "pictures", "", Options{ImportFrom: []string{allowed}}, 400, "does not start at the root"},
		{"token", other, bearer + "secret", Options{Token: "secret"}, 202, ""},
		{"token in lower case", other, "Authorization: bearer secret", Options{Token: "secret"}, 202, ""},
		{"token, and nothing there", "/no/such/folder", bearer + "secret", Options{Token: "secret"}, 400, "nothing is at"},
		{"token, and relative", "pictures", bearer + "secret", Options{Token: "secret"}, 400, "does not start at the root"},
		{"wrong token", allowed, bearer + "guess", Options{Token: "secret", ImportFrom: []string{allowed}}, 403, "server.json"},
		{"part of the token", other, bearer + "secre", Options{Token: "secret"}, 403, "server.json"},
		{"no token where there is none", other, bearer, Options{}, 403, "server.json"},
		{"empty header", other, "Authorization: ", Options{}, 403, "server.json"},
		{"token of another kind", other, "Authorization: Basic secret", Options{Token: "secret"}, 403, "server.json"},
	}
	doc := newContract(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, w := working(t)
			var header []string
			if test.header != "" {
				header = []string{test.header}
			}
			srv := start(t, test.opts, f)
			got := post(t, srv.URL, map[string]any{"kind": "import", "paths": []string{test.path}}, header...)
			if got.StatusCode != test.status {
				t.Fatalf("%d %s, want %d", got.StatusCode, got.body, test.status)
			}
			if test.status == http.StatusAccepted {
				waitFor(t, w, jobIn(t, got).ID)
				return
			}
			p := problemIn(t, got)
			if said := p.Detail + " " + valueOf(p.Hint); !strings.Contains(said, test.says) {
				t.Errorf("%q does not say %q", said, test.says)
			}
			doc.checkProblem(t, got)
			list, err := w.Jobs(t.Context(), engine.Page{})
			if err != nil || len(list.Items) != 0 {
				t.Errorf("jobs all the same: %v, %v", list.Items, err)
			}
		})
	}
}

func TestJobRefusals(t *testing.T) {
	f, w := working(t)
	srv := start(t, Options{Token: "secret"}, f)
	tests := []struct{ name, body, says string }{
		{"no kind", `{}`, "kind"},
		{"unknown kind", `{"kind":"backup"}`, "backup"},
		{"unknown field", `{"kind":"verify","fast":true}`, "fast"},
		{"import of no paths", `{"kind":"import"}`, "paths"},
		{"import of an empty list", `{"kind":"import","paths":[]}`, "paths"},
		{"import of an empty path", `{"kind":"import","paths":[""]}`, "paths.0"},
		{"too many at once", `{"kind":"import","paths":["/"],"workers":257}`, "workers"},
		{"board of no title", `{"kind":"import","paths":["/"],"board":"  "}`, "title"},
		{"all of an import", `{"kind":"import","paths":["/"],"all":false}`, "body.all is for jobs of kind verify, not import"},
		{"paths of a reindex", `{"kind":"reindex","paths":["/"]}`, "body.paths is for jobs of kind import, not reindex"},
		{"board of a reindex", `{"kind":"reindex","board":"x"}`, "body.board"},
		{"user of a verification", `{"kind":"verify","user":"x"}`, "body.user"},
		{"workers of a verification", `{"kind":"verify","workers":1}`, "body.workers"},
		{"dry run of a reindex", `{"kind":"reindex","dry_run":false}`, "body.dry_run"},
		{"fit of a verification", `{"kind":"verify","fit":true}`, "body.fit is for jobs of kind reindex, not verify"},
		{"merge of a verification", `{"kind":"verify","merge":true}`, "body.merge is for jobs of kind duplicates, not verify"},
		{"viewer of an import", `{"kind":"import","paths":["/"],"viewer":"ana"}`, "body.viewer"},
		{"trial of a verification", `{"kind":"verify","dry_run":true}`, "body.dry_run is for jobs of kind import and duplicates, not verify"},
		{"trial of a list", `{"kind":"duplicates","dry_run":true}`, "changes nothing anyway"},
		{"all of a reindex", `{"kind":"reindex","all":true}`, "body.all"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := send(t, request(t, "POST", srv.URL+"/api/v1/jobs", strings.NewReader(test.body), typeJSON, "Authorization: Bearer secret"))
			p := problemIn(t, got)
			if got.StatusCode != 400 || p.Type != api.ProblemTypeBadQuery || !strings.Contains(p.Detail, test.says) {
				t.Errorf("%d %s, want 400 and %q", got.StatusCode, got.body, test.says)
			}
		})
	}
	got := send(t, request(t, "POST", srv.URL+"/api/v1/jobs", strings.NewReader(`{"kind":"reindex"}`), typeJSON, "Sec-Fetch-Site: cross-site"))
	if p := problemIn(t, got); got.StatusCode != 403 || p.Type != api.ProblemTypeCrossSite {
		t.Errorf("from another site: %d %s", got.StatusCode, got.body)
	}
	list, err := w.Jobs(t.Context(), engine.Page{})
	if err != nil || len(list.Items) != 0 {
		t.Errorf("jobs all the same: %v, %v", list.Items, err)
	}
}
