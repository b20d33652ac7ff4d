package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// A problem is what all refusals of one type have in common.
type problem struct {
	status int
	typ    api.ProblemType
	title  string
}

// The problems that several places know.
var (
	badQuery = problem{http.StatusBadRequest, api.ProblemTypeBadQuery, "The request does not make sense"}
	notFound = problem{http.StatusNotFound, api.ProblemTypeNotFound, "It is not there"}
	tooLarge = problem{http.StatusRequestEntityTooLarge, api.ProblemTypeTooLarge, "It is too large"}
	internal = problem{http.StatusInternalServerError, api.ProblemTypeInternal, "Something is wrong with the server"}
)

// ofKind says how the engine's errors are answered.
var ofKind = map[engine.Kind]problem{
	engine.Internal:    internal,
	engine.NotFound:    notFound,
	engine.BadQuery:    badQuery,
	engine.BadPicture:  {http.StatusUnprocessableEntity, api.ProblemTypeBadPicture, "The picture cannot be read"},
	engine.NotAllowed:  {http.StatusForbidden, api.ProblemTypeNotAllowed, "It is not allowed"},
	engine.Conflict:    {http.StatusConflict, api.ProblemTypeConflict, "It is there already"},
	engine.Gone:        {http.StatusGone, api.ProblemTypeGone, "It is not there any more"},
	engine.TooLarge:    tooLarge,
	engine.Unsupported: {http.StatusUnsupportedMediaType, api.ProblemTypeUnsupported, "It is of a type that is not read"},
	engine.Busy:        {http.StatusServiceUnavailable, api.ProblemTypeBusy, "There is too much to do"},
}

// A refusal is an error of this package that says itself how it is answered.
type refusal struct {
	problem
	detail string
	hint   string
	err    error // for the log
}

func (r *refusal) Error() string {
	if r.err != nil {
		return r.detail + ": " + r.err.Error()
	}
	return r.detail
}

func (r *refusal) Unwrap() error { return r.err }

// refusalOf decides how an error is answered. Of an error that is nobody's
// wrong request nothing is said but that it happened.
func (s *Server) refusalOf(err error, c echo.Context) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	if e, ok := errors.AsType[*engine.Error](err); ok && e.Kind != engine.Internal {
		return &refusal{problem: ofKind[e.Kind], detail: detailOf(e), hint: e.Hint}
	}
	if e, ok := errors.AsType[*echo.HTTPError](err); ok {
		return refusalOfRouter(e, c)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return &refusal{
			problem: problem{http.StatusServiceUnavailable, api.ProblemTypeTooSlow, "It took too long"},
			detail:  fmt.Sprintf("there was no answer within %s, or the server is stopping", s.limits.Request),
			hint:    "try again, or ask for less at once",
		}
	}
	return &refusal{problem: internal, detail: "the server's log says more under this request's ID"}
}

// detailOf adds an error's cause where the cause is about bytes that were
// sent. Other causes may name files of this machine.
func detailOf(e *engine.Error) string {
	if e.Err != nil && (e.Kind == engine.BadPicture || e.Kind == engine.Unsupported) {
		return e.Text + ": " + e.Err.Error()
	}
	return e.Text
}

// refusalOfRouter answers what Echo and the generated code complain about.
func refusalOfRouter(e *echo.HTTPError, c echo.Context) *refusal {
	r := c.Request()
	switch e.Code {
	case http.StatusNotFound:
		return &refusal{problem: notFound, detail: fmt.Sprintf("there is nothing at %q", r.URL.Path), hint: "/openapi.json says what there is"}
	case http.StatusMethodNotAllowed:
		return &refusal{
			problem: problem{e.Code, api.ProblemTypeMethodNotAllowed, "There is no such method here"},
			detail:  fmt.Sprintf("%q has no %s", r.URL.Path, r.Method),
			hint:    "it has " + c.Response().Header().Get(echo.HeaderAllow),
		}
	case http.StatusBadRequest:
		return &refusal{problem: badQuery, detail: fmt.Sprint(e.Message)}
	}
	return &refusal{problem: internal, detail: "the server's log says more under this request's ID"}
}

// refuse answers with a problem document, if there is no answer yet.
func (s *Server) refuse(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	r, h := s.refusalOf(err, c), c.Response().Header()
	switch r.status {
	case http.StatusServiceUnavailable:
		h.Set(echo.HeaderRetryAfter, "1")
	case http.StatusRequestTimeout:
		h.Set(echo.HeaderConnection, "close") // the rest of the body may still come
	}
	if s.site.asks(c.Request()) {
		if err := s.site.problem(c, r); err == nil {
			return
		}
	}
	doc := api.Problem{Type: r.typ, Title: r.title, Status: r.status, Detail: r.detail, RequestID: h.Get(requestIDHeader)}
	if r.hint != "" {
		doc.Hint = &r.hint
	}
	if err := writeJSON(c, r.status, "application/problem+json", doc); err != nil {
		s.log.Warn("a problem could not be sent", "request_id", doc.RequestID, "error", err)
	}
}

// writeJSON sends a value as akin's commands print it.
func writeJSON(c echo.Context, status int, contentType string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	c.Response().Header().Set(echo.HeaderContentType, contentType) // Echo leaves one that is there
	return c.Blob(status, contentType, b.Bytes())
}
