package picture

import (
	"image"
	"image/color"
)

// upright returns img as an NRGBA, turned as its header says. A frame smaller
// than the picture lies at that place of it, in transparent surroundings.
//
// Converting and turning are one pass, so that a turned picture takes no more
// memory than an upright one.
func upright(img image.Image, h Header, at image.Point) *image.NRGBA {
	w, ht := h.Upright()
	dst := image.NewNRGBA(image.Rect(0, 0, w, ht))
	c := turn(dst.Stride, h)
	c.pix = dst.Pix
	c.start += at.X*c.right + at.Y*c.down
	c.copy(img)
	return dst
}

// A canvas is where stored pixels go: the first one to start, its neighbours
// right and down of it so many bytes further. Steps may be negative.
type canvas struct {
	pix                []byte
	start, right, down int
}

// turn returns the canvas that undoes an EXIF orientation. The names say where
// the first stored row and column belong in the upright picture.
func turn(stride int, h Header) canvas {
	endX, endY := 4*(h.Width-1), stride*(h.Height-1)
	tallX, tallY := 4*(h.Height-1), stride*(h.Width-1)
	switch h.Orientation {
	case 2: // row at the top, column at the right
		return canvas{start: endX, right: -4, down: stride}
	case 3: // bottom, right
		return canvas{start: endX + endY, right: -4, down: -stride}
	case 4: // bottom, left
		return canvas{start: endY, right: 4, down: -stride}
	case 5: // left, top
		return canvas{right: stride, down: 4}
	case 6: // right, top
		return canvas{start: tallX, right: stride, down: -4}
	case 7: // right, bottom
		return canvas{start: tallX + tallY, right: -stride, down: -4}
	case 8: // left, bottom
		return canvas{start: tallY, right: -stride, down: 4}
	}
	return canvas{right: 4, down: stride}
}

// copy fills the canvas from any picture. The types that decoders make have
// loops of their own, which compute what color.NRGBAModel does, but for the
// straight colours of NRGBA64 and NYCbCrA: that model takes them through
// premultiplied ones and loses what is nearly transparent.
func (c canvas) copy(img image.Image) {
	switch img := img.(type) {
	case *image.YCbCr:
		c.copyYCbCr(img)
	case *image.NYCbCrA:
		c.copyYCbCr(&img.YCbCr)
		c.each(img.Rect, func(d []byte, x, y int) { d[3] = img.A[img.AOffset(x, y)] })
	case *image.Gray:
		c.rows(img.Rect, img.Pix, img.Stride, 1, func(d, s []byte) { d[0], d[1], d[2], d[3] = s[0], s[0], s[0], 255 })
	case *image.Gray16:
		c.rows(img.Rect, img.Pix, img.Stride, 2, func(d, s []byte) { d[0], d[1], d[2], d[3] = s[0], s[0], s[0], 255 })
	case *image.NRGBA:
		c.rows(img.Rect, img.Pix, img.Stride, 4, func(d, s []byte) { copy(d, s) })
	case *image.NRGBA64: // big-endian: the first byte of two is the upper
		c.rows(img.Rect, img.Pix, img.Stride, 8, func(d, s []byte) { d[0], d[1], d[2], d[3] = s[0], s[2], s[4], s[6] })
	case *image.RGBA:
		c.rows(img.Rect, img.Pix, img.Stride, 4, straighten)
	case *image.RGBA64:
		c.rows(img.Rect, img.Pix, img.Stride, 8, straighten64)
	case *image.CMYK:
		c.rows(img.Rect, img.Pix, img.Stride, 4, func(d, s []byte) {
			d[0], d[1], d[2] = color.CMYKToRGB(s[0], s[1], s[2], s[3])
			d[3] = 255
		})
	case *image.Paletted:
		table := paletteTable(img.Palette)
		c.rows(img.Rect, img.Pix, img.Stride, 1, func(d, s []byte) { copy(d, table[s[0]][:]) })
	default:
		c.each(img.Bounds(), func(d []byte, x, y int) {
			p := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			d[0], d[1], d[2], d[3] = p.R, p.G, p.B, p.A
		})
	}
}

