package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// requestIDHeader carries the name of a request to its sender. What a request
// brings along under it is not used: it would be written to the log.
const requestIDHeader = "X-Request-Id"

// watch stands around everything else: it names the request, turns its panic
// or error into a problem, counts it, and writes one line to the log.
func (s *Server) watch(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		h := c.Response().Header()
		h.Set(requestIDHeader, rand.Text())
		h.Set("X-Content-Type-Options", "nosniff")
		err := recovered(next, c)
		if err != nil {
			c.Error(err)
		}
		took := time.Since(began)
		s.metrics.observe(c, took)
		s.logRequest(c, took, err)
		return nil
	}
}

// recovered calls next and turns its panic into an error, except for the one
// by which a handler asks net/http to drop the connection.
func recovered(next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler:
			panic(p)
		default:
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return next(c)
}

// logRequest leaves out the query string: it holds what people look for.
func (s *Server) logRequest(c echo.Context, took time.Duration, err error) {
	r, w := c.Request(), c.Response()
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("request_id", w.Header().Get(requestIDHeader)),
		slog.String("method", r.Method),
		slog.String("path", r.URL.Path),
		slog.Int("status", w.Status),
		slog.Int64("bytes", w.Size),
		slog.Duration("took", took),
		slog.String("from", c.RealIP()),
	}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	if w.Status == http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.log.LogAttrs(r.Context(), level, "request", attrs...)
}

// complaints is where net/http and Echo write what they have to say.
func (s *Server) complaints() *log.Logger {
	return slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)
}

// checkHost refuses requests that were sent to another name. A web page
// anywhere can have its own name resolve to this machine, and its scripts may
// then read the answers; but the browser still sends the page's name.
func (s *Server) checkHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if host := c.Request().Host; !s.hosts[hostname(host)] {
			return &refusal{
				problem: problem{http.StatusMisdirectedRequest, api.ProblemTypeWrongHost, "This server does not go by that name"},
				detail:  fmt.Sprintf("the request is for the host %q", host),
				hint:    "call it localhost, 127.0.0.1, [::1] or by the name it listens on",
			}
		}
		return next(c)
	}
}

func hostSet(names []string) map[string]bool {
	set := map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}
	for _, name := range names {
		if name != "" {
			set[hostname(name)] = true
		}
	}
	return set
}

// hostname is a Host header without port, brackets and case.
func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

// checkOrigin refuses what a page of another site tries to change here.
func checkOrigin() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return &refusal{
					problem: problem{http.StatusForbidden, api.ProblemTypeCrossSite, "Other sites may not do this"},
					detail:  "a page of another site sent the request",
					hint:    "send it from a program, or from a page of this server",
					err:     err,
				}
			}
			return next(c)
		}
	}
}

// watchRoute is the one operation that may take as long as it likes.
const watchRoute = "/api/v1/jobs/:id/events"

// limitTime ends a request's context when its time is up.
func (s *Server) limitTime(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Path() == watchRoute {
			return next(c)
		}
		ctx, cancel := context.WithTimeout(c.Request().Context(), s.limits.Request)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// checkReady refuses what needs the engine while there is none.
func (s *Server) checkReady(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.engine.Load() == nil {
			return &refusal{
				problem: problem{http.StatusServiceUnavailable, api.ProblemTypeStarting, "The server is starting"},
				detail:  "the collection is being opened",
				hint:    "try again in a moment",
			}
		}
		return next(c)
	}
}
