package web

import (
	"context"
	"io"
	"iter"

	"akin/engine"
	"akin/engine/job"
	"akin/engine/region"
)

// An Engine is what the server asks. *engine.Engine is one; tests bring their
// own. It must be safe for concurrent use.
type Engine interface {
	Finder
	Suggester
	Lister
	PinKeeper
	BoardKeeper
	UserKeeper
	MergeKeeper
	Gallery
	Measurer
	Worker
}

// A Finder answers queries.
type Finder interface {
	Find(ctx context.Context, q engine.Query) (engine.Answer, error)
	Look(ctx context.Context, r io.Reader, part *region.Rect) (*engine.Look, error)
}

// A Suggester knows what a search could be for.
type Suggester interface {
	Suggest(ctx context.Context, typed string, limit int) (engine.SuggestionList, error)
}

// A Lister shows what a viewer sees, page by page and one by one.
type Lister interface {
	Newest(ctx context.Context, viewer engine.UserID, board engine.BoardID, page engine.Page) (engine.PinList, error)
	Pin(ctx context.Context, viewer engine.UserID, id engine.PinID) (engine.PinView, error)
	PinRegions(ctx context.Context, viewer engine.UserID, id engine.PinID) ([]engine.RegionView, error)
	Boards(ctx context.Context, viewer, owner engine.UserID, page engine.Page) (engine.BoardList, error)
	Board(ctx context.Context, viewer engine.UserID, id engine.BoardID) (engine.BoardView, error)
	BoardsOf(ctx context.Context, viewer engine.UserID, pin engine.PinID) ([]engine.BoardView, error)
}

// A PinKeeper makes, changes and deletes pins.
type PinKeeper interface {
	CreatePin(ctx context.Context, n engine.NewPin) (engine.CreatedPin, error)
	ChangePin(ctx context.Context, by engine.UserID, id engine.PinID, c engine.PinChange) (engine.PinView, error)
	DeletePin(ctx context.Context, by engine.UserID, id engine.PinID) error
}

// A BoardKeeper does the same with boards and with what is on them.
type BoardKeeper interface {
	CreateBoard(ctx context.Context, n engine.NewBoard) (engine.BoardView, error)
	ChangeBoard(ctx context.Context, by engine.UserID, id engine.BoardID, c engine.BoardChange) (engine.BoardView, error)
	DeleteBoard(ctx context.Context, by engine.UserID, id engine.BoardID) error
	Save(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error
	Unsave(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error
}

// A UserKeeper knows who there is, and what each keeps.
type UserKeeper interface {
	Users(ctx context.Context, page engine.Page) (engine.UserList, error)
	CreateUser(ctx context.Context, id engine.UserID) error
	DeleteUser(ctx context.Context, id engine.UserID) error
	ExportUser(ctx context.Context, id engine.UserID) (engine.UserExport, error)
}

// A MergeKeeper knows which duplicates were merged, and undoes it.
type MergeKeeper interface {
	Merges(ctx context.Context, by engine.UserID, page engine.Page) (engine.MergeList, error)
	UndoMerge(ctx context.Context, by engine.UserID, id engine.MergeID) (engine.UndoneMerge, error)
}

// A Gallery opens pictures that a viewer sees; the caller closes them.
type Gallery interface {
	Picture(ctx context.Context, viewer engine.UserID, id engine.PictureID) (io.ReadSeekCloser, error)
	Rendition(ctx context.Context, viewer engine.UserID, id engine.PictureID, width int) (io.ReadSeekCloser, error)
}

// A Measurer tells how large the index is, and how old.
type Measurer interface {
	Status(ctx context.Context) (engine.IndexStatus, error)
}

// A Worker does long work as jobs.
type Worker interface {
	StartJob(ctx context.Context, spec engine.JobSpec) (job.Job, error)
	Job(ctx context.Context, id string) (job.Job, error)
	Jobs(ctx context.Context, page engine.Page) (engine.JobList, error)
	CancelJob(ctx context.Context, id string) (job.Job, error)
	WatchJob(ctx context.Context, id string, after int64) (iter.Seq[job.Event], error)
}
