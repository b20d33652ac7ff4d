package demo

import "math"

// hash01 is a number from 0 to 1 for a point of a grid, the same for the same seed.
func hash01(seed uint32, x, y int32) float32 {
	h := seed ^ uint32(x)*0x9e3779b1 ^ uint32(y)*0x85ebca77
	h = (h ^ h>>15) * 0x2c1b3c6d
	h = (h ^ h>>12) * 0x297a2d39
	return float32((h^h>>15)>>8) / (1 << 24)
}

// noise is smooth value noise from 0 to 1 with about one bump a unit.
func noise(seed uint32, x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int32(fx), int32(fy)
	u, v := ease(x-fx), ease(y-fy)
	a, b := float64(hash01(seed, ix, iy)), float64(hash01(seed, ix+1, iy))
	c, d := float64(hash01(seed, ix, iy+1)), float64(hash01(seed, ix+1, iy+1))
	return lerp(lerp(a, b, u), lerp(c, d, u), v)
}

// fbm adds four octaves of noise, each twice as fine and half as strong; 0 to 1.
func fbm(seed uint32, x, y float64) (sum float64) {
	for i := range uint32(4) {
		sum += noise(seed+i*7919, x, y) * 8 / float64(int(15)<<i)
		x, y = 2*x+.37, 2*y+.71 // off the grid, or its points coincide and squares show
	}
	return sum
}

func ease(t float64) float64          { return t * t * (3 - 2*t) }
func lerp(a, b, t float64) float64    { return a + (b-a)*t }
func clamp(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

// unit keeps a value from 0 to 1, twice as fast as min and max, which heed NaN.
func unit(x float32) float32 {
	if x < 0 {
		return 0
	}
	if x > 1 {
		return 1
	}
	return x
}

// cell is the unit that x lies in, and how far x is from its middle: 0 to 1.
func cell(x float64) (n int, off float64) {
	floor := math.Floor(x)
	return int(floor), math.Abs(x-floor-.5) * 2
}

// field holds few values a pixel, w of them a row, and fills in the rest on a straight
// line, which makes clouds and soft light affordable.
type field struct {
	few float32
	w   int
	v   []float32
}

// at is the value at a point of the canvas.
func (f *field) at(x, y float32) float32 {
	x, y = x*f.few, y*f.few
	ix, iy := int(x), int(y)
	u, v := x-float32(ix), y-float32(iy)
	i := iy*f.w + ix
	if uint(i+f.w+1) >= uint(len(f.v)) {
		return f.v[len(f.v)-1]
	}
	a, b, c, d := f.v[i], f.v[i+1], f.v[i+f.w], f.v[i+f.w+1]
	a += (b - a) * u
	return a + (c+(d-c)*u-a)*v
}
