package web

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/job"
)

// held starts an import of three pictures that waits, half-way, for letGo.
func held(t *testing.T, w workshop) (id string, letGo func()) {
	t.Helper()
	hold := make(chan struct{})
	letGo = sync.OnceFunc(func() { close(hold) })
	w.records.Fail = func() error { <-hold; return nil }
	t.Cleanup(letGo) // before the workshop waits for its jobs
	j, err := w.StartJob(t.Context(), engine.JobSpec{Kind: engine.ImportJob, Paths: []string{paintedFolder(t)}, Anywhere: true})
	if err != nil {
		t.Fatal(err)
	}
	return j.ID, letGo
}

// A stream is what comes of a watched job.
type stream struct {
	*http.Response
	lines *bufio.Scanner
	t     *testing.T
}

func watchAt(t *testing.T, url, id string, header ...string) stream {
	t.Helper()
	r := request(t, "GET", url+"/api/v1/jobs/"+id+"/events", nil, header...)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return stream{res, bufio.NewScanner(res.Body), t}
}

// next returns an event as "3 line {...}", or ":" for a comment; false at the
// end.
func (s stream) next() (string, bool) {
	s.t.Helper()
	var parts []string
	for s.lines.Scan() {
		line := s.lines.Text()
		if line == "" {
			return strings.Join(parts, " "), true
		}
		name, value, _ := strings.Cut(line, ":")
		if want := []string{"id", "event", "data"}; name != "" && name != want[len(parts)] {
			s.t.Errorf("line %d of an event is %q", len(parts), line)
		}
		if name == "" {
			value = ":"
		}
		parts = append(parts, strings.TrimSpace(value))
	}
	return "", false
}

// rest returns what is still to come, without comments.
func (s stream) rest() (all []string) {
	s.t.Helper()
	for e, ok := s.next(); ok; e, ok = s.next() {
		if e != ":" {
			all = append(all, e)
		}
	}
	return all
}

// A job is watched over a real connection for longer than any deadline of the
// server, with signs of life, to its end; and again from the middle.
func TestWatch(t *testing.T) {
	f, w := working(t)
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler), Limits: Limits{Request: 100 * time.Millisecond, Silence: 10 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	s.SetEngine(f)
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = s.httpServer(t.Context())
	srv.Config.WriteTimeout = 100 * time.Millisecond
	srv.Start()
	t.Cleanup(srv.Close)
	id, letGo := held(t, w)

	got := watchAt(t, srv.URL, id, "Accept-Encoding: gzip")
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Content-Encoding": "", "Cache-Control": "no-store"} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
		}
	}
	var all []string
	for began := time.Now(); time.Since(began) < 400*time.Millisecond; {
		e, ok := got.next()
		if !ok {
			t.Fatalf("it ends after %s", time.Since(began))
		}
		if e != ":" {
			all = append(all, e)
		}
	}
	want := []string{`1 progress {"stage":"counting","done":0,"all":0}`, `2 progress {"stage":"importing","done":0,"all":3}`}
	if !slices.Equal(all, want) {
		t.Errorf("at first %q", all)
	}
	letGo()
	all = append(all, got.rest()...)
	isWhole(t, all, send(t, request(t, "GET", srv.URL+"/api/v1/jobs/"+id, nil)).body)

	for _, seen := range []int{0, 1, 3, len(all) - 1} {
		again := watchAt(t, srv.URL, id, fmt.Sprint("Last-Event-ID: ", seen)).rest()
		if !slices.Equal(again, all[seen:]) {
			t.Errorf("after %d: %q, want %q", seen, again, all[seen:])
		}
	}
	beyond := watchAt(t, srv.URL, id, "Last-Event-ID: 1000").rest()
	if len(beyond) != 1 || !strings.HasPrefix(beyond[0], "1000 end {") {
		t.Errorf("after 1000: %q", beyond)
	}
}

