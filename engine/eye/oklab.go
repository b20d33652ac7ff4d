package eye

import "sync"

// Colours are measured in OKLab (Björn Ottosson, "A perceptual color space for
// image processing", 2020), where equal distances look about equally far. The
// tables hold whole numbers and are made by exact steps, as in engine/features;
// here the first matrix is folded into them, as speed counts for each pixel.

// lab is a colour in OKLab with labOne standing for 1.
type lab struct{ L, A, B int32 }

const labOne = 1 << 16

// labTables holds what each byte of red, green and blue adds to the cone
// responses l, m and s, in units of 1/65535/65536, and the cube root of a
// response, both sides in units of 1/65535.
type labTables struct {
	cones [3][256][3]uint32 // channel, byte, cone; three add up to less than 2^32
	cbrt  [1 << 16]uint16
}

// coneShares are the rows l, m, s of OKLab's first matrix times labOne, rounded
// so that each row sums to labOne.
var coneShares = [3][3]uint32{
	{27015, 35149, 3372},
	{13887, 44610, 7039},
	{5787, 18463, 41286},
}

// okTables are made on first use, in about a millisecond.
var okTables = sync.OnceValue(func() *labTables {
	t := new(labTables)
	for c := range 256 {
		light := linearLight(c)
		for channel := range 3 {
			for cone := range 3 {
				t.cones[channel][c][cone] = coneShares[cone][channel] * light
			}
		}
	}
	root := uint64(0)
	for i := range t.cbrt {
		// the largest r with r^3 <= i * 65535^2
		n := uint64(i) * 65535 * 65535
		for (root+1)*(root+1)*(root+1) <= n {
			root++
		}
		t.cbrt[i] = uint16(root)
	}
	return t
})

// labOf converts one sRGB colour. The second matrix is OKLab's times labOne,
// rounded so that the rows keep their sums, 1 or 0: every grey has a = b = 0.
func (t *labTables) labOf(r, g, b uint8) lab {
	x, y, z := &t.cones[0][r], &t.cones[1][g], &t.cones[2][b]
	l := int64(t.cbrt[(x[0]+y[0]+z[0])>>16])
	m := int64(t.cbrt[(x[1]+y[1]+z[1])>>16])
	s := int64(t.cbrt[(x[2]+y[2]+z[2])>>16])
	return lab{
		L: int32((13792*l + 52011*m - 267*s) >> 16),
		A: int32((129630*l - 159160*m + 29530*s) >> 16),
		B: int32((1698*l + 51299*m - 52997*s) >> 16),
	}
}

// linearLight undoes the sRGB transfer curve (IEC 61966-2-1) for a byte, in
// units of 1/65535. The power of 2.4 is x*x times the fifth root of x*x, found
// by bisection.
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
