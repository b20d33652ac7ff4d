// Package features reduces a picture to compact features and measures how
// alike two are.
//
// It is for comparing what pictures look like: start with Of, then the
// distances, then Features.Code for scanning many. It decodes nothing
// (engine/picture does), weighs nothing against anything else (engine/score
// does), and knows no pins.
//
// Features are a pure function of the canonical picture. The arithmetic is on
// integers, except inside the resizing and hashing libraries.
package features

import (
	"errors"
	"fmt"
	"image"

	"akin/engine/oklab"

	"github.com/disintegration/imaging"
)

// Version numbers what Of computes. Features of different versions are not
// compared: whoever stores them stores it beside them.
//
//	1: pHash and dHash, OKLab histograms whole and 3x3, colour layout, palette
//	2: of the histograms the sketch alone, all measured on 64x64 pixels; palettes of
//	   three colours at least where a picture has them, accents kept
const Version = 2

// Features is what a picture looks like. The slices may point into memory that
// belongs to whoever made them; do not change them.
type Features struct {
	Hash    Code     // pHash and dHash, 64 bits each
	Color   Code     // sketch of OKLab histograms: 64 bits of the whole, 64 of 3x3 regions
	Layout  []uint8  // mean colour of 8x8 cells: L, then a, then b
	Palette []Swatch // 3 to 6 colours, fewer where the picture has no more; heaviest first
}

// side is the side of the square that all is measured on. goimagehash's pHash
// shrinks to it anyway, and 4,096 pixels are enough to find an accent of .5 %.
// Proportions are lost on purpose: the same scene in portrait and landscape
// stays alike.
const side = 64

// Of computes the features of a canonical picture: opaque, upright, at least
// one pixel.
func Of(img *image.NRGBA) (Features, error) {
	if img.Rect.Empty() {
		return Features{}, errors.New("features of a picture without pixels")
	}
	square := imaging.Resize(img, side, side, imaging.Box)
	hash, err := perceptual(square)
	if err != nil {
		return Features{}, fmt.Errorf("hashing: %w", err)
	}
	px := labPixels(square)
	return Features{
		Hash:    hash,
		Color:   colorCode(colorHistogram(px), spatialHistogram(px)),
		Layout:  colorLayout(px),
		Palette: paletteOf(square, px),
	}, nil
}

// labPixels converts an opaque picture, row by row.
func labPixels(img *image.NRGBA) []oklab.Lab {
	t := oklab.Tables()
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := make([]oklab.Lab, 0, w*h)
	for y := range h {
		row := img.Pix[y*img.Stride:][:w*4]
		for ; len(row) >= 4; row = row[4:] {
			out = append(out, t.Lab(row[0], row[1], row[2]))
		}
	}
	return out
}
