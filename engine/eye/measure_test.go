package eye

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/disintegration/imaging"
)

// What a picture looks like is in its pixels, not in how they lie in memory.
func TestBoundsAndStrideDoNotMatter(t *testing.T) {
	img := painting(1, 200, 150)
	want := measured(t, img)
	wide := image.NewNRGBA(image.Rect(-40, -30, 300, 250))
	for i := range wide.Pix {
		wide.Pix[i] = 77
	}
	at := image.Rect(11, 7, 211, 157)
	draw.Draw(wide, at, img, image.Point{}, draw.Src)
	if *measured(t, wide.SubImage(at).(*image.NRGBA)) != *want {
		t.Error("the same pixels within a larger picture are measured otherwise")
	}
}

// Equal RGB in any type of image is the same picture once it is an NRGBA.
func TestTypeDoesNotMatter(t *testing.T) {
	img := painting(2, 160, 120)
	want := measured(t, img)
	for _, other := range []draw.Image{
		image.NewRGBA(image.Rect(3, 5, 163, 125)), image.NewNRGBA64(image.Rect(-3, 5, 157, 125)), image.NewRGBA64(img.Rect),
	} {
		draw.Draw(other, other.Bounds(), img, image.Point{}, draw.Src)
		if *measured(t, imaging.Clone(other)) != *want {
			t.Errorf("%T is measured otherwise", other)
		}
	}
	grey := image.NewGray(img.Rect)
	draw.Draw(grey, grey.Rect, img, image.Point{}, draw.Src)
	same := paint(160, 120, func(x, y int) rgb {
		v := grey.At(x, y).(color.Gray).Y
		return rgb{v, v, v}
	})
	if *measured(t, imaging.Clone(grey)) != *measured(t, same) {
		t.Error("*image.Gray is measured otherwise")
	}
}

// A picture enlarged to the double without smoothing is the same. With smoothing
// it is nearer to the small one, by each block, than any other is, and by all
// together within a twentieth of the median between different pictures.
func TestTwofold(t *testing.T) {
	const n = 12
	var raws, smooth [n]*Raw
	for i := range raws {
		img := painting(uint64(i), 320, 240)
		raws[i] = measured(t, img)
		if *measured(t, imaging.Resize(img, 640, 480, imaging.NearestNeighbor)) != *raws[i] {
			t.Errorf("scene %d enlarged is another picture", i)
		}
		smooth[i] = measured(t, imaging.Resize(img, 640, 480, imaging.CatmullRom))
	}
	var between []float64
	worst := 0.
	for i := range raws {
		own, ownAll := distances(smooth[i], raws[i])
		worst = max(worst, ownAll)
		for j := range raws {
			if j == i {
				continue
			}
			other, otherAll := distances(smooth[i], raws[j])
			between = append(between, otherAll)
			for b := range Blocks {
				if own[b] >= other[b] {
					t.Errorf("%v: scene %d enlarged is %.4f from itself and %.4f from %d", b, i, own[b], other[b], j)
				}
			}
		}
	}
	slices.Sort(between)
	if median := between[len(between)/2]; worst > median/20 {
		t.Errorf("an enlarged picture is %.4f away, the median of others %.4f", worst, median)
	}
}

// distances are how far two pictures are apart by each block, and on average.
func distances(p, q *Raw) (by [Blocks]float64, mean float64) {
	for b := range Blocks {
		by[b] = 1 - cosine(b, p, q)
		mean += by[b] / float64(Blocks)
	}
	return by, mean
}

func TestSameFromManyGoroutines(t *testing.T) {
	imgs := []*image.NRGBA{painting(1, 300, 200), noise(1, 90, 400), flat(50, 50, rgb{9, 200, 30}), painting(2, 128, 128)}
	var want []*Raw
	for _, img := range imgs {
		want = append(want, measured(t, img))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 12 {
				r, err := Measure(imgs[i%len(imgs)])
				if err != nil || *r != *want[i%len(imgs)] {
					t.Error("measured otherwise beside others", err)
				}
			}
		})
	}
	wg.Wait()
}

// A flat picture has a colour and nothing else to see, but for the pattern of
// flatness.
func TestFlat(t *testing.T) {
	r := measured(t, flat(60, 40, rgb{200, 30, 30}))
	for b := range Blocks {
		n := 0
		for _, v := range r.Block(b) {
			if v != 0 {
				n++
			}
		}
		if nothing := b.Family() == Shape; nothing != (n == 0) {
			t.Errorf("%v of a flat picture has %d dimensions", b, n)
		}
	}
}

func TestOddSizes(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 1024}, {1024, 1}, {127, 129}, {1024, 1024}} {
		img := painting(3, size[0], size[1])
		if *measured(t, img) != *measured(t, imaging.Clone(img)) {
			t.Errorf("%v differs from itself", size)
		}
	}
	for size, want := range map[[2]int]string{{0, 5}: "without pixels", {1025, 5}: "canonical", {5, 1025}: "canonical"} {
		_, err := Measure(image.NewNRGBA(image.Rect(0, 0, size[0], size[1])))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one that says %q", size, err, want)
		}
	}
}
