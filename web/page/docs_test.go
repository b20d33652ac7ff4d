package page

import (
	"io"
	"slices"
	"strings"
	"testing"
)

// worldDocs describes a small API, with each kind of part once.
func worldDocs() Docs {
	id := DocField{Name: "id", Where: "path", Required: true, Of: DocKind{After: "text"}, Text: "A lamp's ID."}
	lamp := []DocField{{Name: "id", Required: true, Of: DocKind{After: "text"}}, {Name: "switches", Of: DocKind{Before: "list of ", Type: "Switch", After: ", at most 3"}}}
	return Docs{
		Groups: []DocGroup{
			{ID: "lamps", Title: "Lamps", Operations: []DocOperation{
				{
					ID: "listPins", Method: "GET", Path: "/lamps", Summary: "All lamps", Description: "The brightest first.\n\nSend `q` for some, " + hostile + ".",
					Answers: []DocBody{{Status: "200", Text: "Lamps.", MediaTypes: []string{"application/json"}, Of: DocKind{Before: "list of ", Type: "Lamp"}}},
					Curl:    "curl -s http://127.0.0.1:8080/lamps",
				},
				{
					ID: "changeLamp", Method: "PATCH", Path: "/lamps/{id}", Summary: "Change a lamp", Parameters: []DocField{id},
					Bodies:  []DocBody{{MediaTypes: []string{"application/json"}, Of: DocKind{Type: "Lamp"}, Fields: lamp}, {MediaTypes: []string{"image/png", "image/jpeg"}, Of: DocKind{After: "bytes"}}},
					Answers: []DocBody{{Status: "204", Text: "It is done.", Headers: []DocField{{Name: "ETag", Required: true, Of: DocKind{After: "text"}}}}},
					Curl:    "curl -s -X PATCH \\\n  -d '{}' http://127.0.0.1:8080/lamps/$LAMP",
				},
			}},
			{ID: "boards", Title: "Boards", Operations: []DocOperation{{ID: "listBoards", Method: "GET", Path: "/boards", Summary: "All boards"}}},
			{ID: "users", Title: "Users", Operations: []DocOperation{{ID: "listUsers", Method: "GET", Path: "/users", Summary: "All users"}}},
		},
		Types: []DocType{
			{Name: "Lamp", Text: "A lamp.", Fields: lamp}, {Name: "Switch", Fields: []DocField{{Name: "on", Of: DocKind{After: "true or false"}}}},
			{Name: "Problem"},
		},
		Problems: []DocProblem{{Type: "/problems/dark", Status: "404", Text: "No lamp."}, {Type: "/problems/unmet", Status: "412, 416", Text: "Several."}},
		MaxBody:  "51 MB", MaxLimit: 200,
	}
}

// Each operation can be linked to, is in the contents, and stands there in
// order with all its parts; what a description says stays text.
func TestDocs(t *testing.T) {
	d := parse(t, func(w io.Writer) error { return newSet(t).Docs(w, worldDocs()) })
	ids := map[string]bool{}
	for e := range d.all() {
		ids[e.get("id")] = true
	}
	for e := range d.all("a") {
		if anchor, ok := strings.CutPrefix(e.get("href"), "#"); ok && !ids[anchor] {
			t.Errorf("#%s leads nowhere", anchor)
		}
	}
	var contents []string
	for e := range d.with("nav", "aria-label", "Contents")[0].all("a") {
		contents = append(contents, e.get("href")+" "+e.text())
	}
	want := []string{"#begin Where to begin", "#errors Errors", "#lamps Lamps", "#listPins All lamps", "#changeLamp Change a lamp", "#boards Boards", "#listBoards All boards", "#users Users", "#listUsers All users", "#objects Objects"}
	if !slices.Equal(contents, want) {
		t.Errorf("the contents are %q, want %q", contents, want)
	}
	operations := d.with("article", "class", "operation")
	if len(operations) != 4 {
		t.Fatalf("%d operations", len(operations))
	}
	for i, want := range []string{
		"All lamps GET /lamps The brightest first. Send q for some, " + hostile + ". curl -s http://127.0.0.1:8080/lamps Answers 200 Lamps. list of Lamp application/json",
		"Change a lamp PATCH /lamps/{id} curl -s -X PATCH \\ -d '{}' http://127.0.0.1:8080/lamps/$LAMP Parameters id path text required A lamp's ID. " +
			"Body Lamp application/json 2 fields id text required switches list of Switch, at most 3 bytes image/png, image/jpeg " +
			"Answers 204 It is done. 1 header ETag text required",
	} {
		if got := operations[i].text(); got != want {
			t.Errorf("operation %d reads\n%s\nwant\n%s", i, got, want)
		}
	}
	for _, code := range operations[1].with("pre", "class", "curl") {
		if got := code.FirstChild.FirstChild.Data; got != "curl -s -X PATCH \\\n  -d '{}' http://127.0.0.1:8080/lamps/$LAMP" {
			t.Errorf("the example is %q, which cannot be copied", got)
		}
	}
}

func TestProse(t *testing.T) {
	got := prose("One `two` three.\n\n`four`\n\n\n")
	if len(got) != 2 || !slices.Equal(got[0], []span{{false, "One "}, {true, "two"}, {false, " three."}}) || !slices.Equal(got[1], []span{{true, "four"}}) {
		t.Errorf("%v", got)
	}
	if got := prose(""); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}
