package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/picture"
	"akin/web/api"
)

// TestRefusals sends what cannot be answered, and after each that the server
// still answers what can.
func TestRefusals(t *testing.T) {
	const similar = "POST /api/v1/similar"
	picture := string(redPNG(t))
	cut := picture[:len(picture)/2]
	large := strings.Repeat("x", maxPicture+1)
	twoImages, twoImagesType := form(t, field{"image", picture}, field{"image", picture})
	noImage, noImageType := form(t, field{"query", `{}`})
	extra, extraType := form(t, field{"image", picture}, field{"size", "4"})
	badQueryField, badQueryFieldType := form(t, field{"image", picture}, field{"query", `{"limt": 4}`})
	cutForm, cutFormType := form(t, field{"image", picture})
	cutImage, cutImageType := form(t, field{"image", cut})
	largeQuery, largeQueryType := form(t, field{"query", strings.Repeat(" ", jsonBytes+1)}, field{"image", picture})

	tests := []struct {
		name    string
		request string // method and path
		body    string
		header  []string
		status  int
		typ     api.ProblemType
		says    string // in detail or hint
	}{
		{"truncated picture", similar, cut, []string{"Content-Type: image/png"}, 422, api.ProblemTypeBadPicture, "send the original again"},
		{"text as a picture", similar, "hello", []string{"Content-Type: image/png"}, 422, api.ProblemTypeBadPicture, "this is text"},
		{"empty picture", similar, "", []string{"Content-Type: image/png"}, 422, api.ProblemTypeBadPicture, "empty"},
		{"picture over the engine's limit", similar, large, []string{"Content-Type: image/png"}, 413, api.ProblemTypeTooLarge, "smaller copy"},
		{"a type that is not read", similar, "%PDF-1.4", []string{"Content-Type: application/octet-stream"}, 415, api.ProblemTypeUnsupported, "PDF"},
		{"a type that is not taken", similar, picture, []string{"Content-Type: application/pdf"}, 415, api.ProblemTypeUnsupported, "image/jpeg"},
		{"body over the limit", similar, strings.Repeat("x", 200_001), []string{"Content-Type: image/png"}, 413, api.ProblemTypeTooLarge, "larger than 0.2 MB"},
		{"bad parameter beside a picture", similar + "?limit=0", picture, []string{"Content-Type: image/png"}, 400, api.ProblemTypeBadQuery, "limit"},

		{"two images", similar, twoImages, []string{twoImagesType}, 400, api.ProblemTypeBadQuery, `two fields "image"`},
		{"no image", similar, noImage, []string{noImageType}, 400, api.ProblemTypeBadQuery, "application/json"},
		{"unknown form field", similar, extra, []string{extraType}, 400, api.ProblemTypeBadQuery, "size"},
		{"unknown field in the form's query", similar, badQueryField, []string{badQueryFieldType}, 400, api.ProblemTypeBadQuery, "limt"},
		{"form without its end", similar, cutForm[:len(cutForm)-60], []string{cutFormType}, 400, api.ProblemTypeBadQuery, "ends too early"},
		{"form without a boundary", similar, cutForm, []string{"Content-Type: multipart/form-data"}, 400, api.ProblemTypeBadQuery, "broken"},
		{"form that is none", similar, "hello", []string{cutFormType}, 400, api.ProblemTypeBadQuery, "broken"},
		{"truncated picture in a form", similar, cutImage, []string{cutImageType}, 422, api.ProblemTypeBadPicture, ""},
		{"query of a form over its limit", similar, largeQuery, []string{largeQueryType}, 413, api.ProblemTypeTooLarge, ""},

		{"empty body", similar, "", []string{typeJSON}, 400, api.ProblemTypeBadQuery, "empty"},
		{"not JSON", similar, `{"text":`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not JSON"},
		{"something after the JSON", similar, `{"text":"a"} {}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not JSON"},
		{"not an object", similar, `[]`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "object"},
		{"JSON over its limit", similar, strings.Repeat(" ", jsonBytes+1), []string{typeJSON}, 413, api.ProblemTypeTooLarge, "larger than 1 MB"},
		{"unknown field", similar, `{"txt":"a"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "txt"},
		{"field of another case", similar, `{"Text":"a"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "Text"},
		{"null", similar, `{"text":null}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "text"},
		{"NaN weight", similar, `{"pins":[{"id":"b","weight":NaN}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not JSON"},
		{"infinite weight", similar, `{"pins":[{"id":"b","weight":1e999}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "1e999"},
		{"weight of nothing", similar, `{"pins":[{"id":"b","weight":0}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "pins.0.weight"},
		{"negative weight", similar, `{"pins":[{"id":"b","weight":-1}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "pins.0.weight"},
		{"pin without ID", similar, `{"pins":[{}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "id"},
		{"too many pins", similar, `{"pins":[` + strings.Repeat(`{"id":"b"},`, 100) + `{"id":"b"}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "pins"},
		{"too many words", similar, `{"text":"` + strings.Repeat("a ", 1001) + `"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "text"},
		{"negative limit", similar, `{"text":"a","limit":-1}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit"},
		{"limit 201", similar, `{"text":"a","limit":201}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit"},
		{"limit and a half", similar, `{"text":"a","limit":1.5}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit"},
		{"unknown signal", similar, `{"text":"a","off":["colour"]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, `off.0 is "colour"`},
		{"nothing to start from", similar, `{}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "give words"},
		{"unknown pin in a query", similar, `{"pins":[{"id":"nope"}]}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, "nope"},
		{"given twice", similar + "?limit=3", `{"text":"a","limit":3}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit is given twice"},

		{"unknown pin", "GET /api/v1/pins/nope", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"no pin", "GET /api/v1/pins/", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"a pin that cannot be", "GET /api/v1/pins/%00%ff", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"similar to an unknown pin", "GET /api/v1/pins/nope/similar", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"similar to no pin", "GET /api/v1/pins//similar", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"unknown parameter", "GET /api/v1/pins/b/similar?limt=3", "", nil, 400, api.ProblemTypeBadQuery, "there are text, off, only, limit, fold"},
		{"parameter where there is none", "GET /api/v1/pins/b?fold=true", "", nil, 400, api.ProblemTypeBadQuery, "fold"},
		{"repeated parameter", "GET /api/v1/pins/b/similar?off=color&off=shape", "", nil, 400, api.ProblemTypeBadQuery, "commas"},
		{"parameter that is no number", "GET /api/v1/pins/b/similar?limit=many", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"parameter that is no truth", "GET /api/v1/pins/b/similar?fold=maybe", "", nil, 400, api.ProblemTypeBadQuery, "fold"},
		{"parameter without a value", "GET /api/v1/pins/b/similar?limit=", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"list without a value", "GET /api/v1/pins/b/similar?off=", "", nil, 400, api.ProblemTypeBadQuery, "off"},
		{"parameter over its bound", "GET /api/v1/pins/b/similar?limit=201", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"unknown signal in a parameter", "GET /api/v1/pins/b/similar?only=color,colour", "", nil, 400, api.ProblemTypeBadQuery, `only.1 is "colour"`},
		{"parameters that cannot be read", "GET /api/v1/pins/b/similar?text=%zz", "", nil, 400, api.ProblemTypeBadQuery, "%zz"},

		{"unknown path", "GET /api/v2/pins/b", "", nil, 404, api.ProblemTypeNotFound, "/api/v2/pins/b"},
		{"path with a slash too many", "GET /api/v1/similar/", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"no such method", "GET /api/v1/similar", "", nil, 405, api.ProblemTypeMethodNotAllowed, "POST"},
		{"no method", "BREW /readyz", "", nil, 405, api.ProblemTypeMethodNotAllowed, "GET"},

		{"foreign host", "GET /healthz", "", []string{"Host: evil.example"}, 421, api.ProblemTypeWrongHost, "evil.example"},
		{"foreign host with a port", similar, `{"text":"a"}`, []string{typeJSON, "Host: localhost.evil.example:80"}, 421, api.ProblemTypeWrongHost, ""},
		{"cross-site", similar, `{"text":"a"}`, []string{typeJSON, "Sec-Fetch-Site: cross-site"}, 403, api.ProblemTypeCrossSite, "another site"},
		{"same-site", similar, `{"text":"a"}`, []string{typeJSON, "Sec-Fetch-Site: same-site"}, 403, api.ProblemTypeCrossSite, ""},
		{"foreign origin", similar, `{"text":"a"}`, []string{typeJSON, "Origin: https://evil.example"}, 403, api.ProblemTypeCrossSite, ""},
		{"no origin", similar, `{"text":"a"}`, []string{typeJSON, "Origin: null"}, 403, api.ProblemTypeCrossSite, ""},
	}
	doc := newContract(t)
	srv := start(t, Options{Limits: Limits{Body: 200_000}}, newFake())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			r := request(t, method, srv.URL+path, strings.NewReader(test.body), test.header...)
			got := send(t, r)
			p := problemIn(t, got)
			if got.StatusCode != test.status || p.Type != test.typ {
				t.Errorf("%d %s, want %d %s: %s", got.StatusCode, p.Type, test.status, test.typ, got.body)
			}
			if said := p.Detail + " " + valueOf(p.Hint); !strings.Contains(said, test.says) {
				t.Errorf("%q does not say %q", said, test.says)
			}
			doc.checkProblem(t, got)
			next := send(t, request(t, "POST", srv.URL+"/api/v1/similar", strings.NewReader(`{"text":"lamp"}`), typeJSON))
			if next.StatusCode != http.StatusOK {
				t.Errorf("and after it: %d %s", next.StatusCode, next.body)
			}
		})
	}
}

// A body whose length is not declared is cut off at the limit.
func TestBodyOfUnknownLength(t *testing.T) {
	fake := newFake()
	fake.eye = engine.NewEye(picture.Limits{})
	srv := start(t, Options{Limits: Limits{Body: 200_000}}, fake)
	body := io.MultiReader(strings.NewReader(strings.Repeat("x", 200_001))) // not a type that net/http knows the length of
	got := send(t, request(t, "POST", srv.URL+"/api/v1/similar", body, "Content-Type: image/png"))
	if p := problemIn(t, got); got.StatusCode != 413 || p.Type != api.ProblemTypeTooLarge {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestKinds walks through what the engine can answer wrongly with.
func TestKinds(t *testing.T) {
	tests := []struct {
		name   string
		err    error
		status int
		typ    api.ProblemType
	}{
		{"not found", engine.Errorf(engine.NotFound, "x"), 404, api.ProblemTypeNotFound},
		{"bad query", engine.Errorf(engine.BadQuery, "x"), 400, api.ProblemTypeBadQuery},
		{"bad picture", engine.Errorf(engine.BadPicture, "x"), 422, api.ProblemTypeBadPicture},
		{"not allowed", engine.Errorf(engine.NotAllowed, "x"), 403, api.ProblemTypeNotAllowed},
		{"conflict", engine.Errorf(engine.Conflict, "x"), 409, api.ProblemTypeConflict},
		{"gone", engine.Errorf(engine.Gone, "x"), 410, api.ProblemTypeGone},
		{"too large", engine.Errorf(engine.TooLarge, "x"), 413, api.ProblemTypeTooLarge},
		{"unsupported", engine.Errorf(engine.Unsupported, "x"), 415, api.ProblemTypeUnsupported},
		{"busy", engine.Errorf(engine.Busy, "x"), 503, api.ProblemTypeBusy},
		{"wrapped", fmt.Errorf("looking: %w", engine.Errorf(engine.Gone, "x")), 410, api.ProblemTypeGone},
		{"internal", &engine.Error{Kind: engine.Internal, Text: "secret"}, 500, api.ProblemTypeInternal},
		{"any other", errors.New("secret"), 500, api.ProblemTypeInternal},
		{"a broken file of the engine's", io.ErrUnexpectedEOF, 500, api.ProblemTypeInternal},
		{"cause", &engine.Error{Kind: engine.Busy, Text: "x", Err: errors.New("/home/secret")}, 503, api.ProblemTypeBusy},
		{"deadline", context.DeadlineExceeded, 503, api.ProblemTypeTooSlow},
		{"cancelled", fmt.Errorf("reading: %w", context.Canceled), 503, api.ProblemTypeTooSlow},
	}
	doc := newContract(t)
	fake := newFake()
	srv := start(t, Options{}, fake)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake.find = func(context.Context) error { return test.err }
			got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b/similar", nil))
			p := problemIn(t, got)
			if got.StatusCode != test.status || p.Type != test.typ {
				t.Errorf("%d %s, want %d %s", got.StatusCode, p.Type, test.status, test.typ)
			}
			if bytes.Contains(got.body, []byte("secret")) {
				t.Errorf("%s says too much", got.body)
			}
			if retry := got.Header.Get("Retry-After"); (retry == "1") != (test.status == 503) {
				t.Errorf("Retry-After is %q", retry)
			}
			doc.checkProblem(t, got)
		})
	}
}

// A panic is answered, logged with its place under the request's ID, and ends
// nothing else.
func TestPanic(t *testing.T) {
	fake := newFake()
	fake.find = func(context.Context) error { panic("secret") }
	var log bytes.Buffer
	srv := start(t, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))}, fake)
	got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b/similar?text=private", nil, "X-Forwarded-For: 192.0.2.7", "X-Request-Id: forged"))
	p := problemIn(t, got)
	if got.StatusCode != 500 || strings.Contains(string(got.body), "secret") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	if after := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b", nil)); after.StatusCode != 200 {
		t.Errorf("and after it: %d", after.StatusCode)
	}
	srv.Close()
	for _, want := range []string{"level=ERROR", p.RequestID, "panic: secret", "refuse_test.go", "path=/api/v1/pins/b/similar", "status=500", "from=127.0.0.1"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log has no %q:\n%s", want, &log)
		}
	}
	for _, not := range []string{"private", "192.0.2.7", "forged"} {
		if strings.Contains(log.String(), not) {
			t.Errorf("the log has %q:\n%s", not, &log)
		}
	}
}
