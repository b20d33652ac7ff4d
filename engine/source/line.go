package source

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A manifest is where lines come from.
type manifest struct {
	dir      string    // images are relative to it
	name     string    // its last name
	modified time.Time // stands in for the file's time where a line has no picture
}

// A line is what a manifest may say of a pin; fields it does not know are
// passed over. All are optional, but a pin needs a picture or words.
type line struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Tags        []string `json:"tags"`
	Link        string   `json:"link"`
	Image       string   `json:"image"` // slash-separated, within the manifest's folder
	Boards      []string `json:"boards"`
	User        string   `json:"user"`
	CreatedAt   string   `json:"created_at"`
}

// entry reads line n.
func (m manifest) entry(n int, data []byte) Entry {
	e, err := m.parse(data)
	if err == nil && e.Path != "" {
		e.Modified, err = modified(e.Path)
	}
	if err != nil {
		return Entry{Source: m.name, Err: fmt.Errorf("line %d: %w", n, err)}
	}
	return e
}

// parse reads a line without looking at files: Modified is the manifest's.
func (m manifest) parse(data []byte) (Entry, error) {
	l, err := unmarshal(data)
	if err != nil {
		return Entry{}, err
	}
	created, err := parseTime(l.CreatedAt)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{
		ID: l.ID, Title: l.Title, Description: l.Description, Tags: filled(l.Tags), Link: l.Link,
		User: l.User, Boards: filled(l.Boards), Created: created, Modified: m.modified,
	}
	if l.Image != "" {
		e.Source, err = parseImage(l.Image)
		e.Path = filepath.Join(m.dir, filepath.FromSlash(e.Source))
		return e, err
	}
	if e.Title == "" && e.Description == "" && len(e.Tags) == 0 && e.Link == "" {
		return Entry{}, errors.New("no pin: give it an image, or words (title, description, tags or link)")
	}
	e.Source = m.sourceOf(e)
	return e, nil
}

func unmarshal(data []byte) (line, error) {
	if !utf8.Valid(data) {
		return line{}, errors.New("not UTF-8 text: save the manifest as UTF-8")
	}
	var l line
	err := json.Unmarshal(data, &l)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return line{}, wrongType(wrong)
	}
	if err != nil {
		return line{}, fmt.Errorf("not a JSON object: %w", err)
	}
	return l, nil
}

func wrongType(err *json.UnmarshalTypeError) error {
	switch err.Field {
	case "":
		return fmt.Errorf("expected a JSON object, found %s", err.Value)
	case "tags", "boards":
		return fmt.Errorf(`%s: expected a list of strings such as ["a", "b"], found %s`, err.Field, err.Value)
	}
	return fmt.Errorf("%s: expected a string, found %s", err.Field, err.Value)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		t, err := time.Parse(layout, s)
		// A zone can carry a time out of the years that it can be written in.
		if year := t.UTC().Year(); err == nil && 1 <= year && year <= 9999 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("created_at: expected a time such as 2006-01-02T15:04:05Z or a day such as 2006-01-02, found %q", s)
}

// parseImage returns the path of an image, cleaned, if it is one that a
// manifest may name. A manifest from elsewhere must not reach other files.
func parseImage(image string) (string, error) {
	if strings.Contains(image, "://") || strings.HasPrefix(image, "data:") {
		return "", fmt.Errorf("image: akin does not fetch addresses such as %.60q: save the picture beside the manifest and give its path", image)
	}
	clean := path.Clean(image)
	if path.IsAbs(clean) || !filepath.IsLocal(filepath.FromSlash(clean)) {
		return "", fmt.Errorf("image: %q must lie in the manifest's folder, and its path be relative to it", image)
	}
	return clean, nil
}

// sourceOf names a pin of words alone by its id. Without one it is named by
// its words, not by its place: a line put in above must not turn one pin into
// another. Packing a manifest renames nothing.
func (m manifest) sourceOf(e Entry) string {
	name := m.name
	if isPacked(name) {
		name = name[:len(name)-len(".gz")]
	}
	if e.ID != "" {
		return name + "#" + e.ID
	}
	h := sha256.New()
	for _, s := range append([]string{e.Title, e.Description, e.Link}, e.Tags...) {
		io.WriteString(h, s)
		h.Write([]byte{0})
	}
	return fmt.Sprintf("%s#%x", name, h.Sum(nil)[:8])
}

// filled leaves out strings that hold nothing but spaces: an empty tag or
// board title names nothing.
func filled(list []string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" })
}
