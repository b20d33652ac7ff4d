package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/picture"

	"github.com/labstack/echo/v4"
)

// What a line of Prometheus' text format may be.
var (
	commentLine = regexp.MustCompile(`^# (HELP|TYPE) [a-z_:][a-z0-9_:]* .+$`)
	sampleLine  = regexp.MustCompile(`^([a-z_:][a-z0-9_:]*(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})?) (\S+)$`)
)

// scrape reads all samples: by name and labels, as they are written.
func scrape(t *testing.T, url string) map[string]float64 {
	t.Helper()
	got := send(t, request(t, "GET", url+"/metrics", nil))
	if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/plain") {
		t.Fatalf("%d %s", got.StatusCode, got.Header.Get("Content-Type"))
	}
	samples := map[string]float64{}
	for line := range strings.Lines(string(got.body)) {
		line = strings.TrimSuffix(line, "\n")
		if commentLine.MatchString(line) {
			continue
		}
		parts := sampleLine.FindStringSubmatch(line)
		if parts == nil {
			t.Errorf("%q is no line of the format", line)
			continue
		}
		value, err := strconv.ParseFloat(parts[2], 64)
		if _, twice := samples[parts[1]]; twice || err != nil {
			t.Errorf("%q comes twice, or has no number", line)
		}
		samples[parts[1]] = value
	}
	return samples
}

func TestMetricsCountRequests(t *testing.T) {
	srv := start(t, Options{}, newFake())
	scrape(t, srv.URL) // is counted too, once it is answered
	for _, r := range []struct {
		times         int
		request, body string
		header        string
	}{
		{3, "GET /api/v1/pins/b", "", "Accept: */*"},
		{2, "GET /api/v1/pins/nope", "", "Accept: */*"},
		{1, "HEAD /api/v1/pins/b", "", "Accept: */*"},
		{4, "POST /api/v1/similar", `{"text":"lamp"}`, typeJSON},
		{1, "POST /api/v1/similar", `{}`, typeJSON},
		{2, "GET /boards/room", "", wantsHTML},
		{1, "GET /assets/nosuch.css", "", "Accept: */*"},
		{1, "DELETE /api/v1/similar", "", "Accept: */*"},
		{1, "GET /healthz", "", "Host: evil.example"},
	} {
		method, path, _ := strings.Cut(r.request, " ")
		for range r.times {
			send(t, request(t, method, srv.URL+path, strings.NewReader(r.body), r.header))
		}
	}
	got := scrape(t, srv.URL)
	for labels, want := range map[string]float64{
		`operation="getPin",status="200"`:            4,
		`operation="getPin",status="404"`:            2,
		`operation="findSimilar",status="200"`:       4,
		`operation="findSimilar",status="400"`:       1,
		`operation="GET /boards/:id",status="200"`:   2,
		`operation="GET /assets/:name",status="404"`: 1,
		`operation="none",status="405"`:              1,
		`operation="none",status="421"`:              1,
		`operation="getMetrics",status="200"`:        1,
	} {
		if n := got["akin_http_requests_total{"+labels+"}"]; n != want {
			t.Errorf("%s: %v, want %v", labels, n, want)
		}
	}
	for operation, want := range map[string]float64{"getPin": 6, "none": 2} {
		if n := got[`akin_http_request_seconds_count{operation="`+operation+`"}`]; n != want {
			t.Errorf("%s was timed %v times, want %v", operation, n, want)
		}
	}
}

// Every address that nobody made, under every method, is one label.
func TestMetricsStaySmall(t *testing.T) {
	srv := start(t, Options{}, newFake())
	send(t, request(t, "GET", srv.URL+"/nowhere", nil))
	scrape(t, srv.URL) // is in the second
	before := scrape(t, srv.URL)
	for i := range 50 {
		for _, path := range []string{"/x%d", "/api/v1/%d", "/pins/a/%d", "/files/%d/b/c", "/api/v1/pins/b/similar/%d"} {
			send(t, request(t, []string{"GET", "GET", "HEAD"}[i%3], srv.URL+fmt.Sprintf(path, i), nil))
		}
	}
	after := scrape(t, srv.URL)
	for name := range after {
		if _, ok := before[name]; !ok && strings.HasPrefix(name, "akin_") {
			t.Errorf("there is a new series %s", name)
		}
	}
	if n := after[`akin_http_requests_total{operation="none",status="404"}`]; n != 251 {
		t.Errorf("%v requests reached nothing, want 251", n)
	}
}

