package enginetest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"reflect"
	"sync"
	"time"

	"akin/engine"
	"akin/engine/eye"
)

// Pictures keeps bytes in memory. The zero value is empty and ready.
type Pictures struct {
	mu   sync.Mutex
	data map[engine.PictureID][]byte
}

var _ engine.Pictures = (*Pictures)(nil)

// Keep implements engine.Pictures.
func (p *Pictures) Keep(data []byte) (engine.PictureID, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.data == nil {
		p.data = map[engine.PictureID][]byte{}
	}
	id := engine.PictureIDOf(data)
	p.data[id] = bytes.Clone(data)
	return id, nil
}

// Open implements engine.Pictures.
func (p *Pictures) Open(id engine.PictureID) (io.ReadSeekCloser, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	data, ok := p.data[id]
	if !ok {
		return nil, engine.Errorf(engine.NotFound, "picture %s is not there", id)
	}
	return opened{bytes.NewReader(data)}, nil
}

// Forget loses a picture.
func (p *Pictures) Forget(id engine.PictureID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.data, id)
}

// Len is the number of pictures.
func (p *Pictures) Len() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.data)
}

type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

// Index is an engine.Index in memory over fakes. NewIndex makes one.
type Index struct {
	records  *Records
	pictures *Pictures

	mu         sync.Mutex
	looks      map[engine.PictureID]seen
	live       *snapshot
	past       *snapshot // the last one over the generation before
	fit        *eye.Fit
	generation int
	built      map[engine.PinID]engine.Pin // as they were at the last Rebuild
	builtAt    time.Time
}

var _ engine.Index = (*Index)(nil)

// NewIndex returns an empty index over these records and pictures.
func NewIndex(r *Records, p *Pictures) *Index {
	x := &Index{records: r, pictures: p, looks: map[engine.PictureID]seen{}, fit: eye.Default()}
	x.live = newSnapshot(nil, nil, nil, x.fit, Tokens, 0)
	x.live.index = x
	return x
}

// Remember implements engine.Index.
func (x *Index) Remember(looks []engine.Look) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, l := range looks {
		x.looks[l.Picture] = see(l)
	}
	return nil
}

// CatchUp implements engine.Index: it takes in everything anew.
func (x *Index) CatchUp(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.derive(ctx, nil)
}

// Rebuild implements engine.Index.
func (x *Index) Rebuild(ctx context.Context, opts engine.RebuildOptions) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.generation++
	x.past = x.live
	if err := x.derive(ctx, opts.Failed); err != nil {
		return err
	}
	if opts.Fit || len(x.built) == 0 {
		if err := x.learn(ctx); err != nil {
			return err
		}
	}
	x.built, x.builtAt = map[engine.PinID]engine.Pin{}, time.Now()
	for _, p := range x.live.pins {
		x.built[p.ID] = p
	}
	return nil
}

// learn fits the public pins' pictures, and derives everything by that.
func (x *Index) learn(ctx context.Context) (err error) {
	if x.fit, err = fitOf(ctx, x.live); err != nil {
		return err
	}
	return x.derive(ctx, nil)
}

// Status implements engine.Index. Nothing is on a disk, so that no part has
// bytes but one, which has some.
func (x *Index) Status() (engine.IndexStatus, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := engine.IndexStatus{
		Generation: x.live.Generation(), Built: x.builtAt, Pins: len(x.live.pins), Bytes: map[string]int64{"memory": 1},
	}
	for i, p := range x.live.pins {
		if _, ok := x.live.Features(engine.Row(i)); ok {
			s.Pictures++
		}
		if old, ok := x.built[p.ID]; !ok || !reflect.DeepEqual(old, p) {
			s.Overlay++
		}
	}
	return s, nil
}

func (x *Index) derive(ctx context.Context, failed func(engine.PictureID, error)) error {
	pins, saved := x.records.public()
	if err := x.lookAt(ctx, pins, failed); err != nil {
		return err
	}
	x.live = newSnapshot(pins, saved, maps.Clone(x.looks), x.fit, Tokens, x.generation)
	x.live.index = x
	return ctx.Err()
}

// lookAt decodes the pictures of pins that were not seen yet.
func (x *Index) lookAt(ctx context.Context, pins []engine.Pin, failed func(engine.PictureID, error)) error {
	tried := map[engine.PictureID]bool{}
	for i := range pins {
		id := pins[i].Picture
		if _, ok := x.looks[id]; ok || id == "" || tried[id] {
			continue
		}
		tried[id] = true
		look, err := x.look(ctx, id)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			x.looks[id] = see(look)
		} else if failed != nil {
			failed(id, err)
		}
	}
	return nil
}

func (x *Index) look(ctx context.Context, id engine.PictureID) (engine.Look, error) {
	f, err := x.pictures.Open(id)
	if err != nil {
		return engine.Look{}, fmt.Errorf("looking: %w", err)
	}
	defer f.Close()
	data, err := Eye().Read(f)
	if err != nil {
		return engine.Look{}, err
	}
	return Eye().Look(ctx, data)
}

// Tokens implements engine.Index.
func (x *Index) Tokens(text string) []engine.Token { return Tokens(text) }

// SnapshotOf implements engine.Index.
func (x *Index) SnapshotOf(generation string) (engine.Snapshot, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, s := range []*snapshot{x.live, x.past} {
		if s != nil && s.Generation() == generation {
			return s, true
		}
	}
	return nil, false
}

// Snapshot implements engine.Index.
func (x *Index) Snapshot() engine.Snapshot {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.live
}
