package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// UnmarshalJSON reads a number of at most six decimals, as MarshalJSON writes
// it. Others are an error: they would not come out as they went in.
func (m *Micro) UnmarshalJSON(data []byte) error {
	text := string(data)
	digits, negative := strings.CutPrefix(text, "-")
	whole, part, _ := strings.Cut(digits, ".")
	part += strings.Repeat("0", max(0, 6-len(part)))
	n, err := strconv.ParseUint(whole+part, 10, 63)
	if err != nil || len(part) > 6 {
		return fmt.Errorf("%.40q is not a number of at most six decimals", text)
	}
	*m = Micro(n)
	if negative {
		*m = -*m
	}
	return nil
}

// UnmarshalJSON reads evidence so that it is written as it was read: numbers
// keep their digits, lists of texts and of boards are such lists again, and so are
// the name of a pin in between and the rectangle of a part.
func (e *Evidence) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var fields map[string]any
	if err := dec.Decode(&fields); err != nil {
		return err
	}
	for name, v := range fields {
		if list, ok := v.([]any); ok {
			if fields[name] = texts(list); name == boardsKey {
				fields[name] = boardNames(list)
			}
		}
		switch object, ok := v.(map[string]any); {
		case ok && name == viaKey:
			fields[name] = pinName(object)
		case ok && name == regionKey:
			fields[name] = rectOf(object)
		}
	}
	*e = fields
	return nil
}

// rectOf is a rectangle as such, or the fields as they are.
func rectOf(fields map[string]any) any {
	var r Rect
	for name, side := range map[string]*Micro{"x": &r.X, "y": &r.Y, "w": &r.W, "h": &r.H} {
		n, ok := fields[name].(json.Number)
		if !ok || side.UnmarshalJSON([]byte(n)) != nil {
			return fields
		}
	}
	return r
}

// texts is a list of texts as such, or the list as it is.
func texts(list []any) any {
	out := make([]string, len(list))
	for i, v := range list {
		s, ok := v.(string)
		if !ok {
			return list
		}
		out[i] = s
	}
	return out
}

// similarity is the one that evidence has, 0 if it has none.
func (e Evidence) similarity() Micro {
	m, _ := e.micro("similarity")
	return m
}

// micro is a number of evidence, false if it has none of that name.
func (e Evidence) micro(name string) (m Micro, ok bool) {
	switch v := e[name].(type) {
	case Micro:
		return v, true
	case json.Number:
		return m, m.UnmarshalJSON([]byte(v)) == nil
	}
	return 0, false
}
