package region

import "image"

// rgb is the colour of a pixel.
type rgb [3]uint8

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

func flat(c rgb) *image.NRGBA { return paint(200, 150, func(int, int) rgb { return c }) }

// scene paints what has the spectrum of a photograph: random colours at the
// corners of squares of 128, 64, 32 and 16 pixels, blended between them, each
// at half the contrast of the one before.
func scene(seed stream, w, h int) *image.NRGBA {
	return paint(w, h, func(x, y int) (c rgb) {
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
