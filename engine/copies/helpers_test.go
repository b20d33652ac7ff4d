package copies

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"akin/engine/picture"

	"github.com/disintegration/imaging"
)

// photographs are every step-th of the files of the evaluation data that match,
// from the first on.
func photographs(t testing.TB, pattern string, step int) []*image.NRGBA {
	t.Helper()
	dir := os.Getenv("AKIN_TESTDATA")
	if dir == "" {
		t.Skip("AKIN_TESTDATA is not set: skipping what needs real photographs")
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s in AKIN_TESTDATA (%v)", pattern, err)
	}
	var imgs []*image.NRGBA
	for i := 0; i < len(files); i += step {
		data, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		imgs = append(imgs, decode(t, data))
	}
	return imgs
}

func decode(t testing.TB, data []byte) *image.NRGBA {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return imaging.Clone(img)
}

// recompressed is a picture after a JPEG of some quality.
func recompressed(t testing.TB, img image.Image, quality int) *image.NRGBA {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return decode(t, b.Bytes())
}

func printOf(img *image.NRGBA) *Print {
	p := Of(picture.Canonical(img))
	return &p
}

func flat(v uint8) *image.NRGBA { return imaging.New(300, 200, color.NRGBA{v, v, v, 255}) }
