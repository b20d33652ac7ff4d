package alter

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"github.com/disintegration/imaging"
)

func greyscale(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return imaging.Grayscale(img) }

// brighter adds so many hundredths of the range to each channel.
func brighter(percent float64) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return imaging.AdjustBrightness(img, percent) }
}

func contrast(percent float64) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return imaging.AdjustContrast(img, percent) }
}

// gamma above 1 lightens.
func gamma(g float64) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return imaging.AdjustGamma(img, g) }
}

func saturation(percent float64) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return imaging.AdjustSaturation(img, percent) }
}

// hue turns all colours around the axis of the greys.
func hue(degrees float64) change {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	same := cos + (1-cos)/3
	next, other := (1-cos)/3-sin/math.Sqrt(3), (1-cos)/3+sin/math.Sqrt(3)
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
		return imaging.AdjustFunc(img, func(c color.NRGBA) color.NRGBA {
			r, g, b := float64(c.R), float64(c.G), float64(c.B)
			return color.NRGBA{
				level(same*r + next*g + other*b),
				level(other*r + same*g + next*b),
				level(next*r + other*g + same*b), c.A,
			}
		})
	}
}

func level(v float64) uint8 { return uint8(min(max(math.Round(v), 0), 255)) }

// blurRadius is for a picture of 500 pixels; it is as visible in a larger one.
const blurRadius = 1.5

func blurred(img *image.NRGBA, _ *rand.Rand) *image.NRGBA {
	return imaging.Blur(img, blurRadius*float64(max(img.Rect.Dx(), img.Rect.Dy()))/500)
}

// noiseLevels is the standard deviation of the noise: that of a photograph at
// night.
const noiseLevels = 12

func noisy(img *image.NRGBA, r *rand.Rand) *image.NRGBA {
	dst := imaging.Clone(img)
	for i := range dst.Pix {
		if i%4 != 3 {
			dst.Pix[i] = level(float64(dst.Pix[i]) + noiseLevels*r.NormFloat64())
		}
	}
	return dst
}
