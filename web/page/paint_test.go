package page

import (
	"image"
	"image/color"
	"math"
)

// A painting is a picture of any size: a ground, and four colours on it.
type painting struct {
	kind   int
	colors [5]uint32 // 0xrrggbb, the ground first
	seed   float64
}

// at is the colour at a place; x and y are in units of the shorter side, w and
// h are the picture's size in them.
func (p painting) at(x, y, w, h float64) uint32 {
	switch p.kind {
	case 0: // hills under a sun
		for i := 4; i >= 2; i-- {
			ridge := h*(.38+.15*float64(i)) + .16*wave(x*1.6+p.seed*float64(i))
			if y > ridge {
				return shade(p.colors[i], 1-.25*(y-ridge)/h)
			}
		}
		if math.Hypot(x-w*.64, y-h*.34) < .15 {
			return p.colors[1]
		}
		return mix(p.colors[0], p.colors[1], .55*y/h)
	case 1: // discs
		c := p.colors[0]
		for i := range 7 {
			s := p.seed + 7.3*float64(i)
			if math.Hypot(x-w*frac(s*.37), y-h*frac(s*.71)) < .08+.26*frac(s*.53) {
				c = p.colors[1+i%4]
			}
		}
		return c
	case 2: // soft stripes
		s := (x*math.Cos(p.seed)+y*math.Sin(p.seed))*4 + .35*wave(y*2+p.seed)
		i := int(math.Abs(math.Floor(s)))
		return shade(mix(p.colors[i%5], p.colors[(i+1)%5], .3*frac(s)), .94+.06*frac(s))
	case 3: // stones
		best, which := 9.0, 0
		for i := range 60 {
			s := p.seed + float64(i)
			d := math.Hypot(x-w*frac(math.Sin(s*12.9)*438.5), y-h*frac(math.Sin(s*78.2)*237.1))
			if d < best {
				best, which = d, i
			}
		}
		return shade(p.colors[which%5], 1-.9*best)
	}
	// fog: two colours and slow noise
	n := .5 + .25*wave(x*1.3+wave(y*1.7+p.seed)) + .25*wave(y*1.1+p.seed+wave(x*2.1))
	return mix(p.colors[1], mix(p.colors[0], p.colors[2], y/h), n)
}

func (p painting) paint(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	unit := float64(min(width, height))
	for y := range height {
		for x := range width {
			c := p.at(float64(x)/unit, float64(y)/unit, float64(width)/unit, float64(height)/unit)
			img.SetNRGBA(x, y, color.NRGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255})
		}
	}
	return img
}

func wave(x float64) float64 {
	return (math.Sin(x*2.1) + .5*math.Sin(x*4.7+1.3) + .25*math.Sin(x*11.3+4.1)) / 1.75
}

func frac(x float64) float64 { return x - math.Floor(x) }

func mix(a, b uint32, t float64) uint32 {
	t = min(max(t, 0), 1)
	var out uint32
	for shift := 0; shift < 24; shift += 8 {
		x, y := float64(a>>shift&255), float64(b>>shift&255)
		out |= uint32(x+(y-x)*t) << shift
	}
	return out
}

func shade(c uint32, t float64) uint32 { return mix(0x101014, c, t) }
