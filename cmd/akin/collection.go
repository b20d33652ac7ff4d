package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"akin/engine"
	"akin/engine/picture"
	"akin/engine/region"
	"akin/engine/source"
	"akin/index"

	"github.com/spf13/cobra"
)

// A collection is what commands work on: a folder, or the server that has the
// folder open. What commands print does not depend on which.
type collection interface {
	find(ctx context.Context, f *queryFlags) (engine.Answer, error)
	importFrom(ctx context.Context, paths []string, opts engine.ImportOptions) (engine.ImportSummary, error)
	reindex(ctx context.Context, opts engine.RebuildOptions) (engine.ReindexSummary, error)
	verify(ctx context.Context, opts engine.VerifyOptions) (engine.Verification, error)
	duplicates(ctx context.Context, viewer engine.UserID, opts engine.DuplicateOptions, each func(engine.Cluster) error) (engine.DuplicateSummary, error)
	mergeDuplicates(ctx context.Context, by engine.UserID, opts engine.MergeOptions, each func(engine.MergedCluster) error) (engine.DuplicateSummary, error)
	merges(ctx context.Context, by engine.UserID, page engine.Page) (engine.MergeList, error)
	undoMerge(ctx context.Context, by engine.UserID, id engine.MergeID) (engine.UndoneMerge, error)
	people() people
	Close() error
}

// people are the users of a collection, and what they keep on their boards. The
// engine is one.
type people interface {
	Boards(ctx context.Context, viewer, owner engine.UserID, page engine.Page) (engine.BoardList, error)
	Board(ctx context.Context, viewer engine.UserID, id engine.BoardID) (engine.BoardView, error)
	Newest(ctx context.Context, viewer engine.UserID, board engine.BoardID, page engine.Page) (engine.PinList, error)
	CreateBoard(ctx context.Context, n engine.NewBoard) (engine.BoardView, error)
	ChangeBoard(ctx context.Context, by engine.UserID, id engine.BoardID, c engine.BoardChange) (engine.BoardView, error)
	DeleteBoard(ctx context.Context, by engine.UserID, id engine.BoardID) error
	Save(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error
	Unsave(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error
	Users(ctx context.Context, page engine.Page) (engine.UserList, error)
	CreateUser(ctx context.Context, id engine.UserID) error
	DeleteUser(ctx context.Context, id engine.UserID) error
	ExportUser(ctx context.Context, id engine.UserID) (engine.UserExport, error)
}

// collection opens the folder, or turns to the server that has it open. The
// caller closes it.
func (g *globals) collection(cmd *cobra.Command, opts index.Options) (collection, error) {
	ctx := cmd.Context()
	f, err := openFolder(ctx, g.dir(), opts, nil)
	if err == nil {
		return f, nil
	}
	if engine.KindOf(err) != engine.Busy {
		return nil, err
	}
	n := findNeighbour(ctx, g.dir())
	if n == nil {
		return nil, err
	}
	if g.verbose {
		fmt.Fprintf(cmd.ErrOrStderr(), "asking the server at %s, which has %s open\n", n.address, g.dir())
	}
	return n, nil
}

// A folder is a collection that this process has open.
type folder struct {
	store *index.Store
	eng   *engine.Engine
}

// openFolder opens a folder and makes an engine of it. stages is told how long
// the engine's stages take; it may be nil.
func openFolder(ctx context.Context, dir string, opts index.Options, stages func(stage string, took time.Duration)) (*folder, error) {
	opts.Eye = engine.NewEye(picture.Limits{})
	s, err := index.Open(ctx, dir, opts)
	if err != nil {
		return nil, err
	}
	return &folder{s, engine.New(engine.Parts{
		Records: s.Records, Library: s.Records, Merges: s.Records, Pictures: s.Pictures, Renditions: s.Renditions(), Index: s, Eye: opts.Eye,
		Stages: stages,
	})}, nil
}

func (f *folder) Close() error { return f.store.Close() }

func (f *folder) people() people { return f.eng }

func (f *folder) find(ctx context.Context, flags *queryFlags) (engine.Answer, error) {
	q, err := flags.query()
	if err != nil {
		return engine.Answer{}, err
	}
	if flags.image != "" {
		if q.Picture, err = f.look(ctx, flags.image, q.Region); err != nil {
			return engine.Answer{}, err
		}
	}
	return f.eng.Find(ctx, q)
}

func (f *folder) look(ctx context.Context, path string, part *region.Rect) (*engine.Look, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	look, err := f.eng.Look(ctx, file, part)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return look, nil
}

func (f *folder) importFrom(ctx context.Context, paths []string, opts engine.ImportOptions) (engine.ImportSummary, error) {
	src, err := source.Of(paths)
	if err != nil {
		return engine.ImportSummary{}, err
	}
	return f.eng.Import(ctx, src.Entries(ctx), opts)
}

func (f *folder) reindex(ctx context.Context, opts engine.RebuildOptions) (engine.ReindexSummary, error) {
	return f.eng.Reindex(ctx, opts)
}

func (f *folder) verify(ctx context.Context, opts engine.VerifyOptions) (engine.Verification, error) {
	return f.eng.Verify(ctx, opts)
}

func (f *folder) duplicates(ctx context.Context, viewer engine.UserID, opts engine.DuplicateOptions, each func(engine.Cluster) error) (engine.DuplicateSummary, error) {
	return f.eng.Duplicates(ctx, viewer, opts, each)
}

func (f *folder) mergeDuplicates(ctx context.Context, by engine.UserID, opts engine.MergeOptions, each func(engine.MergedCluster) error) (engine.DuplicateSummary, error) {
	return f.eng.MergeDuplicates(ctx, by, opts, each)
}

func (f *folder) merges(ctx context.Context, by engine.UserID, page engine.Page) (engine.MergeList, error) {
	return f.eng.Merges(ctx, by, page)
}

func (f *folder) undoMerge(ctx context.Context, by engine.UserID, id engine.MergeID) (engine.UndoneMerge, error) {
	return f.eng.UndoMerge(ctx, by, id)
}
