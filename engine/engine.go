// Package engine finds pins that belong together and says why.
//
// It is akin's middle: the vocabulary (Pin, Board, Query, Answer), what akin
// decides (Find, Import, Reindex, Verify), and the interfaces of what it needs
// from storage (Records, Pictures, Index), which package index implements. It
// knows no files, no SQL, no HTTP. Start with Engine.
package engine

import (
	"context"
	"errors"
	"image"
	"io"
	"time"

	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/job"
	"akin/engine/picture"
	"akin/engine/region"
)

// An Engine answers queries and takes in pins. It is safe for concurrent use.
type Engine struct {
	records    Records
	library    Library
	merges     Merges // nil where nobody merges
	pictures   Pictures
	renditions Renditions
	index      Index
	eye        *Eye
	now        func() time.Time
	decoding   *line // posted pictures
	meter      meter
	phrases    phraseBook  // for suggestions
	verdicts   verdicts    // on copies
	jobs       *job.Runner // nil until OpenJobs
}

// Parts are what an engine is made of. Renditions and Merges may be left out where
// nobody asks for them.
type Parts struct {
	Records    Records
	Library    Library
	Merges     Merges
	Pictures   Pictures
	Renditions Renditions
	Index      Index
	Eye        *Eye
	Now        func() time.Time // dates new pins and saves; time.Now if nil

	// Stages hears how long each stage of answering took, by its name in the
	// list of the same name. It is called by many goroutines at once, as
	// queries come, and holds them up while it runs. Nobody listens if nil.
	Stages func(stage string, took time.Duration)
}

// New joins the parts of an engine.
func New(p Parts) *Engine {
	if p.Now == nil {
		p.Now = time.Now
	}
	return &Engine{
		records: p.Records, library: p.Library, merges: p.Merges, pictures: p.Pictures, renditions: p.Renditions,
		index: p.Index, eye: p.Eye, now: p.Now, decoding: newLine(MaxDecoding, MaxWaiting, patience), meter: p.Stages,
	}
}

// see decodes a posted picture, when it is its turn.
func (e *Engine) see(ctx context.Context, data []byte) (Look, error) {
	return e.seePart(ctx, data, region.Whole)
}

// seePart looks at a part of a picture.
func (e *Engine) seePart(ctx context.Context, data []byte, part region.Rect) (Look, error) {
	if err := e.decoding.enter(ctx); err != nil {
		return Look{}, err
	}
	defer e.decoding.leave()
	return e.eye.look(ctx, data, part, e.meter)
}

// An Eye turns bytes into a Look, within limits shared by all who use it. It
// is safe for concurrent use.
type Eye struct{ decoder *picture.Decoder }

// NewEye returns an eye with these limits.
func NewEye(limits picture.Limits) *Eye { return &Eye{picture.NewDecoder(limits)} }

// Read takes in the bytes of a picture up to the limit.
func (e *Eye) Read(r io.Reader) ([]byte, error) {
	data, err := e.decoder.ReadAll(r)
	return data, pictureError(err)
}

// Look decodes a picture and says what it looks like.
func (e *Eye) Look(ctx context.Context, data []byte) (Look, error) {
	return e.look(ctx, data, region.Whole, nil)
}

// look looks at a part of a picture as if it were all of it.
func (e *Eye) look(ctx context.Context, data []byte, part region.Rect, m meter) (Look, error) {
	decoded := m.start(StageDecode)
	p, err := e.decoder.Decode(ctx, data, sourceOf(part))
	if err != nil {
		return Look{}, pictureError(err)
	}
	decoded()
	described := m.start(StageFeatures)
	look, err := lookAt(cut(p.Image, part), part == region.Whole)
	look.Picture, look.Facts = PictureIDOf(data), p.Facts
	if part != region.Whole {
		look.Drawn = drawn(p.Image, part)
	}
	described()
	return look, err
}

