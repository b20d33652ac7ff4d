package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"akin/engine"
	"akin/engine/alter"
	"akin/engine/picture"
	"akin/engine/score"

	"golang.org/x/sync/errgroup"
)

// A copiesEval asks with copies for what they were made of.
type copiesEval struct {
	dir       string
	decoder   *picture.Decoder
	progress  *progress
	originals []original

	asked [][]asked // of each original: as it is, then by each form
	sum   *copiesReport
}

// asked is what one query is told, by akin and by the ways beside it.
type asked struct {
	akin  told
	plain []told // by plainWays
}

// told is what one way tells of a query. Numbers are those of originals.
type told struct {
	found, folded bool
	first         int // -1 for nothing
	falsely       []int
}

// copySignals are those of looks alone.
var copySignals = append([]score.Signal{score.Copy}, lookSignals...)

func (e *copiesEval) run(ctx context.Context) error {
	paths := make([]string, len(e.originals))
	for i, o := range e.originals {
		paths[i] = filepath.Join(e.dir, o.path)
	}
	f, err := importPhotos(ctx, paths, e.progress)
	if err != nil {
		return err
	}
	defer f.Close()
	e.asked = make([][]asked, len(e.originals))
	forms := alter.Forms()
	var done atomic.Int64
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range e.originals {
		group.Go(func() (err error) {
			e.asked[i], err = e.askWithCopies(groupCtx, f, i, forms, func() {
				e.progress.at("asking", int(done.Add(1)), len(e.originals)*(1+len(forms)))
			})
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	e.sum = e.count(forms)
	return nil
}

// askWithCopies asks with an original as it is, and with each copy of it.
func (e *copiesEval) askWithCopies(ctx context.Context, f *photosFolder, base int, forms []alter.Form, step func()) ([]asked, error) {
	o := &e.originals[base]
	data, img, err := e.read(ctx, o)
	if err != nil {
		return nil, err
	}
	all := make([]asked, 0, 1+len(forms))
	for i := range 1 + len(forms) {
		name := asItIs
		if i > 0 {
			name = forms[i-1].Name
			if data, err = forms[i-1].Apply(img, o.seed()); err != nil {
				return nil, fmt.Errorf("%s, %w", o.path, err)
			}
		}
		one, err := e.ask(ctx, f, base, data)
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", o.path, name, err)
		}
		all = append(all, one)
		step()
	}
	return all, nil
}

// ask asks with a file that was made of an original.
func (e *copiesEval) ask(ctx context.Context, f *photosFolder, base int, data []byte) (a asked, err error) {
	img, err := e.decode(ctx, data)
	if err != nil {
		return a, err
	}
	hashes, err := plainHashesOf(img)
	if err != nil {
		return a, err
	}
	for i := range plainWays {
		a.plain = append(a.plain, plainWays[i].ask(&hashes, base, e.originals))
	}
	a.akin, err = f.tell(ctx, base, data)
	return a, err
}

// firstFew answers are asked for: all that are called copies come before what is
// not, and are rarely more than one.
const firstFew = 5

// tell posts a file and looks at what it is called a copy of.
func (f *photosFolder) tell(ctx context.Context, base int, data []byte) (told, error) {
	look, err := f.eng.Look(ctx, bytes.NewReader(data), nil)
	if err != nil {
		return told{}, err
	}
	q := engine.Query{Picture: look, Only: copySignals, Limit: firstFew, NoExplain: true}
	a, err := f.eng.Find(ctx, q)
	if n := len(a.Items); err == nil && n == firstFew && a.Items[n-1].Copy != nil {
		q.Limit = engine.MaxLimit
		a, err = f.eng.Find(ctx, q)
	}
	if err != nil {
		return told{}, err
	}
	t := told{first: -1}
	for i, it := range a.Items {
		n := int(f.number[it.Pin.ID])
		if i == 0 {
			t.first, t.found, t.folded = n, n == base, n == base && it.Copy != nil
		}
		if it.Copy == nil {
			continue
		}
		// What is folded under a copy of the picture is one as well.
		pins := []engine.PinID{it.Pin.ID}
		for _, c := range it.Copies {
			pins = append(pins, c.ID)
		}
		for _, id := range pins {
			if n := int(f.number[id]); n != base {
				t.falsely = append(t.falsely, n)
			}
		}
	}
	return t, nil
}

// copyOf makes a copy of an original again, and returns its pixels: form 0 is
// that of none.
func (e *copiesEval) copyOf(ctx context.Context, base, form int) (image.Image, error) {
	_, img, err := e.read(ctx, &e.originals[base])
	if err != nil || form == 0 {
		return img, err
	}
	data, err := alter.Forms()[form-1].Apply(img, e.originals[base].seed())
	if err != nil {
		return nil, err
	}
	return e.decode(ctx, data)
}
