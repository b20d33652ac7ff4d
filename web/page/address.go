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

func originalPath(id engine.PictureID) string { return "/pictures/" + url.PathEscape(string(id)) }

func renditionPath(id engine.PictureID, width int) string {
	return originalPath(id) + "/" + strconv.Itoa(width)
}

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
