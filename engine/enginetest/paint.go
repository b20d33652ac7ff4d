package enginetest

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
)

// side is the width and height of a painting, in pixels. The world's pictures
// are decoded a hundred times in the tests, so they are small; the perceptual
// hashes look at 64 pixels a side.
const side = 96

// A palette is what a painting is painted with: its ground, and what stands on it.
type palette struct{ ground, figure color.NRGBA }

var palettes = map[string]palette{
	"red":   {color.NRGBA{250, 200, 180, 255}, color.NRGBA{190, 20, 30, 255}},
	"green": {color.NRGBA{200, 240, 190, 255}, color.NRGBA{10, 110, 50, 255}},
	"blue":  {color.NRGBA{190, 215, 250, 255}, color.NRGBA{20, 40, 160, 255}},
	// light on dark, so that it is no greyscale copy of the others
	"grey": {color.NRGBA{50, 50, 50, 255}, color.NRGBA{225, 225, 225, 255}},
}

// A motif says how much of the figure stands at a place: 0 for ground, 255 for
// figure. Motifs are lopsided, so that none is like its own mirror image.
type motif func(x, y int) int

var motifs = map[string]motif{
	// three bars, each broader than the one before
	"stripes": func(x, _ int) int { return inside(x > 10 && x < 20 || x > 34 && x < 52 || x > 64 && x < 92) },
	// two discs, a large one above
	"blobs": func(x, y int) int { return inside(disc(x, y, 36, 32, 26) || disc(x, y, 74, 76, 12)) },
	// darker to the lower right
	"slope": func(x, y int) int { return (x + 2*y) * 255 / (3 * side) },
}

func inside(b bool) int {
	if b {
		return 255
	}
	return 0
}

func disc(x, y, cx, cy, r int) bool { return (x-cx)*(x-cx)+(y-cy)*(y-cy) < r*r }

// paint makes the picture of a motif in a palette, w pixels wide and high.
func paint(m motif, p palette, w int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, w))
	for y := range w {
		for x := range w {
			img.SetNRGBA(x, y, mix(p.ground, p.figure, m(x*side/w, y*side/w)))
		}
	}
	return img
}

// mix is a colour n/255 of the way from a to b.
func mix(a, b color.NRGBA, n int) color.NRGBA {
	at := func(x, y uint8) uint8 { return uint8((int(x)*(255-n) + int(y)*n) / 255) }
	return color.NRGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 255}
}

// pngOf encodes a picture without loss.
func pngOf(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// jpegOf encodes a picture as people send them around. The encoder works on
// integers, so the bytes are the same everywhere.
func jpegOf(img image.Image, quality int) []byte {
	flat := image.NewRGBA(img.Bounds())
	draw.Draw(flat, flat.Rect, img, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, flat, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	return b.Bytes()
}
