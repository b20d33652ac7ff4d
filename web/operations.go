package web

import (
	"net/http"

	"akin/web/api"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

// operations implements what the document describes. Each method parses, asks
// the engine once, and writes; requests were checked against the document.
type operations struct {
	*Server
	schemas openapi3.Schemas
}

var _ api.ServerInterface = operations{}

// asked is the engine; checkReady made sure that there is one.
func (s *Server) asked() Engine { return *s.engine.Load() }

// GetHealth answers as soon as the process runs.
func (operations) GetHealth(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// GetReadiness answers once there is an engine.
func (o operations) GetReadiness(c echo.Context) error {
	return o.checkReady(func(c echo.Context) error { return c.String(http.StatusOK, "ready\n") })(c)
}

// GetDocument answers with the document itself.
func (operations) GetDocument(c echo.Context) error {
	doc, err := api.GetSpecJSON()
	if err != nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, doc)
}
