package picture

import (
	"image"
	"image/jpeg"
	"io"

	"github.com/disintegration/imaging"
)

// RenditionWidths are the widths in which pictures are shown, in pixels: one
// column of a grid, the same on a dense screen, and a pin's own page.
var RenditionWidths = []int{236, 474, 736}

// renditionQuality is where photographs begin to look like their original at
// arm's length: 42 KB a rendition on average, where 90 takes 58 for what only
// a loupe shows.
const renditionQuality = 82

// RenditionSize returns the size that a picture of width by height pixels has
// in the rendition of that width. A narrower picture keeps its own.
func RenditionSize(width, height, rendition int) (w, h int) {
	if width <= rendition {
		return width, height
	}
	return rendition, max(1, (height*rendition+width/2)/width)
}

// Rendition returns a copy for display in that width: opaque, over white,
// never enlarged. It has the RenditionSize of p.Facts if p was decoded with
// atLeast 0, or at least the long side of that size; else p.Image's own.
func Rendition(p *Picture, width int) *image.NRGBA {
	flat := overWhite(p.Image)
	w, h := RenditionSize(p.Facts.Width, p.Facts.Height, width)
	if w > flat.Rect.Dx() || h > flat.Rect.Dy() || flat.Rect.Size() == image.Pt(w, h) {
		return flat
	}
	return imaging.Resize(flat, w, h, imaging.Lanczos)
}

// WriteJPEG writes an opaque picture, such as a rendition, as JPEG.
func WriteJPEG(w io.Writer, img *image.NRGBA) error {
	// Without alpha straight and premultiplied are one, and the encoder has a
	// loop for the latter alone.
	rgba := &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
	return jpeg.Encode(w, rgba, &jpeg.Options{Quality: renditionQuality})
}
