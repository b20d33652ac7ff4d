package region

import (
	"image"
	"reflect"
	"slices"
	"testing"

	"akin/engine/scenes"
)

// painted are scenes of painted pictures, for what needs parts that stand out.
func painted(n int) (list []*image.NRGBA) {
	var pictures []*image.NRGBA
	for i := range 8 {
		pictures = append(pictures, scene(stream(i+1), 200, 150+10*i))
	}
	for i := range n {
		img, _ := scenes.Compose(pictures, uint64(i+1))
		list = append(list, img)
	}
	return list
}

// Bounds, stride and what lies around the pixels of a picture change nothing.
func TestBoundsAndStride(t *testing.T) {
	for _, size := range [][2]int{{500, 375}, {90, 200}, {257, 3}, {1, 1}, {1, 300}, {1100, 700}} {
		img := scene(3, size[0], size[1])
		room := scene(4, size[0]+13, size[1]+9)
		within := room.SubImage(image.Rect(7, 5, 7+size[0], 5+size[1])).(*image.NRGBA)
		for y := range size[1] {
			copy(within.Pix[y*within.Stride:][:4*size[0]], img.Pix[y*img.Stride:])
		}
		if !reflect.DeepEqual(Parts(within), Parts(img)) {
			t.Errorf("%v: other parts", size)
		}
		r := Rect{One / 5, One / 7, One / 2, One / 3}
		if Describe(within, r) != Describe(img, r) {
			t.Errorf("%v: other features", size)
		}
	}
}

// The parts are within the picture, in order, and as Describe says. What was
// looked at before does not matter.
func TestParts(t *testing.T) {
	pictures := append(painted(12), scene(9, 1, 1), scene(9, 2, 300), scene(9, 37, 41), flat(rgb{9, 9, 9}), scene(1, 512, 100))
	first := make([][]Part, len(pictures))
	for i, img := range pictures {
		first[i] = Parts(img)
		tiled := false
		for k, p := range first[i] {
			if !p.inside() {
				t.Errorf("picture %d: part %d, %v, is not within it", i, k, p.Rect)
			}
			if k > 0 && p.Salience > first[i][k-1].Salience || tiled && p.Salience > 0 {
				t.Errorf("picture %d: part %d is out of order", i, k)
			}
			if tiled = p.Salience == 0; tiled != slices.Contains(tiles[:], p.Rect) && tiled {
				t.Errorf("picture %d: part %d is no tile", i, k)
			}
			if Describe(img, p.Rect) != p.Desc {
				t.Errorf("picture %d: part %d is described in another way", i, k)
			}
			for _, q := range first[i][:k] {
				if o := Overlap(p.Rect, q.Rect); p.Salience > 0 && o > sameOverlap {
					t.Errorf("picture %d: parts %v and %v are nearly one", i, p.Rect, q.Rect)
				}
			}
		}
		if len(first[i]) > MaxParts {
			t.Errorf("picture %d: %d parts", i, len(first[i]))
		}
	}
	for i := len(pictures) - 1; i >= 0; i-- {
		if !reflect.DeepEqual(Parts(pictures[i]), first[i]) {
			t.Errorf("picture %d: other parts the second time", i)
		}
	}
}

// On a flat picture there is nothing to see, nor on one with a little grain.
func TestFlat(t *testing.T) {
	s := stream(5)
	grain := paint(400, 300, func(int, int) rgb { v := uint8(120 + s.next()%9); return rgb{v, v, v} })
	for name, img := range map[string]*image.NRGBA{
		"white": flat(rgb{255, 255, 255}), "blue": flat(rgb{0, 0, 255}), "grain": grain,
		"no pixels": image.NewNRGBA(image.Rectangle{}),
	} {
		if parts := Parts(img); len(parts) > 0 {
			t.Errorf("%s has %d parts", name, len(parts))
		}
		if d := Describe(img, Whole); !d.Plain() {
			t.Errorf("%s is not plain", name)
		}
	}
	if d := Describe(scene(1, 200, 200), Whole); d.Plain() {
		t.Error("a scene is plain")
	}
}

// A red disc on a gradient stands out, and is all that does.
func TestDisc(t *testing.T) {
	img := paint(400, 300, func(x, y int) rgb {
		if (x-260)*(x-260)+(y-120)*(y-120) < 70*70 {
			return rgb{200, 30, 30}
		}
		return rgb{uint8(100 + x/8), uint8(120 + y/8), 140}
	})
	parts := Parts(img)
	if len(parts) < 2 || parts[0].Salience == 0 || parts[1].Salience > 0 {
		t.Fatalf("%d parts", len(parts))
	}
	want, _ := RectOf(190./400, 50./300, 140./400, 140./300)
	if o := Overlap(parts[0].Rect, want); o < 850_000 {
		t.Errorf("%v overlaps the disc's %v by %d", parts[0].Rect, want, o)
	}
}

