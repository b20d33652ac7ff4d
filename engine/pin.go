package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/picture"
	"akin/engine/region"
)

// PinID names a pin for good. It is any text that CheckPinID accepts: what a
// manifest gave, or what ImportedPinID made.
type PinID string

// BoardID names a board for good.
type BoardID string

// UserID is a user's handle, such as "ana".
type UserID string

// PictureID names original bytes: the lower-case hex of their SHA-256, 64
// digits. It is empty for a pin of words alone.
type PictureID string

// LocalUser owns what is imported or posted without naming a user.
const LocalUser UserID = "local"

// A Pin is a picture with a few words, kept on boards.
type Pin struct {
	ID          PinID
	Owner       UserID
	Secret      bool // only its owner sees it; it is on secret boards of theirs alone, or on none
	Title       string
	Description string
	Tags        []string
	Link        string    // where the pin leads; empty if nowhere
	Source      string    // path given to import, relative to the imported folder
	Picture     PictureID // empty for a pin of words alone
	Facts       picture.Facts
	Created     time.Time // UTC, whole milliseconds

	// Boards holds the titles of the boards the pin is on, sorted, as far as
	// whoever asked sees them. It is filled in by what reads pins and ignored by
	// what writes them.
	Boards []string
}

// A Board is a named, owned collection of pins.
type Board struct {
	ID     BoardID
	Owner  UserID
	Title  string
	Secret bool // only its owner sees it
}

// BoardOf returns the board of that owner and title. Its ID is a function of
// both, so that two imports mean the same board.
func BoardOf(owner UserID, title string) Board {
	return Board{ID: BoardID(shortHash("board", string(owner), title)), Owner: owner, Title: title}
}

// ImportedPinID is the ID of an imported pin whose manifest names none: the
// first 16 hex digits of the SHA-256 of owner, source and picture, each
// followed by a zero byte.
func ImportedPinID(owner UserID, source string, p PictureID) PinID {
	return PinID(shortHash(string(owner), source, string(p)))
}

// PictureIDOf names original bytes.
func PictureIDOf(data []byte) PictureID {
	sum := sha256.Sum256(data)
	return PictureID(hex.EncodeToString(sum[:]))
}

// maxPinID bounds an ID so that it fits every key and URL that carries it.
const maxPinID = 128

// CheckPinID says what is wrong with an ID that a person chose, or nil. An ID
// is 1 to 128 bytes of printable text without spaces at its ends, not "." or
// "..", and does not start with "source:", by which commands name pins
// otherwise.
func CheckPinID(id PinID) error {
	s := string(id)
	bad := func(r rune) bool { return !unicode.IsPrint(r) }
	switch {
	case s == "":
		return Errorf(BadQuery, "a pin's id is empty")
	case len(s) > maxPinID:
		return Errorf(BadQuery, "id %.20q... is longer than %d bytes", s, maxPinID)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, bad) || strings.TrimSpace(s) != s:
		return Errorf(BadQuery, "id %q has characters that cannot be printed, or spaces at its ends", s)
	case s == "." || s == "..":
		return Errorf(BadQuery, "id %q has no address on the Web", s)
	case strings.HasPrefix(s, SourcePrefix):
		return Errorf(BadQuery, "id %q starts with %q, which names pins by their source", s, SourcePrefix)
	}
	return nil
}

// SourcePrefix marks a name that gives a pin's source in place of its ID.
const SourcePrefix = "source:"

// Fields are the words that a pin is found by, with the weight of each field.
// A title and a tag are what a person chose to say in few words; a board's
// title speaks for many pins; a description says much, so each of its words
// says less.
func (p *Pin) Fields() []Field {
	return []Field{
		{Text: p.Title, Weight: 3},
		{Text: strings.Join(p.Tags, "\n"), Weight: 3},
		{Text: strings.Join(p.Boards, "\n"), Weight: 2},
		{Text: p.Description, Weight: 1},
		{Text: linkDomain(p.Link), Weight: 1},
	}
}

// A Field is text of a pin and how often each of its words counts.
type Field struct {
	Text   string
	Weight int
}

// linkDomain is the part of a link that says something: "example.org" of
// "https://www.example.org/a?b=c". It is empty for what is not a web address.
func linkDomain(link string) string {
	_, rest, ok := strings.Cut(link, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(host, "www.")
}

// A Look is a decoded picture: the facts about it and what it looks like.
// Both are pure functions of the picture's bytes.
type Look struct {
	Picture  PictureID
	Facts    picture.Facts
	Features features.Features
	Raw      *eye.Raw
	Print    *copies.Print // tells copies
	Regions  Regions
	Drawn    []region.Desc // of a part: what the rectangle may mean that was drawn; nil for a whole picture
}

func shortHash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		io.WriteString(h, p)
		h.Write([]byte{0})
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}
