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
	"fmt"
	"io"
	"strings"
	"time"

	"akin/engine/features"
	"akin/engine/picture"
)

// An Engine answers queries and takes in pins. It is safe for concurrent use.
type Engine struct {
	records    Records
	library    Library
	pictures   Pictures
	renditions Renditions
	index      Index
	eye        *Eye
	now        func() time.Time
	decoding   chan struct{} // holds one token for each posted picture being decoded
}

// Parts are what an engine is made of. Library and Renditions may be left out
// where nobody asks for boards, lists and renditions.
type Parts struct {
	Records    Records
	Library    Library
	Pictures   Pictures
	Renditions Renditions
	Index      Index
	Eye        *Eye
	Now        func() time.Time // dates new pins and saves; time.Now if nil
}

// New joins the parts of an engine.
func New(p Parts) *Engine {
	if p.Now == nil {
		p.Now = time.Now
	}
	return &Engine{
		records: p.Records, library: p.Library, pictures: p.Pictures, renditions: p.Renditions,
		index: p.Index, eye: p.Eye, now: p.Now, decoding: make(chan struct{}, maxPosted),
	}
}

// maxPosted is how many posted pictures are decoded at once. More are refused
// as Busy: each holds its bytes in memory, and those who post can wait.
const maxPosted = 8

// see decodes a posted picture.
func (e *Engine) see(ctx context.Context, data []byte) (Look, error) {
	select {
	case e.decoding <- struct{}{}:
		defer func() { <-e.decoding }()
		return e.eye.Look(ctx, data)
	default:
		return Look{}, &Error{Kind: Busy, Text: fmt.Sprintf("%d pictures are being decoded already", maxPosted), Hint: "try again in a second"}
	}
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
	p, err := e.decoder.Decode(ctx, data, picture.CanonicalSource)
	if err != nil {
		return Look{}, pictureError(err)
	}
	f, err := features.Of(picture.Canonical(p.Image))
	if err != nil {
		return Look{}, err
	}
	return Look{Picture: PictureIDOf(data), Facts: p.Facts, Features: f}, nil
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

// Look reads a posted picture for Query.Picture. Nothing is stored.
func (e *Engine) Look(ctx context.Context, r io.Reader) (*Look, error) {
	data, err := e.eye.Read(r)
	if err != nil {
		return nil, err
	}
	look, err := e.see(ctx, data)
	if err != nil {
		return nil, err
	}
	return &look, nil
}

// Pin returns one pin as answers show it.
func (e *Engine) Pin(ctx context.Context, id PinID) (PinView, error) {
	p, err := e.keptPin(ctx, id)
	if err != nil {
		return PinView{}, err
	}
	snap := e.index.Snapshot()
	defer snap.Close()
	return p.view(paletteIn(snap, id)), nil
}

// keptPin reads one pin from the records.
func (e *Engine) keptPin(ctx context.Context, id PinID) (Pin, error) {
	pins, err := e.records.Pins(ctx, []PinID{id})
	if err != nil {
		return Pin{}, err
	}
	p, ok := pins[id]
	if !ok {
		return Pin{}, Errorf(NotFound, "there is no pin %q", id)
	}
	return p, nil
}

// Reindex derives the index anew from the records.
func (e *Engine) Reindex(ctx context.Context, opts RebuildOptions) error {
	return e.index.Rebuild(ctx, opts)
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

// PinNamed returns the ID that a person's name for a pin means: an ID, or
// "source:PATH". A source that several pins have is a BadQuery that lists
// their IDs; one that none has is NotFound, as is an unknown ID in Find.
func (e *Engine) PinNamed(ctx context.Context, name string) (PinID, error) {
	path, bySource := strings.CutPrefix(name, SourcePrefix)
	if !bySource {
		return PinID(name), nil
	}
	ids, err := e.records.PinsFrom(ctx, path)
	if err != nil {
		return "", err
	}
	switch len(ids) {
	case 0:
		return "", Errorf(NotFound, "no pin has the source %q", path)
	case 1:
		return ids[0], nil
	}
	return "", &Error{
		Kind: BadQuery, Text: fmt.Sprintf("%d pins have the source %q: %s", len(ids), path, joinIDs(ids)),
		Hint: "name one by its ID",
	}
}

// maxListedIDs bounds the IDs in a message.
const maxListedIDs = 20

func joinIDs(ids []PinID) string {
	var b strings.Builder
	for i, id := range ids {
		if i == maxListedIDs {
			fmt.Fprintf(&b, ", and %d more", len(ids)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(id))
	}
	return b.String()
}
