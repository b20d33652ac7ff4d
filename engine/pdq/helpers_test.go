package pdq

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"testing"

	"akin/engine/picture"
)

// testData are the files of the evaluation data that match.
func testData(t testing.TB, pattern string) []string {
	t.Helper()
	dir := os.Getenv("AKIN_TESTDATA")
	if dir == "" {
		t.Skip("AKIN_TESTDATA is not set: skipping what needs real photographs")
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s in AKIN_TESTDATA (%v)", pattern, err)
	}
	return files
}

func decode(t testing.TB, file string) *image.NRGBA {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := picture.NewDecoder(picture.Limits{}).Decode(t.Context(), bytes.Clone(data), 0)
	if err != nil {
		t.Fatal(err)
	}
	return p.Image
}

// paint makes an opaque grey picture of w by h pixels.
func paint(w, h int, at func(x, y int) uint8) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := at(x, y)
			copy(img.Pix[y*img.Stride+4*x:], []uint8{v, v, v, 255})
		}
	}
	return img
}
