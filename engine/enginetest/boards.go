package enginetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"akin/engine"
)

// Boards is an engine.Library over these records, but for Phrases, which
// panics.
func Boards(r *Records) engine.Library { return boards{records: r} }

type boards struct {
	engine.Library
	records *Records
}

// locked returns the records for use; the caller unlocks them.
func (b boards) locked() *Records {
	b.records.mu.Lock()
	b.records.begin()
	return b.records
}

// info is a board with what the viewer sees of it.
func (r *Records) info(viewer engine.UserID, id engine.BoardID) engine.BoardInfo {
	info := engine.BoardInfo{Board: r.boards[id]}
	var pictured []engine.PinPosition
	for pin, on := range r.on {
		sv, ok := on[id]
		if !ok || !r.seesPin(viewer, pin) {
			continue
		}
		info.Pins++
		if r.pins[pin].Picture != "" {
			pictured = append(pictured, engine.PinPosition{At: sv.at, ID: pin})
		}
	}
	slices.SortFunc(pictured, newestFirst)
	for _, p := range pictured[:min(covers, len(pictured))] {
		info.Covers = append(info.Covers, p.ID)
	}
	return info
}

// covers is how many pins a board shows at most.
const covers = 4

func newestFirst(p, q engine.PinPosition) int {
	return cmp.Or(q.At.Compare(p.At), cmp.Compare(p.ID, q.ID))
}

func (b boards) Board(_ context.Context, viewer engine.UserID, id engine.BoardID) (engine.BoardInfo, error) {
	r := b.locked()
	defer r.mu.Unlock()
	if !r.seesBoard(viewer, id) {
		return engine.BoardInfo{}, noBoard(id)
	}
	return r.info(viewer, id), nil
}

