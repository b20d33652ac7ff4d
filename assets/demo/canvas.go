package demo

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

// canvas is an opaque picture in the making: three floats a pixel, so that
// many thin glazes leave no bands. Not safe for concurrent use.
type canvas struct {
	nx, ny int
	w, h   float64 // the same, for geometry
	pix    []float32
	clips  []*mask
	wear   float32 // from 0 to 1: how patchy ink lies, as of a dry block
	ras    vector.Rasterizer
}

// mode says how a layer changes what is under it.
type mode int

const (
	over     mode = iota // covers
	multiply             // darkens, like ink or shadow
	screen               // lightens, like light
)

// newCanvas is nx by ny pixels of one colour.
func newCanvas(nx, ny int, ground rgb) *canvas {
	c := &canvas{nx: nx, ny: ny, w: float64(nx), h: float64(ny), pix: make([]float32, 3*nx*ny)}
	for i := 0; i < len(c.pix); i += 3 {
		c.pix[i], c.pix[i+1], c.pix[i+2] = ground.r, ground.g, ground.b
	}
	return c
}

// all is the whole canvas as a shape.
func (c *canvas) all() shape { return rect(0, 0, c.w, c.h) }

// fill covers a shape with a paint, blend with an opacity, and soft with edges
// that fade over about 2*blur pixels.
func (c *canvas) fill(s shape, p paint) { c.soft(s, 0, p, 1, over) }

func (c *canvas) blend(s shape, p paint, alpha float64, m mode) { c.soft(s, 0, p, alpha, m) }

func (c *canvas) soft(s shape, blur float64, p paint, alpha float64, m mode) {
	c.lay(c.cover(s, blur, 0), p, float32(alpha), m)
}

// shadow darkens what lies under a shape's shadow, before the shape is laid:
// moved by dx, dy, softened by blur, in a colour of the shade.
func (c *canvas) shadow(s shape, dx, dy, blur float64, shade rgb, alpha float64) {
	c.soft(s.move(dx, dy), blur, flat(shade), alpha, multiply)
}

// round gives a shape volume: its edge away from the light is shaded, its
// edge towards it lifted. dx and dy point from light to shade, in pixels.
func (c *canvas) round(s shape, dx, dy, blur float64, shade, light rgb, alpha float64) {
	outside := func(k, blur float64, colour rgb, alpha float64, m mode) {
		in := c.cover(s.move(dx*k, dy*k), blur, 2*math.Hypot(dx, dy))
		for i, v := range in.v {
			in.v[i] = 1 - v
		}
		c.lay(in, flat(colour), float32(alpha), m)
	}
	c.clip(s, func() {
		outside(-1, blur, shade, alpha, multiply)
		outside(.6, blur*.6, light, alpha*.6, screen)
	})
}

// clip lets draw paint inside the shape only. Clips nest.
func (c *canvas) clip(s shape, draw func()) {
	c.clips = append(c.clips, c.cover(s, 0, 0))
	draw()
	c.clips = c.clips[:len(c.clips)-1]
}

// lay changes the pixels under a mask. All painting ends here.
func (c *canvas) lay(k *mask, p paint, alpha float32, m mode) {
	r := k.box.Intersect(image.Rect(0, 0, c.nx, c.ny))
	for _, q := range c.clips {
		r = r.Intersect(q.box)
	}
	row := make([]float32, r.Dx())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		k.line(row, r.Min.X, y)
		for _, q := range c.clips {
			for i, v := range q.v[(y-q.box.Min.Y)*q.w+r.Min.X-q.box.Min.X:][:len(row)] {
				row[i] *= v
			}
		}
		if c.wear > 0 {
			t := tiles()[speckle].line(y)
			for i := range row {
				row[i] *= 1 - c.wear*t[(i+r.Min.X)&tileMask]
			}
		}
		c.layRow(row, r.Min.X, y, p, alpha, m)
	}
}

func (c *canvas) layRow(row []float32, x0, y int, p paint, alpha float32, m mode) {
	fy, dst := float32(y), c.pix[3*(y*c.nx+x0):][:3*len(row)]
	for i, a := range row {
		a *= alpha
		if a < 1./512 {
			continue
		}
		s := p(float32(x0+i), fy)
		d := dst[3*i : 3*i+3 : 3*i+3]
		switch m {
		case multiply:
			s = rgb{d[0] * s.r, d[1] * s.g, d[2] * s.b}
		case screen:
			s = rgb{1 - (1-d[0])*(1-s.r), 1 - (1-d[1])*(1-s.g), 1 - (1-d[2])*(1-s.b)}
		}
		d[0] += (s.r - d[0]) * a
		d[1] += (s.g - d[1]) * a
		d[2] += (s.b - d[2]) * a
	}
}
