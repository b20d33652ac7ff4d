package picture

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The formats that are read.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	GIF  Format = "gif"
	WebP Format = "webp"
	BMP  Format = "bmp"
	TIFF Format = "tiff"
)

// name is the format as people write it.
func (f Format) name() string {
	if f == WebP {
		return "WebP"
	}
	return strings.ToUpper(string(f))
}

// readers holds, for each format, what reads its header.
var readers = map[Format]func([]byte) (source, error){
	JPEG: readJPEG, PNG: readPNG, GIF: readGIF, WebP: readWebP, BMP: readBMP, TIFF: readTIFF,
}

// A magic is how the files of a format begin; ? stands for any byte.
type magic struct{ start, name string }

var known = []magic{
	{"\xff\xd8\xff", string(JPEG)},
	{"\x89PNG\r\n\x1a\n", string(PNG)},
	{"GIF87a", string(GIF)},
	{"GIF89a", string(GIF)},
	{"RIFF????WEBP", string(WebP)},
	{"BM????\x00\x00\x00\x00", string(BMP)},
	{"II*\x00", string(TIFF)},
	{"MM\x00*", string(TIFF)},
}

// refused are formats that people do send, in the words of the refusal.
var refused = []magic{
	{"????ftypavi", "an AVIF picture"},
	{"????ftyphe", "a HEIC picture"},
	{"????ftypmif1", "a HEIF picture"},
	{"????ftypmsf1", "a HEIF picture"},
	{"????ftyp", "a video"},
	{"\x1aE\xdf\xa3", "a video"},
	{"RIFF????AVI ", "a video"},
	{"\xff\x0a", "a JPEG XL picture"},
	{"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"},
	{"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"},
	{"II+\x00", "a BigTIFF picture"},
	{"MM\x00+", "a BigTIFF picture"},
	{"8BPS", "a Photoshop document"},
	{"\x00\x00\x01\x00", "an icon file"},
	{"%PDF-", "a PDF document"},
	{"%!PS", "a PostScript document"},
	{"<svg", "an SVG drawing"},
}

// sniff tells the format from the bytes. A name or a declared type is never
// asked: both come from strangers.
func sniff(data []byte) (Format, error) {
	if len(data) == 0 {
		return "", &Error{Reason: Broken, Text: "the file is empty", Hint: hintFormats}
	}
	if name := match(known, data); name != "" {
		return Format(name), nil
	}
	name := match(refused, data)
	if name == "" && isText(data) {
		name = match(refused, markup(data))
	}
	switch {
	case name != "":
		return "", &Error{Reason: Unsupported, Text: "this is " + name + ", which is not read", Hint: hintConvert}
	case isText(data):
		return "", &Error{Reason: Broken, Text: "this is text, not a picture", Hint: hintFormats}
	}
	return "", &Error{Reason: Broken, Hint: hintFormats,
		Text: fmt.Sprintf("these %s are no picture of a known format", sizeText(int64(len(data))))}
}

func match(table []magic, data []byte) string {
	for _, m := range table {
		if startsWith(data, m.start) {
			return m.name
		}
	}
	return ""
}

func startsWith(data []byte, start string) bool {
	if len(data) < len(start) {
		return false
	}
	for i := range len(start) {
		if start[i] != '?' && start[i] != data[i] {
			return false
		}
	}
	return true
}

// textLook is how far into a file is looked for markup or for bytes that text
// has not; an SVG's licence comment fits.
const textLook = 4096

// isText reports whether the file begins as UTF-8 text does.
func isText(data []byte) bool {
	head := data[:min(len(data), textLook)]
	for i := 0; i < utf8.UTFMax-1 && len(head) > 1 && len(head) < len(data) && !utf8.Valid(head); i++ {
		head = head[:len(head)-1] // the cut may have gone through a character
	}
	return utf8.Valid(head) && bytes.IndexByte(head, 0) < 0
}

// markup returns the file from its <svg tag on, nil if it has none near its
// start or does not begin as markup does.
func markup(data []byte) []byte {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), textLook)], []byte("\ufeff")), " \t\r\n")
	if i := bytes.Index(head, []byte("<svg")); i >= 0 && head[0] == '<' {
		return head[i:]
	}
	return nil
}
