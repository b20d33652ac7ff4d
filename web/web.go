// Package web is akin's HTTP server: requests become queries, answers become
// JSON, errors become problem documents.
//
// It is for everything that HTTP asks for: limits of size and time, who may
// call, what a request may say. It is not for deciding anything about pins,
// which is the engine's. It is the only package that knows Echo. What the
// server answers is described in package api, which is made from openapi.yaml;
// api.ServerInterface lists it. Start with New.
package web

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"akin/engine"
	"akin/web/api"
	"akin/web/page"

	"github.com/labstack/echo/v4"
)

// Options are what a server can be told. The zero value works.
type Options struct {
	// Hosts are the names, without port, by which the server may be called
	// beside localhost, 127.0.0.1 and [::1]: those it listens on.
	Hosts []string

	// ImportFrom are the folders whose contents whoever reaches the server may
	// have it import, wherever links to them lead. Links out of them are not
	// followed.
	ImportFrom []string

	// Token lets a request that brings it import from anywhere. Nobody can if
	// it is empty.
	Token string

	Logger *slog.Logger // default slog.Default()
	Limits Limits
}

// Limits bound what one request may cost. A zero field means its default.
type Limits struct {
	Body    int64         // bytes of a body with a picture; default 51 MB
	Request time.Duration // from a request's first byte to its answer; default 60 s
	Drain   time.Duration // how long requests may go on after Serve's context ended; default 10 s
	Silence time.Duration // of a job that is watched, after which a sign of life is sent; default 15 s
}

// The default limits: the engine's 50 MB for a picture and 1 MB for what a
// form puts around it, which takes 55 s at 8 Mbit/s. Those who stop services
// commonly wait 30 s before they kill, so draining takes a third of that.
// Proxies commonly cut off what is silent for 30 s or more.
const (
	defaultBody    = 51e6
	defaultRequest = 60 * time.Second
	defaultDrain   = 10 * time.Second
	defaultSilence = 15 * time.Second
)

// Bounds that nobody needed to change yet.
const (
	headerTimeout = 10 * time.Second // a header fits in a few packets
	headerBytes   = 64 << 10         // eight times what common proxies let through
	idleTimeout   = 2 * time.Minute  // a person's pause between two pages
	answerTimeout = 30 * time.Second // to take in an answer, beyond the time for the request

	// Twice as many pictures as the engine decodes at once, so that the next
	// can come in, and wait for their turn, meanwhile: who is let in here finds
	// room in the engine's line too. Each may hold 50 MB, so all of them 0.8
	// GB; one in a form, whose words may stand behind it, is held once more.
	maxUploads = 2 * engine.MaxDecoding
)

// A Server answers HTTP requests. It is safe for concurrent use.
type Server struct {
	hosts  map[string]bool
	log    *slog.Logger
	limits Limits
	echo   *echo.Echo
	site   site
	engine atomic.Pointer[Engine]

	metrics *metrics

	// uploads holds one token for each picture that is being taken in.
	uploads chan struct{}

	// watchers holds one token for each job that is watched.
	watchers chan struct{}

	importFrom []string
	token      string

	// stopping is closed when Serve begins to end, which those who watch jobs
	// would wait out.
	stopping chan struct{}

	// running is held for reading by every request.
	running sync.RWMutex
}

// New returns a server that has no engine yet: until SetEngine it says that it
// is starting. An error means that the document of the API is broken.
func New(opts Options) (*Server, error) {
	doc, err := api.GetSpec()
	if err != nil {
		return nil, fmt.Errorf("reading the API's document: %w", err)
	}
	pages, err := page.New()
	if err != nil {
		return nil, fmt.Errorf("reading the pages: %w", err)
	}
	s := &Server{
		hosts: hostSet(opts.Hosts),
		log:   cmp.Or(opts.Logger, slog.Default()),
		limits: Limits{
			Body:    cmp.Or(opts.Limits.Body, defaultBody),
			Request: cmp.Or(opts.Limits.Request, defaultRequest),
			Drain:   cmp.Or(opts.Limits.Drain, defaultDrain),
			Silence: cmp.Or(opts.Limits.Silence, defaultSilence),
		},
		echo:     echo.New(),
		uploads:  make(chan struct{}, maxUploads),
		watchers: make(chan struct{}, maxWatchers),

		importFrom: opts.ImportFrom, token: opts.Token, stopping: make(chan struct{}),
	}
	s.metrics = newMetrics(s)
	s.site = site{s, pages, docsOf(doc, s.limits.Body)}
	s.site.routes(s.echo)
	s.echo.HTTPErrorHandler = s.refuse
	s.echo.IPExtractor = echo.ExtractIPDirect() // headers about the sender come from the sender
	s.echo.Logger.SetOutput(s.complaints().Writer())
	s.echo.Pre(s.watch, s.checkHost, checkOrigin())
	s.echo.Use(s.limitTime)
	api.RegisterHandlersWithOptions(s.echo, operations{s, doc.Components.Schemas}, api.RegisterHandlersOptions{OperationMiddlewares: s.checks(doc)})
	s.metrics.name(doc, s.echo.Routes())
	return s, nil
}

// SetEngine makes the server ready.
func (s *Server) SetEngine(e Engine) { s.engine.Store(&e) }

// ServeHTTP answers one request. HEAD is answered as GET is; net/http leaves
// out the body.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.running.RLock()
	defer s.running.RUnlock()
	if r.Method == http.MethodHead {
		r = r.WithContext(r.Context())
		r.Method = http.MethodGet
	}
	s.echo.ServeHTTP(w, r)
}

// Serve answers requests from the listener, which it closes, until ctx ends.
// It then takes no new ones, waits for those in progress, cuts them off after
// Limits.Drain, and returns nil when none is running any more; so the engine's
// parts can be closed after it. It is called once.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	srv := s.httpServer(base)
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	select {
	case err := <-served:
		s.drain(srv, cancel)
		return fmt.Errorf("serving %s: %w", l.Addr(), err)
	case <-ctx.Done():
		s.drain(srv, cancel)
		<-served
		return nil
	}
}

// drain returns when no request is in progress any more.
func (s *Server) drain(srv *http.Server, cancel context.CancelFunc) {
	close(s.stopping)
	ctx, stop := context.WithTimeout(context.Background(), s.limits.Drain)
	defer stop()
	if err := srv.Shutdown(ctx); err == nil {
		return
	}
	s.log.Warn("cutting off requests that did not end in time", "limit", s.limits.Drain)
	cancel()
	srv.Close()
	s.running.Lock() // for good: a latecomer must not find the engine closed
}

func (s *Server) httpServer(base context.Context) *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: min(headerTimeout, s.limits.Request),
		ReadTimeout:       s.limits.Request, // ends bodies that drip
		WriteTimeout:      s.limits.Request + answerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          s.complaints(),
		BaseContext:       func(net.Listener) context.Context { return base },
	}
}
