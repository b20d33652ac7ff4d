package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

const (
	paintQuality = 88 // keeps grain without paying for it twice in bytes
	copyQuality  = 84 // is for saving again
	poorQuality  = 40 // shows blocks in soft skies
)

// manners are the ways in which copies are made.
var manners = []string{"cropped", "flipped", "recoloured", "recompressed", "scaled"}

// copied makes a copy of a JPEG as it happens to pictures that are passed on:
// from the packed bytes, not from the painting.
func copied(original []byte, how string, r *rand.Rand) ([]byte, error) {
	from, err := jpeg.Decode(bytes.NewReader(original))
	if err != nil {
		return nil, fmt.Errorf("copying a demo picture: %w", err)
	}
	size, gain, quality := from.Bounds().Size(), [4]float32{1, 1, 1, 1}, copyQuality
	to := f64.Aff3{1, 0, 0, 0, 1, 0}
	switch how {
	case "recompressed":
		quality = poorQuality
	case "scaled":
		to, size = f64.Aff3{.5, 0, 0, 0, .5, 0}, size.Div(2)
	case "cropped": // nine tenths of each side, from anywhere
		to[2], to[5] = -float64(r.IntN(size.X/10+1)), -float64(r.IntN(size.Y/10+1))
		size = size.Mul(9).Div(10)
	case "flipped":
		to[0], to[2] = -1, float64(size.X)
	case "recoloured": // warmer or cooler, as by a filter on a phone
		warm := float32(2*r.IntN(2)-1) * (.025 + .025*r.Float32())
		gain = [4]float32{1 + warm, 1, 1 - warm, 1}
	}
	m := image.NewRGBA(image.Rectangle{Max: size})
	draw.ApproxBiLinear.Transform(m, to, from, from.Bounds(), draw.Src, nil)
	for i, v := range m.Pix {
		m.Pix[i] = byte8(float32(v) / 255 * gain[i%4])
	}
	return pack(m, quality)
}

func pack(m image.Image, quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("packing a demo picture: %w", err)
	}
	return b.Bytes(), nil
}
