package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"akin/engine"
	"akin/engine/picture"
	"akin/index/record/db"
)

// page is how many pins are read by one query: enough that the query's own
// cost does not show, and a few megabytes at most. SQLite allows 32,766 IDs.
const page = 1000

// Pins implements engine.Records.
func (d *DB) Pins(ctx context.Context, viewer engine.UserID, ids []engine.PinID) (map[engine.PinID]engine.Pin, error) {
	if viewer == "" {
		return pinsOf(ctx, d.gets, viewer, ids)
	}
	// pins and titles are read one after the other: a board that changes sides
	// between must not show twice, or not at all
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("read %d pins: %w", len(ids), err)
	}
	defer tx.Rollback()
	return pinsOf(ctx, d.gets.WithTx(tx), viewer, ids)
}

func pinsOf(ctx context.Context, q *db.Queries, viewer engine.UserID, ids []engine.PinID) (map[engine.PinID]engine.Pin, error) {
	pins := make(map[engine.PinID]engine.Pin, len(ids))
	for chunk := range slices.Chunk(texts(ids), page) {
		rows, err := q.Pins(ctx, db.PinsParams{Viewer: string(viewer), Ids: chunk})
		if err != nil {
			return nil, fmt.Errorf("read %d pins: %w", len(ids), err)
		}
		for i := range rows {
			p, err := pinOf(&rows[i])
			if err != nil {
				return nil, err
			}
			pins[p.ID] = p
		}
		if viewer == "" {
			continue
		}
		titles, err := q.SecretTitlesOf(ctx, db.SecretTitlesOfParams{Viewer: string(viewer), Pins: chunk})
		if err != nil {
			return nil, fmt.Errorf("read the boards of %d pins: %w", len(ids), err)
		}
		addTitles(pins, titles)
	}
	return pins, nil
}

// addTitles adds titles of boards to the pins on them.
func addTitles(pins map[engine.PinID]engine.Pin, titles []db.SecretTitlesOfRow) {
	for _, t := range titles {
		if p, ok := pins[engine.PinID(t.Pin)]; ok {
			p.Boards = append(p.Boards, t.Title)
			slices.Sort(p.Boards)
			pins[p.ID] = p
		}
	}
}

// PinsFrom implements engine.Records.
func (d *DB) PinsFrom(ctx context.Context, viewer engine.UserID, source string) ([]engine.PinID, error) {
	ids, err := d.gets.PinsFrom(ctx, db.PinsFromParams{Source: source, Viewer: string(viewer)})
	if err != nil {
		return nil, fmt.Errorf("read pins from %s: %w", source, err)
	}
	return pinIDs(ids), nil
}

// CountPins returns the number of public pins.
func (d *DB) CountPins(ctx context.Context) (int, error) {
	n, err := d.gets.CountPublicPins(ctx)
	if err != nil {
		return 0, fmt.Errorf("count pins: %w", err)
	}
	return int(n), nil
}

// Head returns the number of the newest change, 0 before the first. What is
// secret moves it no more than it moves anything else that others can see.
func (d *DB) Head(ctx context.Context) (int64, error) {
	head, err := d.gets.Head(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the newest change: %w", err)
	}
	return head, nil
}

// Changed returns the pins that are new, gone, have other content, are on other
// public boards or have changed sides since the change of that number, a board
// of another title included; sorted and each once, with the number of the newest change. An
// after beyond head belongs to another record.
func (d *DB) Changed(ctx context.Context, after int64) (pins []engine.PinID, head int64, err error) {
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, 0, fmt.Errorf("read changes after %d: %w", after, err)
	}
	defer tx.Rollback()
	q := d.gets.WithTx(tx)
	ids, err := q.ChangedPins(ctx, after)
	if err != nil {
		return nil, 0, fmt.Errorf("read changes after %d: %w", after, err)
	}
	if head, err = q.Head(ctx); err != nil {
		return nil, 0, fmt.Errorf("read the newest change: %w", err)
	}
	return pinIDs(ids), head, nil
}

// pinOf turns a row into a pin. No tags and no boards are nil.
func pinOf(row *db.WholePin) (engine.Pin, error) {
	tags, err := list(row.Tags)
	if err != nil {
		return engine.Pin{}, fmt.Errorf("read tags of pin %s: %w", row.ID, err)
	}
	boards, err := list(row.Boards)
	if err != nil {
		return engine.Pin{}, fmt.Errorf("read boards of pin %s: %w", row.ID, err)
	}
	slices.Sort(boards)
	return engine.Pin{
		ID:          engine.PinID(row.ID),
		Owner:       engine.UserID(row.Owner),
		Title:       row.Title,
		Description: row.Description,
		Tags:        tags,
		Link:        row.Link,
		Source:      row.Source,
		Picture:     engine.PictureID(row.Picture.String),
		Facts:       factsOf(row),
		Created:     time.UnixMilli(row.Created).UTC(),
		Secret:      row.Secret != 0,
		Boards:      boards,
	}, nil
}

func factsOf(row *db.WholePin) picture.Facts {
	f := picture.Facts{
		Format:    picture.Format(row.Format.String),
		Bytes:     row.Bytes.Int64,
		Width:     int(row.Width.Int64),
		Height:    int(row.Height.Int64),
		ThumbHash: row.Thumbhash,
	}
	if row.Taken.Valid {
		f.Taken = time.UnixMilli(row.Taken.Int64).UTC()
	}
	return f
}

// list reads a JSON array of strings; an empty one is nil.
func list(text string) (items []string, err error) {
	if text == "[]" {
		return nil, nil
	}
	return items, json.Unmarshal([]byte(text), &items)
}

func texts(ids []engine.PinID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func pinIDs(texts []string) []engine.PinID {
	out := make([]engine.PinID, len(texts))
	for i, t := range texts {
		out[i] = engine.PinID(t)
	}
	return out
}
