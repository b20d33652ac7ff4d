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
	"akin/engine/picture"
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
	for _, name := range []string{"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "multipart/byteranges", "text/event-stream"} {
		openapi3filter.RegisterBodyDecoder(name, openapi3filter.FileBodyDecoder)
		defer openapi3filter.UnregisterBodyDecoder(name)
	}
	picture := string(redPNG(t))
	both, bothType := form(t, field{"query", `{"text":"lamp","pins":[{"id":"b"}]}`}, field{"image", picture})
	part, partType := form(t, field{"query", `{"region":{"x":0.25,"y":0,"w":0.5,"h":1}}`}, field{"image", picture})
	words, wordsType := form(t, field{"title", "Lamp"}, field{"tags", "red,blue"})
	all, allType := form(t, field{"image", picture}, field{"title", "Lamp"}, field{"board", "room"}, field{"on_copy", "keep"})
	fake := newFake()
	hash := string(fake.put([]byte(picture)))
	tag := []string{`If-None-Match: "` + hash + `"`}
	png := []string{"Content-Type: image/png"}
	job := doneJob(t, fake)
	token := "Authorization: Bearer secret"
	tests := []struct {
		name, request, body string
		header              []string
		status              int
	}{
		{"all of a query", "POST /api/v1/similar", `{"pins":[{"id":"b","weight":0.5},{"id":"a"}],"palette":[{"hex":"#aa3322","weight":0.6},{"hex":"fed","weight":0.4}],"not":["a","source:a b.png"],"text":"lamp","board":"room","viewer":"ana","off":["shape"],"only":["color","text","board"],"limit":5,"bookmark":"more","fold":false}`, []string{typeJSON}, 200},
		{
			"the rest of a query", "POST /api/v1/similar",
			`{"image":{"sha256":"` + hash + `"},"weights":{"color":0.5},"filter":{"board":"room","tags":["red"],"aspect":"square","min_width":1,"min_height":1,"created_from":"2024-01-01T00:00:00Z","created_until":"2025-01-01T00:00:00Z"},"min_score":0.1,"explain":false}`,
			[]string{typeJSON}, 200,
		},
		{"part of a pin", "POST /api/v1/similar", `{"pins":[{"id":"b"}],"region":{"x":0.25,"y":0,"w":0.5,"h":1},"not":["a"]}`, []string{typeJSON}, 200},
		{"part that leaves the picture", "POST /api/v1/similar", `{"pins":[{"id":"b"}],"region":{"x":0.75,"y":0,"w":0.5,"h":1}}`, []string{typeJSON}, 400},
		{"away from no pin", "POST /api/v1/similar", `{"text":"lamp","not":["nope"]}`, []string{typeJSON}, 404},
		{"part of a picture", "POST /api/v1/similar?region=0.25,0,0.5,1&not=a,b", picture, png, 200},
		{"form with a part", "POST /api/v1/similar", part, []string{partType}, 200},
		{"address of a picture", "POST /api/v1/similar", `{"image":{"url":"https://example.org/a.png"}}`, []string{typeJSON}, 422},
		{"picture, and how to answer", "POST /api/v1/similar?min_score=0.1&explain=false", picture, png, 200},
		{"similar, and how to answer", "GET /api/v1/pins/b/similar?min_score=0.1&explain=false", "", nil, 200},
		{"type with a charset", "POST /api/v1/similar", `{"text":"lamp"}`, []string{"Content-Type: application/json; charset=utf-8"}, 200},
		{"picture", "POST /api/v1/similar", picture, png, 200},
		{"picture of another type", "POST /api/v1/similar", picture, []string{"Content-Type: image/jpeg"}, 200},
		{"picture of no type", "POST /api/v1/similar", picture, []string{"Content-Type: application/octet-stream"}, 200},
		{"picture and parameters", "POST /api/v1/similar?text=lamp&palette=%23aa3322:0.6,f0e0c0:0.4&viewer=ana&off=shape,text&only=color&limit=200&bookmark=more&fold=false", picture, []string{"Content-Type: image/webp"}, 200},
		{"form", "POST /api/v1/similar", both, []string{bothType}, 200},
		{"same origin", "POST /api/v1/similar", `{"text":"lamp"}`, []string{typeJSON, "Sec-Fetch-Site: same-origin"}, 200},
		{"bookmark of a gone generation", "POST /api/v1/similar", `{"text":"lamp","bookmark":"old"}`, []string{typeJSON}, 410},
		{"similar", "GET /api/v1/pins/b/similar", "", nil, 200},
		{"similar to a part", "GET /api/v1/pins/b/similar?region=0,0,.5,.5&not=a", "", nil, 200},
		{"similar with parameters", "GET /api/v1/pins/b/similar?text=lamp&palette=a32&off=copy&limit=3&bookmark=more", "", nil, 200},
		{"search", "GET /api/v1/search?q=red+lamp&off=shape&only=text&limit=3&bookmark=more", "", nil, 200},
		{"suggestions", "GET /api/v1/search/suggestions?q=lam&limit=2", "", nil, 200},
		{"search with a forged bookmark", "GET /api/v1/search?q=lamp&bookmark=forged", "", nil, 400},

		{"pin", "GET /api/v1/pins/b", "", nil, 200},
		{"pin of words alone", "GET /api/v1/pins/a", "", nil, 200},
		{"parts of a pin", "GET /api/v1/pins/b/regions", "", nil, 200},
		{"parts of a pin for her", "GET /api/v1/pins/b/regions?viewer=ana", "", nil, 200},
		{"parts of a pin of words alone", "GET /api/v1/pins/a/regions", "", nil, 200},
		{"parts of no pin", "GET /api/v1/pins/nope/regions", "", nil, 404},
		{"pin that is not there", "GET /api/v1/pins/nope", "", nil, 404},
		{"pins", "GET /api/v1/pins", "", nil, 200},
		{"last page of a board's pins", "GET /api/v1/pins?limit=1&bookmark=more&board=room", "", nil, 200},
		{"pins of no board", "GET /api/v1/pins?board=nope", "", nil, 404},
		{"new pin", "POST /api/v1/pins?title=Lamp&description=A+lamp&tags=red,blue&link=https://example.org/&board=room&on_copy=keep", picture, png, 201},
		{"new pin of words alone", "POST /api/v1/pins", words, []string{wordsType}, 201},
		{"new pin in a form", "POST /api/v1/pins", all, []string{allType}, 201},
		{"pin that was there", "POST /api/v1/pins?on_copy=save_existing", picture, png, 200},
		{"copy refused", "POST /api/v1/pins?on_copy=refuse", picture, png, 409},
		{"new pin on no board", "POST /api/v1/pins?board=nope", picture, png, 404},
		{"new pin of a broken picture", "POST /api/v1/pins", picture[:100], png, 422},
		{"changed pin", "PATCH /api/v1/pins/b", `{"title":"","description":"x","tags":[],"link":"http://example.org"}`, []string{typeJSON}, 200},
		{"change of no pin", "PATCH /api/v1/pins/nope", `{"title":"x"}`, []string{typeJSON}, 404},
		{"deleted pin", "DELETE /api/v1/pins/b", "", nil, 204},
		{"deletion of no pin", "DELETE /api/v1/pins/nope", "", nil, 404},

		{"boards", "GET /api/v1/boards?limit=200", "", nil, 200},
		{"last page of boards", "GET /api/v1/boards?bookmark=more", "", nil, 200},
		{"boards after a gone bookmark", "GET /api/v1/boards?bookmark=old", "", nil, 410},
		{"new board", "POST /api/v1/boards", `{"title":"Hall"}`, []string{typeJSON}, 201},
		{"board that is there", "POST /api/v1/boards", `{"title":"Room"}`, []string{typeJSON}, 409},
		{"board", "GET /api/v1/boards/room", "", nil, 200},
		{"no board", "GET /api/v1/boards/nope", "", nil, 404},
		{"renamed board", "PATCH /api/v1/boards/room", `{"title":"Hall"}`, []string{typeJSON}, 200},
		{"board made secret", "PATCH /api/v1/boards/room", `{"secret":true}`, []string{typeJSON}, 200},
		{"another's board made public", "PATCH /api/v1/boards/hers", `{"secret":false}`, []string{typeJSON}, 403},
		{"her board made public", "PATCH /api/v1/boards/hers?viewer=ana", `{"title":"Hall","secret":false}`, []string{typeJSON}, 200},
		{"new secret board of hers", "POST /api/v1/boards?viewer=ana", `{"title":"Hall","secret":true}`, []string{typeJSON}, 201},
		{"boards that she sees", "GET /api/v1/boards?viewer=ana&owner=ana", "", nil, 200},
		{"secret board", "GET /api/v1/boards/hidden?viewer=ana", "", nil, 200},
		{"secret board for another", "GET /api/v1/boards/hidden?viewer=local", "", nil, 404},
		{"secret board for nobody", "GET /api/v1/boards/hidden", "", nil, 404},
		{"pins on a secret board", "GET /api/v1/boards/hidden/pins?viewer=ana", "", nil, 200},
		{"pins of a secret board", "GET /api/v1/pins?board=hidden&viewer=ana", "", nil, 200},
		{"pins on a secret board for nobody", "GET /api/v1/boards/hidden/pins", "", nil, 404},
		{"ideas for a secret board", "GET /api/v1/boards/hidden/ideas?viewer=ana", "", nil, 200},
		{"ideas for a secret board for nobody", "GET /api/v1/boards/hidden/ideas", "", nil, 404},
		{"similar for her", "GET /api/v1/pins/b/similar?viewer=ana", "", nil, 200},
		{"search for her", "GET /api/v1/search?q=lamp&viewer=ana", "", nil, 200},
		{"pin for her", "GET /api/v1/pins/b?viewer=ana", "", nil, 200},
		{"change by her", "PATCH /api/v1/pins/b?viewer=ana", `{"title":"x"}`, []string{typeJSON}, 200},
		{"deletion by her", "DELETE /api/v1/pins/b?viewer=ana", "", nil, 204},
		{"new secret pin of hers", "POST /api/v1/pins?title=Lamp&secret=true&viewer=ana", picture, png, 201},
		{"save to another's board", "PUT /api/v1/boards/hers/pins/b", "", nil, 403},
		{"save to her board", "PUT /api/v1/boards/hers/pins/b?viewer=ana", "", nil, 204},
		{"unsave from another's board", "DELETE /api/v1/boards/hers/pins/b", "", nil, 403},
		{"unsave from her board", "DELETE /api/v1/boards/hers/pins/b?viewer=ana", "", nil, 204},
		{"deletion of her board", "DELETE /api/v1/boards/hidden?viewer=ana", "", nil, 204},

		{"users", "GET /api/v1/users?limit=2", "", nil, 200},
		{"users after a forged bookmark", "GET /api/v1/users?bookmark=forged", "", nil, 400},
		{"new user", "POST /api/v1/users", `{"id":"ben"}`, []string{typeJSON}, 201},
		{"new user of a bad name", "POST /api/v1/users", `{"id":"b n"}`, []string{typeJSON}, 400},
		{"all of a user", "GET /api/v1/users/ana/export", "", nil, 200},
		{"all of nobody", "GET /api/v1/users/nope/export", "", nil, 404},
		{"deleted user", "DELETE /api/v1/users/ana", "", nil, 204},
		{"deletion of local", "DELETE /api/v1/users/local", "", nil, 403},
		{"deletion of nobody", "DELETE /api/v1/users/nope", "", nil, 404},

		{"new title of no board", "PATCH /api/v1/boards/nope", `{"title":"Hall"}`, []string{typeJSON}, 404},
		{"deleted board", "DELETE /api/v1/boards/room", "", nil, 204},
		{"deletion of no board", "DELETE /api/v1/boards/nope", "", nil, 404},
		{"pins on a board", "GET /api/v1/boards/room/pins?limit=2", "", nil, 200},
		{"pins on no board", "GET /api/v1/boards/nope/pins", "", nil, 404},
		{"ideas for a board", "GET /api/v1/boards/room/ideas", "", nil, 200},
		{"ideas with parameters", "GET /api/v1/boards/room/ideas?text=lamp&palette=a32,fed&not=b&off=copy&limit=3&bookmark=more&fold=false&min_score=0.1&explain=false", "", nil, 200},
		{"ideas for no board", "GET /api/v1/boards/nope/ideas", "", nil, 404},
		{"similar on top of a board", "GET /api/v1/pins/b/similar?board=room", "", nil, 200},
		{"similar to no board", "POST /api/v1/similar", `{"board":"nope"}`, []string{typeJSON}, 404},
		{"save", "PUT /api/v1/boards/room/pins/b", "", nil, 204},
		{"save of no pin", "PUT /api/v1/boards/room/pins/nope", "", nil, 404},
		{"unsave", "DELETE /api/v1/boards/room/pins/b", "", nil, 204},
		{"unsave of what is not saved", "DELETE /api/v1/boards/room/pins/nope", "", nil, 404},

		{"original", "GET /pictures/" + hash, "", nil, 200},
		{"part of an original", "GET /pictures/" + hash, "", []string{"Range: bytes=1-4"}, 206},
		{"parts of an original", "GET /pictures/" + hash, "", []string{"Range: bytes=1-4,6-7"}, 206},
		{"original at hand", "GET /pictures/" + hash, "", tag, 304},
		{"behind an original's end", "GET /pictures/" + hash, "", []string{"Range: bytes=1000000-"}, 416},
		{"another original", "GET /pictures/" + hash, "", []string{`If-Match: "x"`}, 412},
		{"no original", "GET /pictures/nope", "", nil, 404},
		{"rendition", "GET /pictures/" + hash + "/236", "", nil, 200},
		{"part of a rendition", "GET /pictures/" + hash + "/474", "", []string{"Range: bytes=0-0"}, 206},
		{"rendition at hand", "GET /pictures/" + hash + "/736", "", []string{`If-None-Match: "` + hash + `-736"`}, 304},
		{"original for her", "GET /pictures/" + hash + "?viewer=ana", "", nil, 200},
		{"rendition for her", "GET /pictures/" + hash + "/236?viewer=ana", "", nil, 200},
		{"rendition of nothing", "GET /pictures/nope/236", "", nil, 404},

		{"reindex", "POST /api/v1/jobs", `{"kind":"reindex"}`, []string{typeJSON}, 202},
		{"reindex with a fit", "POST /api/v1/jobs", `{"kind":"reindex","fit":true}`, []string{typeJSON}, 202},
		{"verification", "POST /api/v1/jobs", `{"kind":"verify","all":true}`, []string{typeJSON}, 202},
		{"import", "POST /api/v1/jobs", `{"kind":"import","paths":["` + paintedFolder(t) + `"],"board":"b","user":"ana","workers":1,"dry_run":true}`, []string{typeJSON, token}, 202},
		{"import of nothing", "POST /api/v1/jobs", `{"kind":"import","paths":["/no/such/folder"]}`, []string{typeJSON, token}, 400},
		{"import without leave", "POST /api/v1/jobs", `{"kind":"import","paths":["/"]}`, []string{typeJSON}, 403},
		{"list of duplicates", "POST /api/v1/jobs", `{"kind":"duplicates","viewer":"ana"}`, []string{typeJSON}, 202},
		{"merge of duplicates", "POST /api/v1/jobs", `{"kind":"duplicates","merge":true,"dry_run":true}`, []string{typeJSON}, 202},
		{"list of duplicates on trial", "POST /api/v1/jobs", `{"kind":"duplicates","dry_run":true}`, []string{typeJSON}, 400},
		{"merges", "GET /api/v1/merges?limit=2", "", nil, 200},
		{"last page of her merges", "GET /api/v1/merges?bookmark=more&viewer=ana", "", nil, 200},
		{"merges after a forged bookmark", "GET /api/v1/merges?bookmark=forged", "", nil, 400},
		{"undone merge", "DELETE /api/v1/merges/m1", "", nil, 200},
		{"merge undone by her", "DELETE /api/v1/merges/m1?viewer=ana", "", nil, 200},
		{"merge that cannot be undone", "DELETE /api/v1/merges/taken", "", nil, 409},
		{"no merge", "DELETE /api/v1/merges/nope", "", nil, 404},
		{"jobs", "GET /api/v1/jobs?limit=2", "", nil, 200},
		{"jobs after a forged bookmark", "GET /api/v1/jobs?bookmark=forged", "", nil, 400},
		{"job", "GET /api/v1/jobs/" + job, "", nil, 200},
		{"no job", "GET /api/v1/jobs/nope", "", nil, 404},
		{"cancelled job", "DELETE /api/v1/jobs/" + job, "", nil, 200},
		{"end of no job", "DELETE /api/v1/jobs/nope", "", nil, 404},
		{"watched job", "GET /api/v1/jobs/" + job + "/events", "", nil, 200},
		{"watched from the middle", "GET /api/v1/jobs/" + job + "/events", "", []string{"Last-Event-ID: 1"}, 200},
		{"watch after what is no event", "GET /api/v1/jobs/" + job + "/events", "", []string{"Last-Event-ID: x"}, 400},
		{"watch of no job", "GET /api/v1/jobs/nope/events", "", nil, 404},

		{"health", "GET /healthz", "", nil, 200},
		{"readiness", "GET /readyz", "", nil, 200},
		{"metrics", "GET /metrics", "", nil, 200},
		{"document", "GET /openapi.json", "", nil, 200},
	}
	k := newContract(t)
	srv := start(t, Options{Token: "secret"}, fake)
	done := map[string]bool{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			r := request(t, method, srv.URL+path, strings.NewReader(test.body), test.header...)
			got := send(t, r)
			if got.StatusCode != test.status {
				t.Fatalf("%d %s, want %d", got.StatusCode, got.body, test.status)
			}
			operation := k.check(t, r, test.body, got)
			done[operation] = done[operation] || got.StatusCode < 300
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
	var widths []int
	for _, v := range newContract(t).doc.Paths.Value("/pictures/{hash}/{width}").Get.Parameters.GetByInAndName("path", "width").Schema.Value.Enum {
		widths = append(widths, int(v.(float64)))
	}
	if !slices.Equal(widths, picture.RenditionWidths) {
		t.Errorf("widths are %v, described as %v", picture.RenditionWidths, widths)
	}
	least := *schemas["QueryPin"].Value.Properties["weight"].Value.Min
	q := engineQuery(api.Query{Pins: &[]api.QueryPin{{ID: "b", Weight: &least}}})
	if q.Pins[0].Weight != 1 {
		t.Errorf("the least weight is %d millionths", q.Pins[0].Weight)
	}
}

