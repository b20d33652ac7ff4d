package eye

import (
	"bytes"
	"image/jpeg"
	"testing"

	"github.com/disintegration/imaging"
)

// squareOf makes of a JPEG what blocks look at.
func squareOf(t testing.TB, data []byte) *scratch {
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	s := new(scratch)
	s.shrink(imaging.Clone(img))
	s.tint()
	s.findContours()
	return s
}
