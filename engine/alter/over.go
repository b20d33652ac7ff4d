package alter

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"

	"github.com/disintegration/imaging"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// words are what is written over pictures.
var words = []string{"WHEN", "YOU", "SEE", "ME", "THE", "BEST", "DAY", "EVER", "NOT", "TODAY", "SALE", "MONDAY", "AGAIN", "LOOK"}

// lettered writes two lines across the lower part of the picture, which take up
// about a fifth of it, white on their own shadow.
func lettered(img *image.NRGBA, r *rand.Rand) *image.NRGBA {
	dst := imaging.Clone(img)
	h := dst.Rect.Dy()
	write(dst, image.Rect(0, h*7/10, dst.Rect.Dx(), h*9/10), 2, r)
	return dst
}

// captioned writes a line on a dark band across a fifth of the picture, just
// above its lower edge.
func captioned(img *image.NRGBA, r *rand.Rand) *image.NRGBA {
	dst := imaging.Clone(img)
	h := dst.Rect.Dy()
	band := image.Rect(0, h*3/4, dst.Rect.Dx(), h*19/20)
	draw.Draw(dst, band, image.NewUniform(color.NRGBA{30, 30, 40, 255}), image.Point{}, draw.Src)
	write(dst, band, 1, r)
	return dst
}

// logo puts a round mark into the lower right corner, a sixth of the picture
// wide, with two letters in it.
func logo(img *image.NRGBA, r *rand.Rand) *image.NRGBA {
	dst := imaging.Clone(img)
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	radius := max(1, min(w, h)/8)
	centre := image.Pt(w-radius*5/4, h-radius*5/4)
	colour := color.NRGBA{uint8(128 + r.IntN(128)), uint8(r.IntN(100)), uint8(r.IntN(100)), 255}
	for y := -radius; y <= radius; y++ {
		for x := -radius; x <= radius; x++ {
			if p := centre.Add(image.Pt(x, y)); x*x+y*y <= radius*radius && p.In(dst.Rect) {
				dst.SetNRGBA(p.X, p.Y, colour)
			}
		}
	}
	line(dst, "ak", image.Rect(centre.X-radius/2, centre.Y-radius/2, centre.X+radius/2, centre.Y+radius/2), 0)
	return dst
}

// write fills a box with lines of random words.
func write(dst *image.NRGBA, box image.Rectangle, lines int, r *rand.Rand) {
	height := box.Dy() / lines
	for i := range lines {
		text := words[r.IntN(len(words))] + " " + words[r.IntN(len(words))] + " " + words[r.IntN(len(words))]
		row := image.Rect(box.Min.X, box.Min.Y+i*height, box.Max.X, box.Min.Y+(i+1)*height)
		line(dst, text, row.Inset(height/12), max(1, height/24))
	}
}

// line writes text into the middle of a box, as large as it fits there, with a
// dark rim of so many pixels.
func line(dst *image.NRGBA, text string, box image.Rectangle, rim int) {
	size := float64(box.Dy())
	face, width := fitting(text, size)
	if width > box.Dx() {
		face, width = fitting(text, size*float64(box.Dx())/float64(width))
	}
	m := face.Metrics()
	at := image.Pt(box.Min.X+(box.Dx()-width)/2, (box.Min.Y+box.Max.Y+m.CapHeight.Ceil())/2)
	for y := -rim; y <= rim; y += max(1, rim) {
		for x := -rim; x <= rim; x += max(1, rim) {
			letters(dst, face, text, at.Add(image.Pt(x, y)), color.Black)
		}
	}
	letters(dst, face, text, at, color.White)
}

func letters(dst *image.NRGBA, face font.Face, text string, at image.Point, c color.Color) {
	d := font.Drawer{Dst: dst, Src: image.NewUniform(c), Face: face, Dot: fixed.P(at.X, at.Y)}
	d.DrawString(text)
}

// typeface is that of Go, which comes with its text packages.
var typeface = func() *opentype.Font {
	f, err := opentype.Parse(gobold.TTF)
	if err != nil {
		panic("the typeface of Go is damaged: " + err.Error())
	}
	return f
}()

// fitting is a face of a size in pixels, and the width of a text in it.
func fitting(text string, size float64) (font.Face, int) {
	face, err := opentype.NewFace(typeface, &opentype.FaceOptions{Size: max(size, 1), DPI: 72})
	if err != nil {
		panic("the typeface of Go has no size " + err.Error())
	}
	return face, font.MeasureString(face, text).Ceil()
}