// isWhole makes sure that events are numbered from 1, have all lines, and end
// with the job.
func isWhole(t *testing.T, all []string, job []byte) {
	t.Helper()
	lines := 0
	for i, e := range all {
		if !strings.HasPrefix(e, fmt.Sprint(i+1, " ")) {
			t.Errorf("event %d is %q", i+1, e)
		}
		if strings.Contains(e, ` line {"source":"`) {
			lines++
		}
	}
	if want := fmt.Sprintf("%d end %s", len(all), strings.TrimSpace(string(job))); lines != 3 || all[len(all)-1] != want {
		t.Errorf("%d lines, and the last is %q, want %q", lines, all[len(all)-1], want)
	}
}

func TestLastEventID(t *testing.T) {
	f := newFake()
	id := doneJob(t, f)
	srv := start(t, Options{}, f)
	for _, bad := range []string{"x", "-1", "1.5", "99999999999999999999"} {
		got := send(t, request(t, "GET", srv.URL+"/api/v1/jobs/"+id+"/events", nil, "Last-Event-ID: "+bad))
		if p := problemIn(t, got); got.StatusCode != 400 || !strings.Contains(p.Detail, "Last-Event-ID") {
			t.Errorf("%s: %d %s", bad, got.StatusCode, got.body)
		}
	}
}

// A server that stops lets go of those who watch at once, though the job goes
// on, and they are told no end.
func TestStoppingEndsWatches(t *testing.T) {
	f, w := working(t)
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler), Limits: Limits{Drain: time.Minute}})
	if err != nil {
		t.Fatal(err)
	}
	s.SetEngine(f)
	url, stop, done := serve(t, s)
	id, _ := held(t, w)
	got := watchAt(t, url, id)
	if _, ok := got.next(); !ok {
		t.Fatal("nothing is told")
	}
	began := time.Now()
	stop()
	for _, e := range got.rest() {
		if strings.Contains(e, " end ") {
			t.Errorf("it is told %q", e)
		}
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it stopped after %s", took)
	}
	if j, err := w.Job(t.Context(), id); err != nil || j.State != job.Running {
		t.Errorf("the job is %s, %v", j.State, err)
	}
}

// Who goes is let go of.
func TestWatcherGoes(t *testing.T) {
	f, w := working(t)
	noticed := make(chan struct{})
	f.Worker = noticing{w, noticed}
	srv := start(t, Options{}, f)
	id, _ := held(t, w)
	got := watchAt(t, srv.URL, id)
	if _, ok := got.next(); !ok {
		t.Fatal("nothing is told")
	}
	got.Body.Close()
	select {
	case <-noticed:
	case <-time.After(10 * time.Second):
		t.Error("nobody noticed")
	}
}

// noticing closes a channel when a watcher's context ends.
type noticing struct {
	workshop
	noticed chan struct{}
}

func (n noticing) WatchJob(ctx context.Context, id string, after int64) (iter.Seq[job.Event], error) {
	context.AfterFunc(ctx, func() { close(n.noticed) })
	return n.workshop.WatchJob(ctx, id, after)
}

// A job that tells more than a packet's worth comes whole.
func TestWatchOfMuch(t *testing.T) {
	f := newFake()
	f.Worker = telling{f.Worker, 20_000}
	srv := start(t, Options{}, f)
	res := watchAt(t, srv.URL, "any")
	all := res.rest()
	if len(all) != 20_000 || all[19_999] != `20000 line {"n":20000}` {
		t.Errorf("%d events, the last %q", len(all), all[len(all)-1])
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Error(err)
	}
}

// telling has every job tell so many lines.
type telling struct {
	Worker
	lines int64
}

func (w telling) WatchJob(context.Context, string, int64) (iter.Seq[job.Event], error) {
	return func(yield func(job.Event) bool) {
		for n := int64(1); n <= w.lines; n++ {
			if !yield(job.Event{Seq: n, Name: "line", Data: fmt.Appendf(nil, `{"n":%d}`, n)}) {
				return
			}
		}
	}, nil
}
