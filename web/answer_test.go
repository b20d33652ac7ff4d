package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/region"
	"akin/engine/score"
	"akin/web/api/client"

	"github.com/google/go-cmp/cmp"
)

// TestQueries follows what is asked to the engine.
func TestQueries(t *testing.T) {
	picture := string(redPNG(t))
	look, err := newFake().Look(t.Context(), strings.NewReader(picture), nil)
	if err != nil {
		t.Fatal(err)
	}
	queryFirst, queryFirstType := form(t, field{"query", `{"text":"lamp","limit":7}`}, field{"image", picture})
	filtered, filteredType := form(t, field{"query", `{"filter":{"tags":["red"]},"min_score":1}`}, field{"image", picture})
	queryLast, queryLastType := form(t, field{"image", picture}, field{"query", `{"text":"lamp"}`})
	middle := &region.Rect{X: region.One / 4, W: region.One / 2, H: region.One}
	tests := []struct {
		name, request, body, contentType string
		want                             engine.Query
	}{
		{
			"all fields", "POST /api/v1/similar",
			`{"pins":[{"id":"b","weight":0.0000025},{"id":"a"},{"id":"b","weight":1000}],"text":"red lamp","off":["shape"],"only":["color","text"],"limit":200,"bookmark":"more","fold":false}`, "application/json",
			engine.Query{
				Pins: []engine.Anchor{{ID: "b", Weight: 3}, {ID: "a", Weight: score.One}, {ID: "b", Weight: 1000 * score.One}},
				Text: "red lamp", Off: []score.Signal{score.Shape}, Only: []score.Signal{score.Color, score.Text}, Limit: 200, Bookmark: "more", NoFold: true,
			},
		},
		{
			"a stored picture and how to answer", "POST /api/v1/similar",
			`{"image":{"sha256":"` + string(look.Picture) + `"},"weights":{"color":0,"text":2.5},"min_score":0.1234567,"explain":false}`, "application/json",
			engine.Query{
				Image: look.Picture, Weights: map[score.Signal]score.Micro{score.Color: 0, score.Text: 2_500_000}, MinScore: 123_457, NoExplain: true,
			},
		},
		{
			"filter", "POST /api/v1/similar",
			`{"text":"lamp","filter":{"board":"room","tags":["Red","blue"],"aspect":"portrait","min_width":5,"min_height":6.0,"created_from":"2024-05-06T07:08:09Z","created_until":"2024-05-06T09:08:09+02:00"}}`, "application/json",
			engine.Query{Text: "lamp", Filter: engine.Filter{
				Board: "room", Tags: []string{"Red", "blue"}, Aspect: engine.Portrait, MinWidth: 5, MinHeight: 6,
				From: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Until: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC),
			}},
		},
		{"palette", "POST /api/v1/similar", `{"palette":[{"hex":"#f0e0c0","weight":0.4},{"hex":"a32","weight":12}]}`, "application/json", engine.Query{
			Palette: []engine.Color{{Hex: "#f0e0c0", Weight: 400_000}, {Hex: "a32", Weight: 12_000_000}},
		}},
		{"palette in the address", "GET /api/v1/pins/b/similar?palette=%23f0e0c0:2,a32:3", "", "", engine.Query{
			Pins: []engine.Anchor{{ID: "b", Weight: score.One}}, Palette: []engine.Color{{Hex: "#aa3322", Weight: 600_000}, {Hex: "#f0e0c0", Weight: 400_000}},
		}},
		{"picture and palette", "POST /api/v1/similar?palette=a32,fff", picture, "image/png", engine.Query{
			Picture: look, Palette: []engine.Color{{Hex: "#aa3322", Weight: 500_000}, {Hex: "#ffffff", Weight: 500_000}},
		}},
		{"part of a pin", "POST /api/v1/similar", `{"pins":[{"id":"b"}],"region":{"x":0.25,"y":0,"w":0.5,"h":1.0},"not":["source:a b.png","a"]}`, "application/json", engine.Query{
			Pins: []engine.Anchor{{ID: "b", Weight: score.One}}, Region: middle, Not: []engine.PinID{"source:a b.png", "a"},
		}},
		{"part of a pin in the address", "GET /api/v1/pins/b/similar?region=.25,0,.5,1&not=a,source:a+b.png", "", "", engine.Query{
			Pins: []engine.Anchor{{ID: "b", Weight: score.One}}, Region: middle, Not: []engine.PinID{"a", "source:a b.png"},
		}},
		{"part of a stored picture", "POST /api/v1/similar?region=0.25,0,0.5,1", `{"image":{"sha256":"` + string(look.Picture) + `"}}`, "application/json", engine.Query{
			Image: look.Picture, Region: middle,
		}},
		{"ideas for a board, away from a pin", "GET /api/v1/boards/room/ideas?not=b", "", "", engine.Query{Board: "room", Not: []engine.PinID{"b"}}},
		{"explained", "POST /api/v1/similar", `{"text":"lamp","explain":true,"min_score":0,"weights":{},"filter":{}}`, "application/json", engine.Query{Text: "lamp"}},
		{"pin by its source", "POST /api/v1/similar?explain=false", `{"pins":[{"id":"source:a b.png"}],"text":"lamp"}`, "application/json", engine.Query{
			Pins: []engine.Anchor{{ID: "source:a b.png", Weight: score.One}}, Text: "lamp", NoExplain: true,
		}},
		{"picture, and how to answer", "POST /api/v1/similar?min_score=0.5&explain=false", picture, "image/png", engine.Query{Picture: look, MinScore: 500_000, NoExplain: true}},
		{"form with a filter", "POST /api/v1/similar", filtered, filteredType, engine.Query{Picture: look, Filter: engine.Filter{Tags: []string{"red"}}, MinScore: 1_000_000}},
		{"short form, and how to answer", "GET /api/v1/pins/b/similar?min_score=0.25&explain=true", "", "", engine.Query{
			Pins: []engine.Anchor{{ID: "b", Weight: score.One}}, MinScore: 250_000,
		}},
		{"defaults", "POST /api/v1/similar", `{"text":"lamp"}`, "application/json", engine.Query{Text: "lamp"}},
		{"whole number as JSON may write it", "POST /api/v1/similar", `{"text":"lamp","limit":5.0,"fold":true}`, "application/json", engine.Query{Text: "lamp", Limit: 5}},
		{"board", "POST /api/v1/similar", `{"board":"room","pins":[{"id":"b"}]}`, "application/json", engine.Query{
			Board: "room", Pins: []engine.Anchor{{ID: "b", Weight: score.One}},
		}},
		{"picture and board", "POST /api/v1/similar?board=room", picture, "image/png", engine.Query{Picture: look, Board: "room"}},
		{"ideas for a board", "GET /api/v1/boards/a%2Fb%20c,%C3%A9%25/ideas?text=red&off=copy&only=board&limit=3&bookmark=more&fold=false&min_score=0.5&explain=false", "", "", engine.Query{
			Board: oddID, Text: "red", Off: []score.Signal{score.Copy}, Only: []score.Signal{score.Board}, Limit: 3, Bookmark: "more",
			NoFold: true, MinScore: 500_000, NoExplain: true,
		}},
		{"body and address", "POST /api/v1/similar?limit=3", `{"text":"lamp"}`, "application/json", engine.Query{Text: "lamp", Limit: 3}},
		{
			"picture and address", "POST /api/v1/similar?text=a,+b&off=shape,text&only=color&limit=4&bookmark=more&fold=false", picture, "image/gif",
			engine.Query{Picture: look, Text: "a, b", Off: []score.Signal{score.Shape, score.Text}, Only: []score.Signal{score.Color}, Limit: 4, Bookmark: "more", NoFold: true},
		},
		{"form", "POST /api/v1/similar", queryFirst, queryFirstType, engine.Query{Picture: look, Text: "lamp", Limit: 7}},
		{"form, query last, and address", "POST /api/v1/similar?fold=false", queryLast, queryLastType, engine.Query{Picture: look, Text: "lamp", NoFold: true}},
		{"short form", "GET /api/v1/pins/b/similar?text=lamp&limit=9&bookmark=more", "", "", engine.Query{Pins: []engine.Anchor{{ID: "b", Weight: score.One}}, Text: "lamp", Limit: 9, Bookmark: "more"}},
		{"words", "GET /api/v1/search?q=red+lamp", "", "", engine.Query{Text: "red lamp"}},
		{
			"words and the rest", "GET /api/v1/search?q=lamp&off=shape&only=color,text&limit=3&bookmark=more", "", "",
			engine.Query{Text: "lamp", Off: []score.Signal{score.Shape}, Only: []score.Signal{score.Color, score.Text}, Limit: 3, Bookmark: "more"},
		},
		{
			"odd ID", "GET /api/v1/pins/" + url.PathEscape(oddID) + "/similar", "", "",
			engine.Query{Pins: []engine.Anchor{{ID: oddID, Weight: score.One}}},
		},
	}
	fake := newFake()
	fake.put([]byte(picture))
	fake.asked = make(chan engine.Query, 1)
	srv := start(t, Options{}, fake)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			contentType := strings.TrimPrefix(test.contentType, "Content-Type: ")
			got := send(t, request(t, method, srv.URL+path, strings.NewReader(test.body), "Content-Type: "+contentType))
			if got.StatusCode != http.StatusOK {
				t.Fatalf("%d %s", got.StatusCode, got.body)
			}
			if diff := cmp.Diff(test.want, <-fake.asked, everyField); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Of a picture that is sent no more is looked at than was asked for, wherever
