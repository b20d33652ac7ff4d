package engine

import (
	"context"
	"time"
)

// Library is what people do to pins and boards one at a time. What a method
// changes is durable when it returns. Implementations are safe for concurrent
// use.
//
// What reads is told who looks. A viewer sees what is public, and what is
// secret and theirs; everything else is not there for them, so that nothing
// returned, errors included, tells of it. An empty viewer is nobody in
// particular and sees what is public. The counts and covers of a board are of
// the pins on it that the viewer sees.
type Library interface {
	// Boards returns the boards of an owner, or of all if that is empty, in
	// ascending order of title, then of ID, after that position; limit many at
	// most.
	Boards(ctx context.Context, viewer, owner UserID, after BoardPosition, limit int) ([]BoardInfo, error)

	// Board returns one board; NotFound if there is none.
	Board(ctx context.Context, viewer UserID, id BoardID) (BoardInfo, error)

	// BoardsBy returns the IDs of an owner's boards, public and secret,
	// ascending.
	BoardsBy(ctx context.Context, owner UserID) ([]BoardID, error)

	// BoardsOf returns the boards that a pin is on, in the same order.
	BoardsOf(ctx context.Context, viewer UserID, pin PinID) ([]BoardInfo, error)

	// BoardsNamed returns the boards of those IDs that exist, in no order. It
	// is for naming them: it counts nothing on them.
	BoardsNamed(ctx context.Context, viewer UserID, ids []BoardID) (map[BoardID]Board, error)

	// KeepBoard makes a board, or changes its title and whether it is secret. A
	// second board of one owner and title is a Conflict. The pins on a board
	// that becomes public become public with it; those of its owner that are on
	// no other public board become secret with it, and leave what others saved
	// them to in secret.
	KeepBoard(ctx context.Context, b Board) error

	// DropBoard deletes a board; its pins stay. NotFound if there is none.
	DropBoard(ctx context.Context, id BoardID) error

	// Save puts a pin on a board; saved already, it changes nothing. NotFound
	// if either is missing.
	//
	// A secret pin that is saved to a public board is public from then on. What
	// by does not see is NotFound.
	Save(ctx context.Context, pin PinID, board BoardID, by UserID, at time.Time) error

	// Unsave takes a pin off a board; NotFound if it is not on it.
	Unsave(ctx context.Context, pin PinID, board BoardID) error

	// DropPin deletes a pin and its saves; NotFound if there is none. The
	// picture's bytes stay until they are collected.
	DropPin(ctx context.Context, id PinID) error

	// Newest returns the IDs of pins, newest first, then by ID, after that
	// position; limit many at most. With a board, only that board's pins, by
	// the time they were saved.
	Newest(ctx context.Context, viewer UserID, board BoardID, after PinPosition, limit int) ([]PinPosition, error)

	// Seen tells whether the viewer sees a pin with that picture.
	Seen(ctx context.Context, viewer UserID, picture PictureID) (bool, error)

	// Users returns the users in ascending order of their handles, after that
	// one; limit many at most. Who has a handle is no secret.
	Users(ctx context.Context, after UserID, limit int) ([]UserID, error)

	// KeepUser makes a user; one that is there already changes nothing.
	KeepUser(ctx context.Context, user UserID) error

	// DropUser deletes a user with their boards, their saves and their secret
	// pins. Their public pins stay and belong to LocalUser from then on. NotFound
	// if there is none; LocalUser is NotAllowed.
	DropUser(ctx context.Context, user UserID) error

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
