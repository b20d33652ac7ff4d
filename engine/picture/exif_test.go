package picture

import (
	"encoding/binary"
	"fmt"
	"testing"
	"time"
)

// makeExif writes EXIF data, big-endian as most cameras do: a first directory
// with orientation and date, an exif directory with the original date and the
// zones. An empty text is left out; a zone longer than four bytes is needed.
func makeExif(orientation int, date, zone, original, originalZone string) []byte {
	return exifIn(binary.BigEndian, orientation, date, zone, original, originalZone)
}

func exifIn(order binary.AppendByteOrder, orientation int, date, zone, original, originalZone string) []byte {
	data := []byte("MM\x00*\x00\x00\x00\x08")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		data = []byte("II*\x00\x08\x00\x00\x00")
	}
	const texts, subAt = 200, 100 // where the texts and the exif directory lie
	var pool []byte
	entry := func(b []byte, tag, kind uint16, count, value uint32) []byte {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), count)
		if kind == 3 {
			return order.AppendUint16(order.AppendUint16(b, uint16(value)), 0)
		}
		return order.AppendUint32(b, value)
	}
	text := func(b []byte, tag uint16, s string) []byte {
		at := texts + len(pool)
		pool = append(append(pool, s...), 0)
		return entry(b, tag, 2, uint32(len(s)+1), uint32(at))
	}
	data = order.AppendUint16(data, 3)
	data = entry(data, tagOrientation, 3, 1, uint32(orientation))
	data = text(data, tagDateTime, date)
	data = entry(data, tagExif, 4, 1, subAt)
	data = append(data, make([]byte, subAt-len(data))...)
	data = order.AppendUint16(data, 3)
	data = text(data, tagOriginal, original)
	data = text(data, tagOffset, zone)
	data = text(data, tagOffsetOriginal, originalZone)
	data = append(data, make([]byte, texts-len(data))...)
	return append(data, pool...)
}

func TestReadExif(t *testing.T) {
	const noon, one = "2024:05:31 12:00:00", "2024:05:31 13:00:00"
	at := func(hour int) time.Time { return time.Date(2024, 5, 31, hour, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		data []byte
		want exif
	}{
		{"nothing", nil, exif{orientation: 1}},
		{"no EXIF", []byte("hello, world"), exif{orientation: 1}},
		{"orientation", makeExif(6, "", "", "", ""), exif{orientation: 6}},
		{"orientation out of range", makeExif(9, "", "", "", ""), exif{orientation: 1}},
		{"little-endian", exifIn(binary.LittleEndian, 3, "", "", noon, ""), exif{3, at(12)}},
		{"original before changed", makeExif(1, noon, "", one, ""), exif{1, at(13)}},
		{"changed when there is no other", makeExif(1, noon, "", "", ""), exif{1, at(12)}},
		{"changed when the other is no date", makeExif(1, noon, "", "0000:00:00 00:00:00", ""), exif{1, at(12)}},
		{"zone", makeExif(1, "", "", noon, "+02:00"), exif{1, at(10)}},
		{"each date has its own zone", makeExif(1, noon, "-01:00", "", "+05:00"), exif{1, at(13)}},
		{"a zone that is none", makeExif(1, "", "", noon, "around"), exif{1, at(12)}},
		{"cut off in the entries", makeExif(6, noon, "", "", "")[:30], exif{orientation: 6}},
	} {
		if got := readExif(c.data); got.orientation != c.want.orientation || !got.taken.Equal(c.want.taken) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestExifIsFoundInEachFormat(t *testing.T) {
	e := makeExif(6, "2024:05:31 12:00:00", "", "", "")
	img := fill(4, 2, red)
	tall := decode(t, withPNGChunk(encodePNG(t, img), "eXIf", e), 0)
	for name, data := range map[string][]byte{
		"JPEG": withSegment(encodeJPEG(t, img), 0xe1, append([]byte(exifPrefix), e...)),
		"WebP": riff(vp8x(4, 2), chunk{"VP8L", vp8l(4, 2, red)}, chunk{"EXIF", e}),
		"WebP with JPEG's prefix": riff(vp8x(4, 2), chunk{"VP8L", vp8l(4, 2, red)},
			chunk{"EXIF", append([]byte(exifPrefix), e...)}),
	} {
		f := decode(t, data, 0).Facts
		if f.Width != 2 || f.Height != 4 || !f.Taken.Equal(tall.Facts.Taken) || f.Taken.IsZero() {
			t.Errorf("%s: %dx%d, taken %v; want 2x4, %v", name, f.Width, f.Height, f.Taken, tall.Facts.Taken)
		}
	}
}

// Eight files that differ in the date of their EXIF alone have equal pixels, so
// that whatever is worked out from them is equal too.
func TestDatesDoNotMovePixels(t *testing.T) {
	plain := encodeJPEG(t, paint(60, 40))
	want := Canonical(decode(t, plain, 0).Image)
	for day := range 8 {
		e := makeExif(1, fmt.Sprintf("2024:05:%02d 12:00:00", 1+day), "", "", "")
		p := decode(t, withSegment(plain, 0xe1, append([]byte(exifPrefix), e...)), 0)
		if p.Facts.Taken.Day() != 1+day {
			t.Errorf("taken %v, want day %d", p.Facts.Taken, 1+day)
		}
		if !equal(Canonical(p.Image), want) {
			t.Errorf("day %d has other pixels", 1+day)
		}
	}
}

func FuzzExif(f *testing.F) {
	for _, o := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
		f.Add(exifIn(o, 6, "2024:05:31 12:00:00", "+02:00", "2024:05:31 12:00:00", "Z"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e := readExif(data)
		if e.orientation < 1 || e.orientation > 8 {
			t.Errorf("orientation %d", e.orientation)
		}
		tiffBlock(data, 10, 10)
	})
}
