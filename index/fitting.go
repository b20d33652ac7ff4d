package index

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"akin/engine"
	"akin/engine/eye"
)

// writeSight writes fit.bin, eyecodes.bin and neighbours.bin for a generation
// whose raw.bin is written, and says where the fit comes from.
func (b *build) writeSight(ctx context.Context, pins []engine.RowPin) (FitNote, error) {
	raws, err := openBlobs(filepath.Join(b.dir, rawFile), rawsKind)
	if err != nil {
		return FitNote{}, err
	}
	defer raws.close()
	fit, note, err := b.fit(ctx, pins, raws)
	if err != nil {
		return note, err
	}
	if err := writeDurably(filepath.Join(b.dir, fitFile), fit.AppendTo(nil)); err != nil {
		return note, err
	}
	rows := make([]uint32, len(pins))
	for i := range rows {
		rows[i] = uint32(i)
	}
	codes, err := encode(ctx, fit, raws, rows)
	if err != nil {
		return note, err
	}
	if err := writeEyeCodes(filepath.Join(b.dir, eyeCodesFile), codes); err != nil {
		return note, err
	}
	near, err := eye.NewNeighbours(ctx, codes, fit.Weights(), eye.NeighboursOptions{
		Progress: func(done, all int) { b.progress("comparing", done, all) },
	})
	if err != nil {
		return note, err
	}
	return note, writeDurably(filepath.Join(b.dir, neighboursFile), near.AppendTo(nil))
}

// fit is that of the generation before, unless another is asked for or there is
// none: then it is learned from the pins, of each picture the first.
func (b *build) fit(ctx context.Context, pins []engine.RowPin, raws *blobTable) (*eye.Fit, FitNote, error) {
	if !b.opts.Fit {
		if fit, note, ok := b.store.fitBefore(); ok {
			return fit, note, nil
		}
	}
	var rows []uint32
	seen := map[engine.PictureID]bool{}
	for i, p := range pins {
		if len(raws.packed(uint32(i))) > 0 && !seen[p.Picture] {
			seen[p.Picture] = true
			rows = append(rows, uint32(i))
		}
	}
	note := FitNote{Kind: collectionFit, Pins: len(rows), RawVersion: eye.RawVersion}
	if len(rows) < eye.FewestToFit {
		note.Kind = defaultFit
		codes, err := encode(ctx, eye.Default(), raws, rows)
		if err != nil {
			return nil, note, err
		}
		fit, err := eye.Default().Weighed(ctx, codes)
		return fit, note, err
	}
	fit, err := eye.NewFit(ctx, len(rows),
		func(i int) (eye.Vectors, error) { return eye.UnpackRaw(raws.packed(rows[i])) },
		eye.FitOptions{Progress: func(done, all int) { b.progress("fitting", done, all) }})
	return fit, note, err
}

// fitBefore reads the fit of the generation that CURRENT names, which may be of
// use though the rest of it is not. One that was learned from nothing is none.
func (s *Store) fitBefore() (*eye.Fit, FitNote, bool) {
	name, err := s.currentName()
	if err != nil || name == noGeneration {
		return nil, FitNote{}, false
	}
	dir := s.path("generations", name)
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, FitNote{}, false
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil || m.Fit.Pins == 0 || m.Fit.RawVersion != eye.RawVersion {
		return nil, FitNote{}, false
	}
	if sum, err := fileDigest(filepath.Join(dir, fitFile)); err != nil || sum != m.Files[fitFile] {
		return nil, FitNote{}, false
	}
	fit, err := openFit(filepath.Join(dir, fitFile))
	return fit, m.Fit, err == nil
}

// encode makes the codes of rows on all processors: a third of a millisecond for
// each on one of them. Codes are all zeros where there are no raw blocks.
func encode(ctx context.Context, fit *eye.Fit, raws *blobTable, rows []uint32) (eye.Codes, error) {
	codes := make(eye.Codes, len(rows)*eye.CodeSize)
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			encoder := fit.NewEncoder()
			for i := w; i < len(rows) && ctx.Err() == nil; i += workers {
				if len(raws.packed(rows[i])) == 0 {
					continue
				}
				raw, err := eye.UnpackRaw(raws.packed(rows[i]))
				if err != nil {
					failed[w] = fmt.Errorf("raw blocks of row %d: %w", rows[i], err)
					return
				}
				encoder.Encode(raw, codes.At(i))
			}
		})
	}
	wg.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return codes, ctx.Err()
}

func writeEyeCodes(path string, codes eye.Codes) error {
	w, err := createFile(path, eyeCodesKind, codes.Len())
	if err != nil {
		return err
	}
	w.bytes(asBytes(codes))
	return w.close()
}
