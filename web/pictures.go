package web

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// GetPicture answers with the bytes of an original. They are a stranger's: a
// browser is told to take them for nothing but a picture, to run nothing in
// them, and to hand them to no other site.
func (o operations) GetPicture(c echo.Context, hash string, p api.GetPictureParams) error {
	if err := checkHash(hash); err != nil {
		return err
	}
	f, err := o.asked().Picture(c.Request().Context(), viewerOf(p.Viewer), engine.PictureID(hash))
	if err != nil {
		return err
	}
	defer f.Close()
	contentType, err := imageType(f)
	if err != nil {
		return fmt.Errorf("reading picture %s: %w", hash, err)
	}
	return writePicture(c, f, contentType, hash)
}

// GetRendition answers with a resized copy.
func (o operations) GetRendition(c echo.Context, hash string, width api.GetRenditionParamsWidth, p api.GetRenditionParams) error {
	if err := checkHash(hash); err != nil {
		return err
	}
	f, err := o.asked().Rendition(c.Request().Context(), viewerOf(p.Viewer), engine.PictureID(hash), int(width))
	if err != nil {
		return err
	}
	defer f.Close()
	return writePicture(c, f, "image/jpeg", fmt.Sprintf("%s-%d", hash, width))
}

// checkHash says of a text that is no SHA-256 in lower-case hex what it says
// of any unknown one: no picture has it. None reaches a file's name.
func checkHash(text string) error {
	if len(text) == 64 && strings.Trim(text, "0123456789abcdef") == "" {
		return nil
	}
	return engine.Errorf(engine.NotFound, "there is no picture %.80q", text)
}

// imageType reads a picture's type from its first bytes. Of what does not look
// like a picture, such as TIFF to net/http, no browser is to guess more.
func imageType(f io.ReadSeeker) (string, error) {
	head := make([]byte, 512) // as much as DetectContentType looks at
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if t := http.DetectContentType(head[:n]); strings.HasPrefix(t, "image/") {
		return t, nil
	}
	return echo.MIMEOctetStream, nil
}

// writePicture sends what never changes, or the part of it asked for. Only the
// browser that asked may keep it: what one person sees is not for all.
func writePicture(c echo.Context, f io.ReadSeeker, contentType, tag string) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, contentType)
	h.Set(echo.HeaderCacheControl, "private, max-age=31536000, immutable") // a year, the most that caches care for
	h.Set("ETag", `"`+tag+`"`)
	h.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	w := &contentWriter{ResponseWriter: c.Response()}
	http.ServeContent(w, c.Request(), "", time.Time{}, f)
	if w.refused == 0 {
		return nil
	}
	h.Del(echo.HeaderCacheControl)
	h.Del("ETag")
	if w.refused >= http.StatusInternalServerError {
		return fmt.Errorf("sending picture %s: it cannot be read", tag)
	}
	return &refusal{
		problem: problem{w.refused, api.ProblemTypeUnmet, "A condition of the request is not met"},
		detail:  "the range is outside of the picture, or the picture is not the one asked for",
		hint:    "ask without the headers Range and If-Match",
	}
}

// A contentWriter leaves the refusals of ServeContent, which are plain text, to
// a problem document.
type contentWriter struct {
	http.ResponseWriter
	refused int // the status, 0 for none
}

func (w *contentWriter) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		w.refused = status
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *contentWriter) Write(p []byte) (int, error) {
	if w.refused != 0 {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
