package demo

import (
	"image"
	"math"
	"slices"

	"golang.org/x/image/vector"
)

// canvas is a picture in the making: floats, so that thin glazes leave no bands.
type canvas struct {
	nx, ny int
	w, h   float64 // the same, for geometry
	pix    []rgb
	within *mask   // where painting is allowed; nil is everywhere
	paper  *field  // its tooth, around 0
	wear   float32 // from 0 to 1: how patchy ink lies, as of a dry block
	ras    vector.Rasterizer
}

// prime covers all of the canvas with a paint and fill a shape, glaze lets through what
// is under it, soft has edges that fade over some 2*blur pixels.
func (c *canvas) prime(p paint) {
	for y := range c.ny {
		for x := range c.nx {
			c.pix[y*c.nx+x] = p.at(float32(x), float32(y))
		}
	}
}

func (c *canvas) fill(s shape, p paint)                 { c.lay(c.cover(s, 0), p, 1) }
func (c *canvas) glaze(s shape, p paint, alpha float64) { c.lay(c.cover(s, 0), p, alpha) }
func (c *canvas) soft(s shape, blur float64, p paint, alpha float64) {
	c.lay(c.cover(s, blur), p, alpha)
}

// clip lets draw paint inside the shape only. Clips do not nest.
func (c *canvas) clip(s shape, draw func()) {
	c.within = c.cover(s, 0)
	draw()
	c.within = nil
}

// lay changes the pixels under a mask.
func (c *canvas) lay(k *mask, p paint, alpha float64) {
	r := k.box.Intersect(image.Rect(0, 0, c.nx, c.ny))
	if c.within != nil {
		r = r.Intersect(c.within.box)
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.pix[y*c.nx:][:c.nx]
		for x := r.Min.X; x < r.Max.X; x++ {
			a := float32(alpha) * k.share(x, y)
			if a < 1./512 {
				continue
			}
			if c.within != nil {
				a *= c.within.share(x, y)
			}
			if c.wear > 0 {
				a *= 1 - c.wear*unit(3*c.paper.at(float32(x), float32(y))-.5)
			}
			row[x] = row[x].blend(p.at(float32(x), float32(y)), a)
		}
	}
}

// mask says how much of each pixel in a box is covered; the field does, if blurred.
type mask struct {
	box   image.Rectangle
	alpha *image.Alpha
	field
}

// share is the covered part of a pixel in the box.
func (k *mask) share(x, y int) float32 {
	x, y = x-k.box.Min.X, y-k.box.Min.Y
	if k.v == nil {
		return float32(k.alpha.Pix[y*k.alpha.Stride+x]) / 255
	}
	return k.at(float32(x), float32(y))
}

// cover rasterises a shape; the mask is empty if nothing of it can be seen.
func (c *canvas) cover(s shape, blur float64) *mask {
	every := max(1, int(blur/2))
	e, room := float64(every), 2*blur+1 // what is off the canvas still bleeds into it
	lo, hi := s.bounds()
	x0, y0 := math.Floor((max(lo.x, 0)-room)/e), math.Floor((max(lo.y, 0)-room)/e)
	w, h := int((min(hi.x, c.w)+room)/e-x0)+2, int((min(hi.y, c.h)+room)/e-y0)+2
	if w < 1 || h < 1 {
		return new(mask)
	}
	c.ras.Reset(w, h)
	half := .5 - .5/e // a value stands for the upper left pixel of its square
	for _, line := range s {
		for i, p := range line {
			if x, y := float32(p.x/e-x0+half), float32(p.y/e-y0+half); i == 0 {
				c.ras.MoveTo(x, y)
			} else {
				c.ras.LineTo(x, y)
			}
		}
		c.ras.ClosePath()
	}
	k := &mask{alpha: image.NewAlpha(image.Rect(0, 0, w, h))}
	k.box = image.Rect(0, 0, (w-1)*every+1, (h-1)*every+1).Add(image.Pt(int(x0), int(y0)).Mul(every))
	c.ras.Draw(k.alpha, k.alpha.Rect, image.Opaque, image.Point{})
	if blur == 0 {
		return k
	}
	k.field = field{1 / float32(every), w, make([]float32, w*h)}
	for i, a := range k.alpha.Pix {
		k.v[i] = float32(a) / 255
	}
	for range int(math.Ceil(blur / e * blur / e)) {
		k.soften()
	}
	return k
}

// soften averages neighbours: n times is near a Gaussian that deviates by sqrt(n/2).
func (f *field) soften() {
	for _, step := range []int{1, f.w} {
		old := slices.Clone(f.v)
		for i := step; i < len(old)-step; i++ {
			if i%f.w > 0 && (i+1)%f.w > 0 { // or what leaves a row comes back in the next
				f.v[i] = (old[i-step] + 2*old[i] + old[i+step]) / 4
			}
		}
	}
}
