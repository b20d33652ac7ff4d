package eye

import (
	"bytes"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"
)

type rgb [3]uint8

// paint makes an opaque picture.
func paint(w, h int, at func(x, y int) rgb) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := at(x, y)
			copy(img.Pix[img.PixOffset(x, y):], []uint8{c[0], c[1], c[2], 255})
		}
	}
	return img
}

func flat(w, h int, c rgb) *image.NRGBA {
	return paint(w, h, func(int, int) rgb { return c })
}

// noise has a random colour in each pixel.
func noise(seed uint64, w, h int) *image.NRGBA {
	rng := rand.New(rand.NewPCG(seed, 0))
	return paint(w, h, func(int, int) rgb {
		n := rng.Uint32()
		return rgb{uint8(n), uint8(n >> 8), uint8(n >> 16)}
	})
}

// painting paints some forty discs and stripes over a gradient, large before
// small, in whole numbers, so that it is the same picture everywhere.
func painting(seed uint64, w, h int) *image.NRGBA {
	rng := rand.New(rand.NewPCG(seed, 1))
	color := func() rgb { n := rng.Uint32(); return rgb{uint8(n), uint8(n >> 8), uint8(n >> 16)} }
	from, to := color(), color()
	img := paint(w, h, func(_, y int) (c rgb) {
		for i := range c {
			c[i] = uint8((int(from[i])*(h-y) + int(to[i])*y) / h)
		}
		return c
	})
	for k := range 40 {
		size := max(2, w/(k/2+3))
		cx, cy, c, stripe := rng.IntN(w), rng.IntN(h), color(), 1+rng.IntN(size)
		for y := max(0, cy-size); y < min(h, cy+size); y++ {
			for x := max(0, cx-size); x < min(w, cx+size); x++ {
				dx, dy := x-cx, y-cy
				if dx*dx+dy*dy < size*size && (k%2 == 0 || (dx+2*dy+3*w)/stripe%2 == 0) {
					copy(img.Pix[img.PixOffset(x, y):], c[:])
				}
			}
		}
	}
	return img
}

func measured(t testing.TB, img *image.NRGBA) *Raw {
	t.Helper()
	r, err := Measure(img)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// cosine is how alike two pictures are by one block, at most 1.
func cosine(b Block, p, q *Raw) (sum float64) {
	v, w := make([]float32, b.Dims()), make([]float32, b.Dims())
	p.Vector(b, v)
	q.Vector(b, w)
	for i := range v {
		sum += float64(v[i]) * float64(w[i])
	}
	return sum
}

// squareOf makes of a JPEG what patches are taken from.
func squareOf(t testing.TB, data []byte) *scratch {
	t.Helper()
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
