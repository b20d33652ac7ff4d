package engine

import (
	"context"
	"fmt"
	"strings"
)

// pinNamed returns the ID that an anchor's name means: an ID, as it is, or
// "source:PATH". A source that several pins have is a BadQuery that lists
// their IDs; one that none has is NotFound.
func (e *Engine) pinNamed(ctx context.Context, name PinID) (PinID, error) {
	path, bySource := strings.CutPrefix(string(name), SourcePrefix)
	if !bySource {
		return name, nil
	}
	ids, err := e.records.PinsFrom(ctx, path)
	if err != nil {
		return "", err
	}
	switch len(ids) {
	case 0:
		return "", Errorf(NotFound, "no pin has the source %q", path)
	case 1:
		return ids[0], nil
	}
	return "", &Error{
		Kind: BadQuery, Text: fmt.Sprintf("%d pins have the source %q: %s", len(ids), path, joinIDs(ids)),
		Hint: "name one by its ID",
	}
}

// maxListedIDs bounds the IDs in a message.
const maxListedIDs = 20

func joinIDs(ids []PinID) string {
	var b strings.Builder
	for i, id := range ids {
		if i == maxListedIDs {
			fmt.Fprintf(&b, ", and %d more", len(ids)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(id))
	}
	return b.String()
}
