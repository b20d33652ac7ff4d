package copies

import (
	"image"
	"reflect"
	"slices"
	"testing"

	"akin/engine/alter"

	"github.com/disintegration/imaging"
)

// The share of copies that are told, by form, and how many pairs of different
// photographs pass for copies.
func TestCopiesOfPhotographs(t *testing.T) {
	const every = 50
	var bases []*Print
	imgs := photographs(t, "distinct/*.jpg", 1)
	for _, img := range imgs {
		bases = append(bases, printOf(img))
	}
	pairs, falseFolds := 0, 0
	var all, mild, found share
	for _, form := range alter.Forms() {
		var folded, first share
		for at := 0; at < len(imgs); at += every {
			data, err := form.Apply(imgs[at], uint64(at))
			if err != nil {
				t.Fatal(err)
			}
			p := printOf(decode(t, data))
			nearest, key := -1, int(^uint(0)>>1)
			for i, base := range bases {
				v, ok := Compare(base, p)
				k := -int(v.Likeness)
				if !ok {
					_, k = base.nearestTurn(p)
				}
				if k < key {
					nearest, key = i, k
				}
				if i == at {
					folded.add(ok)
				} else if pairs++; ok {
					falseFolds++
					t.Logf("%s of %d passes for a copy of %d: %v", form.Name, at, i, v)
				}
			}
			first.add(nearest == at)
		}
		t.Logf("%-45s found %v, folded %v", form.Name, first, folded)
		all, found = all.plus(folded), found.plus(first)
		if form.Mild {
			mild = mild.plus(folded)
		}
	}
	t.Logf("all: found %v, folded %v; mild folded %v; %d false folds of %d pairs", found, all, mild, falseFolds, pairs)
	if all.of() < .8 || mild.of() < .95 || found.of() < .95 || falseFolds > 0 {
		t.Error("too few copies are told, or too many")
	}
}

// A share counts how often something is so.
type share struct{ yes, all int }

func (s *share) add(ok bool) {
	s.all++
	if ok {
		s.yes++
	}
}
func (s share) plus(o share) share { return share{s.yes + o.yes, s.all + o.all} }
func (s share) of() float64        { return float64(s.yes) / float64(s.all) }

func TestWhatWasDoneIsNamed(t *testing.T) {
	img := photographs(t, "distinct/*.jpg", 1)[2]
	original := printOf(img)
	for _, f := range alter.Forms() {
		want, ok := map[string][]string{
			"JPEG of quality 50":           nil,
			"turned 90°":                   {"turned 90°"},
			"turned 270°":                  {"turned 270°"},
			"flipped left to right":        {"flipped left to right"},
			"flipped and turned 270°":      {"flipped and turned 270°"},
			"cropped to 75 %, centre":      {"cropped to 75 %"},
			"cropped to 50 %, other side":  {"cropped to 50 %"},
			"stretched to a square":        {"stretched"},
			"greyscale":                    {"greyscale"},
			"scanned, turned 10°":          {"turned 10°", "on a border"},
			"on a white border of a tenth": {"on a border"},
			"gamma 1.4":                    {"lighter"},
			"caption over a fifth":         {"text over it"},
		}[f.Name]
		if !ok {
			continue
		}
		data, err := f.Apply(img, 1)
		if err != nil {
			t.Fatal(err)
		}
		got, is := Compare(original, printOf(decode(t, data)))
		if !is || !reflect.DeepEqual(got.How, want) {
			t.Errorf("%s: %v %q, want %q", f.Name, is, got.How, want)
		}
	}
}

func TestTheOrderDoesNotMatter(t *testing.T) {
	img := photographs(t, "distinct/*.jpg", 1)[2]
	a, b := printOf(img), printOf(imaging.CropCenter(imaging.FlipH(img), 350, 250))
	v, ok := Compare(a, b)
	w, other := Compare(b, a)
	if !ok || !other || v.Likeness != w.Likeness {
		t.Errorf("%v %v, %v %v", v, ok, w, other)
	}
	if !slices.Contains(v.How, "flipped left to right") || !slices.Contains(w.How, "on a border") {
		t.Errorf("%q one way, %q the other", v.How, w.How)
	}
}

