package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"akin/engine"
	"akin/index/record/db"
)

// UndoMerge implements engine.Merges.
func (d *DB) UndoMerge(ctx context.Context, by engine.UserID, id engine.MergeID) (done engine.UndoneMerge, err error) {
	err = d.change(ctx, "undo merge", func(q *db.Queries) error {
		m, err := q.Merge(ctx, db.MergeParams{ID: string(id), User: string(by)})
		if errors.Is(err, sql.ErrNoRows) {
			e := engine.Errorf(engine.NotFound, "%s did no merge %q that is not undone", by, id)
			e.Hint = "'akin duplicates --merges' lists them"
			return e
		}
		if err != nil {
			return err
		}
		w := undoing{q: q, Merge: m, on: map[string]bool{}}
		w.done = engine.UndoneMerge{Merge: id, Original: engine.PinID(m.Pin), Restored: []engine.PinID{}, Stays: []string{}}
		if err := w.run(ctx); err != nil {
			return err
		}
		done = w.done
		return nil
	})
	return done, err
}

// An undoing is a merge that is being undone.
type undoing struct {
	q *db.Queries
	db.Merge
	pins  []db.MergedPin // the original as it was, then the copies
	saves []db.MergedSave
	there bool            // the original is, for whoever undoes
	on    map[string]bool // the boards to which copies come back
	done  engine.UndoneMerge
}

func (w *undoing) run(ctx context.Context) (err error) {
	if w.pins, err = w.q.MergedPins(ctx, w.Seq); err != nil {
		return err
	}
	if w.saves, err = w.q.MergedSaves(ctx, w.Seq); err != nil {
		return err
	}
	if err := w.check(ctx); err != nil {
		return err
	}
	if err := w.restoreWords(ctx); err != nil {
		return err
	}
	for i := 0; i < len(w.saves); {
		end := i + 1
		for end < len(w.saves) && w.saves[end].Board == w.saves[i].Board {
			end++
		}
		if err := w.restoreOn(ctx, w.saves[i:end]); err != nil {
			return err
		}
		i = end
	}
	if err := w.restoreCopies(ctx); err != nil {
		return err
	}
	return w.q.DropMerge(ctx, w.Seq)
}

// check refuses what would not come out as before.
func (w *undoing) check(ctx context.Context) error {
	later, err := w.q.LaterMerge(ctx, w.Seq)
	if err == nil {
		e := engine.Errorf(engine.Conflict, "a later merge has pins of merge %q", w.ID)
		e.Hint = "that one has to be undone first, by who did it"
		if later.User == w.User {
			e = engine.Errorf(engine.Conflict, "merge %q came later and has pins of merge %q", later.ID, w.ID)
			e.Hint = "undo that one first"
		}
		return e
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	for _, p := range w.pins[1:] {
		_, err := w.q.Pin(ctx, p.ID)
		if err == nil {
			e := engine.Errorf(engine.Conflict, "there is a pin %q again, which merge %q took away", p.ID, w.ID)
			e.Hint = "it was imported or made anew: delete it first, or leave the merge as it is"
			return e
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}

// restoreWords takes the words back that the original got and still has.
func (w *undoing) restoreWords(ctx context.Context) error {
	now, err := w.q.Pin(ctx, w.Pin)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if now.Secret != 0 && now.Owner != w.User {
		return nil // it was hidden since, and is nobody's to change but its owner's
	}
	w.there = true
	was, restored := w.pins[0], now
	before := wordsOf(&db.Pin{Title: was.Title, Description: was.Description, Tags: was.Tags, Link: was.Link})
	got := wordsOf(&db.Pin{Title: w.Title, Description: w.Description, Tags: w.Tags, Link: w.Link})
	for i, f := range wordsOf(&restored) {
		switch {
		case *before[i].text == *got[i].text: // the merge did not touch it
		case *f.text == *got[i].text:
			*f.text = *before[i].text
		case *f.text != *before[i].text:
			w.done.Stays = append(w.done.Stays, f.name)
		}
	}
	if restored == now {
		return nil
	}
	return w.q.PutPin(ctx, db.PutPinParams(restored))
}

// restoreOn brings the original's save on one board back to what it was; saves are
// those that there were, the original's first if it had one. Copies come back to
// the board unless it was taken off there since.
func (w *undoing) restoreOn(ctx context.Context, saves []db.MergedSave) error {
	board := saves[0].Board
	if !w.there {
		w.on[board] = true
		return nil
	}
	now, err := w.q.SaveOn(ctx, db.SaveOnParams{Pin: w.Pin, Board: board})
	missing := errors.Is(err, sql.ErrNoRows)
	if err != nil && !missing {
		return err
	}
	got := slices.IndexFunc(saves, func(s db.MergedSave) bool { return s.Stays != 0 })
	as := func(s db.MergedSave) bool { return s.User == now.User && s.At == now.At }
	switch {
	case missing && got >= 0:
		return w.stays(ctx, board)
	case missing: // its user is gone, and took it along
	case got < 0 || !as(saves[got]):
		w.on[board] = true
		return w.stays(ctx, board)
	default:
		if saves[0].Pin == w.Pin && as(saves[0]) {
			break
		}
		if _, err := w.q.DropSave(ctx, db.DropSaveParams{Pin: w.Pin, Board: board}); err != nil {
			return err
		}
		missing = true
	}
	w.on[board] = true
	if missing && saves[0].Pin == w.Pin {
		return w.save(ctx, saves[0])
	}
	return nil
}

// stays tells that what was done on a board since the merge was left as it is,
// if who undoes it sees the board.
func (w *undoing) stays(ctx context.Context, board string) error {
	b, err := w.q.Board(ctx, board)
	if err == nil && (b.Secret == 0 || b.Owner == w.User) {
		w.done.Stays = append(w.done.Stays, "board "+b.Title)
	}
	return err
}

// restoreCopies brings back the copies with their saves.
func (w *undoing) restoreCopies(ctx context.Context) error {
	for _, p := range w.pins[1:] {
		err := w.q.PutPin(ctx, db.PutPinParams{
			ID: p.ID, Owner: p.Owner, Title: p.Title, Description: p.Description, Tags: p.Tags, Link: p.Link,
			Source: p.Source, Picture: p.Picture, Created: p.Created, Secret: p.Secret,
		})
		if err != nil {
			return fmt.Errorf("pin %s: %w", p.ID, err)
		}
		if p.Secret == 0 || p.Owner == w.User {
			w.done.Restored = append(w.done.Restored, engine.PinID(p.ID))
		}
	}
	for _, s := range w.saves {
		if s.Pin != w.Pin && w.on[s.Board] {
			if err := w.save(ctx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *undoing) save(ctx context.Context, s db.MergedSave) error {
	_, err := w.q.AddSave(ctx, db.AddSaveParams{Pin: s.Pin, Board: s.Board, User: s.User, At: s.At})
	return err
}
