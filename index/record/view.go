package record

import (
	"context"
	"database/sql"
	"fmt"

	"akin/engine"
	"akin/index/record/db"
)

// A View is the record as it was at one change. It is safe for concurrent use
// until closed. What is kept meanwhile stays in SQLite's log and makes it
// grow, so a view is not for keeping open.
type View struct {
	tx   *sql.Tx
	q    *db.Queries
	head int64
	pins int
}

// View freezes the record as it is now. The view ends with ctx or with Close,
// whichever comes first.
func (d *DB) View(ctx context.Context) (*View, error) {
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("view record: %w", err)
	}
	v := &View{tx: tx, q: d.gets.WithTx(tx)}
	// The transaction freezes at its first read, not where it begins.
	if v.head, err = v.q.Head(ctx); err != nil {
		tx.Rollback()
		return nil, fmt.Errorf("view record: %w", err)
	}
	pins, err := v.q.CountPins(ctx)
	if err != nil {
		tx.Rollback()
		return nil, fmt.Errorf("view record: %w", err)
	}
	v.pins = int(pins)
	return v, nil
}

// Head is the number of the newest change in the view, 0 before the first.
func (v *View) Head() int64 { return v.head }

// Count is the number of pins in the view.
func (v *View) Count() int { return v.pins }

// EachPin calls f for every pin, in ascending order of the bytes of their IDs,
// until f returns an error, which it returns. A thousand pins are in memory at
// a time.
func (v *View) EachPin(ctx context.Context, f func(engine.Pin) error) error {
	after := "" // no pin has an empty ID
	for {
		rows, err := v.q.PinsAfter(ctx, db.PinsAfterParams{ID: after, Limit: page})
		if err != nil {
			return fmt.Errorf("read pins after %q: %w", after, err)
		}
		for i := range rows {
			p, err := pinOf(&rows[i])
			if err != nil {
				return err
			}
			if err := f(p); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
		after = rows[len(rows)-1].ID
	}
}

// EachSave calls f for every save, by the bytes of the pin's ID, then of the
// board's, until f returns an error, which it returns.
func (v *View) EachSave(ctx context.Context, f func(Save) error) error {
	after := db.SavesAfterParams{N: page} // no pin has an empty ID
	for {
		rows, err := v.q.SavesAfter(ctx, after)
		if err != nil {
			return fmt.Errorf("read saves after pin %q: %w", after.Pin, err)
		}
		for _, r := range rows {
			if err := f(saveOf(r.Pin, r.Board, r.At)); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
		last := rows[len(rows)-1]
		after.Pin, after.Board = last.Pin, last.Board
	}
}

// BoardIDs returns the IDs of all boards in ascending order of their bytes.
func (v *View) BoardIDs(ctx context.Context) ([]engine.BoardID, error) {
	ids, err := v.q.BoardIDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("read boards: %w", err)
	}
	all := make([]engine.BoardID, len(ids))
	for i, id := range ids {
		all[i] = engine.BoardID(id)
	}
	return all, nil
}

// Close ends the view.
func (v *View) Close() { v.tx.Rollback() }
