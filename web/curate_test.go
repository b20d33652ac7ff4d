package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestChanges follows what is to be changed to the engine, word by word.
func TestChanges(t *testing.T) {
	picture := string(redPNG(t))
	odd := url.PathEscape(oddID)
	imageFirst, imageFirstType := form(t, field{"image", picture}, field{"title", "Lamp & shade"}, field{"description", "at\nhome"},
		field{"tags", "red, reading lamp ,é"}, field{"link", "https://example.org/a?b=c"}, field{"board", "room"}, field{"on_copy", "save_existing"})
	imageLast, imageLastType := form(t, field{"title", ""}, field{"tags", "red"}, field{"link", ""}, field{"board", ""}, field{"on_copy", ""}, field{"image", picture})
	words, wordsType := form(t, field{"title", "Lamp"})
	secret, secretType := form(t, field{"title", "Lamp"}, field{"secret", "true"})
	// A browser sends a file that was not chosen as an empty one without a name.
	const unchosen = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"\"\r\n\r\n\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nLamp\r\n--x--\r\n"
	tests := []struct {
		name, request, body, header string
		status                      int
		told                        string // what to change
		location                    string
	}{
		{
			"picture", "POST /api/v1/pins", picture, "Content-Type: image/png", 201,
			`create {"Owner":"local","Picture":{},"Title":"","Description":"","Tags":null,"Link":"","Board":"","Secret":false,"OnCopy":""}`, "/api/v1/pins/new%2F1",
		},
		{
			"picture as curl sends it", "POST /api/v1/pins?title=Lamp", picture, "Content-Type: application/x-www-form-urlencoded", 201,
			`create {"Owner":"local","Picture":{},"Title":"Lamp","Description":"","Tags":null,"Link":"","Board":"","Secret":false,"OnCopy":""}`, "/api/v1/pins/new%2F1",
		},
		{
			"picture and all words", "POST /api/v1/pins?title=Lamp+%26&description=at+home&tags=red,%20reading+lamp&link=http://example.org&board=" + odd + "&on_copy=keep", picture, "Content-Type: image/gif", 201,
			`create {"Owner":"local","Picture":{},"Title":"Lamp \u0026","Description":"at home","Tags":["red","reading lamp"],"Link":"http://example.org","Board":"a/b c,é%","Secret":false,"OnCopy":"keep"}`, "/api/v1/pins/new%2F1",
		},
		{
			"form, words last, of a copy", "POST /api/v1/pins", imageFirst, imageFirstType, 200,
			`create {"Owner":"local","Picture":{},"Title":"Lamp \u0026 shade","Description":"at\nhome","Tags":["red","reading lamp","é"],"Link":"https://example.org/a?b=c","Board":"room","Secret":false,"OnCopy":"save_existing"}`, "",
		},
		{
			"form, words first, some empty, and address", "POST /api/v1/pins?title=Lamp", imageLast, imageLastType, 201,
			`create {"Owner":"local","Picture":{},"Title":"Lamp","Description":"","Tags":["red"],"Link":"","Board":"","Secret":false,"OnCopy":""}`, "/api/v1/pins/new%2F1",
		},
		{
			"words alone", "POST /api/v1/pins", words, wordsType, 201,
			`create {"Owner":"local","Picture":null,"Title":"Lamp","Description":"","Tags":null,"Link":"","Board":"","Secret":false,"OnCopy":""}`, "/api/v1/pins/new%2F1",
		},
		{
			"form of a browser", "POST /api/v1/pins", unchosen, "Content-Type: multipart/form-data; boundary=x", 201,
			`create {"Owner":"local","Picture":null,"Title":"Lamp","Description":"","Tags":null,"Link":"","Board":"","Secret":false,"OnCopy":""}`, "/api/v1/pins/new%2F1",
		},
		{"some words", "PATCH /api/v1/pins/b", `{"title":"","tags":["a,b"]}`, typeJSON, 200, `local: change "b" {"Title":"","Description":null,"Tags":["a,b"],"Link":null}`, ""},
		{"all words", "PATCH /api/v1/pins/" + odd, `{"title":"a","description":"b","tags":[],"link":""}`, typeJSON, 200, `local: change "a/b c,é%" {"Title":"a","Description":"b","Tags":[],"Link":""}`, ""},
		{"pin gone", "DELETE /api/v1/pins/" + odd, "", "Accept: */*", 204, `local: delete "a/b c,é%"`, ""},
		{"board", "POST /api/v1/boards", `{"title":" Hall "}`, typeJSON, 201, `create board {"Owner":"local","Title":" Hall ","Secret":false}`, "/api/v1/boards/new%2F1"},
		{"title", "PATCH /api/v1/boards/" + odd, `{"title":"Hall"}`, typeJSON, 200, `local: change board "a/b c,é%" {"Title":"Hall","Secret":null}`, ""},
		{"secret board of hers", "POST /api/v1/boards?viewer=ana", `{"title":"Hall","secret":true}`, typeJSON, 201, `create board {"Owner":"ana","Title":"Hall","Secret":true}`, "/api/v1/boards/new%2F1"},
		{"board shown", "PATCH /api/v1/boards/hidden?viewer=ana", `{"secret":false}`, typeJSON, 200, `ana: change board "hidden" {"Title":null,"Secret":false}`, ""},
		{"her secret pin", "POST /api/v1/pins?secret=true&viewer=ana", picture, "Content-Type: image/png", 201, `create {"Owner":"ana","Picture":{},"Title":"","Description":"","Tags":null,"Link":"","Board":"","Secret":true,"OnCopy":""}`, "/api/v1/pins/new%2F1"},
		{"secret pin in a form", "POST /api/v1/pins?viewer=ana", secret, secretType, 201, `create {"Owner":"ana","Picture":null,"Title":"Lamp","Description":"","Tags":null,"Link":"","Board":"","Secret":true,"OnCopy":""}`, "/api/v1/pins/new%2F1"},
		{"her change", "PATCH /api/v1/pins/b?viewer=ana", `{"title":"a"}`, typeJSON, 200, `ana: change "b" {"Title":"a","Description":null,"Tags":null,"Link":null}`, ""},
		{"her deletion", "DELETE /api/v1/pins/b?viewer=ana", "", "Accept: */*", 204, `ana: delete "b"`, ""},
		{"her save", "PUT /api/v1/boards/hidden/pins/b?viewer=ana", "", "Accept: */*", 204, `ana: save "b" to "hidden"`, ""},
		{"her unsave", "DELETE /api/v1/boards/hers/pins/b?viewer=ana", "", "Accept: */*", 204, `ana: unsave "b" from "hers"`, ""},
		{"her board gone", "DELETE /api/v1/boards/hidden?viewer=ana", "", "Accept: */*", 204, `ana: delete board "hidden"`, ""},
		{"user", "POST /api/v1/users", `{"id":"ben/é"}`, typeJSON, 201, `create user "ben/é"`, ""},
		{"user gone", "DELETE /api/v1/users/ana", "", "Accept: */*", 204, `delete user "ana"`, ""},
		{"board gone", "DELETE /api/v1/boards/room", "", "Accept: */*", 204, `local: delete board "room"`, ""},
		{"save", "PUT /api/v1/boards/room/pins/" + odd, "", "Accept: */*", 204, `local: save "a/b c,é%" to "room"`, ""},
		{"unsave", "DELETE /api/v1/boards/room/pins/b", "", "Accept: */*", 204, `local: unsave "b" from "room"`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake := newFake()
			srv := start(t, Options{}, fake)
			method, path, _ := strings.Cut(test.request, " ")
			got := send(t, request(t, method, srv.URL+path, strings.NewReader(test.body), test.header))
			if got.StatusCode != test.status || got.Header.Get("Location") != test.location {
				t.Errorf("%d at %q: %s", got.StatusCode, got.Header.Get("Location"), got.body)
			}
			if (got.StatusCode == http.StatusNoContent) != (len(got.body) == 0) {
				t.Errorf("%d with the body %s", got.StatusCode, got.body)
			}
			if diff := cmp.Diff([]string{test.told}, fake.changes()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
