package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"akin/web/api"
)

// TestStarting listens before there is an engine.
func TestStarting(t *testing.T) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	url, _, _ := serve(t, s)
	for path, status := range map[string]int{
		"/healthz": 200, "/openapi.json": 200, "/docs": 200, "/readyz": 503, "/api/v1/pins/b": 503, "/api/v1/pins/b/similar?limit=-1": 503, "/pictures/b": 503, "/nowhere": 404,
	} {
		got := send(t, request(t, "GET", url+path, nil))
		if got.StatusCode != status {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.body)
		}
		if status == 503 {
			if p := problemIn(t, got); p.Type != api.ProblemTypeStarting || got.Header.Get("Retry-After") != "1" {
				t.Errorf("%s: %s, %v", path, got.body, got.Header)
			}
		}
	}
	s.SetEngine(newFake())
	for _, path := range []string{"/healthz", "/readyz", "/api/v1/pins/b"} {
		if got := send(t, request(t, "GET", url+path, nil)); got.StatusCode != 200 {
			t.Errorf("then %s: %d %s", path, got.StatusCode, got.body)
		}
	}
}

// serve runs Serve until stop is called or the test ends; done yields what it
// returned.
func serve(t *testing.T, s *Server) (url string, stop context.CancelFunc, done chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done = make(chan error, 1)
	ended := make(chan struct{})
	go func() {
		done <- s.Serve(ctx, l)
		close(ended)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	return "http://" + l.Addr().String(), stop, done
}

// TestHosts tries names; the port does not matter.
func TestHosts(t *testing.T) {
	tests := []struct {
		host    string
		allowed bool
	}{
		{"localhost", true}, {"LocalHost:81", true}, {"localhost.", true}, {"127.0.0.1:9", true}, {"[::1]", true}, {"[::1]:80", true},
		{"pins.example", true}, {"PINS.example:8080", true}, {"[fe80::2]:80", true},
		{"127.0.0.2", false}, {"example", false}, {"a.pins.example", false}, {"localhost.example", false}, {"[::2]", false}, {"[fe80::3]:80", false},
	}
	srv := start(t, Options{Hosts: []string{"Pins.example", "fe80::2", ""}}, newFake())
	for _, test := range tests {
		got := send(t, request(t, "GET", srv.URL+"/healthz", nil, "Host: "+test.host))
		if (got.StatusCode == 200) != test.allowed {
			t.Errorf("%s: %d", test.host, got.StatusCode)
		}
	}
}

// No host is no name either. HTTP/1.0 allows to leave it out.
func TestNoHost(t *testing.T) {
	srv := start(t, Options{Hosts: []string{""}}, newFake())
	if got := raw(t, srv.Listener.Addr(), "GET /healthz HTTP/1.0\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.0 421 ") {
		t.Error(got)
	}
}

// A body that drips is cut off, and the sender is told.
func TestSlowBody(t *testing.T) {
	fake := newFake()
	srv := start(t, Options{Limits: Limits{Request: time.Second}}, fake)
	const form = "multipart/form-data; boundary=x"
	t.Run("all", func(t *testing.T) {
		for _, test := range []struct{ request, contentType string }{
			{"POST /api/v1/similar", "application/json"}, {"POST /api/v1/similar", "image/png"}, {"POST /api/v1/similar", form},
			{"POST /api/v1/pins", "image/png"}, {"POST /api/v1/pins", form},
			{"PATCH /api/v1/pins/b", "application/json"}, {"POST /api/v1/boards", "application/json"}, {"PATCH /api/v1/boards/room", "application/json"},
		} {
			t.Run(test.request+" "+test.contentType, func(t *testing.T) {
				t.Parallel()
				got := raw(t, srv.Listener.Addr(), head(test.request, test.contentType)+"--x")
				if !strings.HasPrefix(got, "HTTP/1.1 408 ") || !strings.Contains(got, "/problems/slow-body") {
					t.Errorf("%q", got)
				}
			})
		}
	})
	if changes := fake.changes(); changes != nil {
		t.Errorf("it was told to %q", changes)
	}
}

// head is a request up to its body of 100 bytes.
func head(request, contentType string) string {
	return request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\nContent-Length: 100\r\n\r\n"
}

// raw sends text and returns everything until the server closes.
func raw(t *testing.T, addr net.Addr, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// A query that takes too long sees its context end.
func TestDeadline(t *testing.T) {
	fake := newFake()
	fake.find = func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}
	srv := start(t, Options{Limits: Limits{Request: time.Second}}, fake)
	got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b/similar", nil))
	if p := problemIn(t, got); got.StatusCode != 503 || p.Type != api.ProblemTypeTooSlow || got.Header.Get("Retry-After") != "1" {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestDrain stops a server while it answers: the answer still comes.
func TestDrain(t *testing.T) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	fake, begun, letGo := newFake(), make(chan struct{}), make(chan struct{})
	fake.find = func(context.Context) error {
		close(begun)
		<-letGo
		return nil
	}
	s.SetEngine(fake)
	url, stop, done := serve(t, s)
	status := make(chan int, 1)
	go func() {
		defer close(status) // yields 0 if there is no answer
		if res, err := http.Get(url + "/api/v1/pins/b/similar"); err == nil {
			res.Body.Close()
			status <- res.StatusCode
		}
	}()
	<-begun
	stop()
	for { // until nothing new is taken
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			break
		}
		conn.Close()
	}
	close(letGo)
	if got := <-status; got != 200 {
		t.Errorf("the last answer is %d", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Requests that do not end in time are cut off, wherever they are, and Serve
// returns only when the engine is left alone.
func TestDrainEnds(t *testing.T) {
	drips := head("POST /api/v1/similar", "image/png")
	wait := func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}
	tests := []struct {
		name, request string
		engine        func(*fake) *func(context.Context) error // what says that the request has come so far
		then          func(context.Context) error
	}{
		{"in a query", "GET /api/v1/pins/b/similar HTTP/1.1\r\nHost: localhost\r\n\r\n", func(f *fake) *func(context.Context) error { return &f.find }, wait},
		{"before the body was read", drips, func(f *fake) *func(context.Context) error { return &f.look }, wait},
		{"in the body", drips, func(f *fake) *func(context.Context) error { return &f.look }, func(context.Context) error { return nil }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := New(Options{Logger: slog.New(slog.DiscardHandler), Limits: Limits{Drain: time.Millisecond}})
			if err != nil {
				t.Fatal(err)
			}
			fake, begun := newFake(), make(chan struct{})
			ended := false // the race detector sees if Serve did not wait
			*test.engine(fake) = func(ctx context.Context) error {
				close(begun)
				err := test.then(ctx)
				ended = true
				return err
			}
			s.SetEngine(fake)
			url, stop, done := serve(t, s)
			conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, test.request); err != nil {
				t.Fatal(err)
			}
			<-begun
			stop()
			if err := <-done; err != nil {
				t.Error(err)
			}
			if !ended {
				t.Error("the request is still in progress")
			}
		})
	}
}

// A listener that fails ends Serve.
func TestListenerFails(t *testing.T) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := s.Serve(t.Context(), l); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
