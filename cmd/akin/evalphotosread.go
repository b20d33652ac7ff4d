package main

import (
	"context"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"akin/engine"
	"akin/engine/eye"
	"akin/engine/picture"

	"golang.org/x/sync/errgroup"
)

// A photo is a picture whose class is known.
type photo struct {
	path  string
	class int

	picture engine.PictureID
	raw     *eye.Raw
	hsv     []float32 // see hsvGrid
}

// readPhotos measures all pictures below a folder. The first folder on the way
// to a picture is its class; pictures that lie in dir itself have none and are
// left out, and so are files that are no pictures, which is said.
func readPhotos(ctx context.Context, dir string, p *progress) (*photosEval, error) {
	classes, all, err := photosBelow(dir)
	if err != nil {
		return nil, err
	}
	decoder := picture.NewDecoder(picture.Limits{})
	broken := make([]error, len(all))
	var done atomic.Int64
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range all {
		group.Go(func() error {
			broken[i] = all[i].measure(groupCtx, dir, decoder)
			p.at("measuring", int(done.Add(1)), len(all))
			return groupCtx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	e := &photosEval{dir: dir, classes: classes, progress: p}
	for i := range all {
		if broken[i] != nil {
			p.say("%s is left out: %v", all[i].path, broken[i])
			continue
		}
		e.photos = append(e.photos, all[i])
	}
	if len(e.photos) == 0 {
		return nil, fmt.Errorf("there are no pictures in the folders of %s: give each class a folder with its pictures", dir)
	}
	return e, nil
}

func photosBelow(dir string) (classes []string, all []photo, err error) {
	err = filesBelow(dir, func(rel string) {
		class, _, inFolder := strings.Cut(filepath.ToSlash(rel), "/")
		if !inFolder {
			return
		}
		if len(classes) == 0 || classes[len(classes)-1] != class { // files come in the order of their paths
			classes = append(classes, class)
		}
		all = append(all, photo{path: rel, class: len(classes) - 1})
	})
	return classes, all, err
}

// filesBelow names the files below a folder, in the order of their paths and as
// seen from there; hidden ones, and those in hidden folders, are left out.
func filesBelow(dir string, each func(rel string)) error {
	return filepath.WalkDir(dir, func(path string, f fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch hidden := strings.HasPrefix(f.Name(), ".") && path != dir; {
		case hidden && f.IsDir():
			return filepath.SkipDir
		case hidden || !f.Type().IsRegular():
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil {
			each(rel)
		}
		return err
	})
}

// measure fills in what a photo looks like. Nothing is known to it but the
// bytes.
func (p *photo) measure(ctx context.Context, dir string, d *picture.Decoder) error {
	data, err := os.ReadFile(filepath.Join(dir, p.path))
	if err != nil {
		return err
	}
	img, err := canonical(ctx, data, d)
	if err != nil {
		return err
	}
	p.picture, p.hsv = engine.PictureIDOf(data), hsvGrid(img)
	p.raw, err = eye.Measure(img)
	return err
}

func canonical(ctx context.Context, data []byte, d *picture.Decoder) (*image.NRGBA, error) {
	pic, err := d.Decode(ctx, data, picture.CanonicalSource)
	if err != nil {
		return nil, err
	}
	return picture.Canonical(pic.Image), nil
}

// The baseline's grid.
const (
	hueBins        = 16
	saturationBins = 4
	valueBins      = 4
)

// hsvGrid is the baseline, the customary first try at finding pictures by
// colour: every pixel of the canonical picture counts in one of 16 hues by 4
// saturations by 4 values, each cut into equal parts (greys have hue 0);
// shares of all pixels, compared by the sum of their minima (Swain and
// Ballard's histogram intersection).
func hsvGrid(img *image.NRGBA) []float32 {
	var counts [hueBins * saturationBins * valueBins]int
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		for ; len(row) >= 4; row = row[4:] {
			counts[hsvBin(int(row[0]), int(row[1]), int(row[2]))]++
		}
	}
	shares := make([]float32, len(counts))
	for i, n := range counts {
		shares[i] = float32(n) / float32(img.Rect.Dx()*img.Rect.Dy())
	}
	return shares
}

func hsvBin(r, g, b int) int {
	high, low := max(r, g, b), min(r, g, b)
	chroma := high - low
	hue, saturation := 0, 0
	if chroma > 0 {
		switch high {
		case r:
			hue = (g - b + 6*chroma) % (6 * chroma)
		case g:
			hue = b - r + 2*chroma
		default:
			hue = r - g + 4*chroma
		}
		hue = hue * hueBins / (6 * chroma)
		saturation = 255 * chroma / high
	}
	return (hue*saturationBins+saturation*saturationBins/256)*valueBins + high*valueBins/256
}
