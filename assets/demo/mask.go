package demo

import (
	"image"
	"math"
)

// mask says how much of each pixel in a box is covered; a blurred one is as
// coarse as its blur allows.
type mask struct {
	box image.Rectangle
	field
}

// cover rasterises a shape, blurred and with room for reach pixels around it;
// the mask is empty if nothing of it can be seen.
func (c *canvas) cover(s shape, blur, reach float64) *mask {
	// three boxes over pixels of a quarter of the blur look Gaussian, and
	// cost little however wide the blur
	every := max(1, int(blur/4))
	lo, hi := s.bounds()
	e := float64(every)
	pad := max(2*blur+reach+1, e) // what is off the canvas still bleeds into it
	x0, y0 := math.Floor(max(lo.x, 0)/e-pad/e), math.Floor(max(lo.y, 0)/e-pad/e)
	x1, y1 := math.Ceil(min(hi.x, c.w)/e+pad/e), math.Ceil(min(hi.y, c.h)/e+pad/e)
	if !(x1-x0 > pad/e && y1-y0 > pad/e) {
		return new(mask)
	}
	w, h := int(x1-x0), int(y1-y0)
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
	alpha := image.NewAlpha(image.Rect(0, 0, w, h))
	c.ras.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	k := &mask{field: field{every: every, inv: 1 / float32(every), w: w, h: h, v: make([]float32, w*h)}}
	k.box = image.Rect(0, 0, w*every, h*every).Add(image.Pt(int(x0), int(y0)).Mul(every))
	for i, a := range alpha.Pix {
		k.v[i] = float32(a) / 255
	}
	if r := int(math.Round(blur / e / 1.5)); r > 0 {
		k.blur(r)
	}
	return k
}

// line fills row with the values of the canvas's line y from x0 on.
func (k *mask) line(row []float32, x0, y int) {
	x0, y = x0-k.box.Min.X, y-k.box.Min.Y
	if k.every == 1 {
		copy(row, k.v[y*k.w+x0:])
		return
	}
	for i := range row {
		row[i] = k.at(float32(x0+i), float32(y))
	}
}

// blur runs three box filters of radius r both ways, close to a Gaussian.
func (k *mask) blur(r int) {
	out := make([]float32, len(k.v))
	for range 3 {
		for y := range k.h {
			average(k.v[y*k.w:], out[y*k.w:], k.w, 1, r)
		}
		for x := range k.w {
			average(out[x:], k.v[x:], k.h, k.w, r)
		}
	}
}

// average gives n values, step apart, the mean of their neighbours up to r away;
// beyond the ends is nothing.
func average(v, out []float32, n, step, r int) {
	sum, k := float32(0), 1/float32(2*r+1)
	for i := -r; i < n; i++ {
		if i+r < n {
			sum += v[(i+r)*step]
		}
		if i > r {
			sum -= v[(i-r-1)*step]
		}
		if i >= 0 {
			out[i*step] = sum * k
		}
	}
}
