package features

import (
	"cmp"
	"slices"
	"testing"

	"github.com/disintegration/imaging"
)

func TestCodes(t *testing.T) {
	fs := someScenes(t, 2)
	if fs[0].Code(PlaneHash) != fs[0].Hash {
		t.Error("the hash is not the code of its plane")
	}
	for p := range Plane(Planes) {
		if fs[0].Code(p) == fs[1].Code(p) {
			t.Errorf("plane %d does not tell two scenes apart", p)
		}
	}
}

// What all pictures have in common turns no direction's sign.
func TestPlanesLeaveOutTheOrdinary(t *testing.T) {
	mean := ordinary(colorGrid)
	for i, w := range projections().color {
		dot, rounding := int64(0), int64(0)
		for j, m := range mean {
			dot += int64(w[j]) * m
			rounding += m // each entry is cut by less than 1
		}
		if max(dot, -dot) > rounding {
			t.Errorf("direction %d is off by %d, more than %d", i, dot, rounding)
		}
	}
}

// Codes propose: the nearest by code hold most of the nearest. On a thousand
// photographs the first 50 and 200 hold .75 and .96 of the nearest 20 by
// colour, .67 and .93 by shape.
func TestRecallByCode(t *testing.T) {
	var fs []*Features
	var colors [][]uint8 // of whole and regions, which the sketch stands for
	for _, img := range photographs(t, "photos/*/*.jpg", 1) {
		fs = append(fs, of(t, img))
		px := labPixels(imaging.Resize(img, side, side, imaging.Box))
		colors = append(colors, append(colorHistogram(px), spatialHistogram(px)...))
	}
	for _, c := range []struct {
		name              string
		plane             Plane
		distance          func(i, j int) int
		least50, least200 float64
	}{
		{"color", PlaneColor, func(i, j int) int { return absolutes(colors[i], colors[j]) }, .70, .90},
		{"shape", PlaneShape, func(i, j int) int { return ShapeDistance(fs[i], fs[j]) }, .60, .85},
	} {
		codes := make([]Code, len(fs))
		for i, f := range fs {
			codes[i] = f.Code(c.plane)
		}
		var in50, in200, all int
		for q := 0; q < len(fs); q += 5 {
			byCode := nearest(len(fs), q, func(i int) int { return codes[q].Distance(codes[i]) })
			for _, i := range nearest(len(fs), q, func(i int) int { return c.distance(q, i) })[:20] {
				rank := slices.Index(byCode, i)
				all++
				in50 += count(rank < 50)
				in200 += count(rank < 200)
			}
		}
		r50, r200 := float64(in50)/float64(all), float64(in200)/float64(all)
		t.Logf("%s: %.3f in the first 50, %.3f in the first 200", c.name, r50, r200)
		if r50 < c.least50 || r200 < c.least200 {
			t.Errorf("%s: that is below %.2f and %.2f", c.name, c.least50, c.least200)
		}
	}
}

// absolutes is the sum of absolute differences of two vectors of one length.
func absolutes(a, b []uint8) int {
	sum := 0
	for i, x := range a {
		sum += max(int(x)-int(b[i]), int(b[i])-int(x))
	}
	return sum
}

// nearest are the numbers below n but for q, in ascending order of distance.
func nearest(n, q int, distance func(i int) int) []int {
	var order, to []int
	for i := range n {
		to = append(to, distance(i))
		if i != q {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(to[a], to[b]) })
	return order
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