// The bounds of a pin's words are the engine's. It checks them first, and then
// complains that these words are all blank.
func TestDocumentAgreesOnWords(t *testing.T) {
	schemas := newContract(t).doc.Components.Schemas
	tags := func(n uint64) []string { return slices.Repeat([]string{"t"}, int(n)) }
	blank := func(n uint64) string { return strings.Repeat(" ", int(n)) }
	link := func(n uint64) string { return "https://" + strings.Repeat("a", int(n)-len("https://")) }
	tests := []struct {
		name string
		most uint64
		pin  func(uint64) engine.NewPin
	}{
		{"title", *schemas["Title"].Value.MaxLength, func(n uint64) engine.NewPin { return engine.NewPin{Title: blank(n)} }},
		{"description", *schemas["Description"].Value.MaxLength, func(n uint64) engine.NewPin { return engine.NewPin{Description: blank(n)} }},
		{"link", *schemas["Link"].Value.MaxLength, func(n uint64) engine.NewPin { return engine.NewPin{Link: link(n)} }},
		{"tags", *schemas["Tags"].Value.MaxItems, func(n uint64) engine.NewPin { return engine.NewPin{Tags: tags(n)} }},
		{"tags of a form", *schemas["PinForm"].Value.Properties["tags"].Value.MaxItems, func(n uint64) engine.NewPin { return engine.NewPin{Tags: tags(n)} }},
		{"tag", *schemas["Tag"].Value.MaxLength, func(n uint64) engine.NewPin { return engine.NewPin{Tags: []string{link(n)}} }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var e engine.Engine
			_, within := e.CreatePin(t.Context(), test.pin(test.most))
			_, over := e.CreatePin(t.Context(), test.pin(test.most+1))
			if !strings.HasPrefix(within.Error(), "a pin has a picture") || strings.HasPrefix(over.Error(), "a pin has a picture") {
				t.Errorf("at %d: %v; over it: %v", test.most, within, over)
			}
		})
	}
	longest := *schemas["BoardTitle"].Value.MaxLength
	if _, err := new(engine.Engine).CreateBoard(t.Context(), engine.NewBoard{Title: strings.Repeat("a", int(longest)+1)}); engine.KindOf(err) != engine.BadQuery {
		t.Errorf("a board's title over %d bytes: %v", longest, err)
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
