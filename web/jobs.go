package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// ListJobs answers with a page of jobs.
func (o operations) ListJobs(c echo.Context, p api.ListJobsParams) error {
	list, err := o.asked().Jobs(c.Request().Context(), enginePage(p.Limit, p.Bookmark))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}

// CreateJob starts a job, which goes on after the answer.
func (o operations) CreateJob(c echo.Context, p api.CreateJobParams) error {
	var n api.NewJob
	if err := json.NewDecoder(c.Request().Body).Decode(&n); err != nil {
		return err
	}
	spec, err := jobSpec(n)
	if err != nil {
		return err
	}
	if spec.Anywhere, err = o.isTrusted(p.Authorization); err != nil {
		return err
	}
	spec.From = o.importFrom
	j, err := o.asked().StartJob(c.Request().Context(), spec)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, "/api/v1/jobs/"+url.PathEscape(j.ID))
	return writeJSON(c, http.StatusAccepted, echo.MIMEApplicationJSON, j)
}

// jobSpec says the same in the engine's words. A field of another kind of job
// is refused: whoever gives it expects something that will not happen.
func jobSpec(n api.NewJob) (engine.JobSpec, error) {
	type kinds []api.NewJobKind
	for _, f := range []struct {
		name  string
		given bool
		of    kinds
	}{
		{"paths", n.Paths != nil, kinds{api.NewJobKindImport}},
		{"board", n.Board != nil, kinds{api.NewJobKindImport}},
		{"user", n.User != nil, kinds{api.NewJobKindImport}},
		{"workers", n.Workers != nil, kinds{api.NewJobKindImport}},
		{"dry_run", n.DryRun != nil, kinds{api.NewJobKindImport, api.NewJobKindDuplicates}},
		{"all", n.All != nil, kinds{api.NewJobKindVerify}},
		{"fit", n.Fit != nil, kinds{api.NewJobKindReindex}},
		{"merge", n.Merge != nil, kinds{api.NewJobKindDuplicates}},
		{"viewer", n.Viewer != nil, kinds{api.NewJobKindDuplicates}},
	} {
		if f.given && !slices.Contains(f.of, n.Kind) {
			of := make([]string, len(f.of))
			for i, k := range f.of {
				of[i] = string(k)
			}
			return engine.JobSpec{}, misfit(fmt.Sprintf("body.%s is for jobs of kind %s, not %s", f.name, strings.Join(of, " and "), n.Kind))
		}
	}
	return engine.JobSpec{
		Kind: string(n.Kind), Paths: valueOf(n.Paths), Board: valueOf(n.Board), User: engine.UserID(valueOf(n.User)),
		Workers: valueOf(n.Workers), DryRun: valueOf(n.DryRun), All: valueOf(n.All), Fit: valueOf(n.Fit),
		Merge: valueOf(n.Merge), Viewer: engine.UserID(valueOf(n.Viewer)),
	}, nil
}

// isTrusted tells whether a request brings the server's token. A wrong one is
// an error, not merely no token: who sends it should know.
func (s *Server) isTrusted(authorization *string) (bool, error) {
	if authorization == nil {
		return false, nil
	}
	scheme, token, _ := strings.Cut(*authorization, " ")
	// Sums are of one length, so that the time tells not even the token's.
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(s.token))
	if s.token == "" || !strings.EqualFold(scheme, "Bearer") || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		return false, &engine.Error{
			Kind: engine.NotAllowed, Text: "the header Authorization does not bring this server's token",
			Hint: `send "Bearer" and the token that stands in server.json in the data folder while the server runs, or no such header`,
		}
	}
	return true, nil
}

// GetJob answers with one job.
func (o operations) GetJob(c echo.Context, id string) error {
	j, err := o.asked().Job(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, j)
}

// CancelJob tells a job to stop.
func (o operations) CancelJob(c echo.Context, id string) error {
	j, err := o.asked().CancelJob(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, j)
}