// that was said.
func TestPartOfPicture(t *testing.T) {
	picture := string(redPNG(t))
	middle := &region.Rect{X: region.One / 4, W: region.One / 2, H: region.One}
	inForm, inFormType := form(t, field{"query", `{"region":{"x":0.25,"y":0,"w":0.5,"h":1},"not":["b"]}`}, field{"image", picture})
	last, lastType := form(t, field{"image", picture}, field{"query", `{"not":["b"]}`})
	fake := newFake()
	fake.asked, fake.parts = make(chan engine.Query, 1), make(chan *region.Rect, 1)
	srv := start(t, Options{}, fake)
	for _, test := range []struct {
		name, path, body, contentType string
		want                          *region.Rect
	}{
		{"all of it", "?not=b", picture, "Content-Type: image/png", nil},
		{"by the address", "?region=0.25,0,0.5,1&not=b", picture, "Content-Type: image/png", middle},
		{"by the form", "", inForm, inFormType, middle},
		{"by the address beside a form", "?region=0.25,0,0.5,1", last, lastType, middle},
		{"all of it in a form", "", last, lastType, nil},
	} {
		got := send(t, request(t, "POST", srv.URL+"/api/v1/similar"+test.path, strings.NewReader(test.body), test.contentType))
		if got.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %s", test.name, got.StatusCode, got.body)
		}
		q := <-fake.asked
		if diff := cmp.Diff(test.want, <-fake.parts); diff != "" {
			t.Errorf("%s: looked at another part: %s", test.name, diff)
		}
		if diff := cmp.Diff(test.want, q.Region); diff != "" {
			t.Errorf("%s: asked with another part: %s", test.name, diff)
		}
		if q.Picture == nil || len(q.Not) != 1 || q.Not[0] != "b" {
			t.Errorf("%s: away from %q", test.name, q.Not)
		}
	}
}

