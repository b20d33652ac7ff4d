package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"akin/engine"
	"akin/index/record/db"
)

// Merges implements engine.Merges. Of copies that somebody hid since, nothing is
// told but to them.
func (d *DB) Merges(ctx context.Context, by engine.UserID, after engine.MergePosition, limit int) ([]engine.MergeInfo, error) {
	at := after.At.UnixMilli()
	if after.ID == "" && after.At.IsZero() {
		at = math.MaxInt64
	}
	rows, err := d.gets.Merges(ctx, db.MergesParams{User: string(by), At: at, ID: string(after.ID), N: atMost(limit)})
	if err != nil {
		return nil, fmt.Errorf("read the merges of %s: %w", by, err)
	}
	all := make([]engine.MergeInfo, len(rows))
	for i, m := range rows {
		all[i] = engine.MergeInfo{
			ID: engine.MergeID(m.ID), MergedAt: time.UnixMilli(m.At).UTC(),
			Original: engine.PinID(m.Pin), Copies: []engine.MergedCopy{},
		}
		pins, err := d.gets.MergedPins(ctx, m.Seq)
		if err != nil {
			return nil, fmt.Errorf("read merge %s: %w", m.ID, err)
		}
		for _, p := range pins {
			if p.Place == 0 || p.Secret != 0 && p.Owner != string(by) {
				continue
			}
			how, err := list(p.How)
			if err != nil {
				return nil, fmt.Errorf("read merge %s: %w", m.ID, err)
			}
			all[i].Copies = append(all[i].Copies, engine.MergedCopy{ID: engine.PinID(p.ID), Title: p.Title, Source: p.Source, How: append([]string{}, how...)})
		}
	}
	return all, nil
}

// IsMergedAway implements engine.Merges.
func (d *DB) IsMergedAway(ctx context.Context, p *engine.Pin) (bool, error) {
	away, err := isMergedAway(ctx, d.gets, p)
	if err != nil {
		return false, fmt.Errorf("read whether pin %s was merged: %w", p.ID, err)
	}
	return away, nil
}

// giveMerges gives LocalUser what a user who goes merged, and what of theirs was
// merged, as their public pins are given.
func giveMerges(ctx context.Context, q *db.Queries, user string) error {
	heir := string(engine.LocalUser)
	if err := q.GiveMergedPins(ctx, db.GiveMergedPinsParams{Heir: heir, Owner: user}); err != nil {
		return err
	}
	if err := q.GiveMerges(ctx, db.GiveMergesParams{Heir: heir, Owner: user}); err != nil {
		return err
	}
	return q.DropEmptyMerges(ctx)
}

// EachMergedPicture calls f for the picture of every pin that was merged away and
// can be brought back, until f returns an error, which it returns.
func (v *View) EachMergedPicture(ctx context.Context, f func(engine.PinID, engine.PictureID) error) error {
	for after := (db.MergedPicturesAfterParams{N: page}); ; {
		rows, err := v.q.MergedPicturesAfter(ctx, after)
		if err != nil {
			return fmt.Errorf("read the pictures of merged pins: %w", err)
		}
		for _, r := range rows {
			if err := f(engine.PinID(r.ID), engine.PictureID(r.Picture.String)); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
		after.Merge, after.Place = rows[len(rows)-1].Merge, rows[len(rows)-1].Place
	}
}

// maxMerges bounds a chain of merges, each of whose originals was merged into the
// next: far more than better and better copies of one picture turn up.
const maxMerges = 100

// isMergedAway tells whether a pin that is to be kept was merged into one that is
// there, or that was merged in its turn into one that is there.
func isMergedAway(ctx context.Context, q *db.Queries, p *engine.Pin) (bool, error) {
	if p.Picture == "" {
		return false, nil
	}
	into, err := q.MergedInto(ctx, db.MergedIntoParams{
		ID: string(p.ID), Owner: string(p.Owner), Picture: sql.NullString{String: string(p.Picture), Valid: true},
	})
	if err == nil {
		_, again := q.Pin(ctx, string(p.ID))
		if !errors.Is(again, sql.ErrNoRows) {
			return false, again
		}
	}
	for range maxMerges {
		if err != nil {
			break
		}
		_, gone := q.Pin(ctx, into)
		if !errors.Is(gone, sql.ErrNoRows) {
			return gone == nil, gone
		}
		into, err = q.MergedFurther(ctx, into)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return false, err
}
