package features

import (
	"image"
	"sync"
)

// Colours are compared in OKLab (Björn Ottosson, "A perceptual color space
// for image processing", 2020), where equal distances look about equally
// far. All of it is integer arithmetic on tables that come out the same on
// every processor, so that all see the same colours.

// lab is a colour in OKLab with labOne standing for 1: L in [0, labOne); for
// what sRGB can say, a is between -.234 and .276, b between -.312 and .199.
type lab struct{ L, A, B int32 }

const labOne = 1 << 16

// The matrices of OKLab, each entry times labOne and rounded so that the rows
// keep their sums, labOne or 0: every grey has a = b = 0.
var (
	toLMS = [3][3]uint64{
		{27015, 35149, 3372},
		{13887, 44610, 7039},
		{5787, 18463, 41286},
	}
	toLab = [3][3]int64{
		{13792, 52011, -267},
		{129630, -159160, 29530},
		{1698, 51299, -52997},
	}
)

// labTables holds linear light for an sRGB byte, and the cube root of a
// fraction; both sides of both in units of 1/65535.
type labTables struct {
	linear [256]uint64
	cbrt   [1 << 16]uint16
}

var tables = sync.OnceValue(func() *labTables {
	t := new(labTables)
	for c := range t.linear {
		t.linear[c] = linearLight(c)
	}
	root := uint64(0)
	for i := range t.cbrt {
		// the largest r with r^3 <= i * 65535^2, which is 65535 times the
		// cube root of i/65535
		n := uint64(i) * 65535 * 65535
		for (root+1)*(root+1)*(root+1) <= n {
			root++
		}
		t.cbrt[i] = uint16(root)
	}
	return t
})

// linearLight undoes the sRGB transfer curve (IEC 61966-2-1) for a byte, in
// units of 1/65535. The power of 2.4 is x*x times the fifth root of x*x, found
// by bisection: + - * / alone give the same everywhere, as long as the compiler
// does not fuse a product with a sum; the conversions forbid it that.
func linearLight(c int) uint64 {
	v := float64(c) / 255
	if v <= .04045 {
		return uint64(float64(v/12.92*65535) + .5)
	}
	x := (v + .055) / 1.055
	x2 := x * x
	lo, hi := 0.0, 1.0
	for range 60 { // more than the 53 bits there are
		mid := (lo + hi) / 2
		m2 := mid * mid
		if m2*m2*mid <= x2 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return uint64(float64(x2*lo*65535) + .5)
}

// labOf converts one sRGB colour.
func (t *labTables) labOf(r, g, b uint8) lab {
	lr, lg, lb := t.linear[r], t.linear[g], t.linear[b]
	l := int64(t.cbrt[(toLMS[0][0]*lr+toLMS[0][1]*lg+toLMS[0][2]*lb)>>16])
	m := int64(t.cbrt[(toLMS[1][0]*lr+toLMS[1][1]*lg+toLMS[1][2]*lb)>>16])
	s := int64(t.cbrt[(toLMS[2][0]*lr+toLMS[2][1]*lg+toLMS[2][2]*lb)>>16])
	return lab{
		L: int32((toLab[0][0]*l + toLab[0][1]*m + toLab[0][2]*s) >> 16),
		A: int32((toLab[1][0]*l + toLab[1][1]*m + toLab[1][2]*s) >> 16),
		B: int32((toLab[2][0]*l + toLab[2][1]*m + toLab[2][2]*s) >> 16),
	}
}

// labPixels converts an opaque picture, row by row.
func labPixels(img *image.NRGBA) []lab {
	t := tables()
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := make([]lab, 0, w*h)
	for y := range h {
		row := img.Pix[y*img.Stride:][:w*4]
		for ; len(row) >= 4; row = row[4:] {
			out = append(out, t.labOf(row[0], row[1], row[2]))
		}
	}
	return out
}
