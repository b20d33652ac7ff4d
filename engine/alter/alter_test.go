package alter

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"strings"
	"testing"

	"github.com/disintegration/imaging"
)

// scene is a slope with squares on it.
func scene(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8(40 * ((x/20 + y/15) % 3))
			copy(img.Pix[y*img.Stride+4*x:], []uint8{v + uint8(100*x/w), v + 20, v + uint8(100*y/h), 255})
		}
	}
	return img
}

func applied(t *testing.T, f Form, img *image.NRGBA, seed uint64) *image.NRGBA {
	t.Helper()
	data, err := f.Apply(img, seed)
	if err != nil {
		t.Fatal(err)
	}
	got, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return imaging.Clone(got)
}

func form(t *testing.T, name string) Form {
	t.Helper()
	for _, f := range Forms() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no form %q", name)
	return Form{}
}

func TestEveryFormMakesADifferentFileAndLeavesTheOriginal(t *testing.T) {
	img := scene(200, 150)
	before := bytes.Clone(img.Pix)
	names, files := map[string]bool{}, map[string]string{}
	for _, f := range Forms() {
		data, err := f.Apply(img, 7)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := f.Apply(img, 7)
		if !bytes.Equal(data, again) {
			t.Errorf("%s: one seed does not repeat", f.Name)
		}
		if names[f.Name] || files[string(data)] != "" {
			t.Errorf("%s: the name, or the file of %s, once more", f.Name, files[string(data)])
		}
		names[f.Name], files[string(data)] = true, f.Name
	}
	if !bytes.Equal(before, img.Pix) {
		t.Error("the original was changed")
	}
}

func TestSizes(t *testing.T) {
	img := scene(200, 150)
	for name, want := range map[string]image.Point{
		"JPEG of quality 10":           {200, 150},
		"half the size":                {100, 75},
		"a quarter of the size":        {50, 37},
		"turned 90°":                   {150, 200},
		"flipped and turned 270°":      {150, 200},
		"flipped left to right":        {200, 150},
		"cropped to 90 %, corner":      {190, 142}, // sides by .9487
		"cropped to 50 %, centre":      {141, 106}, // by .7071
		"stretched to a square":        {150, 150},
		"on a white border of a tenth": {240, 190},
		"letterboxed to a square":      {200, 200},
		"text over a fifth":            {200, 150},
	} {
		if got := applied(t, form(t, name), img, 1).Rect.Size(); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// What is straightened has no corner from outside the picture: on a bright
// picture no dark or white one.
func TestStraightenedHasNoCorners(t *testing.T) {
	flat := imaging.New(200, 150, image.NewUniform(image.Black).C)
	for _, f := range Forms() {
		if !strings.HasPrefix(f.Name, "straightened") {
			continue
		}
		got := applied(t, f, flat, 1)
		for _, v := range got.Pix {
			if v != 0 && v != 255 { // alpha is 255
				t.Fatalf("%s: a level of %d", f.Name, v)
			}
		}
		if i := bytes.Index(got.Pix, []byte{255, 255}); i >= 0 {
			t.Errorf("%s: white at %d", f.Name, i)
		}
	}
}

func TestTextCoversAboutAFifth(t *testing.T) {
	img := scene(200, 150)
	for _, name := range []string{"text over a fifth", "caption over a fifth"} {
		got := applied(t, form(t, name), img, 3)
		top, bottom := 150, 0
		for y := range 150 {
			for x := range 200 {
				if math.Abs(float64(got.NRGBAAt(x, y).G)-float64(img.NRGBAAt(x, y).G)) > 90 {
					top, bottom = min(top, y), max(bottom, y)
				}
			}
		}
		if share := float64(bottom-top+1) / 150; share < .12 || share > .25 {
			t.Errorf("%s: lines %d to %d, %.2f of all", name, top, bottom, share)
		}
	}
}

func TestAnEmptyPictureIsAnError(t *testing.T) {
	if _, err := Forms()[0].Apply(image.NewNRGBA(image.Rectangle{}), 1); err == nil {
		t.Error("no error")
	}
}

func TestOnePixelIsEnough(t *testing.T) {
	for _, f := range Forms() {
		applied(t, f, scene(1, 1), 1)
	}
}
