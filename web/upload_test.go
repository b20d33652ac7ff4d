package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"akin/engine"
	"akin/engine/picture"
	"akin/engine/region"
	"akin/web/api"
)

// More pictures at once than there is room for are refused before any of their
// bytes comes in; what needs no room goes on, and so do those that have it.
func TestUploadFlood(t *testing.T) {
	picture := string(redPNG(t))
	similar, similarType := form(t, field{"image", picture})
	pin, pinType := form(t, field{"image", picture}, field{"title", "Lamp"})
	uploads := []struct{ path, body, header string }{
		{"/api/v1/similar", picture, "Content-Type: image/png"},
		{"/api/v1/similar", similar, similarType},
		{"/api/v1/pins", picture, "Content-Type: image/png"},
		{"/api/v1/pins", pin, pinType},
	}
	fake, begun, letGo := newFake(), make(chan struct{}, maxUploads), make(chan struct{})
	fake.look = func(context.Context) error {
		begun <- struct{}{}
		<-letGo
		return nil
	}
	srv := start(t, Options{}, fake)
	var all sync.WaitGroup
	for i := range maxUploads {
		all.Go(func() {
			u := uploads[i%len(uploads)]
			if got := send(t, request(t, "POST", srv.URL+u.path, strings.NewReader(u.body), u.header)); got.StatusCode >= 300 {
				t.Errorf("%s, %s: %d %s", u.path, u.header, got.StatusCode, got.body)
			}
		})
	}
	for range maxUploads {
		<-begun
	}
	for _, u := range uploads {
		got := withoutBody(t, srv.Listener.Addr(), head("POST "+u.path, strings.TrimPrefix(u.header, "Content-Type: ")))
		if p := problemIn(t, got); got.StatusCode != 503 || p.Type != api.ProblemTypeBusy || got.Header.Get("Retry-After") != "1" {
			t.Errorf("one more to %s, %s: %d %s", u.path, u.header, got.StatusCode, got.body)
		}
	}
	for _, body := range []string{`{"text":"lamp"}`, `{"pins":[{"id":"b"}]}`} {
		if got := send(t, request(t, "POST", srv.URL+"/api/v1/similar", strings.NewReader(body), typeJSON)); got.StatusCode != http.StatusOK {
			t.Errorf("without a picture: %d %s", got.StatusCode, got.body)
		}
	}
	if changes := fake.changes(); changes != nil {
		t.Errorf("meanwhile it was told to %q", changes)
	}
	close(letGo)
	all.Wait()
	if n := len(fake.changes()); n != maxUploads/2 {
		t.Errorf("%d pins were made, not %d", n, maxUploads/2)
	}
	for _, u := range uploads {
		if got := send(t, request(t, "POST", srv.URL+u.path, strings.NewReader(u.body), u.header)); got.StatusCode >= 300 {
			t.Errorf("and after it: %d %s", got.StatusCode, got.body)
		}
	}
}

// withoutBody sends the head of a request and reads the answer, though the body
// never comes.
func withoutBody(t *testing.T, addr net.Addr, head string) reply {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, head); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res, body}
}

// A looking engine is a fake that looks at pictures as the real engine does,
// which has a line of its own.
type looking struct {
	*fake
	real *engine.Engine
}

func (l looking) Look(ctx context.Context, r io.Reader, part *region.Rect) (*engine.Look, error) {
	return l.real.Look(ctx, r, part)
}

// Whoever is let in with a picture finds a place in the engine's line, so that
// ten posts at once are all answered.
func TestTenDecodesAtOnce(t *testing.T) {
	if maxUploads > engine.MaxDecoding+engine.MaxWaiting || maxUploads < 10 {
		t.Errorf("%d pictures are let in, and the engine has room for %d", maxUploads, engine.MaxDecoding+engine.MaxWaiting)
	}
	srv := start(t, Options{}, looking{newFake(), engine.New(engine.Parts{Eye: engine.NewEye(picture.Limits{})})})
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			got := send(t, request(t, "POST", srv.URL+"/api/v1/similar", strings.NewReader(string(redPNG(t))), "Content-Type: image/png"))
			if got.StatusCode != http.StatusOK {
				t.Errorf("%d %s", got.StatusCode, got.body)
			}
		})
	}
	all.Wait()
}
