package record

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"akin/engine"
	"akin/index/record/db"
)

// Save implements engine.Library. A user who is not known yet is made. What the
// user does not see is not there for them.
func (d *DB) Save(ctx context.Context, pin engine.PinID, board engine.BoardID, by engine.UserID, at time.Time) error {
	return d.change(ctx, "save pin", func(q *db.Queries) error {
		can, err := q.CanSave(ctx, db.CanSaveParams{User: string(by), Pin: string(pin), Board: string(board)})
		switch {
		case err != nil:
			return err
		case can.Pin == 0:
			return noPin(pin)
		case can.Board == 0:
			return noBoard(board)
		case can.Saved > 0:
			return nil
		}
		if err := q.AddUser(ctx, string(by)); err != nil {
			return err
		}
		_, err = q.AddSave(ctx, db.AddSaveParams{
			Pin: string(pin), Board: string(board), User: string(by), At: at.UnixMilli(),
		})
		return err
	})
}

// Unsave implements engine.Library.
func (d *DB) Unsave(ctx context.Context, pin engine.PinID, board engine.BoardID) error {
	return d.change(ctx, "unsave pin", func(q *db.Queries) error {
		n, err := q.DropSave(ctx, db.DropSaveParams{Pin: string(pin), Board: string(board)})
		if err == nil && n == 0 {
			return engine.Errorf(engine.NotFound, "pin %q is not on board %q", pin, board)
		}
		return err
	})
}

// A Save says that a pin is on a board, and since when.
type Save struct {
	Pin   engine.PinID
	Board engine.BoardID
	At    time.Time
}

// SavesOf returns the saves of these pins on public boards, by pin, then by
// board; none of a pin that is not there.
func (d *DB) SavesOf(ctx context.Context, pins []engine.PinID) ([]Save, error) {
	var all []Save
	for chunk := range slices.Chunk(slices.Sorted(slices.Values(texts(pins))), page) {
		rows, err := d.gets.SavesOf(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read the saves of %d pins: %w", len(pins), err)
		}
		for _, r := range rows {
			all = append(all, saveOf(r.Pin, r.Board, r.At))
		}
	}
	return all, nil
}

func saveOf(pin, board string, at int64) Save {
	return Save{engine.PinID(pin), engine.BoardID(board), time.UnixMilli(at).UTC()}
}

// DropPin implements engine.Library.
func (d *DB) DropPin(ctx context.Context, id engine.PinID) error {
	return d.change(ctx, "drop pin", func(q *db.Queries) error {
		n, err := q.DropPin(ctx, string(id))
		if err == nil && n == 0 {
			return noPin(id)
		}
		return err
	})
}

// Newest implements engine.Library. A board that is not there has no pins. A
// page costs the same anywhere in a list of any length, whatever others keep
// secret. Whoever sees a board sees all pins on it.
func (d *DB) Newest(ctx context.Context, viewer engine.UserID, board engine.BoardID, after engine.PinPosition, limit int) ([]engine.PinPosition, error) {
	at, id, n := after.At.UnixMilli(), string(after.ID), atMost(limit)
	if id == "" && after.At.IsZero() {
		at = math.MaxInt64
	}
	if board == "" {
		return positions(d.gets.Newest(ctx, db.NewestParams{Viewer: string(viewer), At: at, ID: id, N: n}))
	}
	seen, err := d.BoardsNamed(ctx, viewer, []engine.BoardID{board})
	if err != nil || len(seen) == 0 {
		return []engine.PinPosition{}, err
	}
	return positions(d.gets.NewestOn(ctx, db.NewestOnParams{Board: string(board), At: at, ID: id, N: n}))
}

// positions turns the rows of either query into what Newest returns.
func positions[R db.NewestRow | db.NewestOnRow](rows []R, err error) ([]engine.PinPosition, error) {
	if err != nil {
		return nil, fmt.Errorf("read the newest pins: %w", err)
	}
	all := make([]engine.PinPosition, len(rows))
	for i := range rows {
		r := db.NewestRow(rows[i])
		all[i] = engine.PinPosition{At: time.UnixMilli(r.At).UTC(), ID: engine.PinID(r.ID)}
	}
	return all, nil
}

// atMost is a limit as SQLite takes it, to which a negative one is none.
func atMost(limit int) int64 { return int64(max(limit, 0)) }

func noPin(id engine.PinID) error {
	return engine.Errorf(engine.NotFound, "there is no pin %q", id)
}
