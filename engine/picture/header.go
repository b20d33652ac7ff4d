package picture

import (
	"fmt"
	"image"
	"time"
)

// A Header is what a picture says of itself before its pixels are decoded.
type Header struct {
	Format        Format
	Width, Height int       // pixels, as stored: not yet turned upright
	Orientation   int       // EXIF's 1 to 8; 1 is upright
	Taken         time.Time // EXIF date, UTC; zero if the picture does not say
	Cost          int64     // bytes of memory that decoding takes at its peak
}

// Upright returns the size of the picture once it is turned upright.
func (h Header) Upright() (width, height int) {
	if h.Orientation >= 5 {
		return h.Height, h.Width
	}
	return h.Width, h.Height
}

// Inspect reads a picture's header. It takes microseconds and no memory for
// pixels. What Decode would refuse by its header is an *Error; for one that is
// only too large the Header is returned beside it.
func (d *Decoder) Inspect(data []byte) (Header, error) {
	s, err := d.open(data)
	return s.Header, err
}

// A source is a picture whose header was read: all that its pixels need.
type source struct {
	Header
	decode func() (image.Image, error) // not ours: may panic
	at     image.Point                 // what to move the decoded frame by, onto the picture
}

// maxSide is the longest side that JPEG and GIF can state. Longer ones in
// other formats are refused: decoders hold a few rows beyond what Cost counts,
// which must stay small beside it.
const maxSide = 1<<16 - 1

// open reads the header and holds it against the limits.
func (d *Decoder) open(data []byte) (source, error) {
	format, err := sniff(data)
	if err != nil {
		return source{}, err
	}
	s, err := guard(func() (source, error) { return readers[format](data) })
	if err != nil {
		return source{}, refusal(format, err)
	}
	s.Format = format
	if s.Width <= 0 || s.Height <= 0 {
		return source{}, brokenf(format, "its header says %dx%d pixels", s.Width, s.Height)
	}
	return s, d.checkSize(s.Header)
}

func (d *Decoder) checkSize(h Header) error {
	text := ""
	switch {
	case h.Width > maxSide || h.Height > maxSide:
		text = fmt.Sprintf("header says %dx%d pixels; a side may have %d", h.Width, h.Height, maxSide)
	case h.Cost > d.limits.Decoded:
		text = fmt.Sprintf("header says %dx%d pixels, which needs %s decoded; the limit is %s",
			h.Width, h.Height, sizeText(h.Cost), sizeText(d.limits.Decoded))
	default:
		return nil
	}
	return &Error{Reason: TooLarge, Text: text, Hint: hintSmaller}
}

// charge sets what decoding costs: our own NRGBA of the whole picture, and
// what the decoder takes.
func (s *source) charge(decoder int64) {
	s.Cost = 4*int64(s.Width)*int64(s.Height) + decoder
}

// pixels decodes the picture and turns it upright.
func (s source) pixels() (*image.NRGBA, error) {
	img, err := guard(s.decode)
	if err != nil {
		return nil, refusal(s.Format, err)
	}
	frame := img.Bounds().Add(s.at) // a GIF's frame has its place itself
	if !frame.In(image.Rect(0, 0, s.Width, s.Height)) {
		return nil, brokenf(s.Format, "its pixels do not fit its header")
	}
	return upright(img, s.Header, frame.Min), nil
}

func (s source) facts(data []byte) Facts {
	w, h := s.Upright()
	return Facts{Format: s.Format, Bytes: int64(len(data)), Width: w, Height: h, Taken: s.Taken}
}
