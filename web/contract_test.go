package web

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/score"
	"akin/web/api"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// A contract holds exchanges against the document, as a stranger to the
// server would.
type contract struct {
	doc    *openapi3.T
	router routers.Router
}

func newContract(t testing.TB) contract {
	t.Helper()
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return contract{doc, router}
}

// check tells the operation of an exchange, whose both halves must be as the
// document says.
func (k contract) check(t testing.TB, r *http.Request, body string, got reply) string {
	t.Helper()
	r.URL.Host, r.URL.Scheme = "", ""
	r.Body = io.NopCloser(strings.NewReader(body))
	route, params, err := k.router.FindRoute(r)
	if err != nil {
		t.Fatal(err)
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}
	if err := openapi3filter.ValidateRequest(t.Context(), in); err != nil {
		t.Errorf("the request is not as described: %v", err)
	}
	err = openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: got.StatusCode, Header: got.Header, Body: io.NopCloser(bytes.NewReader(got.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	})
	if err != nil {
		t.Errorf("the response is not as described: %v", err)
	}
	return route.Operation.OperationID
}

// checkProblem is for problems of requests that no operation describes.
func (k contract) checkProblem(t testing.TB, got reply) {
	t.Helper()
	var v any
	if err := json.Unmarshal(got.body, &v); err != nil {
		t.Fatal(err)
	}
	if err := k.doc.Components.Schemas["Problem"].Value.VisitJSON(v); err != nil {
		t.Errorf("the problem is not as described: %v", err)
	}
}

// TestContract makes every operation answer, in every form of asking.
func TestContract(t *testing.T) {
	for _, name := range []string{"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff"} {
		openapi3filter.RegisterBodyDecoder(name, openapi3filter.FileBodyDecoder)
		defer openapi3filter.UnregisterBodyDecoder(name)
	}
	picture := string(redPNG(t))
	both, bothType := form(t, field{"query", `{"text":"lamp","pins":[{"id":"b"}]}`}, field{"image", picture})
	tests := []struct {
		name, request, body string
		header              []string
	}{
		{"all of a query", "POST /api/v1/similar", `{"pins":[{"id":"b","weight":0.5},{"id":"a"}],"text":"lamp","off":["shape"],"only":["color","text"],"limit":5,"fold":false}`, []string{typeJSON}},
		{"type with a charset", "POST /api/v1/similar", `{"text":"lamp"}`, []string{"Content-Type: application/json; charset=utf-8"}},
		{"picture", "POST /api/v1/similar", picture, []string{"Content-Type: image/png"}},
		{"picture of another type", "POST /api/v1/similar", picture, []string{"Content-Type: image/jpeg"}},
		{"picture of no type", "POST /api/v1/similar", picture, []string{"Content-Type: application/octet-stream"}},
		{"picture and parameters", "POST /api/v1/similar?text=lamp&off=shape,text&only=color&limit=200&fold=false", picture, []string{"Content-Type: image/webp"}},
		{"form", "POST /api/v1/similar", both, []string{bothType}},
		{"same origin", "POST /api/v1/similar", `{"text":"lamp"}`, []string{typeJSON, "Sec-Fetch-Site: same-origin"}},
		{"pin", "GET /api/v1/pins/b", "", nil},
		{"pin of words alone", "GET /api/v1/pins/a", "", nil},
		{"pin that is not there", "GET /api/v1/pins/nope", "", nil},
		{"similar", "GET /api/v1/pins/b/similar", "", nil},
		{"similar with parameters", "GET /api/v1/pins/b/similar?text=lamp&off=copy&limit=3", "", nil},
		{"health", "GET /healthz", "", nil},
		{"readiness", "GET /readyz", "", nil},
		{"document", "GET /openapi.json", "", nil},
	}
	k := newContract(t)
	srv := start(t, Options{}, newFake())
	done := map[string]bool{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			r := request(t, method, srv.URL+path, strings.NewReader(test.body), test.header...)
			got := send(t, r)
			if got.StatusCode != http.StatusOK && !strings.HasSuffix(path, "nope") {
				t.Fatalf("%d %s", got.StatusCode, got.body)
			}
			done[k.check(t, r, test.body, got)] = true
		})
	}
	for path, item := range k.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !done[op.OperationID] {
				t.Errorf("%s %s was not tried", method, path)
			}
		}
	}
}

// What the document says in numbers and names is what the engine says.
func TestDocumentAgreesWithEngine(t *testing.T) {
	schemas := newContract(t).doc.Components.Schemas
	var names []score.Signal
	for _, v := range schemas["Signal"].Value.Enum {
		names = append(names, score.Signal(v.(string)))
	}
	if !slices.Equal(names, score.Signals) {
		t.Errorf("signals are %v, described as %v", score.Signals, names)
	}
	if got := *schemas["Limit"].Value.Max; got != engine.MaxLimit {
		t.Errorf("the limit's bound is %d, described as %g", engine.MaxLimit, got)
	}
	for kind := engine.Internal; kind <= engine.Busy; kind++ {
		if !ofKind[kind].typ.Valid() {
			t.Errorf("kind %d has no problem", kind)
		}
	}
	least := *schemas["QueryPin"].Value.Properties["weight"].Value.Min
	q := engineQuery(api.Query{Pins: &[]api.QueryPin{{ID: "b", Weight: &least}}})
	if q.Pins[0].Weight != 1 {
		t.Errorf("the least weight is %d millionths", q.Pins[0].Weight)
	}
}

// TestDocument is served as it was written, with the operations' own names.
func TestDocument(t *testing.T) {
	srv := start(t, Options{}, nil)
	got := send(t, request(t, "GET", srv.URL+"/openapi.json", nil))
	var served struct {
		OpenAPI string                                             `json:"openapi"`
		Paths   map[string]map[string]struct{ OperationID string } `json:"paths"`
	}
	if err := json.Unmarshal(got.body, &served); err != nil {
		t.Fatal(err)
	}
	if served.OpenAPI != "3.0.3" || served.Paths["/api/v1/similar"]["post"].OperationID != "findSimilar" {
		t.Errorf("%s, %v", served.OpenAPI, slices.Sorted(maps.Keys(served.Paths)))
	}
}
