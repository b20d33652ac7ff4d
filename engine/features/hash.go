package features

import (
	"image"

	"github.com/corona10/goimagehash"
)

// perceptual returns goimagehash's pHash and dHash of an opaque square. pHash
// is the signs of 8x8 low frequencies about their median, dHash the signs of
// differences between neighbours in a row: they fail on different pictures, so
// together they mistake fewer. Both ignore hue, and say little about pictures
// that are flat.
func perceptual(square *image.NRGBA) (Code, error) {
	grey := greyOf(square)
	p, err := goimagehash.PerceptionHash(grey)
	if err != nil {
		return Code{}, err
	}
	d, err := goimagehash.DifferenceHash(grey)
	if err != nil {
		return Code{}, err
	}
	return Code{p.GetHash(), d.GetHash()}, nil
}

// greyOf is the luma (Rec. 601) of an opaque picture with bounds at 0,0.
func greyOf(img *image.NRGBA) *image.Gray {
	out := image.NewGray(img.Rect)
	for i := range out.Pix {
		p := img.Pix[i*4:]
		out.Pix[i] = uint8((299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2]) + 500) / 1000)
	}
	return out
}
