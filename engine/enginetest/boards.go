package enginetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"akin/engine"
)

// Boards is an engine.Library over these records, but for BoardsOf and Phrases,
// which panic.
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

func (b boards) Board(_ context.Context, id engine.BoardID) (engine.BoardInfo, error) {
	r := b.locked()
	defer r.mu.Unlock()
	board, ok := r.boards[id]
	if !ok {
		return engine.BoardInfo{}, noBoard(id)
	}
	info := engine.BoardInfo{Board: board}
	for _, on := range r.on {
		if _, ok := on[id]; ok {
			info.Pins++
		}
	}
	return info, nil
}

func (b boards) Boards(_ context.Context, owner engine.UserID, after engine.BoardPosition, limit int) ([]engine.BoardInfo, error) {
	r := b.locked()
	defer r.mu.Unlock()
	all := []engine.BoardInfo{}
	for _, board := range r.boards {
		if follows := cmp.Or(cmp.Compare(board.Title, after.Title), cmp.Compare(board.ID, after.ID)) > 0; follows && (owner == "" || board.Owner == owner) {
			all = append(all, engine.BoardInfo{Board: board})
		}
	}
	slices.SortFunc(all, func(x, y engine.BoardInfo) int {
		return cmp.Or(cmp.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
	})
	return all[:min(limit, len(all))], nil
}

func (b boards) BoardsNamed(_ context.Context, ids []engine.BoardID) (map[engine.BoardID]engine.Board, error) {
	r := b.locked()
	defer r.mu.Unlock()
	found := map[engine.BoardID]engine.Board{}
	for _, id := range ids {
		if board, ok := r.boards[id]; ok {
			found[id] = board
		}
	}
	return found, nil
}

func (b boards) KeepBoard(_ context.Context, board engine.Board) error {
	r := b.locked()
	defer r.mu.Unlock()
	r.boards[board.ID] = board
	return nil
}

func (b boards) DropBoard(_ context.Context, id engine.BoardID) error {
	r := b.locked()
	defer r.mu.Unlock()
	if _, ok := r.boards[id]; !ok {
		return noBoard(id)
	}
	delete(r.boards, id)
	for _, on := range r.on {
		delete(on, id)
	}
	return nil
}

func (b boards) Save(_ context.Context, pin engine.PinID, board engine.BoardID, _ engine.UserID, at time.Time) error {
	r := b.locked()
	defer r.mu.Unlock()
	if _, ok := r.pins[pin]; !ok {
		return engine.Errorf(engine.NotFound, "there is no pin %q", pin)
	}
	if _, ok := r.boards[board]; !ok {
		return noBoard(board)
	}
	r.on.put(pin, board, at)
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
		return engine.Errorf(engine.NotFound, "there is no pin %q", id)
	}
	delete(r.pins, id)
	delete(r.on, id)
	return nil
}

func (b boards) Newest(_ context.Context, board engine.BoardID, after engine.PinPosition, limit int) ([]engine.PinPosition, error) {
	r := b.locked()
	defer r.mu.Unlock()
	var all []engine.PinPosition
	for id, p := range r.pins {
		at, on := r.on[id][board]
		if board == "" {
			at, on = p.Created, true
		}
		if on {
			all = append(all, engine.PinPosition{At: at, ID: id})
		}
	}
	slices.SortFunc(all, func(p, q engine.PinPosition) int { return cmp.Or(q.At.Compare(p.At), cmp.Compare(p.ID, q.ID)) })
	if i := slices.Index(all, after); i >= 0 {
		all = all[i+1:]
	}
	return all[:min(limit, len(all))], nil
}

func noBoard(id engine.BoardID) error {
	return engine.Errorf(engine.NotFound, "there is no board %q", id)
}
