package alter

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"github.com/disintegration/imaging"
)

// scaled makes a picture num/den as large, at least a pixel.
func scaled(num, den int) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
		w, h := max(1, img.Rect.Dx()*num/den), max(1, img.Rect.Dy()*num/den)
		return imaging.Resize(img, w, h, imaging.Lanczos)
	}
}

// turns are the seven turns and flips by right angles. imaging turns against
// the clock.
func turns() []Form {
	var forms []Form
	for _, t := range []struct {
		name string
		f    func(image.Image) *image.NRGBA
	}{
		{"turned 90°", imaging.Rotate270},
		{"turned 180°", imaging.Rotate180},
		{"turned 270°", imaging.Rotate90},
		{"flipped left to right", imaging.FlipH},
		{"flipped top to bottom", imaging.FlipV},
		{"flipped and turned 90°", imaging.Transverse},
		{"flipped and turned 270°", imaging.Transpose},
	} {
		forms = append(forms, Form{t.name, true, usual, plain(t.f)})
	}
	return forms
}

// crops are to 90, 75 and 50 % of the area, at three places each.
func crops() []Form {
	var forms []Form
	for _, percent := range []int{90, 75, 50} {
		for _, p := range []struct {
			name string
			x, y int // in halves of what is cut off
		}{{"corner", 0, 0}, {"centre", 1, 1}, {"other side", 2, 1}} {
			name := fmt.Sprintf("cropped to %d %%, %s", percent, p.name)
			forms = append(forms, Form{name, percent == 90, usual, crop(percent, p.x, p.y)})
		}
	}
	return forms
}

// crop keeps a part of the area and the aspect. x and y say where the rest is
// cut off: 0 all at the end, 1 on both sides, 2 all at the beginning.
func crop(percent, x, y int) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
		side := math.Sqrt(float64(percent) / 100)
		w, h := portion(img.Rect.Dx(), side), portion(img.Rect.Dy(), side)
		left, top := (img.Rect.Dx()-w)*x/2, (img.Rect.Dy()-h)*y/2
		return imaging.Crop(img, image.Rect(left, top, left+w, top+h).Add(img.Rect.Min))
	}
}

// portion is a share of n, rounded, at least 1.
func portion(n int, share float64) int { return max(1, int(math.Round(float64(n)*share))) }

// straightened turns as a phone does: clockwise, and cropped to the largest
// part of the same aspect that has no empty corner.
func straightened(degrees float64) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
		w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		// The turned corners of the part must stay within both sides.
		side := min(w/(w*cos+h*sin), h/(h*cos+w*sin))
		turned := imaging.Rotate(img, -degrees, color.White)
		return imaging.CropCenter(turned, max(1, int(w*side)-1), max(1, int(h*side)-1))
	}
}

// scanned turns as a scanner does: on white ground, which grows.
func scanned(degrees float64) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
		return imaging.Rotate(img, -degrees, color.White)
	}
}

// squared makes the long side as short as the other.
func squared(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
	side := min(img.Rect.Dx(), img.Rect.Dy())
	return imaging.Resize(img, side, side, imaging.Lanczos)
}

// bordered sets the picture on white, a tenth of the longer side around it.
func bordered(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	n := max(w, h) / 10
	return imaging.PasteCenter(imaging.New(w+2*n, h+2*n, color.White), img)
}

// letterboxed fills up to a square with black.
func letterboxed(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
	side := max(img.Rect.Dx(), img.Rect.Dy())
	return imaging.PasteCenter(imaging.New(side, side, color.Black), img)
}