// listed returns the wanted boards that a viewer sees, by title, then by ID.
func (r *Records) listed(viewer engine.UserID, wanted func(engine.Board) bool) []engine.BoardInfo {
	all := []engine.BoardInfo{}
	for id, board := range r.boards {
		if r.seesBoard(viewer, id) && wanted(board) {
			all = append(all, r.info(viewer, id))
		}
	}
	slices.SortFunc(all, func(x, y engine.BoardInfo) int {
		return cmp.Or(cmp.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
	})
	return all
}

func (b boards) Boards(_ context.Context, viewer, owner engine.UserID, after engine.BoardPosition, limit int) ([]engine.BoardInfo, error) {
	r := b.locked()
	defer r.mu.Unlock()
	all := r.listed(viewer, func(board engine.Board) bool {
		follows := cmp.Or(cmp.Compare(board.Title, after.Title), cmp.Compare(board.ID, after.ID)) > 0
		return follows && (owner == "" || board.Owner == owner)
	})
	return all[:max(0, min(limit, len(all)))], nil
}

func (b boards) BoardsOf(_ context.Context, viewer engine.UserID, pin engine.PinID) ([]engine.BoardInfo, error) {
	r := b.locked()
	defer r.mu.Unlock()
	if !r.seesPin(viewer, pin) {
		return []engine.BoardInfo{}, nil
	}
	return r.listed(viewer, func(board engine.Board) bool {
		_, on := r.on[pin][board.ID]
		return on
	}), nil
}

func (b boards) BoardsBy(_ context.Context, owner engine.UserID) ([]engine.BoardID, error) {
	r := b.locked()
	defer r.mu.Unlock()
	ids := []engine.BoardID{}
	for id, board := range r.boards {
		if board.Owner == owner {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (b boards) BoardsNamed(_ context.Context, viewer engine.UserID, ids []engine.BoardID) (map[engine.BoardID]engine.Board, error) {
	r := b.locked()
	defer r.mu.Unlock()
	found := map[engine.BoardID]engine.Board{}
	for _, id := range ids {
		if r.seesBoard(viewer, id) {
			found[id] = r.boards[id]
		}
	}
	return found, nil
}

func (b boards) KeepBoard(_ context.Context, board engine.Board) error {
	r := b.locked()
	defer r.mu.Unlock()
	old, known := r.boards[board.ID]
	if known && old.Owner != board.Owner {
		return engine.Errorf(engine.Conflict, "board %s is not %s's", board.ID, board.Owner)
	}
	for id, other := range r.boards {
		if id != board.ID && other.Owner == board.Owner && other.Title == board.Title {
			return engine.Errorf(engine.Conflict, "%s has a board %q already", board.Owner, board.Title)
		}
	}
	r.users[board.Owner] = true
	r.boards[board.ID] = board
	if !known || old.Secret == board.Secret {
		return nil
	}
	for pin, on := range r.on {
		if _, ok := on[board.ID]; ok && !board.Secret {
			r.publish(pin)
		} else if ok && r.pins[pin].Owner == board.Owner {
			r.hide(pin)
		}
	}
	return nil
}

func (b boards) DropBoard(_ context.Context, id engine.BoardID) error {
	r := b.locked()
	defer r.mu.Unlock()
	if _, ok := r.boards[id]; !ok {
		return noBoard(id)
	}
	r.dropBoard(id)
	return nil
}

func (r *Records) dropBoard(id engine.BoardID) {
	delete(r.boards, id)
	for _, on := range r.on {
		delete(on, id)
	}
}

func (b boards) Save(_ context.Context, pin engine.PinID, board engine.BoardID, by engine.UserID, at time.Time) error {
	r := b.locked()
	defer r.mu.Unlock()
	if !r.seesPin(by, pin) {
		return noPin(pin)
	}
	if !r.seesBoard(by, board) {
		return noBoard(board)
	}
	r.users[by] = true
	r.on.put(pin, board, by, at)
	r.publish(pin)
	return nil
}

func (b boards) Unsave(_ context.Context, pin engine.PinID, board engine.BoardID) error {
	r := b.locked()
	defer r.mu.Unlock()
	if _, ok := r.on[pin][board]; !ok {
		return engine.Errorf(engine.NotFound, "pin %q is not on board %q", pin, board)
	}
	delete(r.on[pin], board)
	return nil
}

func (b boards) DropPin(_ context.Context, id engine.PinID) error {
	r := b.locked()
	defer r.mu.Unlock()
	if _, ok := r.pins[id]; !ok {
		return noPin(id)
	}
	r.dropPin(id)
	return nil
}

func (r *Records) dropPin(id engine.PinID) {
	delete(r.pins, id)
	delete(r.on, id)
}

func (b boards) Newest(_ context.Context, viewer engine.UserID, board engine.BoardID, after engine.PinPosition, limit int) ([]engine.PinPosition, error) {
	r := b.locked()
	defer r.mu.Unlock()
	all := []engine.PinPosition{}
	for id, p := range r.pins {
		at, on := p.Created, board == ""
		if sv, ok := r.on[id][board]; ok && r.seesBoard(viewer, board) {
			at, on = sv.at, true
		}
		position := engine.PinPosition{At: at, ID: id}
		if on && r.seesPin(viewer, id) && (after == engine.PinPosition{} || newestFirst(position, after) > 0) {
			all = append(all, position)
		}
	}
	slices.SortFunc(all, newestFirst)
	return all[:max(0, min(limit, len(all)))], nil
}

func (b boards) Seen(_ context.Context, viewer engine.UserID, picture engine.PictureID) (bool, error) {
	r := b.locked()
	defer r.mu.Unlock()
	for id, p := range r.pins {
		if picture != "" && p.Picture == picture && r.seesPin(viewer, id) {
			return true, nil
		}
	}
	return false, nil
}

func noBoard(id engine.BoardID) error {
	return engine.Errorf(engine.NotFound, "there is no board %q", id)
}

func noPin(id engine.PinID) error { return engine.Errorf(engine.NotFound, "there is no pin %q", id) }
