package page

import (
	"io"
	"strings"
)

// Docs describes the API, "/docs". The page shows what stands here, in this
// order, and adds an introduction.
type Docs struct {
	Groups   []DocGroup
	Types    []DocType
	Problems []DocProblem
	MaxBody  string // for instance "51 MB"
	MaxLimit int    // items of one page of a list
}

// A DocGroup is a part of the API under a heading.
type DocGroup struct {
	ID         string // its anchor
	Title      string
	Operations []DocOperation
}

// A DocOperation is one thing that can be asked.
type DocOperation struct {
	ID           string // its anchor
	Method, Path string
	Summary      string
	Description  string // paragraphs apart by empty lines, code in backticks; may be empty
	Parameters   []DocField
	Bodies       []DocBody // each way to send a body
	Answers      []DocBody // without the problems that any operation can have
	Curl         string    // commands that work as they are
}

// A DocField is a parameter, or a field of an object.
type DocField struct {
	Name     string
	Where    string // "path", "query", "header"; empty for a field
	Required bool
	Of       DocKind
	Text     string // what it means
}

// A DocKind says what a value may be: "list of Pin, at most 100".
type DocKind struct {
	Before string // "list of "
	Type   string // the ID of a DocType, which is linked; may be empty
	After  string // "integer, 1 to 200"
}

// A DocBody is what is sent or answered under one status, in any of the media
// types.
type DocBody struct {
	Status     string // empty for what is sent
	Text       string
	MediaTypes []string // empty for no body
	Of         DocKind
	Fields     []DocField // of the object, if it is one
	Headers    []DocField
}

// A DocType is an object that several operations take or answer with.
type DocType struct {
	Name   string // its anchor is "type-" and this
	Text   string
	Fields []DocField
}

// A DocProblem is one type of problem documents.
type DocProblem struct {
	Type   string
	Status string // of its answers
	Text   string // when it comes
}

// Docs writes the page. Nothing of it depends on the collection.
func (s *Set) Docs(w io.Writer, d Docs) error {
	return s.render(w, "docs", shell{Title: "API · akin", Main: d})
}

// A span is a piece of a paragraph: words, or code.
type span struct {
	Code bool
	Text string
}

// prose cuts a description into paragraphs, apart by empty lines, and those
// into words and `code`.
func prose(text string) [][]span {
	var paragraphs [][]span
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		var spans []span
		code := false
		for piece := range strings.SplitSeq(part, "`") {
			if piece != "" {
				spans = append(spans, span{code, piece})
			}
			code = !code
		}
		if spans != nil {
			paragraphs = append(paragraphs, spans)
		}
	}
	return paragraphs
}
