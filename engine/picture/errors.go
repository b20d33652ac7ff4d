package picture

import (
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"strconv"
	"strings"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// Reason says why bytes were refused.
type Reason int

// The reasons. A decode that ends because its context ended has none of them:
// it returns the context's error.
const (
	Broken      Reason = iota // no picture, or a damaged one
	TooLarge                  // over a limit, in bytes or in pixels
	Unsupported               // a format, or a variant of one, that is not read
)

// An Error says why bytes were refused, for a person to read.
type Error struct {
	Reason Reason
	Text   string // what is wrong
	Hint   string // what would help
	Err    error  // the decoder's own words, if there are any
}

func (e *Error) Error() string {
	s := e.Text
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s + " (" + e.Hint + ")"
}

func (e *Error) Unwrap() error { return e.Err }

const (
	hintConvert = "convert it to JPEG or PNG"
	hintAgain   = "send the original again, or open it in a picture program and save it anew"
	hintSmaller = "send a smaller copy"
	hintFormats = "send a JPEG, PNG, GIF, WebP, BMP or TIFF"
)

func broken(f Format, err error) *Error {
	return &Error{Reason: Broken, Text: "the " + f.name() + " is damaged", Hint: hintAgain, Err: err}
}

func brokenf(f Format, format string, args ...any) *Error {
	return broken(f, fmt.Errorf(format, args...))
}

// refusal turns what a decoder complained of into an Error.
func refusal(f Format, err error) *Error {
	var (
		own         *Error
		jpegFeature jpeg.UnsupportedError
		pngFeature  png.UnsupportedError
		tiffFeature tiff.UnsupportedError
	)
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &jpegFeature), errors.As(err, &pngFeature), errors.As(err, &tiffFeature),
		errors.Is(err, bmp.ErrUnsupported):
		return &Error{Reason: Unsupported, Text: "the " + f.name() + " is of a rare kind", Hint: hintConvert, Err: err}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Reason: Broken, Text: "the " + f.name() + " breaks off before its end", Hint: hintAgain, Err: err}
	}
	return broken(f, err)
}

// guard runs a decoder that is not ours and turns its panic into an error.
func guard[T any](decode func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the decoder gave up: %v", p)
		}
	}()
	return decode()
}

// sizeText writes a number of bytes as people do: "28.8 GB", "400 MB".
func sizeText(n int64) string {
	unit, name := int64(1), "bytes"
	for _, u := range []string{"kB", "MB", "GB"} {
		if n < unit*1000 {
			break
		}
		unit, name = unit*1000, u
	}
	s := strconv.FormatFloat(float64(n)/float64(unit), 'f', 1, 64)
	return strings.TrimSuffix(s, ".0") + " " + name
}
