package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"image"
	"image/draw"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"akin/engine"
	"akin/engine/picture"

	"golang.org/x/sync/errgroup"
)

// An original is a picture of which copies are made.
type original struct {
	path    string // from the folder on
	picture engine.PictureID
	plain   plainHashes
}

// readOriginals looks at all pictures below a folder. Files that are no
// pictures, and the second of two equal ones, are left out, which is said.
func readOriginals(ctx context.Context, dir string, p *progress) (*copiesEval, error) {
	var all []original
	if err := filesBelow(dir, func(rel string) { all = append(all, original{path: rel}) }); err != nil {
		return nil, err
	}
	e := &copiesEval{dir: dir, decoder: picture.NewDecoder(picture.Limits{}), progress: p}
	broken := make([]error, len(all))
	var done atomic.Int64
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range all {
		group.Go(func() error {
			broken[i] = e.look(groupCtx, &all[i])
			p.at("measuring", int(done.Add(1)), len(all))
			return groupCtx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	known := map[engine.PictureID]string{}
	for i, o := range all {
		if twin, twice := known[o.picture]; twice && broken[i] == nil {
			broken[i] = fmt.Errorf("it is the same as %s", twin)
		}
		if broken[i] != nil {
			p.say("%s is left out: %v", o.path, broken[i])
			continue
		}
		known[o.picture] = o.path
		e.originals = append(e.originals, o)
	}
	if len(e.originals) < 2 {
		return nil, fmt.Errorf("there are %d pictures below %s: give it two different ones, or more", len(e.originals), dir)
	}
	return e, nil
}

// look fills in what is known of an original beside its path.
func (e *copiesEval) look(ctx context.Context, o *original) error {
	data, img, err := e.read(ctx, o)
	if err != nil {
		return err
	}
	o.picture = engine.PictureIDOf(data)
	o.plain, err = plainHashesOf(img)
	return err
}

// read returns the file of an original, and its pixels at full size on white.
func (e *copiesEval) read(ctx context.Context, o *original) ([]byte, *image.NRGBA, error) {
	data, err := os.ReadFile(filepath.Join(e.dir, o.path))
	if err != nil {
		return nil, nil, err
	}
	img, err := e.decode(ctx, data)
	return data, img, err
}

// decode returns the pixels of a file at full size, on white where one sees
// through it, as copies are made and plain hashes taken.
func (e *copiesEval) decode(ctx context.Context, data []byte) (*image.NRGBA, error) {
	pic, err := e.decoder.Decode(ctx, data, 0)
	if err != nil {
		return nil, err
	}
	if pic.Image.Opaque() {
		return pic.Image, nil
	}
	flat := image.NewNRGBA(pic.Image.Rect)
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, pic.Image, pic.Image.Rect.Min, draw.Over)
	return flat, nil
}

// seed is what chance in the copies of an original comes from: it does not
// depend on what else lies in the folder.
func (o *original) seed() uint64 {
	h := fnv.New64a()
	h.Write([]byte(o.picture))
	return h.Sum64()
}
