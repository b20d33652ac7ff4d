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

// paintQuality keeps grain without paying for it twice in bytes; copyQuality is
// for saving again; poorQuality shows blocks in soft skies.
const (
	paintQuality = 88
	copyQuality  = 84
	poorQuality  = 40
)

// manners are the ways in which copies are made.
var manners = []string{"cropped", "flipped", "recoloured", "recompressed", "scaled"}

// copied makes a copy of a JPEG as it happens to pictures that are passed on:
// from the packed bytes, not from the painting.
func copied(original []byte, how string, r *rand.Rand) ([]byte, error) {
	img, err := jpeg.Decode(bytes.NewReader(original))
	if err != nil {
		return nil, fmt.Errorf("copying a demo picture: %w", err)
	}
	b := img.Bounds()
	w, h, src := b.Dx(), b.Dy(), image.NewRGBA(b)
	draw.Draw(src, b, img, b.Min, draw.Src)
	switch how {
	case "recompressed":
		return pack(src, poorQuality)
	case "scaled":
		half := image.NewRGBA(image.Rect(0, 0, w/2, h/2))
		draw.ApproxBiLinear.Scale(half, half.Rect, src, b, draw.Src, nil)
		src = half
	case "cropped": // nine tenths of each side, from anywhere
		at := image.Pt(r.IntN(w-w*9/10+1), r.IntN(h-h*9/10+1))
		src = src.SubImage(image.Rect(0, 0, w*9/10, h*9/10).Add(at)).(*image.RGBA)
	case "flipped":
		back := image.NewRGBA(b)
		draw.NearestNeighbor.Transform(back, f64.Aff3{-1, 0, float64(w), 0, 1, 0}, src, b, draw.Src, nil)
		src = back
	case "recoloured":
		recolour(src, r)
	}
	return pack(src, copyQuality)
}

// recolour warms or cools a picture and changes its contrast a little, as a
// filter on a phone does.
func recolour(m *image.RGBA, r *rand.Rand) {
	warm, contrast := float32(.03+.04*r.Float64()), float32(.9+.2*r.Float64())
	if r.IntN(2) == 0 {
		warm = -warm
	}
	gain := [4]float32{1 + warm, 1, 1 - warm}
	for i, v := range m.Pix {
		if i&3 < 3 {
			m.Pix[i] = byte8(((float32(v)/255-.5)*contrast + .5) * gain[i&3])
		}
	}
}

func pack(m image.Image, quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("packing a demo picture: %w", err)
	}
	return b.Bytes(), nil
}
