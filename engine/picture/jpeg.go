package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"io"
)

// JPEG is decoded by image/jpeg at full size. gen2brain/jpegn was tried and
// rejected: it takes 72% of the time, but hides damage (of 250 photographs cut
// short and closed with an end marker it accepted 250, image/jpeg none), so
// that each file with a flat last corner - one in five, and every product shot
// on white - would need both decoders; its reduced scales lose three quarters
// of the contrast; and its code for arm64 wraps where that for amd64 clamps.

// A jpegFrame is what a JPEG's segments before its first scan tell.
type jpegFrame struct {
	width, height int
	progressive   bool
	adobeRGB      bool // Adobe's marker says that colours are not transformed
	sampling      []sampling
	ids           string // of the components, one byte each
	exif          []byte // nil if there is none
}

// sampling is how often a component is sampled in a unit, across and down.
type sampling struct{ h, v int }

func readJPEG(data []byte) (source, error) {
	cfg, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return source{}, err
	}
	f, err := walkJPEG(data)
	if err != nil {
		return source{}, err
	}
	// Both must have found the same frame, or the budget counts another
	// picture than the decoder decodes.
	if f.width != cfg.Width || f.height != cfg.Height {
		return source{}, errors.New("its header contradicts itself")
	}
	e := readExif(f.exif)
	s := source{
		Header: Header{Width: f.width, Height: f.height, Orientation: e.orientation, Taken: e.taken},
		decode: func() (image.Image, error) { return jpeg.Decode(bytes.NewReader(data)) },
	}
	s.charge(f.cost())
	return s, nil
}

// cost is the memory that image/jpeg takes: a byte for each sample, another
// four for its coefficient if the file is progressive, and four bytes a pixel
// more where it joins the components of CMYK or RGB to pixels itself.
func (f jpegFrame) cost() int64 {
	var maxH, maxV, perUnit int
	for _, s := range f.sampling {
		maxH, maxV, perUnit = max(maxH, s.h), max(maxV, s.v), perUnit+s.h*s.v
	}
	units := int64((f.width+8*maxH-1)/(8*maxH)) * int64((f.height+8*maxV-1)/(8*maxV))
	n := 64 * units * int64(perUnit)
	if f.progressive {
		n *= 5
	}
	if len(f.sampling) == 4 || len(f.sampling) == 3 && (f.adobeRGB || f.ids == "RGB") {
		n += 4 * int64(f.width) * int64(f.height)
	}
	return n
}

// The markers that matter before a scan.
const (
	markerSOF0 = 0xc0 // baseline
	markerSOF1 = 0xc1 // extended, still sequential
	markerSOF2 = 0xc2 // progressive
	markerRST0 = 0xd0
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerAPP1 = 0xe1
	markerAdob = 0xee // APP14
)

// walkJPEG reads the segments up to the first scan.
func walkJPEG(data []byte) (jpegFrame, error) {
	var f jpegFrame
	for rest := data[2:]; ; {
		marker, body, after, err := nextSegment(rest)
		switch {
		case err != nil:
			return f, err
		case marker == markerSOS && f.sampling == nil:
			return f, errors.New("its scan comes before its frame")
		case marker == markerSOS:
			return f, nil
		case marker == markerSOF0, marker == markerSOF1, marker == markerSOF2:
			f.progressive = marker == markerSOF2
			err = f.readFrame(body)
		case marker == markerAPP1 && f.exif == nil:
			f.exif, _ = bytes.CutPrefix(body, []byte(exifPrefix))
		case marker == markerAdob && len(body) >= 12 && bytes.HasPrefix(body, []byte("Adobe")):
			f.adobeRGB = body[11] == 0
		}
		if err != nil {
			return f, err
		}
		rest = after
	}
}

// nextSegment finds the next marker that carries a length and returns its body.
func nextSegment(data []byte) (marker byte, body, rest []byte, err error) {
	for {
		i := bytes.IndexByte(data, 0xff)
		if i < 0 || i+4 > len(data) {
			return 0, nil, nil, io.ErrUnexpectedEOF
		}
		marker, data = data[i+1], data[i+1:]
		switch {
		case marker == 0xff: // fill before a marker
		case marker == 0, marker >= markerRST0 && marker < markerEOI:
			data = data[1:] // stray bytes that stand alone
		case marker == markerEOI:
			return 0, nil, nil, errors.New("it ends before its first scan")
		default:
			n := int(binary.BigEndian.Uint16(data[1:]))
			if n < 2 || 1+n > len(data) {
				return 0, nil, nil, io.ErrUnexpectedEOF
			}
			return marker, data[3 : 1+n], data[1+n:], nil
		}
	}
}

// readFrame reads a frame header: precision, height, width, and for each
// component its name, sampling and table.
func (f *jpegFrame) readFrame(b []byte) error {
	if f.sampling != nil || len(b) < 6 || len(b) != 6+3*int(b[5]) || b[5] == 0 {
		return errors.New("its frame header is malformed")
	}
	f.height, f.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	for c := b[6:]; len(c) > 0; c = c[3:] {
		f.ids += string(rune(c[0]))
		f.sampling = append(f.sampling, sampling{int(c[1] >> 4), int(c[1] & 15)})
	}
	for i, s := range f.sampling {
		if s.h == 0 || s.v == 0 {
			return errors.New("its frame header is malformed")
		}
		if len(f.sampling) == 1 {
			f.sampling[i] = sampling{1, 1} // nothing to relate it to
		}
	}
	return nil
}
