package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"

	"akin/engine"

	"github.com/rogpeppe/go-internal/testscript"
)

// ask DATA REQUESTS OUT sends each request of a file to the server that has the
// folder open, as curl would, and writes down what it answers: status, what is
// told to caches, and the body, but for what is another's each time. A line is
// METHOD PATH [JSON]; of PAGE PATH the answer is to be a page. In it PICTURE:FILE
// is a file's hash and BOARD:OWNER:TITLE the ID that a board got by its title.
func ask(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: ask DATA REQUESTS OUT")
	}
	at, err := readServerFile(ts.MkAbs(args[0]))
	ts.Check(err)
	var out strings.Builder
	for line := range strings.Lines(spelled(ts, ts.ReadFile(args[1]))) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(&out, "%s\n%s\n", line, answerTo(ts, at.Address, line))
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(out.String()), 0o644))
}

var (
	pictureName = regexp.MustCompile(`PICTURE:([a-z.]+)`)
	boardName   = regexp.MustCompile(`BOARD:([a-z]+):([A-Za-z]+)`)
)

// spelled puts IDs in the place of names.
func spelled(ts *testscript.TestScript, text string) string {
	text = pictureName.ReplaceAllStringFunc(text, func(name string) string {
		return string(engine.PictureIDOf([]byte(ts.ReadFile(pictureName.FindStringSubmatch(name)[1]))))
	})
	return boardName.ReplaceAllStringFunc(text, func(name string) string {
		m := boardName.FindStringSubmatch(name)
		return string(engine.BoardOf(engine.UserID(m[1]), m[2]).ID)
	})
}

// varying are the parts of an answer that no two have in common: a request's
// name, and how long an index has been there.
var varying = regexp.MustCompile(`"request_id":"[^"]*"|Request <code>[^<]*<|(?m)^akin_(?:http|stage|generation|index_bytes|uploads|watch|jobs).*\n|^(?:go|process|promhttp)_.*\n|^# .*\n`)

func answerTo(ts *testscript.TestScript, address, line string) string {
	method, rest, _ := strings.Cut(line, " ")
	path, body, _ := strings.Cut(rest, " ")
	accept := "*/*"
	if method == "PAGE" {
		method, accept = "GET", "text/html"
	}
	r, err := http.NewRequest(method, address+path, strings.NewReader(body))
	ts.Check(err)
	r.Header.Set("Accept", accept)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	ts.Check(err)
	return fmt.Sprintf("%d %s %q %q\n%s", res.StatusCode, res.Header.Get("Content-Type"), res.Header.Get("Cache-Control"), res.Header.Get("ETag"),
		varying.ReplaceAll(data, nil))
}
