package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"akin/engine"
	"akin/index/record/db"
)

// Keep writes the deposits in one transaction, which is on disk when Keep
// returns; after an error nothing of them is kept. Users and boards are made
// where they do not exist. A board is meant by its owner and title: one that
// has them under another ID is used, and one that was renamed is not. A pin is
// Changed if any of its fields differs from what was kept, the owner included,
// or if it was put on a board; it never leaves a board. The facts about a
// picture are written once. A save is dated by its pin's Created.
//
// A new pin is secret if it is said to be, or if it is put on secret boards of
// its owner alone; what is kept again stays as secret as it was, but that a
// public board makes it public. What would give a secret pin to somebody else is
// a Conflict.
//
// A pin that was merged into another one stays so: kept again, with the picture
// and the owner that it had, it is Unchanged as long as that other one is there.
func (d *DB) Keep(ctx context.Context, batch []engine.Deposit) ([]engine.Status, error) {
	all := make([]engine.Status, len(batch))
	err := d.change(ctx, "keep pins", func(q *db.Queries) (err error) {
		for i := range batch {
			if all[i], err = keepOne(ctx, q, &batch[i]); err != nil {
				return fmt.Errorf("pin %s: %w", batch[i].Pin.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func keepOne(ctx context.Context, q *db.Queries, dep *engine.Deposit) (engine.Status, error) {
	if away, err := isMergedAway(ctx, q, &dep.Pin); err != nil || away {
		return engine.Unchanged, err
	}
	boards := make([]engine.Board, len(dep.Boards))
	for i, b := range dep.Boards {
		var err error
		if boards[i], err = boardFor(ctx, q, b); err != nil {
			return "", err
		}
	}
	status, err := keepPin(ctx, q, &dep.Pin, boards)
	if err != nil {
		return "", err
	}
	for _, b := range boards {
		saves, err := q.AddSave(ctx, db.AddSaveParams{
			Pin: string(dep.Pin.ID), Board: string(b.ID), User: string(b.Owner), At: dep.Pin.Created.UnixMilli(),
		})
		if err != nil {
			return "", err
		}
		if saves > 0 && status == engine.Unchanged {
			status = engine.Changed
		}
	}
	return status, nil
}

// keepPin writes the pin if it is not there as it is to be; boards are those
// that it will be put on.
func keepPin(ctx context.Context, q *db.Queries, p *engine.Pin, boards []engine.Board) (engine.Status, error) {
	row, err := rowOf(p)
	if err != nil {
		return "", err
	}
	old, err := q.Pin(ctx, row.ID)
	status := engine.Changed
	switch {
	case errors.Is(err, sql.ErrNoRows):
		status = engine.Added
		row.Secret = flag(bornSecret(p, boards))
		old = row
	case err != nil:
		return "", err
	default:
		row.Secret = old.Secret
	}
	if others := func(b engine.Board) bool { return string(b.Owner) != old.Owner }; old.Secret != 0 &&
		(row.Owner != old.Owner || slices.ContainsFunc(boards, others)) {
		return "", engine.Errorf(engine.Conflict, "another user has a pin %q", p.ID)
	}
	if status == engine.Changed && old == row {
		return engine.Unchanged, nil
	}
	if err := q.AddUser(ctx, row.Owner); err != nil {
		return "", err
	}
	if p.Picture != "" {
		if err := q.AddPicture(ctx, pictureRowOf(p)); err != nil {
			return "", err
		}
	}
	return status, q.PutPin(ctx, db.PutPinParams(row))
}

// bornSecret tells whether a new pin is secret. One that goes to a public board
// is not, even for a moment: that would leave a trace.
func bornSecret(p *engine.Pin, boards []engine.Board) bool {
	if slices.ContainsFunc(boards, func(b engine.Board) bool { return !b.Secret }) {
		return false
	}
	others := func(b engine.Board) bool { return b.Owner != p.Owner }
	return p.Secret || len(boards) > 0 && !slices.ContainsFunc(boards, others)
}

// rowOf is the pin's content as it is stored.
func rowOf(p *engine.Pin) (db.Pin, error) {
	tags := []byte("[]")
	if len(p.Tags) > 0 {
		var err error
		if tags, err = json.Marshal(p.Tags); err != nil {
			return db.Pin{}, err
		}
	}
	return db.Pin{
		ID:          string(p.ID),
		Owner:       string(p.Owner),
		Title:       p.Title,
		Description: p.Description,
		Tags:        string(tags),
		Link:        p.Link,
		Source:      p.Source,
		Picture:     sql.NullString{String: string(p.Picture), Valid: p.Picture != ""},
		Created:     p.Created.UnixMilli(),
	}, nil
}

func pictureRowOf(p *engine.Pin) db.AddPictureParams {
	f := &p.Facts
	return db.AddPictureParams{
		Hash:      string(p.Picture),
		Format:    string(f.Format),
		Bytes:     f.Bytes,
		Width:     int64(f.Width),
		Height:    int64(f.Height),
		Taken:     sql.NullInt64{Int64: f.Taken.UnixMilli(), Valid: !f.Taken.IsZero()},
		Thumbhash: f.ThumbHash,
	}
}