// The parts of a pin are there as numbers of the picture, and none is no null.
func TestPinRegions(t *testing.T) {
	srv := start(t, Options{}, newFake())
	for id, want := range map[string]string{
		"b": `{"items":[{"x":0.125000,"y":0.250000,"w":0.400000,"h":0.333333,"salience":200},{"x":0.000000,"y":0.500000,"w":0.500000,"h":0.500000,"salience":0}]}` + "\n",
		"a": `{"items":[]}` + "\n",
	} {
		if got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/"+id+"/regions", nil)); string(got.body) != want {
			t.Errorf("%s: %d %s", id, got.StatusCode, got.body)
		}
	}
}

// everyField compares what a picture looks like through and through.
var everyField = cmp.Exporter(func(reflect.Type) bool { return true })

// Answers are the engine's own, as commands print them.
func TestAnswers(t *testing.T) {
	srv := start(t, Options{}, newFake())
	got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/"+url.PathEscape(oddID), nil))
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(pinView(oddID)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.body, want.Bytes()) {
		t.Errorf("got  %s\nwant %s", got.body, want.Bytes())
	}
	if got.Header.Get("Content-Type") != "application/json" || got.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers are %v", got.Header)
	}
}

// HEAD says what GET would.
func TestHead(t *testing.T) {
	srv := start(t, Options{}, newFake())
	get := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b", nil))
	head := send(t, request(t, "HEAD", srv.URL+"/api/v1/pins/b", nil))
	if head.StatusCode != 200 || len(head.body) != 0 || head.ContentLength != int64(len(get.body)) {
		t.Errorf("%d, %d bytes of %d", head.StatusCode, len(head.body), head.ContentLength)
	}
}

