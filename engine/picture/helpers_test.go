package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// paint returns a picture with slopes, edges and no border.
func paint(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(37*(x/9)+91*(y/7)) | 1, 255}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// letters paints one pixel for each letter, rows parted by slashes: "AB/CD".
func letters(s string) *image.NRGBA {
	rows := strings.Split(s, "/")
	img := image.NewNRGBA(image.Rect(0, 0, len(rows[0]), len(rows)))
	for y, row := range rows {
		for x := range len(row) {
			v := 20 * (row[x] - 'A')
			img.SetNRGBA(x, y, color.NRGBA{v, 255 - v, v / 2, 255})
		}
	}
	return img
}

func fill(w, h int, c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = c.R, c.G, c.B, c.A
	}
	return img
}

// elsewhere returns the same pixels inside a larger picture: other bounds,
// other stride.
func elsewhere(img *image.NRGBA) *image.NRGBA {
	r := img.Rect.Add(image.Pt(3, 5))
	big := fill(r.Max.X+4, r.Max.Y+2, color.NRGBA{9, 8, 7, 6})
	for y := range img.Rect.Dy() {
		copy(big.Pix[big.PixOffset(3, 5+y):], img.Pix[y*img.Stride:][:4*img.Rect.Dx()])
	}
	return big.SubImage(r).(*image.NRGBA)
}

// equal reports whether two pictures that start at 0,0 have the same pixels.
func equal(a, b *image.NRGBA) bool {
	if a.Rect != b.Rect {
		return false
	}
	for y := range a.Rect.Dy() {
		n := 4 * a.Rect.Dx()
		if !bytes.Equal(a.Pix[y*a.Stride:][:n], b.Pix[y*b.Stride:][:n]) {
			return false
		}
	}
	return true
}

// maxDiff is the largest difference between two pictures of one size.
func maxDiff(a, b *image.NRGBA) int {
	most := 0
	for i := range a.Pix {
		most = max(most, int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	return most
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withPNGChunk puts a chunk behind the header chunk, which is 33 bytes in.
func withPNGChunk(data []byte, name string, body []byte) []byte {
	chunk := append([]byte(name), body...)
	out := append([]byte(nil), data[:33]...)
	out = append(binary.BigEndian.AppendUint32(out, uint32(len(body))), chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, data[33:]...)
}

// withSegment puts a JPEG segment behind the start marker.
func withSegment(data []byte, marker byte, body []byte) []byte {
	out := append([]byte{0xff, 0xd8, 0xff, marker}, 0, 0)
	binary.BigEndian.PutUint16(out[4:], uint16(len(body)+2))
	return append(append(out, body...), data[2:]...)
}

// hugePNG is a correct header of 60000x60000 pixels and nothing else.
func hugePNG() []byte {
	data := []byte("\x89PNG\r\n\x1a\n")
	body := binary.BigEndian.AppendUint32([]byte("IHDR"), 60000)
	body = append(binary.BigEndian.AppendUint32(body, 60000), 8, 6, 0, 0, 0)
	data = append(binary.BigEndian.AppendUint32(data, 13), body...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(body))
}

func decode(t testing.TB, data []byte, atLeast int) *Picture {
	t.Helper()
	p, err := NewDecoder(Limits{}).Decode(context.Background(), data, atLeast)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// refusedAs checks that err is an *Error of that reason which says so.
func refusedAs(t *testing.T, err error, reason Reason, words string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error", err)
	}
	if e.Reason != reason || !strings.Contains(e.Error(), words) || e.Hint == "" {
		t.Errorf("got reason %d, %q; want %d and %q", e.Reason, e, reason, words)
	}
}

// testData returns the files of the evaluation data that match, and skips the
// test where there are none.
func testData(t testing.TB, pattern string) []string {
	t.Helper()
	dir := os.Getenv("AKIN_TESTDATA")
	if dir == "" {
		t.Skip("AKIN_TESTDATA is not set: skipping what needs real pictures")
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s in AKIN_TESTDATA (%v)", pattern, err)
	}
	return files
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
