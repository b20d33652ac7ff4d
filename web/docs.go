package web

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"akin/engine"
	"akin/web/api"
	"akin/web/page"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

// docsOrder is the order in which operations are told: what akin is for comes
// first, and each thing before what is done with it. The document says nothing
// of that, since its paths are kept by name.
var docsOrder = []struct {
	title      string
	operations []string
}{
	{"Similar pins", []string{"findSimilar", "findSimilarToPin"}},
	{"Search", []string{"searchPins", "suggestWords"}},
	{"Pins", []string{"listPins", "createPin", "getPin", "listPinRegions", "changePin", "deletePin"}},
	{"Boards", []string{"listBoards", "createBoard", "getBoard", "changeBoard", "deleteBoard", "listBoardPins", "findIdeas", "savePin", "unsavePin"}},
	{"Users", []string{"listUsers", "createUser", "exportUser", "deleteUser"}},
	{"Pictures", []string{"getPicture", "getRendition"}},
	{"Jobs", []string{"createJob", "listJobs", "getJob", "watchJob", "cancelJob"}},
	{"Duplicates", []string{"listMerges", "undoMerge"}},
	{"Health", []string{"getHealth", "getReadiness", "getMetrics", "getDocument"}},
}

// docs shows the API's document as a page.
func (s site) docs(c echo.Context) error {
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Docs(b, s.described) })
}

// docsOf puts the document in the order of the page. Operations that
// docsOrder does not name come last, by name.
func docsOf(doc *openapi3.T, maxBody int64) page.Docs {
	all := map[string]page.DocOperation{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			all[op.OperationID] = docOperation(method, path, op)
		}
	}
	d := page.Docs{
		Types: docTypes(doc.Components.Schemas), Problems: docProblems(doc.Components.Schemas["Problem"]),
		MaxBody: fmt.Sprintf("%d MB", maxBody/1e6), MaxLimit: engine.MaxLimit,
	}
	add := func(title string, names []string) {
		g := page.DocGroup{ID: strings.ToLower(strings.ReplaceAll(title, " ", "-")), Title: title}
		for _, name := range names {
			if op, ok := all[name]; ok {
				g.Operations = append(g.Operations, op)
				delete(all, name)
			}
		}
		if g.Operations != nil {
			d.Groups = append(d.Groups, g)
		}
	}
	for _, g := range docsOrder {
		add(g.title, g.operations)
	}
	add("Others", slices.Sorted(maps.Keys(all)))
	return d
}

func docOperation(method, path string, op *openapi3.Operation) page.DocOperation {
	out := page.DocOperation{
		ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, Description: op.Description,
		Answers: docAnswers(op),
	}
	out.Curl, _ = op.Extensions["x-curl"].(string)
	out.Curl = strings.TrimSpace(out.Curl)
	for _, p := range op.Parameters {
		out.Parameters = append(out.Parameters, page.DocField{
			Name: p.Value.Name, Where: p.Value.In, Required: p.Value.Required, Of: docKind(p.Value.Schema), Text: p.Value.Description,
		})
	}
	if op.RequestBody != nil {
		out.Bodies = docBodies(op.RequestBody.Value.Content)
	}
	return out
}

// docAnswers are the answers by status. What every operation answers when it
// cannot is told once.
func docAnswers(op *openapi3.Operation) []page.DocBody {
	var all []page.DocBody
	for _, status := range slices.Sorted(maps.Keys(op.Responses.Map())) {
		if status == "default" {
			continue
		}
		res := op.Responses.Value(status).Value
		answer := page.DocBody{}
		if bodies := docBodies(res.Content); len(bodies) > 0 {
			answer = bodies[0]
		}
		answer.Status, answer.Text = status, *res.Description
		for _, name := range slices.Sorted(maps.Keys(res.Headers)) {
			h := res.Headers[name].Value
			answer.Headers = append(answer.Headers, page.DocField{Name: name, Required: h.Required, Of: docKind(h.Schema), Text: h.Description})
		}
		all = append(all, answer)
	}
	return all
}

// docBodies are what a body may be; media types of one kind come together.
// Objects come first, pictures last.
func docBodies(content openapi3.Content) []page.DocBody {
	var all []page.DocBody
	for _, mediaType := range slices.Sorted(maps.Keys(content)) {
		schema := content[mediaType].Schema
		kind := docKind(schema)
		if i := slices.IndexFunc(all, func(b page.DocBody) bool { return b.Of == kind }); i >= 0 {
			all[i].MediaTypes = append(all[i].MediaTypes, mediaType)
			continue
		}
		all = append(all, page.DocBody{MediaTypes: []string{mediaType}, Of: kind, Fields: docFields(schema.Value)})
	}
	slices.SortStableFunc(all, func(a, b page.DocBody) int {
		return cmp.Compare(min(1, len(b.Fields)), min(1, len(a.Fields)))
	})
	return all
}

// docTypes are the objects that have a name.
func docTypes(schemas openapi3.Schemas) []page.DocType {
	var all []page.DocType
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		if s := schemas[name].Value; isObject(s) {
			all = append(all, page.DocType{Name: name, Text: s.Description, Fields: docFields(s)})
		}
	}
	return all
}

// docsProblems says when each type of problem comes, and with which status.
var docsProblems = map[api.ProblemType]page.DocProblem{
	api.ProblemTypeBadQuery:         {Status: "400", Text: "The request contradicts itself, lacks something, or names what is not described here."},
	api.ProblemTypeNotAllowed:       {Status: "403", Text: "Whoever asks may not do this."},
	api.ProblemTypeCrossSite:        {Status: "403", Text: "The page of another site tried to change something."},
	api.ProblemTypeNotFound:         {Status: "404", Text: "There is no such pin, board, picture, job or address."},
	api.ProblemTypeMethodNotAllowed: {Status: "405", Text: "The address is right, the method is not; Allow says which there are."},
	api.ProblemTypeSlowBody:         {Status: "408", Text: "The body took longer to come than a request may."},
	api.ProblemTypeConflict:         {Status: "409", Text: "It is there already, in another form."},
	api.ProblemTypeGone:             {Status: "410", Text: "A bookmark of an index that was rebuilt: begin the list again."},
	api.ProblemTypeUnmet:            {Status: "412, 416", Text: "A condition or a range does not fit the picture."},
	api.ProblemTypeTooLarge:         {Status: "413", Text: "More bytes or pixels than are taken."},
	api.ProblemTypeUnsupported:      {Status: "415", Text: "A type of picture or body that is not read."},
	api.ProblemTypeWrongHost:        {Status: "421", Text: "The request was sent to a name that is not this server's."},
	api.ProblemTypeBadPicture:       {Status: "422", Text: "The picture is broken, or is none."},
	api.ProblemTypeInternal:         {Status: "500", Text: "The server's fault; its log has more under the request's ID."},
	api.ProblemTypeBusy:             {Status: "503", Text: "Too much at once: try again after Retry-After."},
	api.ProblemTypeStarting:         {Status: "503", Text: "The collection is still being opened: try again."},
	api.ProblemTypeTooSlow:          {Status: "503", Text: "The answer took too long: ask for less at once."},
}

// docProblems lists the types of problems that the document has, by status.
func docProblems(schema *openapi3.SchemaRef) []page.DocProblem {
	var all []page.DocProblem
	for _, v := range schema.Value.Properties["type"].Value.Enum {
		p := docsProblems[api.ProblemType(fmt.Sprint(v))]
		p.Type = fmt.Sprint(v)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b page.DocProblem) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), cmp.Compare(a.Type, b.Type))
	})
	return all
}
