package page

import (
	"bytes"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func newSet(t testing.TB) *Set {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A doc is a page as a browser reads it.
type doc struct {
	*html.Node
	source string
}

func parse(t testing.TB, write func(w io.Writer) error) doc {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	n, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc{n, b.String()}
}

// all yields the elements of these names in order; all there are, for none.
func (d doc) all(names ...string) iter.Seq[doc] {
	return func(yield func(doc) bool) {
		for n := range d.Descendants() {
			if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) && !yield(doc{n, d.source}) {
				return
			}
		}
	}
}

// with returns the elements of a name with an attribute of that value.
func (d doc) with(name, key, value string) []doc {
	var list []doc
	for e := range d.all(name) {
		if got, ok := e.attr(key); ok && got == value {
			list = append(list, e)
		}
	}
	return list
}

func (d doc) attr(key string) (string, bool) {
	for _, a := range d.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func (d doc) get(key string) string {
	v, _ := d.attr(key)
	return v
}

// text is what stands in an element, with single spaces.
func (d doc) text() string {
	var b strings.Builder
	for n := range d.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