// lookAt says what decoded pixels look like, and of a whole picture which parts it
// has.
func lookAt(img *image.NRGBA, whole bool) (l Look, err error) {
	canonical, shown := picture.CanonicalOf(img)
	if l.Features, err = features.Of(canonical); err != nil {
		return l, err
	}
	if l.Raw, err = eye.Measure(canonical); err != nil {
		return l, err
	}
	print := copies.Of(canonical)
	l.Print = &print
	if whole {
		l.Regions = Regions{Frame: frameOf(shown), Parts: region.Parts(canonical)}
	}
	return l, nil
}

// drawn describes what a rectangle of a picture may mean, but for what is plain.
func drawn(img *image.NRGBA, part region.Rect) (all []region.Desc) {
	canonical, shown := picture.CanonicalOf(img)
	within := Regions{Frame: frameOf(shown)}
	for _, p := range region.Drawn(canonical, within.Canonical(part)) {
		if !p.Desc.Plain() {
			all = append(all, p.Desc)
		}
	}
	return all
}

// sourceOf is how large a picture must be decoded so that a part of it is as
// large as the canonical form is made from.
func sourceOf(part region.Rect) int {
	return picture.CanonicalSource * region.One / max(int(part.W), int(part.H), 1)
}

// cut is a part of decoded pixels, at least one.
func cut(img *image.NRGBA, part region.Rect) *image.NRGBA {
	if part == region.Whole {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	x, y := min(int(part.X)*w/region.One, w-1), min(int(part.Y)*h/region.One, h-1)
	right := max(x+1, (int(part.X)+int(part.W))*w/region.One)
	bottom := max(y+1, (int(part.Y)+int(part.H))*h/region.One)
	return img.SubImage(image.Rect(x, y, right, bottom)).(*image.NRGBA)
}

// pictureError gives a refused picture its kind.
func pictureError(err error) error {
	refused, ok := errors.AsType[*picture.Error](err)
	if !ok {
		return err
	}
	kind := BadPicture
	switch refused.Reason {
	case picture.TooLarge:
		kind = TooLarge
	case picture.Unsupported:
		kind = Unsupported
	}
	return &Error{Kind: kind, Text: refused.Text, Hint: refused.Hint, Err: refused.Err}
}

// Look reads a posted picture for Query.Picture: as much of it as its
// Query.Region says, nil for all. Nothing is stored.
func (e *Engine) Look(ctx context.Context, r io.Reader, part *region.Rect) (*Look, error) {
	data, err := e.eye.Read(r)
	if err != nil {
		return nil, err
	}
	if part == nil {
		part = &region.Whole
	}
	look, err := e.seePart(ctx, data, *part)
	if err != nil {
		return nil, err
	}
	return &look, nil
}

// Pin returns one pin as answers show it; NotFound if the viewer sees none.
func (e *Engine) Pin(ctx context.Context, viewer UserID, id PinID) (PinView, error) {
	p, err := e.keptPin(ctx, viewer, id)
	if err != nil {
		return PinView{}, err
	}
	snap, err := e.snapshot(ctx, viewer)
	if err != nil {
		return PinView{}, err
	}
	defer snap.Close()
	return p.view(paletteIn(snap, id)), nil
}

// snapshot returns a view of what the viewer sees.
func (e *Engine) snapshot(ctx context.Context, viewer UserID) (Snapshot, error) {
	return shown(ctx, e.index.Snapshot(), viewer)
}

// shown returns the snapshot with what only the viewer sees, or closes it.
func shown(ctx context.Context, snap Snapshot, viewer UserID) (Snapshot, error) {
	with, err := snap.With(ctx, viewer)
	if err != nil {
		snap.Close()
	}
	return with, err
}

// keptPin reads one pin from the records.
func (e *Engine) keptPin(ctx context.Context, viewer UserID, id PinID) (Pin, error) {
	pins, err := e.records.Pins(ctx, viewer, []PinID{id})
	if err != nil {
		return Pin{}, err
	}
	p, ok := pins[id]
	if !ok {
		return Pin{}, Errorf(NotFound, "there is no pin %q", id)
	}
	return p, nil
}

// paletteIn returns a copy of a pin's palette that outlives the snapshot.
func paletteIn(snap Snapshot, id PinID) []features.Swatch {
	row, ok := snap.Row(id)
	if !ok {
		return nil
	}
	f, _ := snap.Features(row)
	return f.Palette
}
