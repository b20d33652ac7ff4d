package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"akin/engine"
	"akin/engine/picture"
	"akin/engine/region"
	"akin/engine/scenes"
	"akin/engine/score"
	"akin/engine/source"
	"akin/index"
)

// A pasted photograph is asked with as a region of a scene.
type pasted struct {
	scene  engine.PinID
	source string
	rect   region.Rect
}

// composed makes scenes of photographs, each of which is in several.
func composed(t *testing.T, photographs []source.Entry, n int) (scenesOf []source.Entry, all []pasted) {
	t.Helper()
	const perScene, usedIn = 3, 4 // photographs in a scene on average, scenes that each is in
	random := rand.New(rand.NewPCG(7, 7))
	pool := random.Perm(len(photographs))[:max(perScene, n*perScene/usedIn)]
	decoder := picture.NewDecoder(picture.Limits{})
	for s := range n {
		var pictures []*image.NRGBA
		var sources []string
		for _, at := range random.Perm(len(pool))[:2+random.IntN(3)] {
			e := &photographs[pool[at]]
			data, err := os.ReadFile(e.Path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := decoder.Decode(t.Context(), data, 0)
			if err != nil {
				t.Fatal(err)
			}
			pictures, sources = append(pictures, p.Image), append(sources, e.Source)
		}
		scene, placed := scenes.Compose(pictures, uint64(s+1))
		var file bytes.Buffer
		if err := png.Encode(&file, scene); err != nil {
			t.Fatal(err)
		}
		id := fmt.Sprintf("scene-%03d", s)
		scenesOf = append(scenesOf, source.Entry{ID: id, Source: "scenes/" + id + ".png", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(file.Bytes())), nil
		}})
		w, h := float64(scene.Rect.Dx()), float64(scene.Rect.Dy())
		for _, p := range placed {
			rect, err := region.RectOf(float64(p.X)/w, float64(p.Y)/h, float64(p.W)/w, float64(p.H)/h)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, pasted{engine.PinID(id), sources[p.Picture], rect})
		}
	}
	return scenesOf, all
}

// A region around a photograph in a scene finds the photograph first, and the
// other scenes that it is in, with the place where it is.
func TestRegionsOfScenes(t *testing.T) {
	folder := testdata(t, "photos")
	const made = 200
	dir := t.TempDir()
	src, err := source.Of([]string{folder})
	if err != nil {
		t.Fatal(err)
	}
	photographs := slices.Collect(src.Entries(t.Context()))
	for i := range photographs {
		photographs[i].Boards, photographs[i].Title = nil, ""
	}
	composedOf, all := composed(t, photographs, made)
	f, err := openFolder(t.Context(), dir, index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.eng.Import(t.Context(), slices.Values(append(photographs, composedOf...)), engine.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	asked, first, others, seen, right := 0, 0, 0, 0, 0
	for i, p := range all {
		if i%3 != 0 {
			continue // a region of nearly every scene
		}
		asked++
		a, err := f.eng.Find(t.Context(), engine.Query{Pins: []engine.Anchor{{ID: p.scene}}, Region: &p.rect})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Items) > 0 && filepath.ToSlash(a.Items[0].Pin.Source) == p.source {
			first++
		}
		for _, other := range all {
			if other.source != p.source || other.scene == p.scene {
				continue
			}
			others++
			for _, it := range a.Items {
				if it.Pin.ID != other.scene {
					continue
				}
				seen++
				if overlapsHalf(it, other.rect) {
					right++
				}
			}
		}
	}
	t.Logf("of %d regions %.3f find their source first; of %d scenes with it %.3f are among the first 20, %.3f of these with at least half of the place",
		asked, ratio(first, asked), others, ratio(seen, others), ratio(right, seen))
	if ratio(first, asked) < .9 || ratio(seen, others) < .8 || ratio(right, seen) < .8 {
		t.Error("want .9, .8 and .8 at least")
	}
}

// overlapsHalf tells whether the part that evidence names and the true one share
// half of the area that they cover.
func overlapsHalf(it engine.Item, truth region.Rect) bool {
	for _, p := range it.Receipt {
		r, ok := p.Evidence.Region()
		if p.Signal != score.Region || !ok {
			continue
		}
		unit := func(v score.Micro) float64 { return float64(v) / float64(score.One) }
		found, err := region.RectOf(unit(r.X), unit(r.Y), min(unit(r.W), 1-unit(r.X)), min(unit(r.H), 1-unit(r.Y)))
		return err == nil && region.Overlap(found, truth) >= 500_000
	}
	return false
}

func ratio(part, of int) float64 { return float64(part) / float64(max(of, 1)) }
