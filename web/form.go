package web

import (
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"akin/engine"
)

// A partReader takes in one field of a form.
type partReader func(*multipart.Part) error

// readParts reads a form part by part, as it comes in. It has each field once
// at most, in any order.
func readParts(form *multipart.Reader, take map[string]partReader) error {
	seen := map[string]bool{}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return bodyError(err)
		}
		name := part.FormName()
		read, known := take[name]
		if !known {
			return engine.Errorf(engine.BadQuery, "the form has a field %.40q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(take)), ", "))
		}
		if seen[name] {
			return engine.Errorf(engine.BadQuery, "the form has two fields %q", name)
		}
		seen[name] = true
		if err := read(part); err != nil {
			return err
		}
	}
}

// readField reads a part that is no picture, up to that many bytes.
func readField(part *multipart.Part, most int64) ([]byte, error) {
	data, err := io.ReadAll(http.MaxBytesReader(nil, part, most))
	if err != nil {
		return nil, bodyError(err)
	}
	return data, nil
}
