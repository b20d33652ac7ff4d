package engine

import (
	"context"
	"time"
)

// A UserExport is all that a user keeps, as they would take it elsewhere.
type UserExport struct {
	User   UserID          `json:"user"`
	Boards []ExportedBoard `json:"boards"` // by ID
}

// An ExportedBoard is a board with what is on it.
type ExportedBoard struct {
	ID     BoardID        `json:"id"`
	Title  string         `json:"title"`
	Secret bool           `json:"secret"`
	Saves  []ExportedSave `json:"saves"` // the last first
}

// An ExportedSave names a pin, and says when it was saved.
type ExportedSave struct {
	Pin     PinID     `json:"pin"`
	Title   string    `json:"title"`
	Source  string    `json:"source"`
	Link    string    `json:"link"`
	SavedAt time.Time `json:"saved_at"`
}

// exportStep is how many saves are read at a time.
const exportStep = 500

// ExportUser returns all that a user keeps, secret boards and pins too. NotFound
// if there is no such user. It costs a few reads for each board, and memory for
// each save.
func (e *Engine) ExportUser(ctx context.Context, id UserID) (UserExport, error) {
	out := UserExport{User: id, Boards: []ExportedBoard{}}
	if err := e.checkUser(ctx, id); err != nil {
		return out, err
	}
	ids, err := e.library.BoardsBy(ctx, id)
	if err != nil {
		return out, err
	}
	named, err := e.library.BoardsNamed(ctx, id, ids)
	if err != nil {
		return out, err
	}
	for _, board := range ids {
		b := ExportedBoard{ID: board, Title: named[board].Title, Secret: named[board].Secret}
		if b.Saves, err = e.exportSaves(ctx, id, board); err != nil {
			return out, err
		}
		out.Boards = append(out.Boards, b)
	}
	return out, nil
}

// checkUser says of a user who is not there that there is none.
func (e *Engine) checkUser(ctx context.Context, id UserID) error {
	for after := UserID(""); ; {
		users, err := e.library.Users(ctx, after, exportStep)
		if err != nil {
			return err
		}
		for _, u := range users {
			if u == id {
				return nil
			}
		}
		if len(users) < exportStep {
			return Errorf(NotFound, "there is no user %q", id)
		}
		after = users[len(users)-1]
	}
}

// exportSaves lists what is on a user's board.
func (e *Engine) exportSaves(ctx context.Context, user UserID, board BoardID) ([]ExportedSave, error) {
	saves := []ExportedSave{}
	for after := (PinPosition{}); ; {
		step, err := e.library.Newest(ctx, user, board, after, exportStep)
		if err != nil {
			return nil, err
		}
		ids := make([]PinID, len(step))
		for i, s := range step {
			ids[i] = s.ID
		}
		pins, err := e.records.Pins(ctx, user, ids)
		if err != nil {
			return nil, err
		}
		for _, s := range step {
			p := pins[s.ID]
			saves = append(saves, ExportedSave{Pin: s.ID, Title: p.Title, Source: p.Source, Link: p.Link, SavedAt: s.At})
		}
		if len(step) < exportStep {
			return saves, nil
		}
		after = step[len(step)-1]
	}
}
