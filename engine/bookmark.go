package engine

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// A bookmark says where a list goes on: which list it was, in which generation
// of the index, and how far it came, signed with a key of the record, so that
// nobody can make one up. It holds no time and nothing random: the same page
// of the same list has the same bookmark.
//
//	base64url(JSON of place) "." base64url(first 16 bytes of HMAC-SHA-256)

// A place is what a bookmark says.
type place[P any] struct {
	List       string `json:"l"` // digest of what was asked
	Generation string `json:"g,omitempty"`
	Position   P      `json:"p"`
}

// listDigest names a list by what was asked for.
func listDigest(asked any) (string, error) {
	data, err := json.Marshal(asked)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return base64.RawURLEncoding.EncodeToString(sum[:12]), nil
}

func signBookmark[P any](key []byte, p place[P]) (*string, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	body := base64.RawURLEncoding.EncodeToString(data)
	text := body + "." + signature(key, body)
	return &text, nil
}

func signature(key []byte, body string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(body))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// openBookmark reads a bookmark of the list. One that was changed, or belongs
// to another list, is a BadQuery.
func openBookmark[P any](key []byte, list, text string) (p place[P], err error) {
	body, sign, _ := strings.Cut(text, ".")
	if !hmac.Equal([]byte(sign), []byte(signature(key, body))) {
		return p, &Error{Kind: BadQuery, Text: "the bookmark was not made here", Hint: "start the list again without it"}
	}
	data, err := base64.RawURLEncoding.DecodeString(body)
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil {
		return p, &Error{Kind: BadQuery, Text: "the bookmark cannot be read", Hint: "start the list again without it", Err: err}
	}
	if p.List != list {
		return p, &Error{Kind: BadQuery, Text: "the bookmark is for another query", Hint: "ask the same again, with it, or start without it"}
	}
	return p, nil
}
