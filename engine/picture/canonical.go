package picture

import "image"

// CanonicalSide is the long side of a canonical form, in pixels. What is seen
// of a pin is no larger, and 512 is the size from which the published vectors
// of PDQ were made, by the same bicubic filter.
const CanonicalSide = 512

// CanonicalSource is the atLeast to decode with when only the canonical form
// is wanted: the form is then the same as from the full size.
const CanonicalSource = 2 * CanonicalSide

// Canonical returns the one form in which pictures are compared: over white
// and opaque, uniform borders trimmed, the long side at most CanonicalSide
// pixels and never enlarged, bounds at 0,0, its rows perhaps farther apart in
// memory than they are long. It is a function of the pixels alone and takes
// time in proportion to the area. It leaves img as it is, and may share memory
// with it.
func Canonical(img *image.NRGBA) *image.NRGBA {
	form, _ := CanonicalOf(img)
	return form
}

// CanonicalOf is Canonical, and says which rectangle of the picture the form
// shows.
func CanonicalOf(img *image.NRGBA) (form *image.NRGBA, shown Shown) {
	flat := overWhite(reduce(atOrigin(img), CanonicalSource))
	whole, kept := flat.Rect.Max, trimmed(flat)
	flat = atOrigin(flat.SubImage(kept).(*image.NRGBA))
	w, h := fit(flat.Rect.Dx(), flat.Rect.Dy(), CanonicalSide)
	return bicubic(flat, w, h), Shown{
		X: float64(kept.Min.X) / float64(whole.X), W: float64(kept.Dx()) / float64(whole.X),
		Y: float64(kept.Min.Y) / float64(whole.Y), H: float64(kept.Dy()) / float64(whole.Y),
	}
}

// Shown is a rectangle in fractions of a picture's width and height.
type Shown struct{ X, Y, W, H float64 }

// atOrigin returns the same pixels under bounds that start at 0,0.
func atOrigin(img *image.NRGBA) *image.NRGBA {
	moved := *img
	moved.Rect = img.Rect.Sub(img.Rect.Min)
	return &moved
}

// overWhite returns img, which starts at 0,0, as it looks on a white page: a copy
// if it is not opaque.
func overWhite(img *image.NRGBA) *image.NRGBA {
	if img.Opaque() {
		return img
	}
	dst := image.NewNRGBA(img.Rect)
	for y := range img.Rect.Dy() {
		d, s := dst.Pix[y*dst.Stride:][:dst.Stride], img.Pix[y*img.Stride:][:dst.Stride]
		copy(d, s)
		for i := 3; i < len(d); i += 4 {
			if a := uint32(d[i]); a != 255 {
				for c := i - 3; c < i; c++ {
					d[c] = uint8((uint32(d[c])*a + 255*(255-a) + 127) / 255)
				}
				d[i] = 255
			}
		}
	}
	return dst
}
