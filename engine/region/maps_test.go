package region

import (
	"image"
	"slices"
	"testing"

	"akin/engine/oklab"
)

// The fast way gives what the plain one does.
func TestHalve(t *testing.T) {
	img := scene(1, 300, 40)
	s := stream(1)
	for i := range img.Pix[:len(img.Pix)/2] {
		img.Pix[i] = uint8(s.next())
	}
	fast, plain := make([]uint64, 150), make([]uint64, 150)
	for y := range 20 {
		halve(img, y, fast)
		shrink(img, y, 1, plain)
		if !slices.Equal(fast, plain) {
			t.Fatalf("row %d differs", y)
		}
	}
}

// The mean of any rectangle is that of its pixels, black and white ones too,
// where lanes overflow the most.
func TestColor(t *testing.T) {
	for name, img := range map[string]*image.NRGBA{
		"scene": scene(1, 256, 200), "white": paint(256, 256, func(int, int) rgb { return rgb{255, 255, 255} }),
	} {
		m := new(maps)
		m.sum(img)
		s := stream(2)
		for range 500 {
			x, y := int(s.next()%uint64(m.w)), int(s.next()%uint64(m.h))
			w, h := min(m.w-x, 1+int(s.next()%80)), min(m.h-y, 1+int(s.next()%80))
			if got, want := m.color(x, x+w, y, y+h), meanOf(img, image.Rect(x, y, x+w, y+h)); got != want {
				t.Fatalf("%s: %d,%d %dx%d is %v, want %v", name, x, y, w, h, got, want)
			}
		}
	}
}

func meanOf(img *image.NRGBA, r image.Rectangle) oklab.Lab {
	var sum [3]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			for c := range sum {
				sum[c] += int(img.Pix[y*img.Stride+4*x+c])
			}
		}
	}
	n := r.Dx() * r.Dy()
	of := func(v int) uint8 { return uint8((v + n/2) / n) }
	return oklab.Tables().Lab(of(sum[0]), of(sum[1]), of(sum[2]))
}

// Seven pixels in four cells, by hand: cuts at 0, 1.75, 3.5, 5.25 and 7, the half
// at the middle rounded up. Of six in four, halves go to the nearer end.
func TestCut(t *testing.T) {
	for _, c := range []struct {
		size int
		want []int
	}{{7, []int{0, 2, 4, 5, 7}}, {6, []int{0, 1, 3, 5, 6}}, {1, []int{0, 0, 1, 1, 1}}} {
		at := make([]int, 5)
		if cut(0, One, c.size, at); !slices.Equal(at, c.want) {
			t.Errorf("%d pixels are cut at %v, want %v", c.size, at, c.want)
		}
	}
}

// Roots are exact where they are used, and at the squares around 2^50.
func TestIsqrt(t *testing.T) {
	for n := range uint64(70000) {
		if r := isqrt(n); r*r > n || (r+1)*(r+1) <= n {
			t.Fatalf("the root of %d is not %d", n, r)
		}
	}
	for r := uint64(1<<25 - 100); r < 1<<25; r++ {
		if isqrt(r*r) != r || isqrt(r*r-1) != r-1 {
			t.Fatalf("at the square of %d", r)
		}
	}
}
