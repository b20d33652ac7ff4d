package demo

import "math"

// rgb is a colour as sRGB encodes it, each part from 0 to 1. Layers are mixed
// in this encoding; colours are chosen and graded in OKLab, where equal steps
// look equal.
type rgb struct{ r, g, b float32 }

// hex reads a colour written as 0xrrggbb.
func hex(n uint32) rgb {
	return rgb{float32(n>>16&255) / 255, float32(n>>8&255) / 255, float32(n&255) / 255}
}

// oklch is the colour of lightness l (0 to 1), chroma c (0 to about .3) and
// hue h in degrees, pulled into what sRGB can show.
func oklch(l, c, h float64) rgb {
	sin, cos := math.Sincos(h * math.Pi / 180)
	return oklab(l, c*cos, c*sin)
}

func oklab(l, a, b float64) rgb {
	cube := func(x float64) float64 { return x * x * x }
	u := cube(l + .3963377774*a + .2158037573*b)
	v := cube(l - .1055613458*a - .0638541728*b)
	w := cube(l - .0894841775*a - 1.2914855480*b)
	return rgb{
		encode(4.0767416621*u - 3.3077115913*v + .2309699292*w),
		encode(-1.2684380046*u + 2.6097574011*v - .3413193965*w),
		encode(-.0041960863*u - .7034186147*v + 1.7076147010*w),
	}
}

// lab is the inverse of oklab.
func (c rgb) lab() (l, a, b float64) {
	r, g, bl := decode(c.r), decode(c.g), decode(c.b)
	u := math.Cbrt(.4122214708*r + .5363325363*g + .0514459929*bl)
	v := math.Cbrt(.2119034982*r + .6806995451*g + .1073969566*bl)
	w := math.Cbrt(.0883024619*r + .2817188376*g + .6299787005*bl)
	return .2104542553*u + .7936177850*v - .0040720468*w,
		1.9779984951*u - 2.4285922050*v + .4505937099*w,
		.0259040371*u + .7827717662*v - .8086757660*w
}

func encode(x float64) float32 {
	if x < .0031308 {
		return float32(12.92 * max(x, 0))
	}
	return float32(1.055*math.Pow(min(x, 1), 1/2.4) - .055)
}

func decode(x float32) float64 {
	if x <= .04045 {
		return float64(x) / 12.92
	}
	return math.Pow((float64(x)+.055)/1.055, 2.4)
}

// mix goes from c at t = 0 to d at t = 1 through OKLab.
func (c rgb) mix(d rgb, t float64) rgb {
	l, a, b := c.lab()
	m, e, f := d.lab()
	return oklab(lerp(l, m, t), lerp(a, e, t), lerp(b, f, t))
}

// light adds d to the lightness, keeping the hue; lights lose a little chroma,
// as paint does with white.
func (c rgb) light(d float64) rgb {
	l, a, b := c.lab()
	k := 1 - .6*max(0, d)
	return oklab(clamp(l+d, 0, 1), a*k, b*k)
}

// turn moves the hue by deg degrees and multiplies the chroma by sat.
func (c rgb) turn(deg, sat float64) rgb {
	l, a, b := c.lab()
	sin, cos := math.Sincos(deg * math.Pi / 180)
	return oklab(l, sat*(a*cos-b*sin), sat*(a*sin+b*cos))
}

// lightness is OKLab's, from 0 for black to 1 for white.
func (c rgb) lightness() float64 {
	l, _, _ := c.lab()
	return l
}

func (c rgb) plus(d float32) rgb { return rgb{c.r + d, c.g + d, c.b + d} }

// blend is the quick way between two colours, for work on each pixel.
func (c rgb) blend(d rgb, t float32) rgb {
	return rgb{c.r + (d.r-c.r)*t, c.g + (d.g-c.g)*t, c.b + (d.b-c.b)*t}
}
