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
	pins, err := v.q.CountPublicPins(ctx)
	if err != nil {
		tx.Rollback()
		return nil, fmt.Errorf("view record: %w", err)
	}
	v.pins = int(pins)
	return v, nil
}

// Head is the number of the newest change in the view, 0 before the first. What
// is secret has none.
func (v *View) Head() int64 { return v.head }

// Count is the number of public pins in the view.
func (v *View) Count() int { return v.pins }

// CountSecret returns the number of secret pins in the view.
func (v *View) CountSecret(ctx context.Context) (int, error) {
	n, err := v.q.CountSecretPins(ctx)
	if err != nil {
		return 0, fmt.Errorf("count secret pins: %w", err)
	}
	return int(n), nil
}

// EachPin calls f for every public pin, in ascending order of the bytes of their
// IDs, with its public boards, until f returns an error, which it returns. A
// thousand pins are in memory at a time.
func (v *View) EachPin(ctx context.Context, f func(engine.Pin) error) error {
	return eachPin(f, func(after string) ([]db.WholePin, error) {
		return v.q.PublicPinsAfter(ctx, db.PublicPinsAfterParams{ID: after, N: page})
	})
}

// EachSecretPin does the same for every secret pin, whoever's it is, and
// without boards. It is for making sure that nothing is lost.
func (v *View) EachSecretPin(ctx context.Context, f func(engine.Pin) error) error {
	return eachPin(f, func(after string) ([]db.WholePin, error) {
		return v.q.SecretPinsAfter(ctx, db.SecretPinsAfterParams{ID: after, N: page})
	})
}

func eachPin(f func(engine.Pin) error, read func(after string) ([]db.WholePin, error)) error {
	after := "" // no pin has an empty ID
	for {
		rows, err := read(after)
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

// EachSave calls f for every save on a public board, by the bytes of the pin's
// ID, then of the board's, until f returns an error, which it returns.
func (v *View) EachSave(ctx context.Context, f func(Save) error) error {
	ids, err := v.q.SecretBoardIDs(ctx)
	if err != nil {
		return fmt.Errorf("read secret boards: %w", err)
	}
	// The few secret boards are known beforehand: to look up the board of each
	// save takes as long as reading the saves.
	secret := make(map[string]bool, len(ids))
	for _, id := range ids {
		secret[id] = true
	}
	after := db.SavesAfterParams{N: page} // no pin has an empty ID
	for {
		rows, err := v.q.SavesAfter(ctx, after)
		if err != nil {
			return fmt.Errorf("read saves after pin %q: %w", after.Pin, err)
		}
		for _, r := range rows {
			if secret[r.Board] {
				continue
			}
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

// BoardIDs returns the IDs of all public boards in ascending order of their
// bytes.
func (v *View) BoardIDs(ctx context.Context) ([]engine.BoardID, error) {
	ids, err := v.q.PublicBoardIDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("read boards: %w", err)
	}
	return idsOfBoards(ids), nil
}

// Close ends the view.
func (v *View) Close() { v.tx.Rollback() }
