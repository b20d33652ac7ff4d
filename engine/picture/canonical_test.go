package picture

import (
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"io"
	"testing"

	"github.com/disintegration/imaging"
)

var white, grey = color.NRGBA{255, 255, 255, 255}, color.NRGBA{100, 100, 100, 255}

// framed puts a picture on a ground, with so many pixels of it at each side.
func framed(img *image.NRGBA, ground color.NRGBA, top, right, bottom, left int) *image.NRGBA {
	big := fill(left+img.Rect.Dx()+right, top+img.Rect.Dy()+bottom, ground)
	for y := range img.Rect.Dy() {
		copy(big.Pix[big.PixOffset(left, top+y):], img.Pix[y*img.Stride:][:4*img.Rect.Dx()])
	}
	return big
}

func TestTrimmed(t *testing.T) {
	thing := paint(40, 30)
	slope := image.NewNRGBA(image.Rect(0, 0, 16, 128))
	for i := range slope.Pix {
		slope.Pix[i] = uint8(i/4/16) | uint8(i%4/3*255) // row y has level y
	}
	noisy := framed(thing, grey, 8, 0, 0, 0)
	for x := range 40 {
		noisy.Pix[noisy.PixOffset(x, 3)] += uint8(x % 5) // up to 4 levels
	}
	for name, c := range map[string]struct {
		img  *image.NRGBA
		want image.Rectangle
	}{
		"no border":          {thing, image.Rect(0, 0, 40, 30)},
		"all around":         {framed(thing, white, 3, 4, 5, 6), image.Rect(6, 3, 46, 33)},
		"one side":           {framed(thing, grey, 0, 7, 0, 0), image.Rect(0, 0, 40, 30)},
		"bars within bars":   {framed(framed(thing, white, 0, 5, 0, 5), grey, 4, 0, 4, 0), image.Rect(5, 4, 45, 34)},
		"a little noise":     {noisy, image.Rect(0, 8, 40, 38)},
		"flat":               {fill(50, 20, grey), image.Rect(0, 0, 50, 20)},
		"one pixel":          {fill(1, 1, grey), image.Rect(0, 0, 1, 1)},
		"at most 3/8 a side": {framed(thing, white, 100, 10, 100, 10), image.Rect(10, 86, 50, 144)}, // 60x230
		// The lines beside the thing are mostly ground: no edge, no border.
		"a thing on a ground": {framed(thing, white, 100, 100, 100, 100), image.Rect(0, 0, 240, 230)},
		"slow gradient":       {slope, image.Rect(0, 0, 16, 128)},
	} {
		if got := trimmed(c.img); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestCanonicalHoldsItsPromises(t *testing.T) {
	for name, img := range map[string]*image.NRGBA{
		"small":    paint(60, 40),
		"large":    paint(1300, 500),
		"tall":     paint(30, 3000),
		"bordered": framed(paint(700, 600), white, 90, 40, 0, 10),
		"glass":    fill(30, 20, color.NRGBA{0, 0, 0, 51}),
	} {
		before := append([]byte(nil), img.Pix...)
		got := Canonical(img)
		if string(before) != string(img.Pix) {
			t.Errorf("%s: the original was changed", name)
		}
		w, h := got.Rect.Dx(), got.Rect.Dy()
		if got.Rect.Min != (image.Point{}) || max(w, h) > CanonicalSide || w > img.Rect.Dx() || h > img.Rect.Dy() {
			t.Errorf("%s: %v of %v", name, got.Rect, img.Rect)
		}
		if !got.Opaque() {
			t.Errorf("%s: not opaque", name)
		}
		if !equal(got, Canonical(elsewhere(img))) {
			t.Errorf("%s: bounds or stride matter", name)
		}
		if !equal(got, Canonical(reduce(img, CanonicalSource))) {
			t.Errorf("%s: another form from a picture decoded for it", name)
		}
		if !equal(imaging.FlipH(got), Canonical(imaging.FlipH(img))) || !equal(imaging.FlipV(got), Canonical(imaging.FlipV(img))) {
			t.Errorf("%s: a mirrored picture has not the mirrored form", name)
		}
		// Across comes before down, with a little rounding between.
		turned := Canonical(imaging.Transpose(img))
		if turned.Rect.Dx() != h || turned.Rect.Dy() != w || maxDiff(imaging.Transpose(got), turned) > 1 {
			t.Errorf("%s: a turned picture has not the turned form", name)
		}
	}
}

func TestCanonicalSizes(t *testing.T) {
	for _, c := range []struct{ w, h, wantW, wantH int }{
		{512, 100, 512, 100}, {100, 513, 100, 512}, {1024, 768, 512, 384}, {3000, 2, 512, 1}, {2100, 2100, 512, 512},
	} {
		if got := Canonical(paint(c.w, c.h)).Rect; got != image.Rect(0, 0, c.wantW, c.wantH) {
			t.Errorf("%dx%d: %v, want %dx%d", c.w, c.h, got, c.wantW, c.wantH)
		}
	}
}

func TestAlphaGoesOverWhite(t *testing.T) {
	for alpha, want := range map[uint8]uint8{0: 255, 51: 204, 128: 127, 255: 0} { // black: 255 - alpha
		got := overWhite(fill(2, 1, color.NRGBA{0, 0, 0, alpha})).NRGBAAt(1, 0)
		if got != (color.NRGBA{want, want, want, 255}) {
			t.Errorf("alpha %d: %v, want %d", alpha, got, want)
		}
	}
}

func TestShrinkTakesMeansByAlpha(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 5, 1))
	copy(img.Pix, []byte{
		10, 0, 0, 255, 20, 0, 0, 255, // mean 15
		90, 9, 9, 0, 30, 0, 0, 100, 60, 0, 0, 50, // (30*100+60*50)/150 = 40, alpha 150/3 = 50
	})
	got := shrink(img, 2, 1).Pix // cells of 2 and 3 pixels
	if want := [8]byte{15, 0, 0, 255, 40, 0, 0, 50}; [8]byte(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBicubicAgreesWithImaging(t *testing.T) {
	// Softened, since imaging clamps between the passes where we do not.
	img := imaging.Blur(paint(300, 211), 2)
	for _, size := range []image.Point{{299, 210}, {150, 211}, {300, 60}, {97, 64}, {1, 1}} {
		want := imaging.Resize(img, size.X, size.Y, imaging.CatmullRom)
		if d := maxDiff(bicubic(img, size.X, size.Y), want); d > 2 {
			t.Errorf("%v: %d levels apart", size, d)
		}
	}
	flat := bicubic(fill(1023, 700, red), 512, 350)
	if !equal(flat, fill(512, 350, red)) {
		t.Error("a flat colour changes")
	}
}

// The sum was the same with and without fused multiplication and addition, and
// for processors of any kind it must be: see the package comment.
func TestCanonicalFormIsTheSameOnEveryProcessor(t *testing.T) {
	p := decode(t, encodePNG(t, framed(paint(1500, 1100), white, 20, 30, 40, 50)), 0)
	sum := fmt.Sprintf("%x", sha256.Sum256(Canonical(p.Image).Pix))
	if sum != "e4a4b68587adc3b48f7d85955be552328f174abb5897849eaf1ebd06e6df626c" {
		t.Errorf("another picture on this processor, or a changed canonical form: %s", sum)
	}
}

func TestRenditionSize(t *testing.T) {
	for _, c := range []struct{ w, h, rendition, wantW, wantH int }{
		{1000, 500, 236, 236, 118}, {1000, 501, 236, 236, 118}, {236, 99, 236, 236, 99},
		{100, 900, 236, 100, 900}, {9000, 10, 236, 236, 1}, {1471, 1473, 736, 736, 737},
	} {
		w, h := RenditionSize(c.w, c.h, c.rendition)
		if w != c.wantW || h != c.wantH {
			t.Errorf("%dx%d in %d: %dx%d, want %dx%d", c.w, c.h, c.rendition, w, h, c.wantW, c.wantH)
		}
	}
}

func TestRendition(t *testing.T) {
	data := encodePNG(t, paint(800, 601))
	for _, width := range append([]int{5000}, RenditionWidths...) {
		w, h := RenditionSize(800, 601, width)
		for _, atLeast := range []int{0, max(w, h)} {
			r := Rendition(decode(t, data, atLeast), width)
			if r.Rect != image.Rect(0, 0, w, h) || !r.Opaque() {
				t.Errorf("width %d, decoded to %d: %v, want %dx%d", width, atLeast, r.Rect, w, h)
			}
		}
	}
	small := Rendition(decode(t, data, 100), 736)
	if small.Rect.Dx() >= 200 {
		t.Errorf("a rendition was enlarged to %v", small.Rect)
	}
}

func TestWriteJPEG(t *testing.T) {
	want := imaging.Blur(paint(64, 48), 8) // fine edges do not survive JPEG
	data := encode(t, func(w io.Writer, _ image.Image) error { return WriteJPEG(w, want) }, nil)
	p := decode(t, data, 0)
	if d := maxDiff(p.Image, want); p.Facts.Format != JPEG || d > 16 {
		t.Errorf("%s, %d levels apart", p.Facts.Format, d)
	}
}
