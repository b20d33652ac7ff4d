package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// CreatePin makes a pin of a picture, or of a form.
func (o operations) CreatePin(c echo.Context, params api.CreatePinParams) error {
	words, image, err := o.readPin(c.Request())
	if err != nil {
		return err
	}
	if err := addWords(&words, params); err != nil {
		return err
	}
	n := newPin(words)
	n.Owner = doerOf(params.Viewer)
	n.Picture = image
	made, err := o.asked().CreatePin(c.Request().Context(), n)
	if err != nil {
		return err
	}
	if !made.IsNew {
		return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, made)
	}
	return writeCreated(c, "/api/v1/pins/"+url.PathEscape(string(made.Pin.ID)), made)
}

// writeCreated sends what was made, and says where it is.
func writeCreated(c echo.Context, path string, v any) error {
	c.Response().Header().Set(echo.HeaderLocation, path)
	return writeJSON(c, http.StatusCreated, echo.MIMEApplicationJSON, v)
}

// readPin reads a form into words and picture; any other body is the picture,
// which the engine reads.
func (o operations) readPin(r *http.Request) (words api.CreatePinParams, image io.Reader, err error) {
	mediaType, params, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)) // checked before
	if mediaType != echo.MIMEMultipartForm {
		return words, r.Body, nil
	}
	fields, image, err := o.readPinForm(multipart.NewReader(r.Body, params["boundary"]))
	if err != nil {
		return words, nil, err
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return words, nil, err
	}
	if data, err = checkJSON("form", o.schemas["PinForm"].Value, data); err != nil {
		return words, nil, err
	}
	err = json.Unmarshal(data, &words)
	return words, image, err
}

// readPinForm holds the picture in memory, as words may come after it: the
// engine checks them before it looks at the picture. An empty field is what a
// browser sends for one that was not filled in.
func (o operations) readPinForm(form *multipart.Reader) (fields map[string]any, image io.Reader, err error) {
	fields = map[string]any{}
	take := map[string]partReader{}
	for name := range o.schemas["PinForm"].Value.Properties {
		take[name] = func(part *multipart.Part) error {
			text, err := readField(part, jsonBytes)
			if err == nil && !utf8.Valid(text) {
				err = engine.Errorf(engine.BadQuery, "the field %q is not UTF-8", name)
			}
			if len(text) > 0 {
				fields[name] = string(text)
			}
			return err
		}
	}
	take["image"] = func(part *multipart.Part) error {
		data, err := io.ReadAll(bodyReader{part, part})
		if len(data) > 0 || part.FileName() != "" {
			image = bytes.NewReader(data)
		}
		return err
	}
	err = readParts(form, take)
	if tags, ok := fields["tags"].(string); ok {
		fields["tags"] = strings.Split(tags, ",")
	}
	if secret := fields["secret"]; secret == "true" || secret == "false" { // of anything else the check complains
		fields["secret"] = secret == "true"
	}
	return fields, image, err
}

// addWords adds what stands in the address.
func addWords(words *api.CreatePinParams, p api.CreatePinParams) error {
	return cmp.Or(
		add("title", &words.Title, p.Title),
		add("description", &words.Description, p.Description),
		add("tags", &words.Tags, p.Tags),
		add("link", &words.Link, p.Link),
		add("board", &words.Board, p.Board),
		add("secret", &words.Secret, p.Secret),
		add("on_copy", &words.OnCopy, p.OnCopy),
	)
}

// newPin says the same in the engine's words.
func newPin(words api.CreatePinParams) engine.NewPin {
	n := engine.NewPin{
		Title: valueOf(words.Title), Description: valueOf(words.Description), Link: valueOf(words.Link),
		Board: engine.BoardID(valueOf(words.Board)), Secret: valueOf(words.Secret), OnCopy: engine.OnCopy(valueOf(words.OnCopy)),
	}
	for _, tag := range valueOf(words.Tags) {
		n.Tags = append(n.Tags, strings.TrimSpace(tag))
	}
	return n
}
