package engine

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A UserList is one page of users.
type UserList struct {
	Items    []UserView `json:"items"`
	Bookmark *string    `json:"bookmark"` // where to go on; nil at the end
}

// A UserView is a user as answers show it.
type UserView struct {
	ID UserID `json:"id"`
}

// maxUserID bounds a handle so that it stands in a line beside other things.
const maxUserID = 64

// CheckUserID says what is wrong with a handle that a person chose, or nil. A
// handle is 1 to 64 bytes of printable text without spaces, and not "." or "..".
func CheckUserID(id UserID) error {
	s := string(id)
	bad := func(r rune) bool { return !unicode.IsPrint(r) || unicode.IsSpace(r) }
	switch {
	case s == "":
		return Errorf(BadQuery, "a user's handle is empty")
	case len(s) > maxUserID:
		return Errorf(BadQuery, "handle %.20q... has %d bytes, at most %d are taken", s, len(s), maxUserID)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, bad):
		return Errorf(BadQuery, "handle %q has spaces, or characters that cannot be printed", s)
	case s == "." || s == "..":
		return Errorf(BadQuery, "handle %q has no address on the Web", s)
	}
	return nil
}

// Users lists users by their handles. Who has a handle is no secret.
func (e *Engine) Users(ctx context.Context, page Page) (UserList, error) {
	out := UserList{Items: []UserView{}}
	ids, bookmark, err := pageOf(ctx, e.records, page, "users", func(after UserID, limit int) ([]UserID, error) {
		return e.library.Users(ctx, after, limit)
	})
	if err != nil {
		return out, err
	}
	out.Bookmark = bookmark
	for _, id := range ids {
		out.Items = append(out.Items, UserView{id})
	}
	return out, nil
}

// CreateUser makes a user, who can be one already. A handle that CheckUserID
// refuses is a BadQuery.
func (e *Engine) CreateUser(ctx context.Context, id UserID) error {
	if err := CheckUserID(id); err != nil {
		return err
	}
	return e.library.KeepUser(ctx, id)
}

// DeleteUser deletes a user with their boards, their saves and their secret
// pins, as Library.DropUser says; the next answer knows nothing of these.
func (e *Engine) DeleteUser(ctx context.Context, id UserID) error {
	if err := e.library.DropUser(ctx, id); err != nil {
		return err
	}
	return e.index.CatchUp(ctx)
}
