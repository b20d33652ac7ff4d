package picture

import "image"

// bicubic reduces an opaque picture that starts at 0,0 to w by h pixels, with
// the cubic filter of Keys (1981), a = -1/2, widened by the scale so that it
// does not alias. A size that is kept is img itself.
//
// imaging's CatmullRom is the same filter in floating point; there a compiler
// that fuses multiplications with additions, as it may on most processors,
// changed one byte in 10,000 of resized photographs. Here all is integer.
func bicubic(img *image.NRGBA, w, h int) *image.NRGBA {
	srcW, srcH := img.Rect.Dx(), img.Rect.Dy()
	if w == srcW && h == srcH {
		return img
	}
	columns, rows := taps(srcW, w), taps(srcH, h)
	wide := make([]int16, 3*w*srcH) // levels times precise, not clamped
	for y := range srcH {
		for x, t := range columns {
			r, g, b := sum(t.weights, img.Pix[y*img.Stride+4*t.first:], 4)
			d := wide[3*(y*w+x):]
			d[0], d[1], d[2] = narrow(r), narrow(g), narrow(b)
		}
	}
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y, t := range rows {
		for x := range w {
			r, g, b := sum(t.weights, wide[3*(t.first*w+x):], 3*w)
			d := dst.Pix[y*dst.Stride+4*x:]
			d[0], d[1], d[2], d[3] = level8(r), level8(g), level8(b), 255
		}
	}
	return dst
}

// unit is the sum of the weights of a pixel. Rounding leaves a sum off by half
// a unit for each tap, so 14 bits keep a flat colour exact below 64 taps, and
// a sum of products within 32 bits.
const (
	unitBits = 14
	unit     = 1 << unitBits
)

// A tap is what makes one pixel of a line: so much of each source pixel from
// the first on.
type tap struct {
	first   int
	weights []int32
}

// taps returns a tap for each of the n pixels that a line of size becomes.
func taps(size, n int) []tap {
	all := make([]tap, n)
	for v := range all {
		// The centre of pixel v lies at (2v+1)*size/(2n). Source pixel u is
		// (2u+1)*n - (2v+1)*size away, in units of 1/(2*size) of the filter.
		centre := (2*v + 1) * size
		first := max(0, (centre-4*size)/(2*n))
		last := min(size-1, (centre+4*size)/(2*n))
		raw, sum := make([]int64, 0, last-first+1), int64(0)
		for u := first; u <= last; u++ {
			k := keys(int64((2*u+1)*n-centre), int64(2*size))
			raw, sum = append(raw, k), sum+k
		}
		all[v] = tap{first, make([]int32, len(raw))}
		for i, k := range raw {
			all[v].weights[i] = int32(divide(k*unit, sum))
		}
	}
	return all
}

// divide rounds to the nearest integer, halves away from zero, so that
// mirrored taps get mirrored weights. The divisor is positive.
func divide(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}

// keys is the filter at num/den, in 32768ths.
func keys(num, den int64) int64 {
	const one = 1 << 15
	x := max(num, -num) * one / den
	x2 := x * x / one
	x3 := x2 * x / one
	switch {
	case x < one:
		return (3*x3-5*x2)/2 + one
	case x < 2*one:
		return (5*x2-x3)/2 - 4*x + 2*one
	}
	return 0
}

// sum adds up pixels that lie step apart, each with its weight.
func sum[T uint8 | int16](weights []int32, src []T, step int) (r, g, b int32) {
	o := 0
	for _, w := range weights {
		p := src[o : o+3 : o+3]
		r, g, b = r+w*int32(p[0]), g+w*int32(p[1]), b+w*int32(p[2])
		o += step
	}
	return r, g, b
}

// precise is the fraction of a level that is kept between the passes, so that
// it does not matter which comes first: a turned picture has the turned form
// to within a level. What overshoots a level by half still fits 16 bits.
const (
	preciseBits = 5
	precise     = 1 << preciseBits
)

// narrow rounds a sum of levels to the form between the passes.
func narrow(v int32) int16 { return int16((v + unit/precise/2) >> (unitBits - preciseBits)) }

// level8 rounds a sum of those to a level.
func level8(v int32) uint8 {
	return uint8(min(max((v+unit*precise/2)>>(unitBits+preciseBits), 0), 255))
}
