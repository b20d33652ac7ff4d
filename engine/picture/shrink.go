package picture

import "image"

// fit returns the size that has a long side of at most side pixels and the
// same shape; never enlarged, never below one pixel.
func fit(w, h, side int) (int, int) {
	if long := max(w, h); long > side {
		w, h = max(1, (w*side+long/2)/long), max(1, (h*side+long/2)/long)
	}
	return w, h
}

// reduce divides both sides by the largest whole number that leaves the long
// one at least atLeast pixels. It returns img itself if that number is 1, or
// atLeast 0. What it returns it leaves as it is when asked once more.
func reduce(img *image.NRGBA, atLeast int) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if atLeast <= 0 || max(w, h) < 2*atLeast {
		return img
	}
	n := max(w, h) / atLeast
	return shrink(img, (w+n-1)/n, (h+n-1)/n)
}

// shrink reduces img, which starts at 0,0, to w by h pixels, neither larger
// than it is. Each pixel is the mean of its own cell of whole pixels, colours
// counted by their alpha. Sums of integers are the same everywhere, and one
// pass over a huge picture is all that any size costs.
func shrink(img *image.NRGBA, w, h int) *image.NRGBA {
	srcW, srcH := img.Rect.Dx(), img.Rect.Dy()
	if w == srcW && h == srcH {
		return img
	}
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	sums := make([]cell, w)
	columns, rows := edges(srcW, w), edges(srcH, h)
	for y := range h {
		clear(sums)
		for sy := rows[y]; sy < rows[y+1]; sy++ {
			row := img.Pix[sy*img.Stride:]
			for x := range sums {
				sums[x].add(row[4*columns[x] : 4*columns[x+1]])
			}
		}
		for x := range sums {
			sums[x].mean(dst.Pix[y*dst.Stride+4*x:])
		}
	}
	return dst
}

// edges returns the n+1 places at which a line is cut into n parts as equal as
// can be.
func edges(size, n int) []int {
	at := make([]int, n+1)
	for i := range at {
		at[i] = int(int64(i) * int64(size) / int64(n))
	}
	return at
}

// A cell sums pixels: colours times alpha, alpha, and how many.
type cell struct{ r, g, b, a, n uint64 }

func (c *cell) add(pix []byte) {
	var r, g, b, a uint64
	for p := pix; len(p) >= 4; p = p[4:] {
		pa := uint64(p[3])
		r += uint64(p[0]) * pa
		g += uint64(p[1]) * pa
		b += uint64(p[2]) * pa
		a += pa
	}
	c.r, c.g, c.b, c.a, c.n = c.r+r, c.g+g, c.b+b, c.a+a, c.n+uint64(len(pix)/4)
}

func (c *cell) mean(d []byte) {
	if c.a == 0 {
		return // transparent, which d is
	}
	d[0], d[1], d[2] = uint8((c.r+c.a/2)/c.a), uint8((c.g+c.a/2)/c.a), uint8((c.b+c.a/2)/c.a)
	d[3] = uint8((c.a + c.n/2) / c.n)
}
