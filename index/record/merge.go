package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"akin/engine"
	"akin/index/record/db"
)

// errDryRun ends the transaction of a merge that is only tried.
var errDryRun = errors.New("nothing is kept of it")

// Merge implements engine.Merges.
func (d *DB) Merge(ctx context.Context, m engine.NewMerge) (done engine.Merged, err error) {
	err = d.change(ctx, "merge pins", func(q *db.Queries) error {
		w := merging{q: q, NewMerge: m}
		if err := w.run(ctx); err != nil {
			return err
		}
		done = w.done
		if m.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return done, err
}

// A merging is a merge under way.
type merging struct {
	q *db.Queries
	engine.NewMerge
	seq  int64
	pins []db.Pin // the original, then the copies that are merged
	how  [][]string
	done engine.Merged
}

func (w *merging) run(ctx context.Context) error {
	if err := w.read(ctx); err != nil {
		return err
	}
	after, err := w.join()
	if err != nil {
		return err
	}
	if err := w.note(ctx, after); err != nil {
		return err
	}
	boards, err := w.moveSaves(ctx)
	if err != nil {
		return err
	}
	for i := range w.pins[1:] {
		w.done.Copies = append(w.done.Copies, engine.PinID(w.pins[i+1].ID))
		if _, err := w.q.DropPin(ctx, w.pins[i+1].ID); err != nil {
			return err
		}
	}
	for _, s := range boards {
		if err := w.give(ctx, s); err != nil {
			return err
		}
	}
	if len(w.done.Words) == 0 {
		return nil
	}
	return w.q.PutPin(ctx, db.PutPinParams(after))
}

// read reads the pins that are still there to be merged.
func (w *merging) read(ctx context.Context) error {
	original, ok, err := w.pin(ctx, w.Original)
	if err != nil {
		return err
	}
	if ok {
		w.pins, w.how = append(w.pins, original), append(w.how, nil)
		for _, c := range w.Copies {
			p, ok, err := w.pin(ctx, c)
			if err != nil {
				return err
			}
			if ok && p.Secret == original.Secret && p.ID != original.ID {
				w.pins, w.how = append(w.pins, p), append(w.how, c.How)
			}
		}
	}
	if len(w.pins) < 2 {
		return engine.Errorf(engine.Conflict, "pin %q and its copies have changed, there is nothing to merge any more", w.Original.ID)
	}
	return nil
}

// pin reads a pin as it was found to be a copy; false if it is not there so for
// whoever merges.
func (w *merging) pin(ctx context.Context, m engine.MergePin) (db.Pin, bool, error) {
	p, err := w.q.Pin(ctx, string(m.ID))
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	seen := p.Secret == 0 || p.Owner == string(w.By)
	return p, seen && p.Picture.String == string(m.Picture), err
}

// join returns the original with the words that it gets.
func (w *merging) join() (db.Pin, error) {
	all := make([]engine.Pin, len(w.pins))
	for i := range w.pins {
		p := &w.pins[i]
		tags, err := list(p.Tags)
		if err != nil {
			return db.Pin{}, fmt.Errorf("read tags of pin %s: %w", p.ID, err)
		}
		all[i] = engine.Pin{Title: p.Title, Description: p.Description, Tags: tags, Link: p.Link, Source: p.Source}
	}
	engine.JoinWords(&all[0], all[1:])
	joined, err := rowOf(&all[0])
	if err != nil {
		return db.Pin{}, err
	}
	after := w.pins[0]
	w.done.Words = []string{}
	for i, f := range wordsOf(&after) {
		if new := *wordsOf(&joined)[i].text; *f.text != new {
			*f.text = new
			w.done.Words = append(w.done.Words, f.name)
		}
	}
	return after, nil
}

// A word is a field of a pin in which people write.
type word struct {
	name string
	text *string
}

func wordsOf(p *db.Pin) []word {
	return []word{{"title", &p.Title}, {"description", &p.Description}, {"tags", &p.Tags}, {"link", &p.Link}}
}

// note writes down how the pins are, and the words that the original gets.
func (w *merging) note(ctx context.Context, after db.Pin) (err error) {
	w.seq, err = w.q.AddMerge(ctx, db.AddMergeParams{
		ID: string(w.ID), User: string(w.By), At: w.At.UnixMilli(), Pin: after.ID,
		Title: after.Title, Description: after.Description, Tags: after.Tags, Link: after.Link,
	})
	if err != nil {
		return err
	}
	for i, p := range w.pins {
		how := []byte("[]")
		if len(w.how[i]) > 0 {
			if how, err = json.Marshal(w.how[i]); err != nil {
				return err
			}
		}
		err := w.q.AddMergedPin(ctx, db.AddMergedPinParams{
			Merge: w.seq, Place: int64(i), ID: p.ID, Owner: p.Owner, Title: p.Title, Description: p.Description, Tags: p.Tags,
			Link: p.Link, Source: p.Source, Picture: p.Picture, Created: p.Created, Secret: p.Secret, How: string(how),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// moveSaves writes down the saves on all boards that a copy is on, and returns
// for each of these boards the earliest, if that is a copy's; the original's own
// goes then.
func (w *merging) moveSaves(ctx context.Context) (moved []db.Save, err error) {
	var boards []string // in the order in which they come, each once
	on := map[string][]db.Save{}
	own, err := w.q.AllSavesOf(ctx, w.pins[0].ID)
	if err != nil {
		return nil, err
	}
	for _, p := range w.pins[1:] {
		saves, err := w.q.AllSavesOf(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		for _, s := range saves {
			if on[s.Board] == nil {
				boards = append(boards, s.Board)
			}
			on[s.Board] = append(on[s.Board], s)
		}
	}
	for _, s := range own {
		if there := on[s.Board]; there != nil {
			on[s.Board] = append([]db.Save{s}, there...)
		}
	}
	for _, b := range boards {
		stays, err := w.noteSaves(ctx, on[b])
		if err != nil {
			return nil, err
		}
		if stays.Pin == w.pins[0].ID {
			continue
		}
		if _, err := w.q.DropSave(ctx, db.DropSaveParams{Pin: w.pins[0].ID, Board: b}); err != nil {
			return nil, err
		}
		moved = append(moved, stays)
	}
	return moved, nil
}

// noteSaves writes down all saves on one board and returns the earliest of them,
// of equal ones the first.
func (w *merging) noteSaves(ctx context.Context, saves []db.Save) (stays db.Save, err error) {
	stays = saves[0]
	for _, s := range saves {
		if s.At < stays.At {
			stays = s
		}
	}
	for _, s := range saves {
		err := w.q.AddMergedSave(ctx, db.AddMergedSaveParams{
			Merge: w.seq, Board: s.Board, Pin: s.Pin, User: s.User, At: s.At, Stays: flag(s.Pin == stays.Pin),
		})
		if err != nil {
			return stays, err
		}
	}
	return stays, nil
}

// give saves the original as a copy was saved.
func (w *merging) give(ctx context.Context, s db.Save) error {
	board, err := w.q.Board(ctx, s.Board)
	if err != nil {
		return err
	}
	if board.Secret == 0 || board.Owner == string(w.By) {
		w.done.Saves++ // of others' secret boards nothing is told
	}
	_, err = w.q.AddSave(ctx, db.AddSaveParams{Pin: w.pins[0].ID, Board: s.Board, User: s.User, At: s.At})
	return err
}
