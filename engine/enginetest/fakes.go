package enginetest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"akin/engine"
)

// Records keeps pins in memory. The zero value is empty and ready.
type Records struct {
	mu     sync.Mutex
	pins   map[engine.PinID]engine.Pin // without their boards
	boards map[engine.BoardID]engine.Board
	on     saves
	Fail   func() error // if set, asked before Keep; its error is Keep's
}

// saves say since when each pin is on which boards.
type saves map[engine.PinID]map[engine.BoardID]time.Time

// put saves a pin to a board, unless it is there already.
func (s saves) put(pin engine.PinID, board engine.BoardID, at time.Time) bool {
	if s[pin] == nil {
		s[pin] = map[engine.BoardID]time.Time{}
	}
	if _, ok := s[pin][board]; ok {
		return false
	}
	s[pin][board] = at
	return true
}

func (s saves) clone() saves {
	c := make(saves, len(s))
	for pin, on := range s {
		c[pin] = maps.Clone(on)
	}
	return c
}

var _ engine.Records = (*Records)(nil)

// Keep implements engine.Records.
func (r *Records) Keep(_ context.Context, batch []engine.Deposit) ([]engine.Status, error) {
	if r.Fail != nil {
		if err := r.Fail(); err != nil {
			return nil, err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begin()
	var all []engine.Status
	for i := range batch {
		all = append(all, r.keep(&batch[i]))
	}
	return all, nil
}

// begin makes the zero value usable, with r.mu held.
func (r *Records) begin() {
	if r.pins == nil {
		r.pins, r.boards, r.on = map[engine.PinID]engine.Pin{}, map[engine.BoardID]engine.Board{}, saves{}
	}
}

func (r *Records) keep(d *engine.Deposit) engine.Status {
	p := d.Pin
	old, known := r.pins[p.ID]
	saved := false
	for _, b := range d.Boards {
		if _, ok := r.boards[b.ID]; !ok {
			r.boards[b.ID] = b
		}
		saved = r.on.put(p.ID, b.ID, p.Created) || saved
	}
	p.Tags, p.Boards = slices.Clone(p.Tags), nil
	r.pins[p.ID] = p
	switch {
	case !known:
		return engine.Added
	case saved || !sameContent(old, p):
		return engine.Changed
	}
	return engine.Unchanged
}

// sameContent compares what was written, and neither boards nor facts: these
// follow from the picture.
func sameContent(a, b engine.Pin) bool {
	return a.Owner == b.Owner && a.Title == b.Title && a.Description == b.Description && slices.Equal(a.Tags, b.Tags) &&
		a.Link == b.Link && a.Source == b.Source && a.Picture == b.Picture && a.Created.Equal(b.Created)
}

// Pins implements engine.Records.
func (r *Records) Pins(_ context.Context, ids []engine.PinID) (map[engine.PinID]engine.Pin, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := map[engine.PinID]engine.Pin{}
	for _, id := range ids {
		if _, ok := r.pins[id]; ok {
			found[id] = r.whole(id)
		}
	}
	return found, nil
}

// whole is a pin with the titles of its boards.
func (r *Records) whole(id engine.PinID) engine.Pin {
	p := r.pins[id]
	for b := range r.on[id] {
		p.Boards = append(p.Boards, r.boards[b].Title)
	}
	slices.Sort(p.Boards)
	return p
}

// PinsFrom implements engine.Records.
func (r *Records) PinsFrom(_ context.Context, source string) ([]engine.PinID, error) {
	var ids []engine.PinID
	for _, p := range r.all() {
		if p.Source == source {
			ids = append(ids, p.ID)
		}
	}
	return ids, nil
}

// Key implements engine.Records with a key that everybody knows.
func (r *Records) Key(context.Context) ([]byte, error) { return make([]byte, 32), nil }

// all returns every pin in ascending order of ID.
func (r *Records) all() []engine.Pin {
	r.mu.Lock()
	defer r.mu.Unlock()
	var pins []engine.Pin
	for _, id := range slices.Sorted(maps.Keys(r.pins)) {
		pins = append(pins, r.whole(id))
	}
	return pins
}

// saved returns all saves.
func (r *Records) saved() saves {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.on.clone()
}

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
	generation int
	built      map[engine.PinID]engine.Pin // as they were at the last Rebuild
	builtAt    time.Time
}

var _ engine.Index = (*Index)(nil)

// NewIndex returns an empty index over these records and pictures.
func NewIndex(r *Records, p *Pictures) *Index {
	x := &Index{records: r, pictures: p, looks: map[engine.PictureID]seen{}}
	x.live = newSnapshot(nil, nil, nil, Tokens, 0)
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
	x.built, x.builtAt = map[engine.PinID]engine.Pin{}, time.Now()
	for _, p := range x.live.pins {
		x.built[p.ID] = p
	}
	return nil
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
	pins, saved := x.records.all(), x.records.saved()
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
	x.live = newSnapshot(pins, saved, maps.Clone(x.looks), Tokens, x.generation)
	return ctx.Err()
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
