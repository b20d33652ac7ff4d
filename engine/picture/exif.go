package picture

import (
	"encoding/binary"
	"strings"
	"time"
)

// exifPrefix stands before EXIF data in JPEG, and in some WebP.
const exifPrefix = "Exif\x00\x00"

// exif is what akin reads of a picture's EXIF data.
type exif struct {
	orientation int       // 1 to 8; 1 if the data does not say
	taken       time.Time // UTC; zero if the data does not say
}

// The tags that are read, with the directory they stand in.
const (
	tagOrientation    = 0x0112 // first
	tagDateTime       = 0x0132 // first
	tagExif           = 0x8769 // first: where the exif directory lies
	tagOriginal       = 0x9003 // exif: when the picture was taken
	tagOffset         = 0x9010 // exif: time zone of tagDateTime
	tagOffsetOriginal = 0x9011 // exif: time zone of tagOriginal
)

// readExif reads EXIF data, a TIFF file in itself. What is missing or broken
// is left at its default: a wrong date must not cost a picture. It looks at
// two directories, whatever these point to.
func readExif(data []byte) exif {
	e := exif{orientation: 1}
	t, ok := openTIFF(data)
	if !ok {
		return e
	}
	first := t.directory(t.first())
	if o := first.number(tagOrientation); o >= 1 && o <= 8 {
		e.orientation = int(o)
	}
	var sub directory
	if at := first.number(tagExif); at > 0 {
		sub = t.directory(at)
	}
	e.taken = readDate(sub.text(tagOriginal), sub.text(tagOffsetOriginal))
	if e.taken.IsZero() {
		e.taken = readDate(first.text(tagDateTime), sub.text(tagOffset))
	}
	return e
}

// readDate reads "2024:05:31 18:00:00" with a zone such as "+02:00"; without
// one the time is taken for UTC. It returns the zero time for what is no date.
func readDate(date, zone string) time.Time {
	const layout = "2006:01:02 15:04:05"
	if t, err := time.Parse(layout+"Z07:00", date+zone); err == nil {
		return t.UTC()
	}
	t, err := time.Parse(layout, date)
	if err != nil {
		return time.Time{}
	}
	return t
}

// A tiffFile is a TIFF file's bytes and their order.
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
}

func openTIFF(data []byte) (tiffFile, bool) {
	if len(data) < 8 {
		return tiffFile{}, false
	}
	switch string(data[:4]) {
	case "II*\x00":
		return tiffFile{data, binary.LittleEndian}, true
	case "MM\x00*":
		return tiffFile{data, binary.BigEndian}, true
	}
	return tiffFile{}, false
}

// first is where the first directory lies.
func (t tiffFile) first() uint32 { return t.order.Uint32(t.data[4:]) }

// A directory is a run of entries of 12 bytes each: tag, type, count, and the
// value or where it lies. Its zero value is empty.
type directory struct {
	tiffFile
	entries []byte
}

// directory returns the one at that place, without the entries that lie
// beyond the data; empty if there is none.
func (t tiffFile) directory(at uint32) directory {
	if int64(at)+2 > int64(len(t.data)) {
		return directory{}
	}
	rest := t.data[at+2:]
	n := min(int(t.order.Uint16(t.data[at:])), len(rest)/12)
	return directory{t, rest[:12*n]}
}

// find returns an entry's type, count and last four bytes.
func (d directory) find(tag uint16) (kind uint16, count uint32, value []byte) {
	for e := d.entries; len(e) >= 12; e = e[12:] {
		if d.order.Uint16(e) == tag {
			return d.order.Uint16(e[2:]), d.order.Uint32(e[4:]), e[8:12]
		}
	}
	return 0, 0, nil
}

// number returns a single unsigned number, 0 if there is none.
func (d directory) number(tag uint16) uint32 {
	const short, long = 3, 4
	switch kind, count, value := d.find(tag); {
	case kind == short && count == 1:
		return uint32(d.order.Uint16(value))
	case kind == long && count == 1:
		return d.order.Uint32(value)
	}
	return 0
}

// text returns a text of 5 to 64 bytes, as dates and zones are, up to its
// zero byte; empty if there is none.
func (d directory) text(tag uint16) string {
	const ascii, longest = 2, 64
	kind, count, value := d.find(tag)
	if kind != ascii || count < 5 || count > longest {
		return ""
	}
	at := int64(d.order.Uint32(value))
	if at+int64(count) > int64(len(d.data)) {
		return ""
	}
	s, _, _ := strings.Cut(string(d.data[at:at+int64(count)]), "\x00")
	return strings.TrimSpace(s)
}