// Before there is an engine, everything is told but the index.
func TestMetricsOfTheIndex(t *testing.T) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	url, _, _ := serve(t, s)
	got := scrape(t, url)
	for name := range got {
		if strings.HasPrefix(name, "akin_index") || strings.HasPrefix(name, "akin_generation") {
			t.Errorf("without an engine there is %s", name)
		}
	}
	for _, name := range []string{"go_goroutines", "process_start_time_seconds", "akin_uploads"} {
		if _, ok := got[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
	fake := newFake()
	s.SetEngine(fake)
	got = scrape(t, url)
	for name, want := range map[string]float64{
		"akin_index_pins": 3, "akin_index_pictures": 2, "akin_index_overlay_pins": 1,
		`akin_index_bytes{part="pins"}`: 400, `akin_index_bytes{part="text"}`: 1 << 40,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if age := got["akin_generation_age_seconds"]; age < 3600 || age > 3700 {
		t.Errorf("the generation is %v seconds old, want an hour", age)
	}
	fake.status = errors.New("no disk")
	if got = scrape(t, url); len(got) == 0 || got["akin_index_pins"] != 0 {
		t.Error("an index that cannot be measured takes all else with it, or is told of")
	}
}

// The stages of an engine that was given the hook are timed.
func TestMetricsOfStages(t *testing.T) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	real := engine.New(engine.Parts{Eye: engine.NewEye(picture.Limits{}), Stages: s.ObserveStage})
	s.SetEngine(looking{newFake(), real})
	url, _, _ := serve(t, s)
	for range 3 {
		send(t, request(t, "POST", url+"/api/v1/similar", strings.NewReader(string(redPNG(t))), "Content-Type: image/png"))
	}
	got := scrape(t, url)
	for stage, want := range map[string]float64{
		engine.StageDecode: 3, engine.StageFeatures: 3, engine.StageCandidates: 0, engine.StageWalk: 0, engine.StageScore: 0,
	} {
		n, ok := got[`akin_stage_seconds_count{stage="`+stage+`"}`]
		if !ok || n != want {
			t.Errorf("stage %s was timed %v times, want %v", stage, n, want)
		}
	}
	if sum := got[`akin_stage_seconds_sum{stage="decode"}`]; sum <= 0 {
		t.Errorf("decoding three pictures took %v seconds", sum)
	}
}

// Uploads are counted while they come in.
func TestMetricsOfUploads(t *testing.T) {
	fake, begun, letGo := newFake(), make(chan struct{}), make(chan struct{})
	fake.look = func(context.Context) error {
		close(begun)
		<-letGo
		return nil
	}
	srv := start(t, Options{}, fake)
	done := make(chan reply)
	go func() {
		done <- send(t, request(t, "POST", srv.URL+"/api/v1/similar", strings.NewReader(string(redPNG(t))), "Content-Type: image/png"))
	}()
	<-begun
	during := scrape(t, srv.URL)["akin_uploads"]
	close(letGo)
	if got := <-done; got.StatusCode != http.StatusOK {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	if after := scrape(t, srv.URL)["akin_uploads"]; during != 1 || after != 0 {
		t.Errorf("uploads: %v during one, %v after it", during, after)
	}
}

// BenchmarkObserve is what counting adds to a request.
func BenchmarkObserve(b *testing.B) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/api/v1/pins/b", nil)
	c := s.echo.NewContext(r, httptest.NewRecorder())
	s.echo.Router().Find("GET", "/api/v1/pins/b", c)
	b.ReportAllocs()
	for b.Loop() {
		s.metrics.observe(c, time.Millisecond)
	}
}

// BenchmarkRequest is the whole of a small request within the server.
func BenchmarkRequest(b *testing.B) {
	s, err := New(Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	s.SetEngine(newFake())
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest("GET", "http://localhost/api/v1/pins/b", nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || w.Header().Get(echo.HeaderContentType) != echo.MIMEApplicationJSON {
			b.Fatal(w.Code)
		}
	}
}