// A mirrored picture has mirrored parts, nearly: where ties and the order of
// passes decide, they may differ.
func TestMirrored(t *testing.T) {
	found, all := 0, 0
	for _, img := range painted(20) {
		w, h := img.Rect.Dx(), img.Rect.Dy()
		mirrored := Parts(paint(w, h, func(x, y int) rgb {
			p := img.Pix[y*img.Stride+4*(w-1-x):]
			return rgb{p[0], p[1], p[2]}
		}))
		for _, p := range Parts(img) {
			if p.Salience == 0 {
				continue
			}
			all++
			r := Rect{One - p.X - p.W, p.Y, p.W, p.H}
			if slices.ContainsFunc(mirrored, func(q Part) bool { return q.Salience > 0 && Overlap(q.Rect, r) > 800_000 }) {
				found++
			}
		}
	}
	if t.Logf("%d of %d", found, all); all < 60 || found*10 < all*9 {
		t.Errorf("%d of %d parts are there in the mirror", found, all)
	}
}

func TestSimilarity(t *testing.T) {
	var descs []Desc
	for i := range 30 {
		descs = append(descs, Describe(scene(stream(i+1), 300, 200), Whole))
	}
	unrelated := uint64(0)
	for i := range descs {
		for j := range descs {
			s := Similarity(&descs[i], &descs[j])
			if s != Similarity(&descs[j], &descs[i]) || s > million || (s == million) != (i == j) {
				t.Errorf("%d and %d: %d", i, j, s)
			}
			if i < j {
				unrelated += uint64(s)
			}
		}
	}
	if mean := unrelated / (30 * 29 / 2); mean > million/10 {
		t.Errorf("unrelated scenes are alike to %d", mean)
	}
	if which, s := Best(nil, &descs[0]); which != -1 || s != 0 {
		t.Error("the best of nothing:", which, s)
	}
	if which, s := Best([]Part{{Desc: descs[1]}, {Desc: descs[0]}, {Desc: descs[0]}}, &descs[0]); which != 1 || s != million {
		t.Error("the best is not the first of equals:", which, s)
	}
}

// A part is found again in the picture at half the size.
func TestHalfTheSize(t *testing.T) {
	img := scene(1, 480, 360)
	half := paint(240, 180, func(x, y int) (c rgb) {
		for i := range c {
			at := 2*y*img.Stride + 8*x + i
			c[i] = uint8((int(img.Pix[at]) + int(img.Pix[at+4]) + int(img.Pix[at+img.Stride]) + int(img.Pix[at+img.Stride+4]) + 2) / 4)
		}
		return c
	})
	for _, r := range append([]Rect{Whole}, tiles[:]...) {
		a, b := Describe(img, r), Describe(half, r)
		if s := Similarity(&a, &b); s < 980_000 {
			t.Errorf("%v is alike to %d", r, s)
		}
	}
}

// Rectangles beyond the picture are cut off, and none is too much.
func TestDescribeAnything(t *testing.T) {
	img := scene(1, 100, 80)
	if Describe(img, Rect{One / 2, 0, One, One}) != Describe(img, Rect{One / 2, 0, One / 2, One}) {
		t.Error("what lies beyond counts")
	}
	for _, r := range []Rect{{}, {65535, 65535, 65535, 65535}, {One, One, 1, 1}, {One - 1, 0, 1, 1}} {
		Describe(img, r)
		Describe(scene(1, 1, 1), r)
	}
}

// A rectangle drawn around a box is taken as it is, and as the box's bounds;
// one that is drawn where nothing is, only as it is.
func TestDrawn(t *testing.T) {
	img := paint(400, 300, func(x, y int) rgb {
		if x >= 100 && x < 200 && y >= 80 && y < 200 {
			return rgb{30, 90, uint8(x + y/4)}
		}
		return rgb{220, 210, 190}
	})
	around, exact := Rect{One * 88 / 400, One * 66 / 300, One * 126 / 400, One * 146 / 300}, Rect{One / 4, One * 80 / 300, One / 4, One * 120 / 300}
	parts := Drawn(img, around)
	if len(parts) != 2 || parts[0].Rect != around || parts[0].Desc != Describe(img, around) || parts[1].Desc != Describe(img, parts[1].Rect) {
		t.Fatalf("%d parts", len(parts))
	}
	if o := Overlap(parts[1].Rect, exact); o < 900_000 {
		t.Errorf("%v overlaps the truth by %d", parts[1].Rect, o)
	}
	if parts := Drawn(img, Rect{One * 3 / 4, One * 3 / 4, One / 8, One / 8}); len(parts) != 1 {
		t.Errorf("%d parts where nothing is", len(parts))
	}
	if parts := Drawn(image.NewNRGBA(image.Rectangle{}), Whole); parts != nil {
		t.Error("parts of nothing")
	}
	for _, r := range []Rect{{}, {65535, 65535, 65535, 65535}} {
		for _, img := range []*image.NRGBA{img, scene(1, 1, 1), scene(1, 300, 1)} {
			for _, p := range Drawn(img, r) {
				if !p.inside() {
					t.Errorf("%v is not within the picture", p.Rect)
				}
			}
		}
	}
}
