// Package oklab says where colours lie in OKLab (Björn Ottosson, "A perceptual
// color space for image processing", 2020), where equal distances look about
// equally far.
//
// It is for whatever compares colours: take Tables once, then ask its Lab for
// each pixel. All of it is integer arithmetic on tables that come out the same
// on every processor, so that all see the same colours. It knows no pictures,
// and no way back to sRGB.
package oklab

import "sync"

// Lab is a colour in OKLab with One standing for 1: L in [0, One); for what
// sRGB can say, A is between -.234 and .276, B between -.312 and .199. Greys
// have A = B = 0.
type Lab struct{ L, A, B int32 }

// One is the unit of a Lab.
const One = 1 << 16

// toCones and toLab are the matrices of OKLab, each entry times One and rounded
// so that the rows keep their sums, One or 0: every grey has A = B = 0. The
// rows of the first are the cones l, m, s, its columns red, green and blue.
var (
	toCones = [3][3]uint32{
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

// Table converts from sRGB. It holds what each byte of red, green and blue adds
// to the cone responses l, m and s, in units of 1/65535/65536, and the cube
// root of a response, both sides in units of 1/65535. The first matrix is
// folded into it, as each pixel of a picture asks. It is never changed, and may
// be used from several goroutines.
type Table struct {
	cones [3][256][3]uint32 // channel, byte, cone; three add up to less than 2^32
	cbrt  [1 << 16]uint16
}

// Tables returns the one Table there is, 137 KB, made at the first call in
// about a millisecond.
func Tables() *Table { return tables() }

var tables = sync.OnceValue(func() *Table {
	t := new(Table)
	for c := range 256 {
		light := linearLight(c)
		for channel := range 3 {
			for cone := range 3 {
				t.cones[channel][c][cone] = toCones[cone][channel] * light
			}
		}
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

// Lab converts one sRGB colour, in some nanoseconds.
func (t *Table) Lab(r, g, b uint8) Lab {
	x, y, z := &t.cones[0][r], &t.cones[1][g], &t.cones[2][b]
	l := int64(t.cbrt[(x[0]+y[0]+z[0])>>16])
	m := int64(t.cbrt[(x[1]+y[1]+z[1])>>16])
	s := int64(t.cbrt[(x[2]+y[2]+z[2])>>16])
	return Lab{
		L: int32((toLab[0][0]*l + toLab[0][1]*m + toLab[0][2]*s) >> 16),
		A: int32((toLab[1][0]*l + toLab[1][1]*m + toLab[1][2]*s) >> 16),
		B: int32((toLab[2][0]*l + toLab[2][1]*m + toLab[2][2]*s) >> 16),
	}
}

// linearLight undoes the sRGB transfer curve (IEC 61966-2-1) for a byte, in
// units of 1/65535. The power of 2.4 is x*x times the fifth root of x*x, found
// by bisection: + - * / alone give the same everywhere, as long as the compiler
// does not fuse a product with a sum; the conversions forbid it that.
func linearLight(c int) uint32 {
	v := float64(c) / 255
	if v <= .04045 {
		return uint32(float64(v/12.92*65535) + .5)
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
	return uint32(float64(x2*lo*65535) + .5)
}
