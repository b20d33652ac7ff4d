package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// jsonBytes bounds a query in JSON: hundreds of times what one needs.
const jsonBytes = 1e6

// upload lets a body with a picture through to the handler, if not too many are
// on their way already. One that is refused is not read.
func (s *Server) upload(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		select {
		case s.uploads <- struct{}{}:
			defer func() { <-s.uploads }()
		default:
			c.Response().Header().Set(echo.HeaderConnection, "close") // or net/http takes the body in before it answers
			return &engine.Error{Kind: engine.Busy, Text: fmt.Sprintf("%d pictures are being taken in already", maxUploads), Hint: "try again in a second"}
		}
		if err := limitBody(c, s.limits.Body); err != nil {
			return err
		}
		return next(c)
	}
}

// limitBody bounds a request's body. One that says itself that it is larger is
// refused before any of it is read.
func limitBody(c echo.Context, limit int64) error {
	r := c.Request()
	if r.ContentLength > limit {
		return tooLargeBody(limit)
	}
	// The writer under Echo's is what can be told to close the connection.
	r.Body = bodyReader{http.MaxBytesReader(c.Response().Writer, r.Body, limit), r.Body}
	return nil
}

func tooLargeBody(limit int64) error {
	return engine.Errorf(engine.TooLarge, "the body is larger than %.4g MB", float64(limit)/1e6)
}

// A bodyReader gives errors of reading a request's body their own answers.
// Whoever reads it may be deep in the engine, and its errors, such as an
// unexpected end, could as well be about a broken file of the engine's.
type bodyReader struct {
	io.Reader
	io.Closer
}

func (b bodyReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = bodyError(err)
	}
	return n, err
}

// bodyError says what is wrong with a body, unless something below has said it.
func bodyError(err error) error {
	_, refused := errors.AsType[*refusal](err)
	_, named := errors.AsType[*engine.Error](err)
	if refused || named {
		return err
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLargeBody(large.Limit)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return &refusal{
			problem: problem{http.StatusRequestTimeout, api.ProblemTypeSlowBody, "The body came too slowly"},
			detail:  "the body did not arrive in time",
			hint:    "send a smaller copy",
			err:     err,
		}
	}
	return &refusal{problem: badQuery, detail: fmt.Sprintf("the body is broken, or ends too early: %v", err)}
}
