package index

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"akin/engine"
	"akin/index/record"
)

// Verify implements engine.Index.
func (s *Store) Verify(ctx context.Context, opts engine.VerifyOptions) (engine.Verification, error) {
	snap := s.Snapshot().(*snapshot)
	defer snap.Close()
	v := &verifying{store: s, snap: snap, opts: opts, checked: map[engine.PictureID]bool{}, later: map[engine.PinID]bool{}}
	v.Generation, v.Problems = snap.Generation(), []engine.Problem{}
	if err := v.run(ctx); err != nil {
		return engine.Verification{}, fmt.Errorf("verifying: %w", err)
	}
	return v.Verification, nil
}

type verifying struct {
	engine.Verification
	store   *Store
	snap    *snapshot
	opts    engine.VerifyOptions
	public  int                   // pins, of which the index holds each
	later   map[engine.PinID]bool // pins that changed since the snapshot's last change
	built   map[string]bool       // IDs in the generation's text index
	since   map[string]bool       // and in the overlay's
	checked map[engine.PictureID]bool
}

func (v *verifying) run(ctx context.Context) error {
	if err := v.collectTexts(ctx); err != nil {
		return err
	}
	view, err := v.store.Records.View(ctx)
	if err != nil {
		return err
	}
	defer view.Close()
	if err := v.noteLater(ctx); err != nil {
		return err
	}
	if err := v.checkPins(ctx, view); err != nil {
		return err
	}
	if err := v.checkSaves(ctx, view); err != nil {
		return err
	}
	if n := v.snap.Len(); n != v.public && len(v.later) == 0 {
		v.add(engine.Problem{Text: fmt.Sprintf("the index has %d pins, the record %d: run 'akin reindex'", n, v.public)})
	}
	if v.opts.All && v.snap.Built() {
		return v.checkFiles(ctx)
	}
	return nil
}

// checkPins looks at every pin of the record. Secret ones are in no index.
func (v *verifying) checkPins(ctx context.Context, view *record.View) error {
	secret, err := view.CountSecret(ctx)
	if err != nil {
		return err
	}
	look := func(p *engine.Pin) error {
		v.Pins++
		v.checkPicture(p)
		if v.opts.Progress != nil {
			v.opts.Progress(v.Pins, view.Count()+secret)
		}
		return ctx.Err()
	}
	err = view.EachPin(ctx, func(p engine.Pin) error {
		v.public++
		if !v.later[p.ID] {
			v.checkDerived(&p)
		}
		return look(&p)
	})
	if err != nil {
		return err
	}
	if err := view.EachSecretPin(ctx, func(p engine.Pin) error { return look(&p) }); err != nil {
		return err
	}
	return v.checkMerged(ctx, view)
}

// checkMerged makes sure that the pictures of pins that were merged away are
// there, without which a merge could not be undone.
func (v *verifying) checkMerged(ctx context.Context, view *record.View) error {
	return view.EachMergedPicture(ctx, func(pin engine.PinID, id engine.PictureID) error {
		v.checkPicture(&engine.Pin{ID: pin, Picture: id})
		return ctx.Err()
	})
}

// noteLater lists the pins with which the index had not caught up when the
// snapshot was taken, or which changed until the view of the record was.
func (v *verifying) noteLater(ctx context.Context) error {
	ids, _, err := v.store.Records.Changed(ctx, v.snap.over.through)
	for _, id := range ids {
		v.later[id] = true
	}
	return err
}

func (v *verifying) add(p engine.Problem) { v.Problems = append(v.Problems, p) }

// collectTexts lists the pins that the text indexes hold.
func (v *verifying) collectTexts(ctx context.Context) error {
	v.built, v.since = map[string]bool{}, map[string]bool{}
	noteIn := func(ids map[string]bool) func(string) error {
		return func(id string) error {
			ids[id] = true
			return nil
		}
	}
	if v.snap.generation.docs != nil {
		if err := v.snap.generation.docs.IDs(ctx, noteIn(v.built)); err != nil {
			return err
		}
	}
	return v.snap.docs.IDs(ctx, noteIn(v.since))
}

