package web

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"akin/web/page"

	"github.com/getkin/kin-openapi/openapi3"
)

const schemaRef = "#/components/schemas/"

func isObject(s *openapi3.Schema) bool { return len(s.Properties) > 0 }

// docFields are an object's fields: those it must have in the order in which
// the document asks for them, then the others by name.
func docFields(s *openapi3.Schema) []page.DocField {
	names := slices.Clone(s.Required)
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var fields []page.DocField
	for _, name := range names {
		ref := s.Properties[name]
		if ref == nil {
			continue
		}
		// Of an object the type says what it is; here it counts what it is for.
		f := page.DocField{Name: name, Required: slices.Contains(s.Required, name), Of: docKind(ref)}
		if f.Of.Type == "" || f.Of.Before != "" || ref.Ref == "" {
			f.Text = ref.Value.Description
		}
		fields = append(fields, f)
	}
	return fields
}

// docKind says what a value may be, in words.
func docKind(ref *openapi3.SchemaRef) page.DocKind {
	s := ref.Value
	switch {
	case ref.Ref != "" && isObject(s):
		return page.DocKind{Type: strings.TrimPrefix(ref.Ref, schemaRef), After: orNull(s)}
	case len(s.AllOf) == 1:
		kind := docKind(s.AllOf[0])
		kind.After += orNull(s)
		return kind
	case s.Items != nil:
		kind := docKind(s.Items)
		kind.Before, kind.After = "list of "+kind.Before, strings.TrimPrefix(kind.After, "one of ")
		kind.After += bounds(", ", number(s.MinItems), maxOf(s.MaxItems), "") + orNull(s)
		return kind
	}
	return page.DocKind{After: plainKind(s) + orNull(s)}
}

// plainKind is the kind of a value that is neither list nor named.
func plainKind(s *openapi3.Schema) string {
	switch {
	case len(s.Enum) > 0:
		return "one of " + joined(s.Enum)
	case s.Format == "binary":
		return "bytes"
	case s.Format == "date-time":
		return "time such as 2024-05-17T12:00:00Z"
	case s.AdditionalProperties.Schema != nil:
		return "object of " + docKind(s.AdditionalProperties.Schema).After
	case s.Type.Is(openapi3.TypeString):
		text := "text" + bounds(", ", number(s.MinLength), maxOf(s.MaxLength), " characters")
		if s.MinLength == 1 && s.MaxLength == nil {
			text = "text, not empty"
		}
		if s.Pattern != "" {
			text += ", matching " + s.Pattern
		}
		return text
	case s.Type.Is(openapi3.TypeBoolean):
		return "true or false"
	case s.Type.Is(openapi3.TypeInteger):
		return "whole number" + bounds(", ", decimal(s.Min), decimal(s.Max), "")
	case s.Type.Is(openapi3.TypeNumber):
		return "number" + bounds(", ", decimal(s.Min), decimal(s.Max), "")
	}
	return "object"
}

func orNull(s *openapi3.Schema) string {
	if s.Nullable {
		return " or null"
	}
	return ""
}

// bounds says between what a value is; an empty bound is none.
func bounds(before, low, high, unit string) string {
	switch {
	case low == "" && high == "":
		return ""
	case low == "":
		return before + "at most " + high + unit
	case high == "":
		return before + "at least " + low + unit
	}
	return before + low + " to " + high + unit
}

// number is a least length, which is none if it is 0.
func number(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

func maxOf(n *uint64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatUint(*n, 10)
}

func decimal(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

func joined(values []any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return strings.Join(texts, ", ")
}
