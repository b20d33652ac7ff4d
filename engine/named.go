package engine

import (
	"context"
	"fmt"
	"strings"
)

// pinNamed returns the ID that an anchor's name means: an ID, as it is, or
// "source:PATH". A source that several pins have is a BadQuery that lists
// their IDs; one that none has is NotFound.
func (e *Engine) pinNamed(ctx context.Context, viewer UserID, name PinID) (PinID, error) {
	path, bySource := strings.CutPrefix(string(name), SourcePrefix)
	if !bySource {
		return name, nil
	}
	ids, err := e.records.PinsFrom(ctx, viewer, path)
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

// boardNamed returns the ID that a board's name means: an ID, as it is, or a
// title. A title that several boards have is a BadQuery that lists their IDs;
// what is neither is NotFound.
func (e *Engine) boardNamed(ctx context.Context, viewer UserID, name BoardID) (BoardID, error) {
	b, err := e.library.Board(ctx, viewer, name)
	if err == nil || KindOf(err) != NotFound {
		return b.ID, err
	}
	// before the first of that title
	titled, listing := e.library.Boards(ctx, viewer, "", BoardPosition{Title: string(name)}, maxListedIDs+1)
	if listing != nil {
		return "", listing
	}
	var ids []BoardID
	for _, t := range titled {
		if t.Title == string(name) {
			ids = append(ids, t.ID)
		}
	}
	switch len(ids) {
	case 0:
		return "", err
	case 1:
		return ids[0], nil
	}
	return "", &Error{
		Kind: BadQuery, Text: fmt.Sprintf("%s boards have the title %q: %s", countUpTo(len(ids), maxListedIDs), name, joinIDs(ids)),
		Hint: "name one by its ID",
	}
}

// countUpTo is a number, or that there are more.
func countUpTo(n, most int) string {
	if n > most {
		return fmt.Sprintf("more than %d", most)
	}
	return fmt.Sprint(n)
}

// maxListedIDs bounds the IDs in a message.
const maxListedIDs = 20

func joinIDs[ID ~string](ids []ID) string {
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
