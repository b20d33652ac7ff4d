package web

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"akin/web/api"
)

// start runs a server with a fake engine, over a real connection.
func start(t testing.TB, opts Options, e Engine) *httptest.Server {
	t.Helper()
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	s, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	if e != nil {
		s.SetEngine(e)
	}
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = s.httpServer(t.Context())
	srv.Start()
	t.Cleanup(srv.Close)
	return srv
}

// A reply is a response that was read to its end.
type reply struct {
	*http.Response
	body []byte
}

func send(t testing.TB, r *http.Request) reply {
	t.Helper()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res, body}
}

// request makes a request; header holds "Name: value" lines, and the name Host
// is the host's.
func request(t testing.TB, method, url string, body io.Reader, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	return r
}

const typeJSON = "Content-Type: application/json"

// problemIn reads a problem document.
func problemIn(t testing.TB, r reply) api.Problem {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal(r.body, &p); err != nil {
		t.Fatalf("%d %s: %v", r.StatusCode, r.body, err)
	}
	if got := r.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("a problem has the type %s", got)
	}
	if p.Status != r.StatusCode || p.RequestID == "" || p.RequestID != r.Header.Get(requestIDHeader) || p.Title == "" || p.Detail == "" {
		t.Errorf("status %d, request %s: %s", r.StatusCode, r.Header.Get(requestIDHeader), r.body)
	}
	return p
}

// A field is a part of a form.
type field struct{ name, value string }

// form returns a multipart body and its Content-Type line.
func form(t testing.TB, fields ...field) (string, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range fields {
		part, err := w.CreateFormFile(f.name, "file")
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, f.value)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), "Content-Type: " + w.FormDataContentType()
}
