// Package alter makes copies of a picture as people make them: saved again,
// scaled, turned, cropped, recoloured, framed, written over.
//
// It is for measuring how well copies are told, in tests and in akin eval. It is
// not for making renditions, and its pictures may differ in a last bit between
// processors: what is measured on them is a share, not a sum.
//
// Reach for Forms first; Form.Apply then makes the file of a copy.
package alter

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"

	"github.com/disintegration/imaging"
)

// A Form is one way of making a copy.
type Form struct {
	// Name says what is done: "cropped to 75 %, corner". It is unique.
	Name string
	// Mild says that a person would call the copy the same picture at a glance.
	Mild bool

	quality int // of the JPEG
	change  change
}

// A change makes another picture of one, which it leaves as it is. What is left
// to chance comes from r.
type change func(img *image.NRGBA, r *rand.Rand) *image.NRGBA

// usual is the JPEG quality of a form whose name speaks of none: what phones
// and picture programs write.
const usual = 90

// Forms returns all forms, the mild ones among them, always in the same order.
func Forms() []Form {
	forms := []Form{
		{"JPEG of quality 75", true, 75, keep},
		{"JPEG of quality 50", true, 50, keep},
		{"JPEG of quality 30", true, 30, keep},
		{"JPEG of quality 10", false, 10, keep},
		{"half the size", true, usual, scaled(1, 2)},
		{"a quarter of the size", true, usual, scaled(1, 4)},
	}
	forms = append(forms, turns()...)
	forms = append(forms, crops()...)
	forms = append(forms,
		Form{"straightened by 3°", false, usual, straightened(3)},
		Form{"straightened by 10°", false, usual, straightened(10)},
		Form{"scanned, turned 3°", false, usual, scanned(3)},
		Form{"scanned, turned 10°", false, usual, scanned(10)},
		Form{"stretched to a square", false, usual, squared},
		Form{"greyscale", true, usual, greyscale},
		Form{"brighter by 20 %", true, usual, brighter(20)},
		Form{"darker by 20 %", true, usual, brighter(-20)},
		Form{"contrast up by 30 %", true, usual, contrast(30)},
		Form{"contrast down by 30 %", true, usual, contrast(-30)},
		Form{"gamma 1.4", true, usual, gamma(1.4)},
		Form{"gamma 0.7", true, usual, gamma(0.7)},
		Form{"hue turned by 20°", false, usual, hue(20)},
		Form{"saturation up by 50 %", false, usual, saturation(50)},
		Form{"saturation down by 50 %", false, usual, saturation(-50)},
		Form{"blurred", false, usual, blurred},
		Form{"noisy", false, usual, noisy},
		Form{"on a white border of a tenth", true, usual, bordered},
		Form{"letterboxed to a square", false, usual, letterboxed},
		Form{"text over a fifth", false, usual, lettered},
		Form{"caption over a fifth", false, usual, captioned},
		Form{"logo in a corner", false, usual, logo},
		Form{"flipped, cropped to 80 %, quality 50", false, 50, both(plain(imaging.FlipH), crop(80, 1, 2))},
		Form{"half the size, greyscale, on a border", false, usual, both(scaled(1, 2), both(greyscale, bordered))},
		Form{"cropped to 75 %, brighter, text over a fifth", false, 75, both(crop(75, 1, 1), both(brighter(10), lettered))},
	)
	return forms
}

// Apply makes the file of a copy, a JPEG. It is a function of the pixels, the
// form and the seed. An empty picture is an error.
func (f Form) Apply(img *image.NRGBA, seed uint64) ([]byte, error) {
	if img.Rect.Empty() {
		return nil, fmt.Errorf("%s: the picture is empty; give one of at least a pixel", f.Name)
	}
	changed := f.change(img, rand.New(rand.NewPCG(seed, 0)))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, changed, &jpeg.Options{Quality: f.quality}); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

func keep(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return img }

// both does one change after the other.
func both(first, second change) change {
	return func(img *image.NRGBA, r *rand.Rand) *image.NRGBA { return second(first(img, r), r) }
}

// plain is a change that imaging makes.
func plain(f func(image.Image) *image.NRGBA) change {
	return func(img *image.NRGBA, _ *rand.Rand) *image.NRGBA { return f(img) }
}
