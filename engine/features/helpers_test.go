package features

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"github.com/disintegration/imaging"
)

// rgb is the colour of a pixel.
type rgb [3]uint8

var (
	red   = rgb{255, 0, 0}
	grey  = rgb{128, 128, 128}
	white = rgb{255, 255, 255}
)

// paint makes an opaque picture of w by h pixels.
func paint(w, h int, at func(x, y int) rgb) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := at(x, y)
			copy(img.Pix[y*img.Stride+4*x:], []uint8{c[0], c[1], c[2], 255})
		}
	}
	return img
}

func flat(c rgb) *image.NRGBA {
	return paint(side, side, func(int, int) rgb { return c })
}

// noise has a random colour in each pixel.
func noise(seed stream, w, h int) *image.NRGBA {
	return paint(w, h, func(int, int) rgb {
		n := seed.next()
		return rgb{uint8(n), uint8(n >> 8), uint8(n >> 16)}
	})
}

// scene paints what has the spectrum of a photograph: random colours at the
// corners of squares, blended between them, in squares of 128 pixels and of
// 64, 32 and 16 at half the contrast each. It takes integers alone, so that it
// is the same picture everywhere.
func scene(seed stream, w, h int) *image.NRGBA {
	return paint(w, h, func(x, y int) rgb {
		var c rgb
		for channel := range c {
			v := 0
			for octave := range 4 {
				// 136+68+34+17 is 255
				v += 136 >> octave * blend(uint64(seed)<<32+uint64(octave*3+channel)<<28, x, y, 128>>octave) / 256
			}
			c[channel] = uint8(v)
		}
		return c
	})
}

// blend is the value, 0 to 255, of a field that is random at multiples of size
// and straight between them.
func blend(field uint64, x, y, size int) int {
	corner := func(i, j int) int {
		s := stream(field + uint64(y/size+j)<<14 + uint64(x/size+i))
		return int(s.next() % 256)
	}
	dx, dy := x%size, y%size
	top := corner(0, 0)*(size-dx) + corner(1, 0)*dx
	bottom := corner(0, 1)*(size-dx) + corner(1, 1)*dx
	return (top*(size-dy) + bottom*dy) / (size * size)
}

func of(t testing.TB, img *image.NRGBA) *Features {
	t.Helper()
	f, err := Of(img)
	if err != nil {
		t.Fatal(err)
	}
	return &f
}

// someScenes are the features of n different scenes.
func someScenes(t testing.TB, n int) []*Features {
	fs := make([]*Features, n)
	for i := range fs {
		fs[i] = of(t, scene(stream(i+1), 256, 192))
	}
	return fs
}

func decode(t testing.TB, b *bytes.Buffer) *image.NRGBA {
	t.Helper()
	img, err := jpeg.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return imaging.Clone(img)
}

// photographs are every step-th of the files of the evaluation data that match.
// They are within 512 pixels a side, and so in canonical form but for borders.
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
		imgs = append(imgs, decode(t, bytes.NewBuffer(data)))
	}
	return imgs
}
