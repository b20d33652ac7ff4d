package picture

import (
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"math/rand/v2"
	"testing"
)

// hidden keeps a picture's type from upright, which must then ask pixel by
// pixel.
type hidden struct{ image.Image }

// noise returns bytes that are the same in every run.
func noise(n int) []byte {
	r, b := rand.New(rand.NewPCG(1, 2)), make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// everyType returns a picture of noise in each type that decoders make, its
// bounds not at 0,0.
func everyType() map[string]image.Image {
	r := image.Rect(5, 3, 18, 14)
	all := map[string]image.Image{}
	add := func(name string, img image.Image, pix ...[]byte) {
		for _, p := range pix {
			copy(p, noise(len(p)))
		}
		all[name] = img
	}
	g, g16 := image.NewGray(r), image.NewGray16(r)
	add("Gray", g, g.Pix)
	add("Gray16", g16, g16.Pix)
	n, n64 := image.NewNRGBA(r), image.NewNRGBA64(r)
	add("NRGBA", n, n.Pix)
	add("NRGBA64", n64, n64.Pix)
	for i := 6; i < len(n64.Pix); i += 8 { // its model would not keep colours straight
		n64.Pix[i], n64.Pix[i+1] = 255, 255
	}
	c := image.NewCMYK(r)
	add("CMYK", c, c.Pix)
	p := image.NewPaletted(r, append(color.Palette{color.NRGBA{40, 50, 60, 70}}, palette.Plan9[:255]...))
	add("Paletted", p, p.Pix)
	for ratio := image.YCbCrSubsampleRatio444; ratio <= image.YCbCrSubsampleRatio410; ratio++ {
		y := image.NewYCbCr(r, ratio)
		add(ratio.String(), y, y.Y, y.Cb, y.Cr)
	}
	// Premultiplied colours must not exceed alpha, so these are drawn.
	rgba, rgba64 := image.NewRGBA(r), image.NewRGBA64(r)
	draw.Draw(rgba, r, n, r.Min, draw.Src)
	draw.Draw(rgba64, r, n64, r.Min, draw.Src)
	add("RGBA", rgba)
	add("RGBA64", rgba64)
	return all
}

func TestEachTypeGivesWhatItsColorModelSays(t *testing.T) {
	for name, img := range everyType() {
		b := img.Bounds()
		part := img.(interface {
			SubImage(image.Rectangle) image.Image
		}).SubImage(image.Rect(b.Min.X+1, b.Min.Y+3, b.Max.X-2, b.Max.Y))
		for what, img := range map[string]image.Image{"whole": img, "part": part} {
			h := Header{Width: img.Bounds().Dx(), Height: img.Bounds().Dy(), Orientation: 6}
			if !equal(upright(img, h, image.Point{}), upright(hidden{img}, h, image.Point{})) {
				t.Errorf("%s, %s: the loop for the type differs from asking pixel by pixel", name, what)
			}
		}
	}
}

func TestEqualColoursAreEqualInAnyType(t *testing.T) {
	want := letters("ABCD/EFGH/IJKL")
	r := want.Rect
	images := map[string]draw.Image{
		"RGBA": image.NewRGBA(r), "RGBA64": image.NewRGBA64(r), "NRGBA64": image.NewNRGBA64(r),
		"Paletted": image.NewPaletted(r, colours(want)),
	}
	for name, img := range images {
		draw.Draw(img, r, want, image.Point{}, draw.Src)
		if got := upright(img, Header{Width: 4, Height: 3}, image.Point{}); !equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got.Pix, want.Pix)
		}
	}
	if got := upright(elsewhere(want), Header{Width: 4, Height: 3}, image.Point{}); !equal(got, want) {
		t.Error("bounds and stride matter")
	}
}

func colours(img *image.NRGBA) (p color.Palette) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			p = append(p, img.NRGBAAt(x, y))
		}
	}
	return p
}

func TestAlphaOfYCbCrStaysStraight(t *testing.T) {
	img := image.NewNYCbCrA(image.Rect(0, 0, 1, 1), image.YCbCrSubsampleRatio420)
	img.Y[0], img.Cb[0], img.Cr[0], img.A[0] = 76, 85, 255, 51 // red
	got := upright(img, Header{Width: 1, Height: 1}, image.Point{}).NRGBAAt(0, 0)
	r, g, b := color.YCbCrToRGB(76, 85, 255)
	if want := (color.NRGBA{r, g, b, 51}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestIndexBeyondPaletteIsBlack(t *testing.T) {
	img := image.NewPaletted(image.Rect(0, 0, 2, 1), color.Palette{color.White})
	img.Pix[1] = 200
	got := upright(img, Header{Width: 2, Height: 1}, image.Point{})
	if got.NRGBAAt(0, 0) != (color.NRGBA{255, 255, 255, 255}) || got.NRGBAAt(1, 0) != (color.NRGBA{0, 0, 0, 255}) {
		t.Errorf("got %v", got.Pix)
	}
}

func TestColourAboveItsAlphaIsFull(t *testing.T) {
	d := make([]byte, 4)
	straighten(d, []byte{200, 50, 100, 100}) // 50/100 is half: 0x7fff
	if [4]byte(d) != [4]byte{255, 127, 255, 100} {
		t.Errorf("got %v", d)
	}
}

// stored are pictures whose orientation tag makes each of them ABC/DEF.
var stored = map[int]string{
	1: "ABC/DEF", 2: "CBA/FED", 3: "FED/CBA", 4: "DEF/ABC",
	5: "AD/BE/CF", 6: "CF/BE/AD", 7: "FC/EB/DA", 8: "DA/EB/FC",
}

func TestOrientations(t *testing.T) {
	want := letters("ABC/DEF")
	for o, s := range stored {
		data := withPNGChunk(encodePNG(t, letters(s)), "eXIf", makeExif(o, "", "", "", ""))
		p := decode(t, data, 0)
		if !equal(p.Image, want) || p.Facts.Width != 3 || p.Facts.Height != 2 {
			t.Errorf("orientation %d: %dx%d %v", o, p.Facts.Width, p.Facts.Height, p.Image.Pix)
		}
	}
}

func TestSmallFrameLiesWhereItBelongsInEveryOrientation(t *testing.T) {
	for o, s := range stored {
		whole := letters(s)
		part := whole.SubImage(image.Rect(1, 1, 2, 2))
		h := Header{Width: whole.Rect.Dx(), Height: whole.Rect.Dy(), Orientation: o}
		got, full := upright(part, h, image.Pt(1, 1)), upright(whole, h, image.Point{})
		filled := 0
		for i := 0; i < len(got.Pix); i += 4 {
			if got.Pix[i+3] != 0 {
				filled++
				if [4]byte(got.Pix[i:]) != [4]byte(full.Pix[i:]) {
					t.Errorf("orientation %d: the frame is elsewhere", o)
				}
			}
		}
		if filled != 1 {
			t.Errorf("orientation %d: %d pixels, want 1", o, filled)
		}
	}
}
