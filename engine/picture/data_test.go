package picture

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/disintegration/imaging"
)

// Every hostile file is read or refused with a reason, at a cost that has to
// do with its size. The largest of them decodes to 12 MB.
func TestHostileFiles(t *testing.T) {
	const memory, patience = 100 << 20, time.Minute // an endless loop, not a slow machine
	d := NewDecoder(Limits{})
	for _, file := range testData(t, "hostile/*/*") {
		data := read(t, file)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		p, err := d.Decode(t.Context(), data, 0)
		if err == nil {
			Canonical(p.Image)
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > memory || took > patience {
			t.Errorf("%s: %d bytes in %v", file, used, took)
		}
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%s: %v is no *Error", file, err)
		}
	}
}

func TestOddFiles(t *testing.T) {
	refused := map[string]Reason{
		"check.svg": Unsupported, "pitm.avif": Unsupported, "corrupt-header.jpg": Broken,
		"truncated.jpg": Broken, "truncated.png": Broken, "invalid-crc32.png": Broken,
		"invalid-noend.png": Broken, "invalid-trunc.png": Broken, "invalid-zlib.png": Broken,
	}
	d := NewDecoder(Limits{})
	for _, file := range testData(t, "hostile/odd/*") {
		_, err := d.Decode(t.Context(), read(t, file), 0)
		if reason, ok := refused[filepath.Base(file)]; ok {
			refusedAs(t, err, reason, "")
		} else if err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestOrientedPhotographsComeOutUpright(t *testing.T) {
	var first *image.NRGBA
	for _, file := range testData(t, "hostile/orientation/*") {
		p := decode(t, read(t, file), 300)
		if p.Facts.Width != 1800 || p.Facts.Height != 1200 || p.Image.Rect != image.Rect(0, 0, 300, 200) {
			t.Errorf("%s: %dx%d, image %v", file, p.Facts.Width, p.Facts.Height, p.Image.Rect)
			continue
		}
		if first == nil {
			first = p.Image
		}
		// One scene, with another digit painted on each.
		right := meanDiff(first, p.Image)
		for _, wrong := range []*image.NRGBA{imaging.FlipH(p.Image), imaging.FlipV(p.Image), imaging.Rotate180(p.Image)} {
			if d := meanDiff(first, wrong); d < 2*right || d == 0 {
				t.Errorf("%s: %d from the first, %d when turned", file, right, d)
			}
		}
	}
}

// meanDiff is the mean difference of two pictures of one size, in hundredths
// of a level.
func meanDiff(a, b *image.NRGBA) int {
	sum := 0
	for i := range a.Pix {
		sum += max(int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	return 100 * sum / len(a.Pix)
}

func TestPhotographsAreWhatImageJPEGSays(t *testing.T) {
	for i, file := range testData(t, "distinct/*.jpg") {
		if i%25 != 0 {
			continue
		}
		data := read(t, file)
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		h := Header{Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
		if !equal(decode(t, data, 0).Image, upright(hidden{img}, h, image.Point{})) {
			t.Errorf("%s: other pixels", file)
		}
	}
}

// Damage is refused exactly where image/jpeg refuses it.
func TestDamagedPhotographs(t *testing.T) {
	d := NewDecoder(Limits{})
	for i, file := range testData(t, "distinct/*.jpg") {
		if i%50 != 0 {
			continue
		}
		data := read(t, file)
		for part := 1; part < 10; part++ {
			cut := append(append([]byte(nil), data[:len(data)*part/10]...), 0xff, 0xd9)
			flipped := append([]byte(nil), data...)
			flipped[len(data)*part/10] ^= 0x10
			for _, data := range [][]byte{cut, flipped} {
				_, want := jpeg.Decode(bytes.NewReader(data))
				if _, err := d.Decode(t.Context(), data, 0); (err == nil) != (want == nil) {
					t.Errorf("%s, damaged at %d0%%: %v; image/jpeg says %v", file, part, err, want)
				}
			}
		}
	}
}

// BenchmarkDecode takes photographs of 500x375 one after the other: what akin
// makes of them, with and without their canonical form, and image/jpeg alone.
func BenchmarkDecode(b *testing.B) {
	var photos [][]byte
	var size int64
	for _, file := range testData(b, "distinct/*.jpg") {
		photos = append(photos, read(b, file))
		size += int64(len(photos[len(photos)-1]))
	}
	d := NewDecoder(Limits{})
	run := func(name string, decode func(data []byte) error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(size / int64(len(photos)))
			for i := 0; b.Loop(); i++ {
				if err := decode(photos[i%len(photos)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("image-jpeg", func(data []byte) error {
		_, err := jpeg.Decode(bytes.NewReader(data))
		return err
	})
	run("akin", func(data []byte) error {
		_, err := d.Decode(b.Context(), data, CanonicalSource)
		return err
	})
	run("akin-canonical", func(data []byte) error {
		p, err := d.Decode(b.Context(), data, CanonicalSource)
		if err == nil {
			Canonical(p.Image)
		}
		return err
	})
}

// BenchmarkLarge takes one photograph of 1800x1200 through each step.
func BenchmarkLarge(b *testing.B) {
	data := read(b, testData(b, "hostile/orientation/Landscape_6.jpg")[0])
	p := decode(b, data, 0)
	for _, step := range []struct {
		name string
		run  func()
	}{
		{"decode", func() { decode(b, data, 0) }},
		{"canonical", func() { Canonical(p.Image) }},
		{"rendition-736", func() { Rendition(p, 736) }},
		{"thumbhash", func() { thumbHash(p.Image) }},
	} {
		b.Run(step.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				step.run()
			}
		})
	}
}