// rows calls put for each pixel with the four bytes to fill and the size bytes
// that hold it.
func (c canvas) rows(r image.Rectangle, pix []byte, stride, size int, put func(d, s []byte)) {
	for y := range r.Dy() {
		src, o := pix[y*stride:], c.start+y*c.down
		for x := 0; x < r.Dx()*size; x += size {
			put(c.pix[o:o+4:o+4], src[x:x+size:x+size])
			o += c.right
		}
	}
}

// each calls put for each pixel with the four bytes to fill and its place in r.
func (c canvas) each(r image.Rectangle, put func(d []byte, x, y int)) {
	for y := range r.Dy() {
		o := c.start + y*c.down
		for x := range r.Dx() {
			put(c.pix[o:o+4:o+4], r.Min.X+x, r.Min.Y+y)
			o += c.right
		}
	}
}

// straighten divides colours by alpha. A colour above its alpha, which broken
// files have, counts as full.
func straighten(d, s []byte) {
	a := uint32(s[3])
	if a == 255 || a == 0 {
		copy(d, s)
		return
	}
	for i := range 3 {
		d[i] = uint8(min(uint32(s[i])*0xffff/a, 0xffff) >> 8)
	}
	d[3] = s[3]
}

func straighten64(d, s []byte) {
	a := uint32(s[6])<<8 | uint32(s[7])
	d[3] = s[6]
	for i := range 3 {
		v := uint32(s[2*i])<<8 | uint32(s[2*i+1])
		if a > 0 {
			v = min(v*0xffff/a, 0xffff)
		}
		d[i] = uint8(v >> 8)
	}
}

// paletteTable holds the straight colours of a palette. An index beyond it is
// black, as browsers paint it: decoders let such indexes through, on which
// imaging and draw.Draw panic.
func paletteTable(p color.Palette) *[256][4]byte {
	var t [256][4]byte
	for i := range t {
		t[i][3] = 255
		if i < len(p) {
			n := color.NRGBAModel.Convert(p[i]).(color.NRGBA)
			t[i] = [4]byte{n.R, n.G, n.B, n.A}
		}
	}
	return &t
}

// copyYCbCr computes exactly what color.YCbCrToRGB does, with the chroma terms
// at hand for all the pixels that share them.
func (c canvas) copyYCbCr(img *image.YCbCr) {
	across, width := chromaStep(img.SubsampleRatio), img.Rect.Dx()
	for y := range img.Rect.Dy() {
		o := c.start + y*c.down
		luma := img.Y[img.YOffset(img.Rect.Min.X, img.Rect.Min.Y+y):][:width]
		at := img.COffset(img.Rect.Min.X, img.Rect.Min.Y+y)
		for x, next := 0, across-img.Rect.Min.X%across; x < width; x, next, at = next, next+across, at+1 {
			red, green, blue := chroma(img.Cb[at], img.Cr[at])
			for _, v := range luma[x:min(next, width)] {
				l := int32(v) * 0x10101
				d := c.pix[o : o+4 : o+4]
				d[0], d[1], d[2], d[3] = level(l+red), level(l+green), level(l+blue), 255
				o += c.right
			}
		}
	}
}

// chroma returns what a chroma sample adds to red, green and blue, in 65536ths.
func chroma(cb, cr uint8) (red, green, blue int32) {
	b, r := int32(cb)-128, int32(cr)-128
	return 91881 * r, -22554*b - 46802*r, 116130 * b
}

func level(v int32) uint8 {
	if uint32(v)&0xff000000 == 0 {
		return uint8(v >> 16)
	}
	return uint8(^(v >> 31))
}

// chromaStep is the number of pixels in a row that share a chroma sample.
func chromaStep(r image.YCbCrSubsampleRatio) int {
	switch r {
	case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		return 2
	case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
		return 4
	}
	return 1
}