func TestAPictureWithinASceneIsNoCopyOfTheScene(t *testing.T) {
	imgs := photographs(t, "distinct/*.jpg", 5)
	scene, small := imgs[4], imaging.Fit(imgs[5], 250, 190, imaging.Box)
	pasted := printOf(imaging.Paste(scene, small, image.Pt(120, 90)))
	if v, ok := Compare(pasted, printOf(imgs[5])); ok {
		t.Errorf("a copy: %v", v)
	}
	// A quarter is also the limit of what may lie over a picture.
	less := imaging.Fit(imgs[5], 180, 140, imaging.Box)
	if _, ok := Compare(printOf(imaging.Paste(scene, less, image.Pt(120, 90))), printOf(scene)); !ok {
		t.Error("the scene is no copy of the scene with a small picture on it")
	}
}

func TestFlatPicturesAreCopiesOnlyByColour(t *testing.T) {
	grey := printOf(flat(128))
	if v, ok := Compare(grey, printOf(recompressed(t, flat(128), 30))); !ok || len(v.How) != 0 {
		t.Errorf("recompressed: %v %v", v, ok)
	}
	if _, ok := Compare(grey, printOf(flat(136))); ok {
		t.Error("greys of 128 and 136 pass for copies")
	}
}

// A picture that becomes another in forty steps is not that other.
func TestAMorphIsCut(t *testing.T) {
	imgs := photographs(t, "distinct/*.jpg", 10)
	from := imaging.Resize(imgs[1], 500, 375, imaging.Box)
	to := imaging.Resize(imgs[2], 500, 375, imaging.Box)
	first := printOf(from)
	last := 0
	for step := range 41 {
		mixed := imaging.Overlay(from, to, image.Point{}, float64(step)/40)
		if _, ok := Compare(first, printOf(mixed)); ok {
			last = step
		}
	}
	t.Logf("steps to %d of 40 are copies of the first", last)
	if last < 1 || last > 25 {
		t.Errorf("steps to %d of 40 pass for copies", last)
	}
}

func TestFiftyRecompressedCopiesAreAll(t *testing.T) {
	img := photographs(t, "distinct/*.jpg", 10)[3]
	first := printOf(img)
	for i := range 50 {
		copied := recompressed(t, imaging.Resize(img, 500-4*i, 0, imaging.Box), 30+i)
		if _, ok := Compare(first, printOf(copied)); !ok {
			t.Errorf("%d pixels wide, quality %d: no copy", 500-4*i, 30+i)
		}
	}
}

func TestPacking(t *testing.T) {
	p := printOf(photographs(t, "distinct/*.jpg", 20)[1])
	packed := p.AppendPacked([]byte{1})[1:]
	if len(packed) > MaxPacked {
		t.Errorf("%d bytes, %d at most", len(packed), MaxPacked)
	}
	got, err := Unpack(packed)
	if err != nil || !reflect.DeepEqual(&got, p) {
		t.Errorf("another print comes back, or %v", err)
	}
	for _, n := range []int{0, 100, packedPoints, len(packed) - 1} {
		if _, err := Unpack(packed[:n]); err == nil {
			t.Errorf("%d bytes of it are taken for all", n)
		}
	}
}

func TestAnEmptyPictureIsNoCopy(t *testing.T) {
	empty := Of(image.NewNRGBA(image.Rectangle{}))
	if _, ok := Compare(&empty, &empty); ok {
		t.Error("it is")
	}
}

func BenchmarkCompare(b *testing.B) {
	imgs := photographs(b, "distinct/*.jpg", 10)
	var prints []*Print
	for _, img := range imgs {
		prints = append(prints, printOf(img))
	}
	crop := printOf(imaging.CropCenter(imgs[0], 380, 280))
	var pairs, through [][2]*Print
	for i, p := range prints {
		for _, q := range prints[:i] {
			if Possible(p, q) {
				through = append(through, [2]*Print{p, q})
			}
			pairs = append(pairs, [2]*Print{p, q})
		}
	}
	b.Logf("%d of %d unrelated pairs go through the filter", len(through), len(pairs))
	run := func(name string, list [][2]*Print, f func(p, q *Print)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				pair := list[i%len(list)]
				f(pair[0], pair[1])
			}
		})
	}
	compare := func(p, q *Print) { Compare(p, q) }
	run("possible", pairs, func(p, q *Print) { Possible(p, q) })
	run("unrelated", through, compare)
	run("copy", [][2]*Print{{prints[0], printOf(imgs[0])}}, compare)
	run("crop", [][2]*Print{{prints[0], crop}}, compare)
	b.Run("print", func(b *testing.B) {
		for b.Loop() {
			Of(imgs[0])
		}
	})
}
