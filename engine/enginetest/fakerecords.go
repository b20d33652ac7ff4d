package enginetest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"akin/engine"
)

// Records keeps pins in memory. The zero value is empty and ready.
type Records struct {
	mu     sync.Mutex
	users  map[engine.UserID]bool
	pins   map[engine.PinID]engine.Pin // without their boards
	boards map[engine.BoardID]engine.Board
	on     saves
	Fail   func() error // if set, asked before Keep; its error is Keep's
}

// saves say which boards each pin is on.
type saves map[engine.PinID]map[engine.BoardID]save

// A save says since when, and who did it.
type save struct {
	at time.Time
	by engine.UserID
}

// put saves a pin to a board, unless it is there already.
func (s saves) put(pin engine.PinID, board engine.BoardID, by engine.UserID, at time.Time) bool {
	if s[pin] == nil {
		s[pin] = map[engine.BoardID]save{}
	}
	if _, ok := s[pin][board]; ok {
		return false
	}
	s[pin][board] = save{at, by}
	return true
}

// only returns the saves that are wanted.
func (s saves) only(wanted func(engine.PinID, engine.BoardID) bool) saves {
	c := make(saves, len(s))
	for pin, on := range s {
		for board, sv := range on {
			if wanted(pin, board) {
				c.put(pin, board, sv.by, sv.at)
			}
		}
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
	for i := range batch {
		if err := r.refuses(&batch[i]); err != nil {
			return nil, err
		}
	}
	var all []engine.Status
	for i := range batch {
		all = append(all, r.keep(&batch[i]))
	}
	return all, nil
}

// begin makes the zero value usable, with r.mu held.
func (r *Records) begin() {
	if r.pins == nil {
		r.users = map[engine.UserID]bool{}
		r.pins, r.boards, r.on = map[engine.PinID]engine.Pin{}, map[engine.BoardID]engine.Board{}, saves{}
	}
}

// refuses says why a deposit would put somebody's secret pin into other hands.
func (r *Records) refuses(d *engine.Deposit) error {
	old, known := r.pins[d.Pin.ID]
	if !known {
		old = d.Pin
		public := func(b engine.Board) bool { return !r.boardFor(b).Secret }
		old.Secret = old.Secret && !slices.ContainsFunc(d.Boards, public)
	}
	if !old.Secret {
		return nil
	}
	others := func(b engine.Board) bool { return b.Owner != old.Owner }
	if d.Pin.Owner != old.Owner || slices.ContainsFunc(d.Boards, others) {
		return engine.Errorf(engine.Conflict, "another user has a pin %q", old.ID)
	}
	return nil
}

// boardFor is the board that a deposit means, be it there or not.
func (r *Records) boardFor(b engine.Board) engine.Board {
	if kept, ok := r.boards[b.ID]; ok {
		return kept
	}
	return b
}

func (r *Records) keep(d *engine.Deposit) engine.Status {
	p := d.Pin
	old, known := r.pins[p.ID]
	secret := len(d.Boards) > 0
	r.users[p.Owner] = true
	for _, b := range d.Boards {
		r.users[b.Owner] = true
		r.boards[b.ID] = r.boardFor(b)
		secret = secret && r.boards[b.ID].Secret && b.Owner == p.Owner
	}
	p.Secret = p.Secret || secret
	if known {
		p.Secret = old.Secret
	}
	p.Tags, p.Boards = slices.Clone(p.Tags), nil
	r.pins[p.ID] = p
	saved := false
	for _, b := range d.Boards {
		saved = r.on.put(p.ID, b.ID, b.Owner, p.Created) || saved
	}
	r.publish(p.ID)
	switch {
	case !known:
		return engine.Added
	case saved || !sameContent(old, p):
		return engine.Changed
	}
	return engine.Unchanged
}

// publish makes a pin public that is on a public board.
func (r *Records) publish(id engine.PinID) {
	if p := r.pins[id]; p.Secret && r.isOnPublic(id) {
		p.Secret = false
		r.pins[id] = p
	}
}

// hide makes a pin secret, unless it is on a public board. It stays on no
// board of somebody else.
func (r *Records) hide(id engine.PinID) {
	p := r.pins[id]
	if p.Secret || r.isOnPublic(id) {
		return
	}
	p.Secret = true
	r.pins[id] = p
	for b := range r.on[id] {
		if r.boards[b].Owner != p.Owner {
			delete(r.on[id], b)
		}
	}
}

func (r *Records) isOnPublic(id engine.PinID) bool {
	for b := range r.on[id] {
		if !r.boards[b].Secret {
			return true
		}
	}
	return false
}

// sees tells whether a viewer sees what is secret or not, of that owner.
func sees(viewer, owner engine.UserID, secret bool) bool {
	return !secret || viewer != "" && viewer == owner
}

func (r *Records) seesPin(viewer engine.UserID, id engine.PinID) bool {
	p, ok := r.pins[id]
	return ok && sees(viewer, p.Owner, p.Secret)
}

func (r *Records) seesBoard(viewer engine.UserID, id engine.BoardID) bool {
	b, ok := r.boards[id]
	return ok && sees(viewer, b.Owner, b.Secret)
}

// sameContent compares what was written, and neither boards nor facts: these
// follow from the picture.
func sameContent(a, b engine.Pin) bool {
	return a.Owner == b.Owner && a.Title == b.Title && a.Description == b.Description && slices.Equal(a.Tags, b.Tags) &&
		a.Link == b.Link && a.Source == b.Source && a.Picture == b.Picture && a.Created.Equal(b.Created)
}

// Pins implements engine.Records.
func (r *Records) Pins(_ context.Context, viewer engine.UserID, ids []engine.PinID) (map[engine.PinID]engine.Pin, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := map[engine.PinID]engine.Pin{}
	for _, id := range ids {
		if r.seesPin(viewer, id) {
			found[id] = r.whole(viewer, id)
		}
	}
	return found, nil
}

// whole is a pin with the titles of its boards that the viewer sees.
func (r *Records) whole(viewer engine.UserID, id engine.PinID) engine.Pin {
	p := r.pins[id]
	for b := range r.on[id] {
		if r.seesBoard(viewer, b) {
			p.Boards = append(p.Boards, r.boards[b].Title)
		}
	}
	slices.Sort(p.Boards)
	return p
}

// PinsFrom implements engine.Records.
func (r *Records) PinsFrom(_ context.Context, viewer engine.UserID, source string) ([]engine.PinID, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var ids []engine.PinID
	for _, id := range slices.Sorted(maps.Keys(r.pins)) {
		if r.pins[id].Source == source && r.seesPin(viewer, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Key implements engine.Records with a key that everybody knows.
func (r *Records) Key(context.Context) ([]byte, error) { return make([]byte, 32), nil }

// public returns every public pin in ascending order of ID, and what is saved
// to public boards.
func (r *Records) public() (pins []engine.Pin, saved saves) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(r.pins)) {
		if r.seesPin("", id) {
			pins = append(pins, r.whole("", id))
		}
	}
	return pins, r.on.only(func(_ engine.PinID, b engine.BoardID) bool { return r.seesBoard("", b) })
}

// everything returns every pin in ascending order of ID, without its boards.
func (r *Records) everything() (pins []engine.Pin) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(r.pins)) {
		pins = append(pins, r.pins[id])
	}
	return pins
}

// secret returns what only the viewer sees: pins in ascending order of ID, and
// what is saved to secret boards.
func (r *Records) secret(viewer engine.UserID) (pins []engine.Pin, saved saves) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(r.pins)) {
		if r.pins[id].Secret && r.seesPin(viewer, id) {
			pins = append(pins, r.whole(viewer, id))
		}
	}
	return pins, r.on.only(func(_ engine.PinID, b engine.BoardID) bool { return r.boards[b].Secret && r.seesBoard(viewer, b) })
}
