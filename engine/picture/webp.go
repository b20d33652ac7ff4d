package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"io"

	"golang.org/x/image/webp"
)

// A WebP is a RIFF file: chunks of a four-letter name, a length and a body,
// bodies padded to even length. A still holds one VP8 or VP8L chunk, with an
// ALPH chunk before VP8 if it has alpha; an animation holds an ANMF chunk for
// each frame, with the same chunks inside it after 16 bytes of its own.

// A webpFrame holds the chunks of one frame.
type webpFrame struct {
	alpha, lossy, lossless []byte // bodies; nil where there is none
	width, height          int    // from the lossy or lossless chunk
}

func readWebP(data []byte) (source, error) {
	var frame webpFrame
	var canvas image.Point
	var s source
	s.Orientation = 1
	end := min(int64(len(data)), 8+int64(binary.LittleEndian.Uint32(data[4:])))
	err := eachChunk(data[min(12, end):end], func(name string, body []byte) error {
		switch {
		case name == "VP8X" && len(body) >= 10:
			canvas = image.Pt(uint24(body[4:])+1, uint24(body[7:])+1)
		case name == "ANMF" && len(body) >= 16 && frame.empty():
			s.at = image.Pt(2*uint24(body), 2*uint24(body[3:]))
			return eachChunk(body[16:], frame.take)
		case name == "EXIF":
			e := readExif(bytes.TrimPrefix(body, []byte(exifPrefix)))
			s.Orientation, s.Taken = e.orientation, e.taken
		default:
			return frame.take(name, body)
		}
		return nil
	})
	if err != nil {
		return s, err
	}
	if frame.empty() {
		return s, errors.New("it has no frame")
	}
	size := image.Pt(frame.width, frame.height)
	if canvas == (image.Point{}) {
		canvas = size
	}
	if at := (image.Rectangle{Min: s.at, Max: s.at.Add(size)}); !at.In(image.Rectangle{Max: canvas}) {
		return s, errors.New("its frame does not fit its canvas")
	}
	s.Width, s.Height = canvas.X, canvas.Y
	s.charge(frame.cost())
	s.decode = func() (image.Image, error) { return webp.Decode(bytes.NewReader(frame.still())) }
	return s, nil
}

// eachChunk calls visit for each chunk until one fails.
func eachChunk(data []byte, visit func(name string, body []byte) error) error {
	for len(data) >= 8 {
		n := int64(binary.LittleEndian.Uint32(data[4:]))
		if n > int64(len(data)-8) {
			return io.ErrUnexpectedEOF
		}
		if err := visit(string(data[:4]), data[8:8+n]); err != nil {
			return err
		}
		data = data[min(int64(len(data)), 8+n+n%2):]
	}
	return nil
}

func (f *webpFrame) empty() bool { return f.lossy == nil && f.lossless == nil }

// take keeps a chunk if it belongs to the first frame.
func (f *webpFrame) take(name string, body []byte) error {
	switch {
	case !f.empty():
	case name == "ALPH":
		f.alpha = body
	case name == "VP8 ":
		if len(body) < 10 {
			return io.ErrUnexpectedEOF
		}
		f.lossy = body
		f.width = int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff)
		f.height = int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff)
	case name == "VP8L":
		if len(body) < 5 {
			return io.ErrUnexpectedEOF
		}
		f.lossless = body
		bits := binary.LittleEndian.Uint32(body[1:])
		f.width, f.height = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1
	}
	return nil
}

// cost is the memory that the decoder takes at its peak. Lossy pixels are one
// and a half bytes; lossless ones, as which alpha is stored too, are four
// bytes before and four after the last transform.
func (f *webpFrame) cost() int64 {
	if f.lossy != nil && f.alpha == nil {
		return 2 * int64(f.width) * int64(f.height)
	}
	return 8 * int64(f.width) * int64(f.height)
}

// still returns the frame as a WebP file of its own, the only kind that the
// decoder takes.
func (f *webpFrame) still() []byte {
	var body []byte
	switch {
	case f.lossless != nil:
		body = appendChunk(body, "VP8L", f.lossless)
	case f.alpha != nil:
		const hasAlpha = 1 << 4
		w, h := f.width-1, f.height-1
		body = appendChunk(body, "VP8X", []byte{hasAlpha, 0, 0, 0,
			byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
		body = appendChunk(body, "ALPH", f.alpha)
		fallthrough
	default:
		body = appendChunk(body, "VP8 ", f.lossy)
	}
	return appendChunk(nil, "RIFF", append([]byte("WEBP"), body...))
}

func appendChunk(dst []byte, name string, body []byte) []byte {
	dst = binary.LittleEndian.AppendUint32(append(dst, name...), uint32(len(body)))
	dst = append(dst, body...)
	return append(dst, make([]byte, len(body)%2)...)
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
