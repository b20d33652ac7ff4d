package web

import (
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"akin/engine"

	"github.com/getkin/kin-openapi/openapi3"
)

// The page describes every operation once, before there is an engine too.
func TestDocsPage(t *testing.T) {
	srv := start(t, Options{}, nil)
	got := send(t, request(t, "GET", srv.URL+"/docs", nil, wantsHTML))
	if got.StatusCode != http.StatusOK || got.Header.Get("Content-Security-Policy") != pagePolicy {
		t.Fatalf("%d, policy %q", got.StatusCode, got.Header.Get("Content-Security-Policy"))
	}
	doc := newContract(t).doc
	d := docsOf(doc, defaultBody)
	var told []string
	for _, g := range d.Groups {
		if g.Title == "Others" {
			t.Errorf("%d operations are not in the reading order", len(g.Operations))
		}
		for _, op := range g.Operations {
			told = append(told, op.ID)
		}
	}
	var all []string
	eachOperation(doc, func(_, _ string, op *openapi3.Operation) { all = append(all, op.OperationID) })
	slices.Sort(all)
	if slices.Sort(told); !slices.Equal(told, all) {
		t.Errorf("the page tells of %q, there are %q", told, all)
	}
	for _, id := range all {
		if strings.Count(string(got.body), ` id="`+id+`"`) != 1 {
			t.Errorf("%s has no anchor of its own", id)
		}
	}
}

func eachOperation(doc *openapi3.T, f func(method, path string, op *openapi3.Operation)) {
	for _, path := range slices.Sorted(maps.Keys(doc.Paths.Map())) {
		for method, op := range doc.Paths.Value(path).Operations() {
			f(method, path, op)
		}
	}
}

// Every type of problem is explained, with the status that it has.
func TestDocsProblems(t *testing.T) {
	d := docsOf(newContract(t).doc, defaultBody)
	if len(d.Problems) != len(docsProblems) {
		t.Errorf("%d problems are described, %d are explained", len(d.Problems), len(docsProblems))
	}
	for _, p := range d.Problems {
		if p.Text == "" {
			t.Errorf("%s is not explained", p.Type)
		}
	}
	for kind := engine.Internal; kind <= engine.Busy; kind++ {
		if p := ofKind[kind]; docsProblems[p.typ].Status != strconv.Itoa(p.status) {
			t.Errorf("%s has the status %d, the page says %s", p.typ, p.status, docsProblems[p.typ].Status)
		}
	}
	srv := start(t, Options{}, nil)
	for _, r := range []*http.Request{
		request(t, "GET", srv.URL+"/api/v1/pins", nil), request(t, "DELETE", srv.URL+"/healthz", nil),
		request(t, "GET", srv.URL+"/healthz", nil, "Host: elsewhere.example"),
		request(t, "DELETE", srv.URL+"/api/v1/pins/b", nil, "Sec-Fetch-Site: cross-site"),
	} {
		if p := problemIn(t, send(t, r)); docsProblems[p.Type].Status != strconv.Itoa(p.Status) {
			t.Errorf("%s has the status %d, the page says %s", p.Type, p.Status, docsProblems[p.Type].Status)
		}
	}
}

// What a value may be reads as a person would say it.
func TestDocKind(t *testing.T) {
	doc := newContract(t).doc
	field := func(schema, name string) string {
		k := docKind(doc.Components.Schemas[schema].Value.Properties[name])
		return k.Before + k.Type + k.After
	}
	for _, test := range []struct{ schema, field, want string }{
		{"Query", "limit", "whole number, 1 to 200"},
		{"Query", "pins", "list of QueryPin, at most 100"},
		{"Query", "fold", "true or false"},
		{"QueryPin", "weight", "number, 0.000001 to 1000"},
		{"PinList", "bookmark", "text or null"},
		{"CreatedPin", "copy", "Copy or null"},
		{"Pin", "created_at", "time such as 2024-05-17T12:00:00Z"},
		{"Pin", "palette", "list of Color"},
		{"NewBoard", "title", "text, 1 to 200 characters"},
		{"Suggestion", "kind", "one of tag, board, title"},
		{"SimilarForm", "image", "bytes"},
		{"Filter", "board", "text, not empty"},
		{"Part", "evidence", "object"},
	} {
		if got := field(test.schema, test.field); got != test.want {
			t.Errorf("%s.%s is %q, want %q", test.schema, test.field, got, test.want)
		}
	}
}

// exampleURL is where akin listens by itself.
const exampleURL = "http://127.0.0.1:8080"

// Each operation has examples. They ask for it, with nothing that the document
// does not describe, and they work.
func TestExamples(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "photo.jpg"), redPNG(t), 0o600); err != nil {
		t.Fatal(err)
	}
	k := newContract(t)
	eachOperation(k.doc, func(method, path string, op *openapi3.Operation) {
		t.Run(op.OperationID, func(t *testing.T) {
			fake, shop := working(t)
			srv := start(t, Options{}, fake)
			vars := map[string]string{"PIN": "b", "BOARD": "room", "JOB": doneJob(t, shop), "WHO": string(ana), "MERGE": "m1", "PICTURE": string(fake.put(redPNG(t)))}
			text, _ := op.Extensions["x-curl"].(string)
			commands, err := readShell(text, vars)
			if err != nil || len(commands) == 0 {
				t.Fatalf("%d commands in %q: %v", len(commands), text, err)
			}
			for _, words := range commands {
				c, err := readCurl(words)
				if err != nil {
					t.Fatal(err)
				}
				rest, ours := strings.CutPrefix(c.url, exampleURL)
				if !ours {
					t.Fatalf("%q asks another server", c.url)
				}
				c.url = srv.URL + rest
				checkExample(t, k, c, method, path, op)
				r, err := c.request(dir)
				if err != nil {
					t.Fatal(err)
				}
				if got := send(t, r); got.StatusCode >= 300 {
					t.Errorf("%q: %d %s", words, got.StatusCode, got.body)
				}
			}
		})
	})
}

// checkExample holds a command against the document.
func checkExample(t *testing.T, k contract, c curl, method, path string, op *openapi3.Operation) {
	t.Helper()
	u, err := url.Parse(c.url)
	if err != nil {
		t.Fatal(err)
	}
	route, _, err := k.router.FindRoute(&http.Request{Method: c.method, URL: &url.URL{Path: u.Path}})
	if err != nil || route.Path != path || c.method != method {
		t.Errorf("it asks for %s %s: %v", c.method, u.Path, err)
	}
	for name := range u.Query() {
		if op.Parameters.GetByInAndName("query", name) == nil {
			t.Errorf("there is no parameter %q", name)
		}
	}
	for _, f := range c.form {
		if op.RequestBody.Value.Content["multipart/form-data"].Schema.Value.Properties[f.name] == nil {
			t.Errorf("the form has no field %q", f.name)
		}
	}
	for _, line := range c.header {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Content-Type" && op.RequestBody.Value.Content[value] == nil {
			t.Errorf("a body of the type %s is not described", value)
		}
		if name != "Content-Type" && op.Parameters.GetByInAndName("header", name) == nil {
			t.Errorf("there is no header %q", name)
		}
	}
}