func (v *verifying) checkPicture(p *engine.Pin) {
	if p.Picture == "" || v.checked[p.Picture] {
		return
	}
	v.checked[p.Picture] = true
	v.Pictures++
	err := v.lookAt(p.Picture)
	if err != nil {
		v.add(engine.Problem{Pin: p.ID, Picture: p.Picture, Text: err.Error()})
	}
}

func (v *verifying) lookAt(id engine.PictureID) error {
	if v.opts.All {
		return v.store.Pictures.Verify(id)
	}
	f, err := v.store.Pictures.Open(id)
	if err != nil {
		return err
	}
	return f.Close()
}

// checkDerived makes sure that a pin is in every part of the index.
func (v *verifying) checkDerived(p *engine.Pin) {
	missing := func(what string) {
		v.add(engine.Problem{Pin: p.ID, Picture: p.Picture, Text: what + ": run 'akin reindex'"})
	}
	row, ok := v.snap.Row(p.ID)
	if !ok {
		missing("the pin is not in the index")
		return
	}
	if v.snap.Pin(row).Picture != p.Picture {
		missing("the index has another picture for the pin")
	}
	if _, ok := v.snap.Features(row); !ok && p.Picture != "" {
		missing("the pin's picture has no features")
	}
	texts := v.built
	if v.snap.overlaid(row) != nil {
		texts = v.since
	} else if _, ok := v.snap.Features(row); ok && (len(v.snap.sight.raws.packed(uint32(row))) == 0 || len(v.snap.details.prints.packed(uint32(row))) == 0) {
		missing("the pin's picture has no raw blocks or no print")
	}
	if !texts[string(p.ID)] {
		missing("the pin is not in the text index")
	}
}

// checkSaves makes sure that the graph has the saves of the record, and no
// others.
func (v *verifying) checkSaves(ctx context.Context, view *record.View) error {
	saves := 0
	err := view.EachSave(ctx, func(s record.Save) error {
		saves++
		if !v.later[s.Pin] && !v.kept(s) {
			v.add(engine.Problem{Pin: s.Pin, Text: fmt.Sprintf("the pin's save on board %s is not in the index: run 'akin reindex'", s.Board)})
		}
		return ctx.Err()
	})
	if n := v.snap.Graph().Edges(); err == nil && n != saves && len(v.later) == 0 {
		v.add(engine.Problem{Text: fmt.Sprintf("the index has %d saves, the record %d: run 'akin reindex'", n, saves)})
	}
	return err
}

func (v *verifying) kept(s record.Save) bool {
	row, ok := v.snap.Row(s.Pin)
	if !ok {
		return false
	}
	pin, _ := v.snap.Node(row)
	board, _ := v.snap.BoardNode(s.Board)
	at, ok := v.snap.Graph().SavedAt(pin, board)
	return ok && at == clamped(s.At.Unix())
}

// replaced tells whether the snapshot's generation is not the live one any
// more.
func (v *verifying) replaced() bool {
	snap := v.store.Snapshot()
	defer snap.Close()
	return snap.Generation() != v.snap.Generation()
}

// checkFiles compares the files of the generation with its manifest.
func (v *verifying) checkFiles(ctx context.Context) error {
	for _, name := range binFiles {
		sum, err := fileDigest(v.store.path("generations", v.snap.Generation(), name))
		if errors.Is(err, fs.ErrNotExist) && v.replaced() {
			return nil // by a rebuild; its files are none of the index any more
		}
		if err != nil {
			return err
		}
		if sum != v.snap.manifest.Files[name] {
			v.add(engine.Problem{Text: fmt.Sprintf("%s of generation %s is damaged: run 'akin reindex'", name, v.snap.Generation())})
		}
	}
	sum, err := v.snap.generation.docs.Digest(ctx)
	if err != nil {
		return err
	}
	if hex.EncodeToString(sum[:]) != v.snap.manifest.Text {
		v.add(engine.Problem{Text: fmt.Sprintf("%s of generation %s is damaged: run 'akin reindex'", textDir, v.snap.Generation())})
	}
	return nil
}
