package eye

import (
	"math"
	"testing"
)

// The square is means of areas: this is the same by the book, in floating point.
func TestShrinkIsTheMeanOfAreas(t *testing.T) {
	for _, size := range [][2]int{{500, 375}, {131, 1024}, {1024, 1024}, {37, 90}, {1, 1}, {256, 128}} {
		w, h := size[0], size[1]
		img := noise(5, w, h)
		s := new(scratch)
		s.shrink(img)
		for k := range 300 {
			x, y := k*7%side, k*13%side
			want := meanOf(w, x, func(sx int, part float64) float64 {
				return part * meanOf(h, y, func(sy int, part float64) float64 {
					return part * float64(img.Pix[img.PixOffset(sx, sy)+k%3])
				})
			})
			if got := s.rgb[(y*side+x)*3+k%3]; math.Abs(float64(got)-want) > .5001 {
				t.Fatalf("%dx%d: pixel %d,%d is %d, want %.3f", w, h, x, y, got, want)
			}
		}
	}
}

// meanOf sums what f makes of each of n pixels that cell i of the square covers,
// given the part of the cell that it takes.
func meanOf(n, i int, f func(pixel int, part float64) float64) (sum float64) {
	scale := float64(n) / side
	lo, hi := float64(i)*scale, float64(i+1)*scale
	for p := int(lo); p < n && float64(p) < hi; p++ {
		part := (min(hi, float64(p+1)) - max(lo, float64(p))) / scale
		if part > 0 {
			sum += f(p, part)
		}
	}
	return sum
}

// White is the greatest that sums hold.
func TestShrinkDoesNotOverflow(t *testing.T) {
	for _, size := range [][2]int{{MaxSide, MaxSide}, {MaxSide - 1, MaxSide}, {MaxSide - 57, 3}} {
		s := new(scratch)
		s.shrink(flat(size[0], size[1], rgb{255, 255, 255}))
		for i, v := range s.rgb {
			if v != 255 {
				t.Fatalf("%v: byte %d of white is %d", size, i, v)
			}
		}
	}
}
