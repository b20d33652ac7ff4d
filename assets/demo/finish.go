package demo

import (
	"image"
	"math"
	"sync"
)

// A texture is a tile that repeats every tileSize pixels both ways, around 0 and
// mostly between -1 and 1 (speckle: from 0 to 1). Computed once it is nearly
// free; each picture starts at a place of its own in it.
type texture int

const (
	plain   texture = iota
	paper           // soft fibres and tooth
	linen           // threads, crossing
	plaster         // broad trowelled unevenness
	speckle         // holes in ink
	grain           // film: grains of one to two pixels
	textures
)

// 512 pixels repeat at most twice across a picture, which grain hides.
const (
	tileSize = 512
	tileMask = tileSize - 1
)

// bumps are what a texture is the sum of: how strong, wide and high.
var bumps = [textures][][3]float64{
	paper:   {{1.5, 2, 2}, {.6, 32, 2}, {.5, 2, 16}, {1, 8, 4}, {1, 64, 64}},
	linen:   {{.75, 4, 128}, {.75, 128, 4}, {.5, 2, 2}},
	plaster: {{1.4, 128, 64}, {1, 32, 16}, {.6, 4, 4}},
	speckle: {{1, 4, 4}, {.8, 2, 2}, {1.2, 64, 64}},
	grain:   {{1.5, 1, 1}, {1.3, 2, 2}},
}

type tile []float32

func (t tile) line(y int) []float32 { return t[(y&tileMask)*tileSize:][:tileSize] }

var tiles = sync.OnceValue(func() *[textures]tile {
	var all [textures]tile
	for n := range all {
		all[n] = make(tile, tileSize*tileSize)
		for i := range all[n] {
			v, x, y := 0.0, i&tileMask, i/tileSize
			for j, b := range bumps[n] {
				v += b[0] * wrapped(uint32(9*n+j), x, y, int(b[1]), int(b[2]))
			}
			switch texture(n) {
			case linen: // threads of four pixels
				u := math.Sin(float64(x)*math.Pi/2 + 3*wrapped(6, x, y, 8, 64))
				v += .5 * (u + math.Sin(float64(y)*math.Pi/2+3*wrapped(7, x, y, 64, 8)))
			case speckle:
				v = ease(clamp(2*v-.5, 0, 1))
			}
			all[n][i] = float32(v)
		}
	}
	return &all
})

// wrapped is noise from -.5 to .5, stretched to bumps of w by h pixels, that
// repeats with the tile; w and h divide its size.
func wrapped(seed uint32, x, y, w, h int) float64 {
	ix, iy, nx, ny := x/w, y/h, tileSize/w, tileSize/h
	u, v := ease(float64(x%w)/float64(w)), ease(float64(y%h)/float64(h))
	at := func(i, j int) float64 { return float64(hash01(seed, int32((ix+i)%nx), int32((iy+j)%ny))) }
	return lerp(lerp(at(0, 0), at(1, 0), u), lerp(at(0, 1), at(1, 1), u), v) - .5
}

// finish is what is done to a painted picture as a whole, as by its paper,
// the light it hangs in and the film that took it. Zero values do nothing.
type finish struct {
	on       texture // what it is painted on
	depth    float32 // how much of that shows; .04 is a fine paper, .1 coarse
	grain    float32 // film grain; .03 is visible close up
	vignette float32 // how much darker the corners are
	light    float32 // how much brighter the upper left is than the lower right
	fade     float32 // how far black is lifted and white lowered
}

// finished is the last pass over the canvas. ox and oy say where in the textures
// to start. It rounds to brightness for each pixel and colour for each four,
// as a JPEG holds them, which halves the work of packing.
func (c *canvas) finished(f finish, ox, oy int) *image.YCbCr {
	m := image.NewYCbCr(image.Rect(0, 0, c.nx, c.ny), image.YCbCrSubsampleRatio420)
	blue, red := make([]float32, len(m.Cb)), make([]float32, len(m.Cb))
	for y := range c.ny {
		tooth, film := tiles()[f.on].line(y+oy), tiles()[grain].line(y+oy)
		v := float32(y)/float32(c.ny) - .5
		for x := range c.nx {
			u := float32(x)/float32(c.nx) - .5
			q, i := u*u+v*v, (x+ox)&tileMask
			k := (1 - f.vignette*2*q*(.6+q) - f.light*(u+v)*.7) * (1 + f.depth*tooth[i]) * (1 - f.fade)
			s := c.pix[3*(y*c.nx+x):][:3]
			r, g, b := kept(s[0]*k), kept(s[1]*k), kept(s[2]*k)
			l := .299*r + .587*g + .114*b
			// grain is strongest in the middle tones and weak in white
			m.Y[y*m.YStride+x] = byte8(l + f.fade*.5 + f.grain*film[i]*(.35+2.6*l*(1-l)))
			blue[y/2*m.CStride+x/2] += (b - l) * (.564 / 4)
			red[y/2*m.CStride+x/2] += (r - l) * (.713 / 4)
		}
	}
	for i := range blue {
		m.Cb[i], m.Cr[i] = byte8(blue[i]+128./255), byte8(red[i]+128./255)
	}
	return m
}

// kept keeps a value from 0 to 1. Comparing by hand is twice as fast here as min
// and max, which look out for NaN.
func kept(x float32) float32 {
	if x < 0 {
		return 0
	}
	if x > 1 {
		return 1
	}
	return x
}

func byte8(x float32) uint8 { return uint8(kept(x)*255 + .5) }
