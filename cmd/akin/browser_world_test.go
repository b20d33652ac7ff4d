package main

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
)

// A world is a collection that is served.
type world struct{ origin string }

// newWorld imports what is at the paths, if any, and serves it until the test
// ends.
func newWorld(t *testing.T, paths ...string) *world {
	t.Helper()
	return &world{served(t, paths...)}
}

// A found pin is what the stories need of one.
type foundPin struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Boards  []string `json:"boards"`
	Picture string   `json:"picture"`
}

func (p foundPin) path() string     { return "/pins/" + p.ID }
func (p foundPin) original() string { return "/pictures/" + p.Picture }

// pins asks the API for a list of pins, or for an answer.
func (w *world) pins(t *testing.T, path string) []foundPin {
	t.Helper()
	var pins []foundPin
	for _, it := range items[struct{ Pin foundPin }](t, w, path) {
		pins = append(pins, it.Pin)
	}
	return pins
}

// boardPath is the page of the board with that title.
func (w *world) boardPath(t *testing.T, title string) string {
	t.Helper()
	for _, board := range items[struct{ ID, Title string }](t, w, "/api/v1/boards?limit=200") {
		if board.Title == title {
			return "/boards/" + board.ID
		}
	}
	t.Fatalf("there is no board %q", title)
	return ""
}

// items asks the API for a list, which must not be empty.
func items[T any](t *testing.T, w *world, path string) []T {
	t.Helper()
	res, err := http.Get(w.origin + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct{ Items []T }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || len(answer.Items) == 0 {
		t.Fatalf("%s: %d, %d items, %v", path, res.StatusCode, len(answer.Items), err)
	}
	return answer.Items
}

// pin is the first that the words find.
func (w *world) pin(t *testing.T, words string) foundPin {
	t.Helper()
	return w.pins(t, "/api/v1/search?q="+words)[0]
}

// html is a page's source.
func (w *world) html(t *testing.T, path string) string {
	t.Helper()
	return string(w.bytes(t, path))
}

// bytes are what the server answers to a browser.
func (w *world) bytes(t *testing.T, path string) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", w.origin+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
