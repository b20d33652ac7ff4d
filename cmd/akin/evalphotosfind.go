package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"slices"

	"akin/engine"
	"akin/engine/eye"
	"akin/engine/score"
	"akin/engine/source"
	"akin/index"
)

// lookSignals compare what pictures look like, and tell no copies.
var lookSignals = []score.Signal{score.Color, score.Shape, score.Texture, score.Look}

// A photosFolder is a data folder with the photos as pins that have no words,
// no boards and no names.
type photosFolder struct {
	*folder
	dir    string
	number map[engine.PinID]uint32 // of a pin's photo
}

// importPhotos makes pins of all photos, given by their paths, in a folder that
// is thrown away by Close, and an index whose fit is learned from them.
func importPhotos(ctx context.Context, paths []string, p *progress) (*photosFolder, error) {
	dir, err := os.MkdirTemp("", "akin-eval-photos-")
	if err != nil {
		return nil, err
	}
	opened, err := openFolder(ctx, dir, index.Options{}, nil)
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	f := &photosFolder{opened, dir, map[engine.PinID]uint32{}}
	if err := f.fill(ctx, paths, p); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Close deletes the folder.
func (f *photosFolder) Close() error {
	err := f.folder.Close()
	if gone := os.RemoveAll(f.dir); err == nil {
		err = gone
	}
	return err
}

func (f *photosFolder) fill(ctx context.Context, paths []string, p *progress) error {
	var failed error
	done := 0
	_, err := f.eng.Import(ctx, f.entries(paths), engine.ImportOptions{
		Report: func(l engine.ImportLine) {
			done++
			p.at("importing", done, len(paths))
			if l.Status == engine.Failed && failed == nil {
				failed = fmt.Errorf("%s: %s", l.Source, l.Error)
			}
		},
		Rebuild: engine.RebuildOptions{Progress: p.at},
	})
	if err == nil {
		err = failed
	}
	return err
}

// entries numbers the photos by the order of pins' IDs, which is theirs.
func (f *photosFolder) entries(paths []string) iter.Seq[source.Entry] {
	return func(yield func(source.Entry) bool) {
		for i, path := range paths {
			id := fmt.Sprintf("photo-%07d", i)
			f.number[engine.PinID(id)] = uint32(i)
			if !yield(source.Entry{ID: id, Source: id, Path: path}) {
				return
			}
		}
	}
}

// fit is what the index compares pictures by.
func (f *photosFolder) fit() *eye.Fit {
	snap := f.store.Snapshot()
	defer snap.Close()
	return snap.Fit()
}

// ranking asks with a photo's pin, and goes on to the last page of the answer:
// a thousand pins, or all.
func (f *photosFolder) ranking(ctx context.Context, q int, only []score.Signal) ([]uint32, error) {
	var order []uint32
	query := engine.Query{
		Pins: []engine.Anchor{{ID: engine.PinID(fmt.Sprintf("photo-%07d", q))}},
		Only: only, Limit: engine.MaxLimit, NoFold: true, NoExplain: true,
	}
	for {
		a, err := f.eng.Find(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, it := range a.Items {
			order = append(order, f.number[it.Pin.ID])
		}
		if a.Bookmark == nil {
			return order, nil
		}
		query.Bookmark = *a.Bookmark
	}
}

// without is all looks but one.
func without(s score.Signal) []score.Signal {
	return slices.DeleteFunc(slices.Clone(lookSignals), func(other score.Signal) bool { return other == s })
}
