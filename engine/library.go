package engine

import (
	"context"
	"time"
)

// Library is what people do to pins and boards one at a time. What a method
// changes is durable when it returns. Implementations are safe for concurrent
// use.
type Library interface {
	// Boards returns the boards of an owner, or of all if that is empty, in
	// ascending order of title, then of ID, after that position; limit many at
	// most.
	Boards(ctx context.Context, owner UserID, after BoardPosition, limit int) ([]BoardInfo, error)

	// Board returns one board; NotFound if there is none.
	Board(ctx context.Context, id BoardID) (BoardInfo, error)

	// BoardsOf returns the boards that a pin is on, in the same order.
	BoardsOf(ctx context.Context, pin PinID) ([]BoardInfo, error)

	// BoardsNamed returns the boards of those IDs that exist, in no order. It
	// is for naming them: it counts nothing on them.
	BoardsNamed(ctx context.Context, ids []BoardID) (map[BoardID]Board, error)

	// KeepBoard makes or renames a board. A second board of one owner and
	// title is a Conflict.
	KeepBoard(ctx context.Context, b Board) error

	// DropBoard deletes a board; its pins stay. NotFound if there is none.
	DropBoard(ctx context.Context, id BoardID) error

	// Save puts a pin on a board; saved already, it changes nothing. NotFound
	// if either is missing.
	Save(ctx context.Context, pin PinID, board BoardID, by UserID, at time.Time) error

	// Unsave takes a pin off a board; NotFound if it is not on it.
	Unsave(ctx context.Context, pin PinID, board BoardID) error

	// DropPin deletes a pin and its saves; NotFound if there is none. The
	// picture's bytes stay until they are collected.
	DropPin(ctx context.Context, id PinID) error

	// Newest returns the IDs of pins, newest first, then by ID, after that
	// position; limit many at most. With a board, only that board's pins, by
	// the time they were saved.
	Newest(ctx context.Context, board BoardID, after PinPosition, limit int) ([]PinPosition, error)

	// Phrases returns what a search can be suggested, each text once as it is
	// now, of those with a Seq above that number; all of them after 0, in no
	// order. One that was there and is not any more comes with 0 Pins and
	// without its text, while the library is open.
	Phrases(ctx context.Context, after int64) ([]Phrase, error)
}

// A BoardInfo is a board with what a list of boards shows of it.
type BoardInfo struct {
	Board
	Pins   int     // how many are on it
	Covers []PinID // up to four pins with pictures, the last saved first
}

// A BoardPosition is a place in the list of boards; the zero value is before
// the first.
type BoardPosition struct {
	Title string
	ID    BoardID
}

// A PinPosition is a place in a list of pins by time; the zero value is before
// the first.
type PinPosition struct {
	At time.Time
	ID PinID
}