// TestClient asks with the generated client.
func TestClient(t *testing.T) {
	srv := start(t, Options{}, newFake())
	c, err := client.NewClientWithResponses(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	limit, text := 5, "lamp"
	found, err := c.FindSimilarWithResponse(t.Context(), nil, client.Query{Pins: &[]client.QueryPin{{ID: "b"}}, Text: &text, Limit: &limit})
	if err != nil {
		t.Fatal(err)
	}
	if a := found.JSON200; a == nil || a.Items[0].Score != .28 || a.Items[0].Receipt[2].Signal != client.SignalDiverse || *a.Anchor.ID != "b" {
		t.Errorf("%d %s", found.StatusCode(), found.Body)
	}
	byPicture, err := c.FindSimilarWithBodyWithResponse(t.Context(), &client.FindSimilarParams{Limit: &limit}, "image/png", bytes.NewReader(redPNG(t)))
	if err != nil {
		t.Fatal(err)
	}
	if a := byPicture.JSON200; a == nil || a.Items[0].Copy == nil || a.Anchor.ID != nil {
		t.Errorf("%d %s", byPicture.StatusCode(), byPicture.Body)
	}
	odd, err := c.FindSimilarToPinWithResponse(t.Context(), oddID, &client.FindSimilarToPinParams{Off: &[]client.Signal{client.SignalText, client.SignalShape}})
	if err != nil {
		t.Fatal(err)
	}
	if a := odd.JSON200; a == nil || *a.Anchor.ID != oddID {
		t.Errorf("%d %s", odd.StatusCode(), odd.Body)
	}
	board, err := c.CreateBoardWithResponse(t.Context(), nil, client.NewBoard{Title: "Hall"})
	if err != nil {
		t.Fatal(err)
	}
	if b := board.JSON201; b == nil || b.Title != "Hall" || *b.Covers[0].Picture == "" {
		t.Errorf("%d %s", board.StatusCode(), board.Body)
	}
	title, onCopy := "Lamp", client.OnCopyKeep
	made, err := c.CreatePinWithBodyWithResponse(t.Context(), &client.CreatePinParams{Title: &title, Tags: &[]string{"a b", "c&d"}, OnCopy: &onCopy}, "image/png", bytes.NewReader(redPNG(t)))
	if err != nil {
		t.Fatal(err)
	}
	if p := made.JSON201; p == nil || !p.IsNew || p.Copy.ID != "b" || p.Pin.ID != newID {
		t.Errorf("%d %s", made.StatusCode(), made.Body)
	}
	none, err := c.GetPinWithResponse(t.Context(), "nope", nil)
	if err != nil {
		t.Fatal(err)
	}
	if p := none.ApplicationProblemJSONDefault; p == nil || p.Type != client.ProblemTypeNotFound {
		t.Errorf("%d %s", none.StatusCode(), none.Body)
	}
}

// Requests of all forms at once get what each gets alone. Under the race
// detector this is also what finds shared state.
func TestConcurrent(t *testing.T) {
	picture := string(redPNG(t))
	both, bothType := form(t, field{"query", `{"text":"lamp"}`}, field{"image", picture})
	asks := []struct{ method, path, body, header string }{
		{"POST", "/api/v1/similar", `{"text":"lamp"}`, typeJSON},
		{"POST", "/api/v1/similar", `{"txt":"lamp"}`, typeJSON},
		{"POST", "/api/v1/similar?limit=3", picture, "Content-Type: image/png"},
		{"POST", "/api/v1/similar", picture[:100], "Content-Type: image/png"},
		{"POST", "/api/v1/similar", both, bothType},
		{"GET", "/api/v1/pins/b/similar?only=color", "", "Accept: */*"},
		{"GET", "/nowhere", "", "Accept: */*"},
		{"GET", "/readyz", "", "Host: evil.example"},
	}
	srv := start(t, Options{}, newFake())
	ask := func(i int) reply {
		a := asks[i]
		return send(t, request(t, a.method, srv.URL+a.path, strings.NewReader(a.body), a.header))
	}
	var alone []reply
	for i := range asks {
		alone = append(alone, ask(i))
	}
	var all sync.WaitGroup
	for n := range 5 * len(asks) { // with three pictures in each turn, fewer than maxUploads
		all.Go(func() {
			i := n % len(asks)
			got := ask(i)
			ok := got.StatusCode < 300 && bytes.Equal(got.body, alone[i].body)
			if got.StatusCode != alone[i].StatusCode || got.StatusCode < 300 && !ok {
				t.Errorf("%s %s: %d %s", asks[i].method, asks[i].path, got.StatusCode, got.body)
			}
		})
	}
	all.Wait()
}

// A picture needs no declared type, nor a right one: curl declares a form.
func TestPictureWithoutItsType(t *testing.T) {
	srv := start(t, Options{}, newFake())
	for _, header := range [][]string{nil, {"Content-Type: application/x-www-form-urlencoded"}} {
		got := send(t, request(t, "POST", srv.URL+"/api/v1/similar", bytes.NewReader(redPNG(t)), header...))
		if got.StatusCode != http.StatusOK {
			t.Errorf("%q: %d %s", header, got.StatusCode, got.body)
		}
	}
}
