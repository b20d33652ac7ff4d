package index

import (
	"context"
	"encoding/hex"
	"fmt"

	"akin/engine"
)

// A Problem is something that verify found to be wrong.
type Problem struct {
	Pin     engine.PinID     `json:"pin"`     // empty if it is about no pin
	Picture engine.PictureID `json:"picture"` // empty if it is about no picture
	Text    string           `json:"text"`    // what is wrong, and what would help
}

// A Verification is what verify looked at and found.
type Verification struct {
	Generation string    `json:"generation"`
	Pins       int       `json:"pins"`
	Pictures   int       `json:"pictures"`
	Problems   []Problem `json:"problems"`
}

// VerifyOptions say how closely to look.
type VerifyOptions struct {
	All      bool                // read every picture and every file of the index through
	Progress func(done, all int) // may be nil
}

// Verify compares the record with the pictures and with all that is derived.
// It returns an error only if it cannot look; what is wrong is in the result.
// What is kept meanwhile may be reported as missing.
func (s *Store) Verify(ctx context.Context, opts VerifyOptions) (Verification, error) {
	snap := s.Snapshot().(*snapshot)
	defer snap.Close()
	v := &verifying{store: s, snap: snap, opts: opts, checked: map[engine.PictureID]bool{}}
	v.Generation, v.Problems = snap.Generation(), []Problem{}
	if err := v.run(ctx); err != nil {
		return Verification{}, fmt.Errorf("verifying: %w", err)
	}
	return v.Verification, nil
}

type verifying struct {
	Verification
	store   *Store
	snap    *snapshot
	opts    VerifyOptions
	built   map[string]bool // IDs in the generation's text index
	since   map[string]bool // and in the overlay's
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
	err = view.EachPin(ctx, func(p engine.Pin) error {
		v.Pins++
		v.checkPicture(&p)
		v.checkDerived(&p)
		if v.opts.Progress != nil {
			v.opts.Progress(v.Pins, view.Count())
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if n := v.snap.Len(); n != v.Pins {
		v.add(Problem{Text: fmt.Sprintf("the index has %d pins, the record %d: run 'akin reindex'", n, v.Pins)})
	}
	if v.opts.All && v.snap.Built() {
		return v.checkFiles(ctx)
	}
	return nil
}

func (v *verifying) add(p Problem) { v.Problems = append(v.Problems, p) }

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
		v.add(Problem{Pin: p.ID, Picture: p.Picture, Text: err.Error()})
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
		v.add(Problem{Pin: p.ID, Picture: p.Picture, Text: what + ": run 'akin reindex'"})
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
	}
	if !texts[string(p.ID)] {
		missing("the pin is not in the text index")
	}
}

// checkFiles compares the files of the generation with its manifest.
func (v *verifying) checkFiles(ctx context.Context) error {
	for _, name := range binFiles {
		sum, err := fileDigest(v.store.path("generations", v.snap.Generation(), name))
		if err != nil {
			return err
		}
		if sum != v.snap.manifest.Files[name] {
			v.add(Problem{Text: fmt.Sprintf("%s of generation %s is damaged: run 'akin reindex'", name, v.snap.Generation())})
		}
	}
	sum, err := v.snap.generation.docs.Digest(ctx)
	if err != nil {
		return err
	}
	if hex.EncodeToString(sum[:]) != v.snap.manifest.Text {
		v.add(Problem{Text: fmt.Sprintf("%s of generation %s is damaged: run 'akin reindex'", textDir, v.snap.Generation())})
	}
	return nil
}
