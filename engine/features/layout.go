package features

import "akin/engine/oklab"

// layoutSide is the number of cells along each side of the colour layout. The
// vision trial used 8: enough to tell where things are, too coarse for what
// they are.
const layoutSide = 8

// colorLayout is the mean colour of 8x8 cells: 64 of L, then 64 of a, then 64
// of b, each as a byte with 128 for zero in a and b. Differences of a and b
// count twice, as hue is what people sort by and its range is small: one step
// is 1/255 of L, or 1/510 of a and b. What lies beyond a quarter is cut, which
// happens to full magenta and full blue alone. px has side*side pixels.
func colorLayout(px []oklab.Lab) []uint8 {
	const cells = layoutSide * layoutSide
	var sum [cells][3]int64
	for y := range side {
		for x := range side {
			p := px[y*side+x]
			c := &sum[y*layoutSide/side*layoutSide+x*layoutSide/side]
			c[0] += int64(p.L)
			c[1] += int64(p.A)
			c[2] += int64(p.B)
		}
	}
	const n = (side / layoutSide) * (side / layoutSide)
	out := make([]uint8, 3*cells)
	for i, c := range sum {
		out[i] = clampByte(c[0] / n * 255 / oklab.One)
		out[cells+i] = clampByte(128 + c[1]/n*510/oklab.One)
		out[2*cells+i] = clampByte(128 + c[2]/n*510/oklab.One)
	}
	return out
}

func clampByte(v int64) uint8 { return uint8(max(0, min(v, 255))) }
