package demo

import (
	"math"
	"strconv"
)

// rgb is a colour as sRGB encodes it, from 0 to 1, or beyond until it is finished.
type rgb struct{ r, g, b float32 }

// hex reads a colour written as rrggbb.
func hex(s string) rgb {
	n, err := strconv.ParseUint(s, 16, 24)
	if err != nil {
		panic("demo: " + err.Error()) // it is part of the binary: every test reads it first
	}
	return rgb{float32(n>>16) / 255, float32(n>>8&255) / 255, float32(n&255) / 255}
}

// plus is lighter by d in all parts; light is paler too, as with white paint.
func (c rgb) plus(d float32) rgb { return rgb{c.r + d, c.g + d, c.b + d} }

func (c rgb) light(d float64) rgb { return c.plus(float32(d)).turn(0, 1-.5*math.Abs(d)) }

// mix goes from c at t = 0 to d at t = 1; so does blend, for work on each pixel.
func (c rgb) mix(d rgb, t float64) rgb { return c.blend(d, float32(t)) }

func (c rgb) blend(d rgb, t float32) rgb {
	return rgb{c.r + (d.r-c.r)*t, c.g + (d.g-c.g)*t, c.b + (d.b-c.b)*t}
}

// turn moves the hue by deg degrees and multiplies the chroma by sat, in the
// space of colour television, YIQ, which keeps the lightness.
func (c rgb) turn(deg, sat float64) rgb {
	sin, cos := math.Sincos(deg * math.Pi / 180)
	s, k, y := float32(sat*sin), float32(sat*cos), float32(c.lightness())
	i, q := .596*c.r-.274*c.g-.322*c.b, .211*c.r-.523*c.g+.312*c.b
	i, q = i*k-q*s, i*s+q*k
	return rgb{y + .956*i + .621*q, y - .272*i - .647*q, y - 1.106*i + 1.703*q}
}

// lightness is from 0 for black to 1 for white.
func (c rgb) lightness() float64 { return float64(.299*c.r + .587*c.g + .114*c.b) }

// paint is the colour at a point of the canvas, the same each time.
type paint interface{ at(x, y float32) rgb }

type shader func(x, y float32) rgb

func (c rgb) at(_, _ float32) rgb    { return c }
func (f shader) at(x, y float32) rgb { return f(x, y) }

// linear runs through the colours from a to b, and holds its ends.
func linear(a, b pt, colours ...rgb) paint {
	d := b.minus(a)
	k := 1 / (d.x*d.x + d.y*d.y)
	kx, ky, x0, y0 := float32(d.x*k), float32(d.y*k), float32(a.x), float32(a.y)
	return shader(func(x, y float32) rgb { return ramp(colours, (x-x0)*kx+(y-y0)*ky) })
}

// ramp is the colour at t, from 0 for the first to 1 for the last.
func ramp(colours []rgb, t float32) rgb {
	t = unit(t) * float32(len(colours)-1)
	i := min(int(t), len(colours)-2)
	return colours[i].blend(colours[i+1], t-float32(i))
}

// mottled makes a paint lighter and darker by up to amount/2, after a field.
func mottled(p paint, f *field, amount float32) paint {
	return shader(func(x, y float32) rgb { return p.at(x, y).plus((f.at(x, y) - .5) * amount) })
}
