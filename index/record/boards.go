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

// Boards implements engine.Library. Titles are in the order of their bytes.
func (d *DB) Boards(ctx context.Context, viewer, owner engine.UserID, after engine.BoardPosition, limit int) (_ []engine.BoardInfo, err error) {
	var rows []db.WholeBoard
	if owner == "" {
		rows, err = d.gets.Boards(ctx, db.BoardsParams{
			Viewer: string(viewer), Title: after.Title, ID: string(after.ID), N: atMost(limit),
		})
	} else {
		rows, err = d.gets.BoardsOwned(ctx, db.BoardsOwnedParams{
			Viewer: string(viewer), Owner: string(owner), Title: after.Title, ID: string(after.ID), N: atMost(limit),
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read boards after %q: %w", after.Title, err)
	}
	return boardInfos(rows)
}

// BoardsOf implements engine.Library.
func (d *DB) BoardsOf(ctx context.Context, viewer engine.UserID, pin engine.PinID) ([]engine.BoardInfo, error) {
	rows, err := d.gets.BoardsOf(ctx, db.BoardsOfParams{Viewer: string(viewer), Pin: string(pin)})
	if err != nil {
		return nil, fmt.Errorf("read boards of pin %s: %w", pin, err)
	}
	return boardInfos(rows)
}

// BoardsBy implements engine.Library.
func (d *DB) BoardsBy(ctx context.Context, owner engine.UserID) ([]engine.BoardID, error) {
	ids, err := d.gets.BoardsBy(ctx, string(owner))
	if err != nil {
		return nil, fmt.Errorf("read the boards of %s: %w", owner, err)
	}
	return idsOfBoards(ids), nil
}

func boardInfos(rows []db.WholeBoard) (all []engine.BoardInfo, err error) {
	all = make([]engine.BoardInfo, len(rows))
	for i := range rows {
		if all[i], err = boardInfo(&rows[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Board implements engine.Library.
func (d *DB) Board(ctx context.Context, viewer engine.UserID, id engine.BoardID) (engine.BoardInfo, error) {
	row, err := d.gets.WholeBoard(ctx, db.WholeBoardParams{ID: string(id), Viewer: string(viewer)})
	if errors.Is(err, sql.ErrNoRows) {
		return engine.BoardInfo{}, noBoard(id)
	}
	if err != nil {
		return engine.BoardInfo{}, fmt.Errorf("read board %s: %w", id, err)
	}
	return boardInfo(&row)
}

// BoardsNamed implements engine.Library.
func (d *DB) BoardsNamed(ctx context.Context, viewer engine.UserID, ids []engine.BoardID) (map[engine.BoardID]engine.Board, error) {
	found := make(map[engine.BoardID]engine.Board, len(ids))
	for chunk := range slices.Chunk(ids, page) {
		names := make([]string, len(chunk))
		for i, id := range chunk {
			names[i] = string(id)
		}
		rows, err := d.gets.BoardsNamed(ctx, db.BoardsNamedParams{Viewer: string(viewer), Ids: names})
		if err != nil {
			return nil, fmt.Errorf("read the titles of %d boards: %w", len(ids), err)
		}
		for _, r := range rows {
			found[engine.BoardID(r.ID)] = boardOf(r)
		}
	}
	return found, nil
}

func boardOf(row db.Board) engine.Board {
	return engine.Board{
		ID: engine.BoardID(row.ID), Owner: engine.UserID(row.Owner), Title: row.Title, Secret: row.Secret != 0,
	}
}

// KeepBoard implements engine.Library. A board stays with its owner: another
// one under the same ID is a Conflict too. Triggers bring its pins to its side.
func (d *DB) KeepBoard(ctx context.Context, b engine.Board) error {
	if b.ID == "" {
		return engine.Errorf(engine.BadQuery, "keep board %q: it has no ID", b.Title)
	}
	return d.change(ctx, "keep board", func(q *db.Queries) error {
		switch other, err := boardTitled(ctx, q, b); {
		case err != nil:
			return err
		case other.ID != "" && other.ID != b.ID:
			e := engine.Errorf(engine.Conflict, "%s has a board %q already, with the ID %s", b.Owner, b.Title, other.ID)
			e.Hint = "use that one, or take another title"
			return e
		}
		old, err := q.Board(ctx, string(b.ID))
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return addBoard(ctx, q, b)
		case err != nil:
			return err
		case old.Owner != string(b.Owner):
			return engine.Errorf(engine.Conflict, "board %s is not %s's", b.ID, b.Owner)
		case boardOf(old) == b:
			return nil
		}
		return q.ChangeBoard(ctx, db.ChangeBoardParams{ID: old.ID, Title: b.Title, Secret: flag(b.Secret)})
	})
}

// DropBoard implements engine.Library.
func (d *DB) DropBoard(ctx context.Context, id engine.BoardID) error {
	return d.change(ctx, "drop board", func(q *db.Queries) error {
		n, err := q.DropBoard(ctx, string(id))
		if err == nil && n == 0 {
			return noBoard(id)
		}
		return err
	})
}

// boardFor returns the board of b's owner and title. If there is none, it is
// made under b's ID or, where a board that was renamed has that, under the first
// free one of a series that owner and title determine.
func boardFor(ctx context.Context, q *db.Queries, b engine.Board) (engine.Board, error) {
	there, err := boardTitled(ctx, q, b)
	if err != nil || there.ID != "" {
		return there, err
	}
	made := b
	for n := 1; ; n++ {
		_, err := q.Board(ctx, string(made.ID))
		if errors.Is(err, sql.ErrNoRows) {
			return made, addBoard(ctx, q, made)
		}
		if err != nil {
			return made, err
		}
		made.ID = engine.BoardOf(b.Owner, fmt.Sprintf("%s\x00%d", b.Title, n)).ID
	}
}

// boardTitled returns the board of b's owner and title, without an ID if there
// is none.
func boardTitled(ctx context.Context, q *db.Queries, b engine.Board) (engine.Board, error) {
	row, err := q.BoardTitled(ctx, db.BoardTitledParams{Owner: string(b.Owner), Title: b.Title})
	if errors.Is(err, sql.ErrNoRows) {
		return engine.Board{}, nil
	}
	return boardOf(row), err
}

func addBoard(ctx context.Context, q *db.Queries, b engine.Board) error {
	if err := q.AddUser(ctx, string(b.Owner)); err != nil {
		return err
	}
	return q.AddBoard(ctx, db.AddBoardParams{ID: string(b.ID), Owner: string(b.Owner), Title: b.Title, Secret: flag(b.Secret)})
}

func boardInfo(row *db.WholeBoard) (engine.BoardInfo, error) {
	covers, err := list(row.Covers)
	if err != nil {
		return engine.BoardInfo{}, fmt.Errorf("read covers of board %s: %w", row.ID, err)
	}
	return engine.BoardInfo{
		Board:  boardOf(db.Board{ID: row.ID, Owner: row.Owner, Title: row.Title, Secret: row.Secret}),
		Pins:   int(row.Pins),
		Covers: pinIDs(covers),
	}, nil
}

func idsOfBoards(texts []string) []engine.BoardID {
	all := make([]engine.BoardID, len(texts))
	for i, id := range texts {
		all[i] = engine.BoardID(id)
	}
	return all
}

// flag is how SQLite keeps a truth.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func noBoard(id engine.BoardID) error {
	return engine.Errorf(engine.NotFound, "there is no board %q", id)
}
