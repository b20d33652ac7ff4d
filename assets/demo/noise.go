package demo

import "math"

// hash01 is a number from 0 to 1 for a point of a grid: always the same for
// the same seed, with no table to share.
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

// fbm adds octaves of noise, each twice as fine and half as strong; from 0 to
// 1, mostly between .25 and .75.
func fbm(seed uint32, x, y float64, octaves int) float64 {
	sum, amp, all := 0.0, 1.0, 0.0
	for i := range octaves {
		sum += amp * noise(seed+uint32(i)*7919, x, y)
		all += amp
		amp /= 2
		x, y = 2*x+.37, 2*y+.71 // off the grid, or its points coincide and squares show
	}
	return sum / all
}

func ease(t float64) float64          { return t * t * (3 - 2*t) }
func lerp(a, b, t float64) float64    { return a + (b-a)*t }
func clamp(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

// field holds a slowly changing value at every every-th pixel and fills in the
// rest on a straight line, which makes clouds and soft light affordable.
type field struct {
	every int
	inv   float32 // of every
	w, h  int
	v     []float32
}

// newField fills a field over w by h pixels from f, called at each every-th
// pixel.
func newField(w, h, every int, f func(x, y float64) float64) *field {
	d := &field{every: every, inv: 1 / float32(every), w: w/every + 2, h: h/every + 2}
	d.v = make([]float32, d.w*d.h)
	for i := range d.v {
		d.v[i] = float32(f(float64(i%d.w*every), float64(i/d.w*every)))
	}
	return d
}

// at is the value at a point of the canvas.
func (f *field) at(x, y float32) float32 {
	x, y = x*f.inv, y*f.inv
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
