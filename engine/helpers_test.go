package engine_test

import (
	"image"
	"image/color"
	"reflect"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/enginetest"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/score"
)

// A fake is an engine on fakes.
type fake struct {
	*engine.Engine
	records  *enginetest.Records
	library  engine.Library
	pictures *enginetest.Pictures
	index    *enginetest.Index
}

func newFake() *fake {
	f := &fake{records: &enginetest.Records{}, pictures: &enginetest.Pictures{}}
	f.index = enginetest.NewIndex(f.records, f.pictures)
	f.library = enginetest.Boards(f.records)
	f.Engine = engine.New(engine.Parts{
		Records: f.records, Library: f.library, Pictures: f.pictures, Index: f.index, Eye: enginetest.Eye(), Renditions: noRenditions{},
	})
	return f
}

// fakeOf is an engine that knows these pins and looks.
func fakeOf(t *testing.T, deposits []engine.Deposit, looks ...engine.Look) *fake {
	t.Helper()
	f := newFake()
	must(t, f.index.Remember(looks))
	_, err := f.records.Keep(t.Context(), deposits)
	must(t, err)
	must(t, f.index.Rebuild(t.Context(), engine.RebuildOptions{}))
	return f
}

// smallWorld is an engine that knows the world of enginetest.
func smallWorld(t *testing.T) *fake {
	t.Helper()
	return fakeOf(t, enginetest.Deposits(), worldLooks()...)
}

func worldLooks() (looks []engine.Look) {
	for _, l := range enginetest.Looks() {
		looks = append(looks, l)
	}
	return looks
}

func find(t *testing.T, f *fake, q engine.Query) engine.Answer {
	t.Helper()
	a, err := f.Find(t.Context(), q)
	must(t, err)
	return a
}

func pinQuery(ids ...engine.PinID) engine.Query {
	var q engine.Query
	for _, id := range ids {
		q.Pins = append(q.Pins, engine.Anchor{ID: id})
	}
	return q
}

func itemIDs(a engine.Answer) []engine.PinID {
	ids := []engine.PinID{}
	for _, it := range a.Items {
		ids = append(ids, it.Pin.ID)
	}
	return ids
}

func item(t *testing.T, a engine.Answer, id engine.PinID) engine.Item {
	t.Helper()
	for _, it := range a.Items {
		if it.Pin.ID == id {
			return it
		}
	}
	t.Fatalf("pin %s is not among the items %v", id, itemIDs(a))
	return engine.Item{}
}

// plain is a picture made up of numbers, of which the eye knows nothing: n bits
// of colour, and one tone all over. hash sets the bits in which copies may
// differ.
func plain(name string, n int, tone uint8, hash uint64) engine.Look {
	l := engine.Look{Picture: engine.PictureID(name)}
	l.Facts.Width, l.Facts.Height = 10, 10
	f := &l.Features
	f.Color[0], f.Layout = 1<<n-1, make([]uint8, 192)
	for i := range f.Layout {
		f.Layout[i] = tone
	}
	f.Hash[0] = hash
	f.Palette = []features.Swatch{{R: tone, G: tone, B: tone, Share: 1000}}
	return l
}

// drawn is a picture of 64 by 64 pixels, hash as for plain. Of two drawn ones
// without a copy among them, one has the hash 0 and the other all bits.
func drawn(t *testing.T, name string, hash uint64, at func(x, y int) color.NRGBA) engine.Look {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		img.SetNRGBA(i%64, i/64, at(i%64, i/64))
	}
	l := plain(name, 0, 128, hash)
	var err error
	l.Raw, err = eye.Measure(img)
	must(t, err)
	print := copies.Of(img)
	l.Print = &print
	return l
}

// bar is an orange bar on grey, so many columns wide.
func bar(columns int) func(x, y int) color.NRGBA {
	return func(x, _ int) color.NRGBA {
		if x >= 8 && x < 8+columns {
			return color.NRGBA{230, 120, 20, 255}
		}
		return color.NRGBA{120, 120, 120, 255}
	}
}

// disc is a green disc on a pale ground, above the middle.
func disc(x, y int) color.NRGBA {
	if (x-24)*(x-24)+(y-20)*(y-20) < 200 {
		return color.NRGBA{40, 150, 60, 255}
	}
	return color.NRGBA{240, 230, 200, 255}
}

// checks are blue and white, each so many pixels wide and high.
func checks(side int) func(x, y int) color.NRGBA {
	return func(x, y int) color.NRGBA {
		if (x/side+y/side)%2 == 0 {
			return color.NRGBA{20, 40, 160, 255}
		}
		return color.NRGBA{250, 250, 250, 255}
	}
}

func pinOf(id string, l engine.Look) engine.Deposit {
	return engine.Deposit{Pin: engine.Pin{ID: engine.PinID(id), Picture: l.Picture, Facts: l.Facts}}
}

func titled(id, title string) engine.Deposit {
	return engine.Deposit{Pin: engine.Pin{ID: engine.PinID(id), Title: title}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// usualWeight is what a signal weighs in a world of few pictures, whose fit is
// the shipped one: color, shape and texture share by that.
func usualWeight(s score.Signal) score.Micro {
	family := slices.Index([]score.Signal{score.Color, score.Shape, score.Texture}, s)
	if family < 0 {
		return score.Weight(s)
	}
	w := eye.Default().Weights()
	share := [eye.Families]int64{}
	for b, weight := range w {
		share[eye.Block(b).Family()] += int64(weight)
	}
	micro := func(f eye.Family) score.Micro { return score.Directly * score.Micro(share[f]) / (1 << 16) }
	if eye.Family(family) == eye.Shape { // the largest has what rounding leaves over
		return score.Directly - micro(eye.Color) - micro(eye.Texture)
	}
	return micro(eye.Family(family))
}
