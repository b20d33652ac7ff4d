package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"akin/engine"
	"akin/engine/region"
	"akin/engine/score"
	"akin/web/api/client"
)

// A neighbour is a collection that a server on this machine has open.
type neighbour struct {
	address string
	client  *client.Client
}

// findNeighbour returns the server that has the folder open; nil if none says
// that it is there, as when the folder is another command's.
func findNeighbour(ctx context.Context, dir string) *neighbour {
	at, err := readServerFile(dir)
	if err != nil {
		return nil
	}
	c, err := client.NewClient(at.Address, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+at.Token)
		return nil
	}))
	if err != nil {
		return nil
	}
	n := &neighbour{at.Address, c}
	if !n.ready(ctx) {
		return nil
	}
	return n
}

// greeting is how long a server on this machine may take to say that it is
// there; it does nothing for it.
const greeting = 5 * time.Second

func (n *neighbour) ready(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, greeting)
	defer cancel()
	res, err := n.client.GetReadiness(ctx)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	word, err := io.ReadAll(io.LimitReader(res.Body, 100))
	return err == nil && res.StatusCode == http.StatusOK && string(word) == "ready\n"
}

func (n *neighbour) Close() error { return nil }

func (n *neighbour) people() people { return neighbours{n.client} }

func (n *neighbour) find(ctx context.Context, f *queryFlags) (a engine.Answer, err error) {
	q, err := f.query()
	if err != nil {
		return a, err
	}
	body, err := json.Marshal(clientQuery(&q))
	if err != nil {
		return a, err
	}
	if f.image == "" {
		err = decoded(&a)(n.client.FindSimilarWithBody(ctx, nil, "application/json", bytes.NewReader(body)))
		return a, err
	}
	file, err := os.Open(f.image)
	if err != nil {
		return a, err
	}
	defer file.Close()
	form, contentType := similarForm(body, file)
	defer form.Close()
	err = decoded(&a)(n.client.FindSimilarWithBody(ctx, nil, contentType, form))
	if aboutPicture(err) {
		err = fmt.Errorf("%s: %w", f.image, err)
	}
	return a, err
}

// aboutPicture tells whether an error is about the bytes of a picture.
func aboutPicture(err error) bool {
	switch engine.KindOf(err) {
	case engine.BadPicture, engine.TooLarge, engine.Unsupported:
		return true
	}
	return false
}

// similarForm sends a query and a picture as they are read; the caller closes
// it.
func similarForm(query []byte, picture io.Reader) (body io.ReadCloser, contentType string) {
	r, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() { // ends when all is read, or the reader is closed
		err := form.WriteField("query", string(query))
		if err == nil {
			var part io.Writer
			if part, err = form.CreateFormFile("image", "image"); err == nil {
				_, err = io.Copy(part, picture)
			}
		}
		if err == nil {
			err = form.Close()
		}
		w.CloseWithError(err)
	}()
	return r, form.FormDataContentType()
}

// clientQuery says a query in the words of the API.
func clientQuery(q *engine.Query) client.Query {
	fold := !q.NoFold
	out := client.Query{Limit: &q.Limit, Fold: &fold, Off: clientSignals(q.Off), Only: clientSignals(q.Only)}
	if q.Text != "" {
		out.Text = &q.Text
	}
	if q.Board != "" {
		board := string(q.Board)
		out.Board = &board
	}
	if len(q.Palette) > 0 {
		palette := make([]client.QueryColor, len(q.Palette))
		for i, c := range q.Palette {
			palette[i] = client.QueryColor{Hex: c.Hex, Weight: float64(c.Weight) / float64(score.One)}
		}
		out.Palette = &palette
	}
	out.Viewer = said(string(q.Viewer))
	if len(q.Pins) > 0 {
		pins := make([]client.QueryPin, len(q.Pins))
		for i, a := range q.Pins {
			pins[i] = client.QueryPin{ID: string(a.ID)}
			if a.Weight != 0 {
				weight := float64(a.Weight) / float64(score.One)
				pins[i].Weight = &weight
			}
		}
		out.Pins = &pins
	}
	if len(q.Not) > 0 {
		not := make(client.QueryNot, len(q.Not))
		for i, id := range q.Not {
			not[i] = string(id)
		}
		out.Not = &not
	}
	out.Region = clientRegion(q.Region)
	return out
}

// clientRegion is a region in fractions that are exact: what the server reads is
// the same to the unit.
func clientRegion(r *region.Rect) *client.Region {
	if r == nil {
		return nil
	}
	side := func(v uint16) float64 { return float64(v) / region.One }
	return &client.Region{X: side(r.X), Y: side(r.Y), W: side(r.W), H: side(r.H)}
}

func clientSignals(list []score.Signal) *client.Signals {
	if len(list) == 0 {
		return nil
	}
	var out client.Signals
	for _, s := range list {
		out = append(out, client.Signal(s))
	}
	return &out
}

// decoded reads an answer into v, and a problem as the error that it was.
func decoded(v any) func(*http.Response, error) error {
	return func(res *http.Response, err error) error {
		if err != nil {
			return err
		}
		defer res.Body.Close()
		if res.StatusCode >= 300 {
			return problemOf(res)
		}
		return json.NewDecoder(res.Body).Decode(v)
	}
}

// kinds are the engine's kinds of errors by the problems that tell of them.
var kinds = map[string]engine.Kind{
	"bad-query": engine.BadQuery, "bad-picture": engine.BadPicture, "not-found": engine.NotFound, "not-allowed": engine.NotAllowed,
	"conflict": engine.Conflict, "gone": engine.Gone, "too-large": engine.TooLarge, "unsupported": engine.Unsupported,
	"busy": engine.Busy, "starting": engine.Busy, "too-slow": engine.Busy,
}

// problemOf turns a problem document back into the engine's error.
func problemOf(res *http.Response) error {
	var p client.Problem
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil || p.Title == "" {
		return fmt.Errorf("the server answered %s", res.Status)
	}
	e := &engine.Error{Kind: kinds[strings.TrimPrefix(string(p.Type), "/problems/")], Text: p.Detail}
	if p.Hint != nil {
		e.Hint = *p.Hint
	}
	return e
}

// absolute says where paths are, whatever folder the server was started in.
func absolute(paths []string) ([]string, error) {
	out := make([]string, len(paths))
	for i, p := range paths {
		var err error
		if out[i], err = filepath.Abs(p); err != nil {
			return nil, err
		}
	}
	return out, nil
}
