package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"akin/engine"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v4"
)

// checks returns, by operation, what a request must pass before the handler
// sees it. All of it is read from the document, so that a new operation needs
// nothing here.
func (s *Server) checks(doc *openapi3.T) map[string][]echo.MiddlewareFunc {
	all := map[string][]echo.MiddlewareFunc{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			route := &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: op}
			chain := []echo.MiddlewareFunc{checkParameters(route), s.checkBody(op)}
			if strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/pictures/") {
				chain = slices.Insert(chain, 0, s.checkReady)
			}
			all[op.OperationID] = chain
		}
	}
	return all
}

// checkParameters refuses parameters that the document does not describe.
func checkParameters(route *routers.Route) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			query, err := parseQuery(route.Operation, c.Request().URL.RawQuery)
			if err != nil {
				return err
			}
			err = openapi3filter.ValidateRequest(c.Request().Context(), &openapi3filter.RequestValidationInput{
				Request: c.Request(), Route: route, QueryParams: query, PathParams: pathParams(c),
				Options: &openapi3filter.Options{ExcludeRequestBody: true, SkipSettingDefaults: true},
			})
			if err != nil {
				return parameterError(err)
			}
			return next(c)
		}
	}
}

// parseQuery reads the parameters of an address. The validator looks only for
// those it knows and at the first of each; whoever misspells one, or gives it
// twice, is told so.
func parseQuery(op *openapi3.Operation, raw string) (url.Values, error) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return nil, engine.Errorf(engine.BadQuery, "the parameters cannot be read: %v", err)
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if op.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil {
			return nil, engine.Errorf(engine.BadQuery, "there is no parameter %q%s", name, queryNames(op))
		}
		if len(query[name]) > 1 {
			return nil, engine.Errorf(engine.BadQuery, "parameter %q is given %d times; several values are separated by commas", name, len(query[name]))
		}
		if !utf8.ValidString(query[name][0]) {
			return nil, engine.Errorf(engine.BadQuery, "parameter %q is not UTF-8", name)
		}
	}
	return query, nil
}

func queryNames(op *openapi3.Operation) string {
	var names []string
	for _, p := range op.Parameters {
		if p.Value.In == openapi3.ParameterInQuery {
			names = append(names, p.Value.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; there are " + strings.Join(names, ", ")
}

// pathParams are the values in the path as Echo has them: still escaped where
// the path has escapes that it needs, such as %2F. The generated code, which
// hands them to the handler, knows that; for the validator it is enough.
func pathParams(c echo.Context) map[string]string {
	params := map[string]string{}
	for _, name := range c.ParamNames() {
		params[name] = c.Param(name)
	}
	return params
}

// parameterError puts the validator's complaint in words. A value in the path
// that cannot be is one that is not there.
func parameterError(err error) error {
	e, ok := errors.AsType[*openapi3filter.RequestError](err)
	if !ok || e.Parameter == nil {
		return err
	}
	if e.Parameter.In == openapi3.ParameterInPath {
		return engine.Errorf(engine.NotFound, "%s", complaint(e.Parameter.Name, e.Err))
	}
	return misfit("parameter " + complaint(e.Parameter.Name, e.Err))
}

// complaint says where a value does not fit its schema, and why.
func complaint(name string, err error) string {
	e, ok := errors.AsType[*openapi3.SchemaError](err)
	if !ok {
		return fmt.Sprintf("%s: %v", name, err)
	}
	at := strings.Join(append([]string{name}, e.JSONPointer()...), ".")
	if e.SchemaField == "enum" {
		at += fmt.Sprintf(" is %.40q", fmt.Sprint(e.Value))
	}
	return at + ": " + e.Reason
}

// misfit is an error about what the document describes otherwise.
func misfit(text string) error {
	return &engine.Error{Kind: engine.BadQuery, Text: text, Hint: "/openapi.json describes what is taken"}
}

// checkBody refuses bodies of a type or size that the operation does not
// take, and JSON that does not fit its schema. Other bodies reach the handler
// unread, under their limit.
func (s *Server) checkBody(op *openapi3.Operation) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if op.RequestBody == nil {
			return next
		}
		content, upload := op.RequestBody.Value.Content, s.upload(next)
		return func(c echo.Context) error {
			mediaType, err := takenType(c.Request(), content)
			if err != nil {
				return err
			}
			if mediaType != echo.MIMEApplicationJSON {
				return upload(c)
			}
			if err := readJSON(c, content[mediaType].Schema.Value); err != nil {
				return err
			}
			return next(c)
		}
	}
}

// takenType is the declared type of a body, if it is among those. Where
// pictures are taken, a body without a type is one, and so is one of the type
// that curl --data-binary declares unasked: nothing else is sent as a form.
func takenType(r *http.Request, content openapi3.Content) (string, error) {
	declared := r.Header.Get(echo.HeaderContentType)
	if undeclared := declared == "" || declared == echo.MIMEApplicationForm; undeclared && content[echo.MIMEOctetStream] != nil {
		return echo.MIMEOctetStream, nil
	}
	mediaType, _, err := mime.ParseMediaType(declared)
	if err != nil || content[mediaType] == nil {
		return "", &engine.Error{
			Kind: engine.Unsupported, Text: fmt.Sprintf("a body of Content-Type %q is not taken here", declared),
			Hint: "send " + strings.Join(slices.Sorted(maps.Keys(content)), ", "),
		}
	}
	return mediaType, nil
}

// readJSON puts checked JSON in the place of the body.
func readJSON(c echo.Context, schema *openapi3.Schema) error {
	if err := limitBody(c, jsonBytes); err != nil {
		return err
	}
	data, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	if data, err = checkJSON("body", schema, data); err != nil {
		return err
	}
	c.Request().Body = io.NopCloser(bytes.NewReader(data))
	return nil
}

// checkJSON holds JSON against a schema and returns it as Go's decoder likes
// it: 5.0 becomes 5, which is the same whole number.
func checkJSON(name string, schema *openapi3.Schema, data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, engine.Errorf(engine.BadQuery, "the %s is empty", name)
	}
	if !utf8.Valid(data) {
		return nil, engine.Errorf(engine.BadQuery, "the %s is not UTF-8", name)
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return nil, engine.Errorf(engine.BadQuery, "the %s is not JSON: %v", name, err)
	}
	if err := schema.VisitJSON(value, openapi3.VisitAsRequest()); err != nil {
		return nil, misfit(complaint(name, err))
	}
	return json.Marshal(value)
}
