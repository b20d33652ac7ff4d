// Package page turns what the engine answers into HTML.
//
// It is for everything that is seen in a browser: which words and pictures
// stand where, what is shortened, what is left out. It knows no HTTP beyond
// the addresses that pages link to and writes to any io.Writer, so that
// package web decides about status, headers and routes. Start with New; the
// Set it returns has one method for each page, named as what the page shows.
//
// Pages work without scripts, and under a policy that allows nothing inline
// and nothing from elsewhere: what differs from pin to pin (spans, colours,
// lengths of bars) is said in classes and in attributes of SVG.
package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"io/fs"

	"akin/assets"
)

// A Set holds all pages, parsed, and the files they refer to. It is safe for
// concurrent use.
type Set struct {
	pages map[string]*template.Template
	files files
}

// pageNames are the templates that fill the layout, by their files' names.
var pageNames = []string{"home", "pin", "results", "board", "boards", "docs", "problem"}

// New reads the templates and files that the program holds. An error means
// that one of them is broken.
func New() (*Set, error) {
	f, err := readFiles()
	if err != nil {
		return nil, fmt.Errorf("reading assets: %w", err)
	}
	s := &Set{pages: map[string]*template.Template{}, files: f}
	shared, err := template.New("layout").Funcs(template.FuncMap{"asset": f.url, "icon": icon, "prose": prose}).
		ParseFS(assets.FS, "templates/layout.html", "templates/grid.html")
	if err != nil {
		return nil, err
	}
	for _, name := range pageNames {
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(assets.FS, "templates/"+name+".html")
		}
		if err != nil {
			return nil, err
		}
		s.pages[name] = t
	}
	return s, nil
}

// icon is a drawing to be put into a page. Drawings are the program's own.
func icon(name string) (template.HTML, error) {
	data, err := fs.ReadFile(assets.FS, "icons/"+name+".svg")
	return template.HTML(data), err
}

// A shell is what surrounds the content of a page.
type shell struct {
	Title string
	Query string // what stands in the field for words
	Main  any
}

// render writes a page, or nothing if its template fails.
func (s *Set) render(w io.Writer, name string, sh shell) error {
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", sh); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	_, err := b.WriteTo(w)
	return err
}
