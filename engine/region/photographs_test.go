package region

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"akin/engine/scenes"
)

// photographs are those of the evaluation data that match. They are within 512
// pixels a side, and so in canonical form but for borders.
func photographs(t testing.TB, pattern string) (imgs []*image.NRGBA) {
	t.Helper()
	dir := os.Getenv("AKIN_TESTDATA")
	if dir == "" {
		t.Skip("AKIN_TESTDATA is not set: skipping what needs real photographs")
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s in AKIN_TESTDATA (%v)", pattern, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		opaque := image.NewNRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
		draw.Draw(opaque, opaque.Rect, img, img.Bounds().Min, draw.Src)
		imgs = append(imgs, opaque)
	}
	return imgs
}

// A composed is a scene, what was pasted there and what was found there.
type composed struct {
	placed []scenes.Placement
	truth  []Rect
	asked  []Desc // of the truth
	parts  []Part
}

func compose(photos []*image.NRGBA, n int) []composed {
	list := make([]composed, n)
	for i := range list {
		img, placed := scenes.Compose(photos, uint64(i+1))
		c := composed{placed: placed, parts: Parts(img)}
		w, h := img.Rect.Dx(), img.Rect.Dy()
		for _, p := range placed {
			r := Rect{uint16(p.X * One / w), uint16(p.Y * One / h), uint16(p.W * One / w), uint16(p.H * One / h)}
			c.truth = append(c.truth, r)
			c.asked = append(c.asked, Describe(img, r))
		}
		list[i] = c
	}
	return list
}

// On 200 scenes of two to four photographs each: what is pasted is found among
// the parts; a rectangle around it finds its source among all photographs; the
// photograph finds the scene, and the part of it that it is.
func TestPhotographsInScenes(t *testing.T) {
	photos := photographs(t, "photos/*/*.jpg")
	var whole []Desc
	for _, img := range photos {
		whole = append(whole, Describe(img, Whole))
	}
	all := compose(photos, 200)
	var pasted, salient, tiled, source, first, five, evidence int
	for i, c := range all {
		for k, p := range c.placed {
			pasted++
			count(&salient, hit(c, k, 1))
			count(&tiled, hit(c, k, 0))
			count(&source, nearer(whole, &c.asked[k], p.Picture) == 0)
			rank, r := sceneRank(all, i, &whole[p.Picture], p.Picture)
			count(&first, rank == 0)
			count(&five, rank < 5)
			count(&evidence, Overlap(r, c.truth[k]) >= million/2)
		}
	}
	share := func(n int) float64 { return float64(n) / float64(pasted) }
	t.Logf("%d photographs pasted: among the salient parts %.3f, with tiles %.3f; source first %.3f; scene first %.3f, among 5 %.3f; evidence right %.3f",
		pasted, share(salient), share(tiled), share(source), share(first), share(five), share(evidence))
	for name, c := range map[string]struct{ got, least float64 }{
		"among the salient parts": {share(salient), .95},
		"among all parts":         {share(tiled), .95},
		"source first":            {share(source), .98},
		"scene first":             {share(first), .90},
		"scene among five":        {share(five), .95},
		"evidence right":          {share(evidence), .95},
	} {
		if c.got < c.least {
			t.Errorf("%s: %.3f, want %.2f", name, c.got, c.least)
		}
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// hit tells whether some part of at least a salience overlaps the k-th truth by
// half.
func hit(c composed, k int, least uint8) bool {
	for _, p := range c.parts {
		if p.Salience >= least && Overlap(p.Rect, c.truth[k]) >= million/2 {
			return true
		}
	}
	return false
}

// nearer counts the photographs that are at least as like d as its source is.
func nearer(whole []Desc, d *Desc, source int) (n int) {
	own := Similarity(&whole[source], d)
	for i := range whole {
		if i != source && Similarity(&whole[i], d) >= own {
			n++
		}
	}
	return n
}

// sceneRank counts the scenes without the picture of which the best part is at
// least as like it as the best of scene i, and says which part that is.
func sceneRank(all []composed, i int, picture *Desc, which int) (rank int, r Rect) {
	k, own := Best(all[i].parts, picture)
	for _, c := range all {
		contains := false
		for _, p := range c.placed {
			contains = contains || p.Picture == which
		}
		if _, s := Best(c.parts, picture); !contains && s >= own {
			rank++
		}
	}
	return rank, all[i].parts[k].Rect
}

// A rectangle drawn an eighth too large on all sides still finds the source
// first, by what Drawn makes of it.
func TestDrawnAroundPhotographs(t *testing.T) {
	photos := photographs(t, "photos/*/*.jpg")
	var whole []Desc
	for _, img := range photos {
		whole = append(whole, Describe(img, Whole))
	}
	drawn, asIs, better := 0, 0, 0
	for i := range 100 {
		img, placed := scenes.Compose(photos, uint64(i+1))
		w, h := img.Rect.Dx(), img.Rect.Dy()
		for _, p := range placed {
			x0, y0 := max(0, p.X-p.W/8), max(0, p.Y-p.H/8)
			x1, y1 := min(w, p.X+p.W+p.W/8), min(h, p.Y+p.H+p.H/8)
			parts := Drawn(img, Rect{uint16(x0 * One / w), uint16(y0 * One / h), uint16((x1 - x0) * One / w), uint16((y1 - y0) * One / h)})
			drawn++
			count(&asIs, foundFirst(whole, parts[:1], p.Picture))
			count(&better, foundFirst(whole, parts, p.Picture))
		}
	}
	share := func(n int) float64 { return float64(n) / float64(drawn) }
	t.Logf("%d drawn: source first %.3f as they are, %.3f by the better", drawn, share(asIs), share(better))
	if share(better) < .95 {
		t.Error("too few find their source")
	}
}

// foundFirst tells whether no photograph but the source is as like any of the
// parts as the source is.
func foundFirst(whole []Desc, parts []Part, source int) bool {
	_, own := Best(parts, &whole[source])
	for i := range whole {
		if _, s := Best(parts, &whole[i]); i != source && s >= own {
			return false
		}
	}
	return true
}

// Unrelated photographs are alike to near nothing, whole or by their best parts.
func TestUnrelatedPhotographs(t *testing.T) {
	photos := photographs(t, "distinct/*.jpg")
	var parts [][]Part
	for _, img := range photos {
		parts = append(parts, append(Parts(img), Part{Rect: Whole, Desc: Describe(img, Whole)}))
	}
	wholes, bests, pairs := 0, 0, 0
	const much = 300_000
	for i := range parts {
		a := &parts[i][len(parts[i])-1].Desc
		for j := range parts {
			if i == j {
				continue
			}
			pairs++
			count(&wholes, Similarity(a, &parts[j][len(parts[j])-1].Desc) > much)
			_, s := Best(parts[j], a)
			count(&bests, s > much)
		}
	}
	share := func(n int) float64 { return float64(n) / float64(pairs) }
	t.Logf("of %d pairs, %.5f are alike to more than .3 as wholes, %.5f by the best part", pairs, share(wholes), share(bests))
	if share(wholes) > .002 || share(bests) > .02 {
		t.Error("too many unrelated photographs are alike")
	}
}
