package features

import (
	"fmt"
	"image"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/disintegration/imaging"
)

func ExampleOf() {
	dusk := func(sky rgb) *image.NRGBA { // a dark land under a sky
		return paint(96, 64, func(_, y int) rgb {
			if y < 48 {
				return sky
			}
			return rgb{40, 30, 30}
		})
	}
	a, _ := Of(dusk(rgb{240, 140, 60}))
	b, _ := Of(dusk(rgb{235, 150, 70}))
	c, _ := Of(dusk(rgb{60, 90, 160}))
	for _, s := range a.Palette {
		fmt.Println(s.Hex(), s.Share)
	}
	fmt.Println("near:", a.Color.Distance(b.Color) < a.Color.Distance(c.Color))
	// Output:
	// #f08c3c 750
	// #281e1e 250
	// near: true
}

func TestNoPixels(t *testing.T) {
	if _, err := Of(image.NewNRGBA(image.Rect(3, 3, 3, 9))); err == nil {
		t.Error("a picture without pixels has features")
	}
}

// Features depend on nothing but the pixels: not on where they stand in memory
// or in the plane.
func TestBoundsAndStride(t *testing.T) {
	for _, size := range []image.Point{{200, 150}, {side, side}, {1, 1}, {3, 400}} {
		img := scene(1, size.X, size.Y)
		around := noise(2, size.X+9, size.Y+7)
		inside := img.Rect.Add(image.Pt(5, 3))
		for y := range size.Y {
			copy(around.Pix[around.PixOffset(5, y+3):], img.Pix[y*img.Stride:][:img.Stride])
		}
		part := around.SubImage(inside).(*image.NRGBA)
		moved := *img
		moved.Rect = img.Rect.Add(image.Pt(-70, 1000))
		for _, same := range []*image.NRGBA{part, &moved} {
			if !reflect.DeepEqual(of(t, same), of(t, img)) {
				t.Errorf("%v at %v has other features", size, same.Rect)
			}
		}
	}
}

func TestProcessorsDoNotMatter(t *testing.T) {
	img := scene(1, 300, 200)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := of(t, img)
	for _, n := range []int{2, 3, 16} {
		runtime.GOMAXPROCS(n)
		if !reflect.DeepEqual(of(t, img), one) {
			t.Errorf("other features on %d processors", n)
		}
	}
}

// Twice the size is the same picture: its colours are within a tenth of what
// lies between different ones.
func TestTwiceTheSize(t *testing.T) {
	for name, imgs := range twentyEach(t) {
		var originals []*Features
		for _, img := range imgs {
			originals = append(originals, of(t, img))
		}
		far := medianColorDistance(originals)
		for i, img := range imgs {
			f, g := originals[i], of(t, imaging.Resize(img, 2*img.Rect.Dx(), 0, imaging.CatmullRom))
			for h := range 2 {
				if d := (Code{f.Hash[h]}).Distance(Code{g.Hash[h]}); d > 4 {
					t.Errorf("%s %d: %d bits of hash %d differ", name, i, d, h)
				}
			}
			if d := f.Color.Distance(g.Color); d > far/10 {
				t.Errorf("%s %d: colours %d apart, different pictures %d", name, i, d, far)
			}
		}
	}
}

// twentyEach are pictures of each kind there is at hand.
func twentyEach(t *testing.T) map[string][]*image.NRGBA {
	imgs := map[string][]*image.NRGBA{}
	for i := range 20 {
		imgs["scene"] = append(imgs["scene"], scene(stream(i+1), 256, 192))
	}
	t.Run("photographs", func(t *testing.T) { imgs["photograph"] = photographs(t, "distinct/*.jpg", 13) })
	return imgs
}

func medianColorDistance(fs []*Features) int {
	var all []int
	for i, f := range fs {
		for _, g := range fs[:i] {
			all = append(all, f.Color.Distance(g.Color))
		}
	}
	slices.Sort(all)
	return all[len(all)/2]
}
