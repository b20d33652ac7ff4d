package engine

import (
	"bytes"
	"context"
	"io"
	"slices"

	"akin/engine/picture"
)

// Renditions keeps resized copies of pictures, which can be made again at any
// time. Implementations are safe for concurrent use.
type Renditions interface {
	// Open returns a rendition; NotFound if it was not made yet.
	Open(id PictureID, width int) (io.ReadSeekCloser, error)

	// Keep stores a rendition.
	Keep(id PictureID, width int, jpeg []byte) error
}

// Picture returns the original bytes of a picture that is on a pin the viewer
// sees, NotFound otherwise. The caller closes it.
func (e *Engine) Picture(ctx context.Context, viewer UserID, id PictureID) (io.ReadSeekCloser, error) {
	if err := e.checkSeen(ctx, viewer, id); err != nil {
		return nil, err
	}
	return e.pictures.Open(id)
}

// checkSeen says of a picture that the viewer does not see that there is none.
func (e *Engine) checkSeen(ctx context.Context, viewer UserID, id PictureID) error {
	seen, err := e.library.Seen(ctx, viewer, id)
	if err == nil && !seen {
		err = Errorf(NotFound, "there is no picture %q", id)
	}
	return err
}

// Rendition returns a picture as a JPEG of one of picture.RenditionWidths,
// which is made at its first use. A picture that is narrower keeps its size.
func (e *Engine) Rendition(ctx context.Context, viewer UserID, id PictureID, width int) (io.ReadSeekCloser, error) {
	if !slices.Contains(picture.RenditionWidths, width) {
		return nil, Errorf(NotFound, "there is no rendition %d wide; there are %v", width, picture.RenditionWidths)
	}
	if err := e.checkSeen(ctx, viewer, id); err != nil {
		return nil, err
	}
	f, err := e.renditions.Open(id, width)
	if KindOf(err) != NotFound {
		return f, err
	}
	original, err := e.pictures.Open(id)
	if err != nil {
		return nil, err
	}
	defer original.Close()
	data, err := e.eye.Read(original)
	if err != nil {
		return nil, err
	}
	small, err := e.eye.Rendition(ctx, data, width)
	if err != nil {
		return nil, err
	}
	if err := e.renditions.Keep(id, width, small); err != nil {
		return nil, err
	}
	return e.renditions.Open(id, width)
}

// Rendition decodes a picture and writes it as a JPEG of a width.
func (e *Eye) Rendition(ctx context.Context, data []byte, width int) ([]byte, error) {
	h, err := e.decoder.Inspect(data)
	if err != nil {
		return nil, pictureError(err)
	}
	w, height := h.Upright()
	rw, rh := picture.RenditionSize(w, height, width)
	p, err := e.decoder.Decode(ctx, data, max(rw, rh))
	if err != nil {
		return nil, pictureError(err)
	}
	var buf bytes.Buffer
	err = picture.WriteJPEG(&buf, picture.Rendition(p, width))
	return buf.Bytes(), err
}
