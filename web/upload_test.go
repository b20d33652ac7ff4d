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
