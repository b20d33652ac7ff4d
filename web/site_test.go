package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const wantsHTML = "Accept: text/html,application/xhtml+xml"

// Every page is HTML under the policy that allows nothing inline, and every
// file that the first page names is there for good.
func TestPages(t *testing.T) {
	srv := start(t, Options{}, newFake())
	for _, path := range []string{"/", "/boards", "/boards/room", "/pins/a", "/pins/a?off=color", "/search", "/search?q=lamp", "/docs"} {
		got := send(t, request(t, "GET", srv.URL+path, nil, wantsHTML))
		if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.body)
		}
		if got.Header.Get("Content-Security-Policy") != pagePolicy {
			t.Errorf("%s: policy %q", path, got.Header.Get("Content-Security-Policy"))
		}
	}
	home := string(send(t, request(t, "GET", srv.URL+"/", nil, wantsHTML)).body)
	assets := 0
	for part := range strings.SplitSeq(home, `"`) {
		if strings.HasPrefix(part, "/assets/") {
			assets++
			got := send(t, request(t, "GET", srv.URL+part, nil))
			if got.StatusCode != http.StatusOK || !strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s: %d, %q", part, got.StatusCode, got.Header.Get("Cache-Control"))
			}
		}
	}
	if assets < 3 {
		t.Errorf("the home page names %d files, want at least a style sheet, a script and an icon", assets)
	}
}

// A person who asks for what is not there gets a page, a program a document.
func TestProblemsAsPages(t *testing.T) {
	srv := start(t, Options{}, newFake())
	for path, status := range map[string]int{"/nowhere": 404, "/pins/nosuch": 404, "/pins/a?off=colour": 400, "/assets/nosuch.css": 404} {
		got := send(t, request(t, "GET", srv.URL+path, nil, wantsHTML))
		if got.StatusCode != status || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.Header.Get("Content-Type"))
		}
	}
	got := send(t, request(t, "GET", srv.URL+"/pins/nosuch", nil))
	if p := problemIn(t, got); p.Status != 404 {
		t.Errorf("without HTML: %v", p)
	}
}

// The forms of the pages do what they say, and lead back to the pin.
func TestForms(t *testing.T) {
	fake := newFake()
	srv := start(t, Options{}, fake)
	post := func(path string, fields url.Values, header ...string) reply {
		r := request(t, "POST", srv.URL+path, strings.NewReader(fields.Encode()), append(header, "Content-Type: application/x-www-form-urlencoded")...)
		res, err := http.DefaultTransport.RoundTrip(r) // which follows nothing
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return reply{Response: res}
	}
	for _, f := range []struct {
		path   string
		fields url.Values
	}{
		{"/pins/b/save", url.Values{"board": {"room"}}},
		{"/pins/b/save", url.Values{"title": {"New board"}}},
		{"/pins/b/unsave", url.Values{"board": {"room"}}},
	} {
		if got := post(f.path, f.fields); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/pins/b" {
			t.Errorf("%s %v: %d to %q", f.path, f.fields, got.StatusCode, got.Header.Get("Location"))
		}
	}
	done := len(fake.changes())
	if done != 4 {
		t.Errorf("%d changes, want two saves, a new board and one taken off: %q", done, fake.changes())
	}
	if got := post("/pins/b/save", url.Values{"board": {"room"}}, "Sec-Fetch-Site: cross-site"); got.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", got.StatusCode)
	}
	if got := post("/pins/b/save", url.Values{"title": {strings.Repeat("a", formBytes)}}); got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", got.StatusCode)
	}
	if n := len(fake.changes()); n != done {
		t.Errorf("%d changes came of what was refused", n-done)
	}
}

func TestSearchByPicture(t *testing.T) {
	srv := start(t, Options{}, newFake())
	body, contentType := form(t, field{"text", ""}, field{"image", string(redPNG(t))})
	got := send(t, request(t, "POST", srv.URL+"/search/picture", strings.NewReader(body), contentType, wantsHTML))
	if got.StatusCode != http.StatusOK || !strings.Contains(string(got.body), "/pins/b") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	for name, fields := range map[string][]field{"no picture": {{"text", "lamp"}}, "no picture at all": {{"image", "lamp"}}} {
		body, contentType := form(t, fields...)
		if got := send(t, request(t, "POST", srv.URL+"/search/picture", strings.NewReader(body), contentType, wantsHTML)); got.StatusCode < 400 {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
	}
}
