package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"akin/engine"
)

// Whoever a query names is who the engine is asked for; without one it is
// nobody in particular, but for the pages, which are the local owner's.
func TestViewers(t *testing.T) {
	fake := newFake()
	fake.asked = make(chan engine.Query, 1)
	srv := start(t, Options{}, fake)
	sent, sentType := form(t, field{"text", ""}, field{"image", string(redPNG(t))})
	for _, test := range []struct {
		request, body, header string
		want                  engine.UserID
	}{
		{"GET /api/v1/pins/b/similar", "", "Accept: */*", ""},
		{"GET /api/v1/pins/b/similar?viewer=ana", "", "Accept: */*", "ana"},
		{"GET /api/v1/search?q=lamp&viewer=b%C3%A9n", "", "Accept: */*", "bén"},
		{"GET /api/v1/boards/room/ideas?viewer=ana", "", "Accept: */*", "ana"},
		{"POST /api/v1/similar", `{"text":"lamp","viewer":"ana"}`, typeJSON, "ana"},
		{"POST /api/v1/similar", `{"text":"lamp"}`, typeJSON, ""},
		{"POST /api/v1/similar?viewer=ana", `{"text":"lamp"}`, typeJSON, "ana"},
		{"GET /pins/b", "", wantsHTML, engine.LocalUser},
		{"GET /search?q=lamp", "", wantsHTML, engine.LocalUser},
		{"GET /boards/room", "", wantsHTML, engine.LocalUser},
		{"POST /search/picture", sent, sentType, engine.LocalUser},
	} {
		method, path, _ := strings.Cut(test.request, " ")
		got := send(t, request(t, method, srv.URL+path, strings.NewReader(test.body), test.header))
		if got.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", test.request, got.StatusCode, got.body)
			continue
		}
		if q := <-fake.asked; q.Viewer != test.want {
			t.Errorf("%s asks for %q, want %q", test.request, q.Viewer, test.want)
		}
	}
}

// A secret picture is there for its owner, and kept by nobody but the browser;
// for all others it is as one that never was, even with its hash at hand.
func TestSecretPictures(t *testing.T) {
	fake := newFake()
	hash := string(fake.put(redPNG(t)))
	fake.secret = engine.PictureID(hash)
	srv := start(t, Options{}, fake)
	for _, path := range []string{"/pictures/" + hash, "/pictures/" + hash + "/236"} {
		got := send(t, request(t, "GET", srv.URL+path+"?viewer=ana", nil))
		if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Header.Get("Cache-Control"), "private") {
			t.Errorf("%s for ana: %d, %q", path, got.StatusCode, got.Header.Get("Cache-Control"))
		}
		for _, as := range []string{"", "?viewer=local", "?viewer=nobody"} {
			for _, header := range []string{"Accept: */*", `If-None-Match: "` + hash + `"`, `If-None-Match: "` + hash + `-236"`} {
				got := send(t, request(t, "GET", srv.URL+path+as, nil, header))
				if problemIn(t, got); got.StatusCode != http.StatusNotFound || got.Header.Get("ETag") != "" || got.Header.Get("Cache-Control") != "" {
					t.Errorf("%s%s with %s: %d, %v", path, as, header, got.StatusCode, got.Header)
				}
			}
		}
	}
}

// The forms that make boards secret say so to the engine, in the name of the
// local owner.
func TestSecretForms(t *testing.T) {
	fake := newFake()
	srv := start(t, Options{}, fake)
	for _, test := range []struct {
		path   string
		fields url.Values
		status int
		to     string
		told   string // the first change
	}{
		{"/boards/room/secret", url.Values{"secret": {"true"}}, 303, "/boards/room", `local: change board "room" {"Title":null,"Secret":true}`},
		{"/boards/room/secret", url.Values{"secret": {"false"}}, 303, "/boards/room", `local: change board "room" {"Title":null,"Secret":false}`},
		{"/boards/room/secret", url.Values{}, 400, "", ""},
		{"/boards/hers/secret", url.Values{"secret": {"true"}}, 403, "", ""},
		{"/boards/hidden/secret", url.Values{"secret": {"false"}}, 404, "", ""},
		{"/pins/b/save", url.Values{"title": {"Hall"}, "secret": {"true"}}, 303, "/pins/b", `create board {"Owner":"local","Title":"Hall","Secret":true}`},
		{"/pins/b/save", url.Values{"title": {"Room"}, "secret": {"true"}}, 409, "", ""},
		{"/pins/b/save", url.Values{"board": {"hers"}}, 403, "", ""},
	} {
		before := len(fake.changes())
		r := request(t, "POST", srv.URL+test.path, strings.NewReader(test.fields.Encode()), "Content-Type: application/x-www-form-urlencoded")
		res, err := http.DefaultTransport.RoundTrip(r) // which follows nothing
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		told := append(fake.changes()[before:], "")
		if res.StatusCode != test.status || res.Header.Get("Location") != test.to || told[0] != test.told {
			t.Errorf("%s %v: %d to %q, and %q", test.path, test.fields, res.StatusCode, res.Header.Get("Location"), told)
		}
	}
}
