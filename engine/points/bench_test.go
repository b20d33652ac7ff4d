package points

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"akin/engine/picture"

	"github.com/disintegration/imaging"
)

// benchPictures are photographs of 500 by 375 pixels, or scenes where there are
// none.
func benchPictures(b *testing.B) []*image.NRGBA {
	imgs := photographs(b, "distinct/*.jpg", 25)
	for i := range imgs {
		imgs[i] = imaging.Fill(imgs[i], 500, 375, imaging.Center, imaging.Linear)
	}
	return imgs
}

// BenchmarkOf is beside the decoding of the same pictures.
func BenchmarkOf(b *testing.B) {
	imgs := benchPictures(b)
	var files [][]byte
	for _, img := range imgs {
		var file bytes.Buffer
		if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: 90}); err != nil {
			b.Fatal(err)
		}
		files = append(files, file.Bytes())
	}
	b.Run("decode", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := jpeg.Decode(bytes.NewReader(files[i%len(files)])); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("points", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			Of(imgs[i%len(imgs)])
		}
	})
}

func BenchmarkAlign(b *testing.B) {
	imgs := benchPictures(b)
	sets := setsOf(imgs)
	half := make([]Set, len(imgs))
	for i, img := range imgs {
		half[i] = Of(picture.Canonical(imaging.Resize(img, 250, 0, imaging.Linear)))
	}
	b.Run("unrelated", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			Align(&sets[i%len(sets)], &sets[(i+1)%len(sets)])
		}
	})
	b.Run("half", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			Align(&sets[i%len(sets)], &half[i%len(sets)])
		}
	})
}
