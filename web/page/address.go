package page

import (
	"net/url"
	"strconv"

	"akin/engine"
)

// Addresses that pages link to. IDs are any text, so each is escaped as one
// segment of a path.

func pinPath(id engine.PinID) string { return "/pins/" + url.PathEscape(string(id)) }

func boardPath(id engine.BoardID) string { return "/boards/" + url.PathEscape(string(id)) }

// picturePath is where a pin's original is. One of a secret pin is there only
// for whose it is, who is the one that looks at pages.
func picturePath(p *engine.PinView) string {
	return asViewer(originalPath(*p.Picture), p.Secret)
}

// renditionPath is where the resized copy of that width is.
func renditionPath(p *engine.PinView, width int) string {
	return asViewer(originalPath(*p.Picture)+"/"+strconv.Itoa(width), p.Secret)
}

func asViewer(path string, secret bool) string {
	if !secret {
		return path
	}
	return withQuery(path, "viewer", string(engine.LocalUser))
}

func originalPath(id engine.PictureID) string { return "/pictures/" + url.PathEscape(string(id)) }

func searchPath(text string) string { return withQuery("/search", "q", text) }

// withQuery adds parameters, given as names and values, to a path; empty ones
// are left out.
func withQuery(path string, pairs ...string) string {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// next is the address of the page after a bookmark; empty at the end.
func next(path string, bookmark *string, pairs ...string) string {
	if bookmark == nil {
		return ""
	}
	return withQuery(path, append(pairs, "after", *bookmark)...)
}

// outside returns the address of a pin's link if a browser may be sent there:
// the Web, not a script and not a file.
func outside(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}
