package record

import (
	"context"
	"database/sql"
	"fmt"

	"akin/engine"
	"akin/index/record/db"
)

// Users implements engine.Library.
func (d *DB) Users(ctx context.Context, after engine.UserID, limit int) ([]engine.UserID, error) {
	handles, err := d.gets.Users(ctx, db.UsersParams{After: string(after), N: atMost(limit)})
	if err != nil {
		return nil, fmt.Errorf("read users after %q: %w", after, err)
	}
	all := make([]engine.UserID, len(handles))
	for i, h := range handles {
		all[i] = engine.UserID(h)
	}
	return all, nil
}

// KeepUser implements engine.Library.
func (d *DB) KeepUser(ctx context.Context, user engine.UserID) error {
	return d.change(ctx, "keep user", func(q *db.Queries) error { return q.AddUser(ctx, string(user)) })
}

// DropUser implements engine.Library. It looks at every save and every pin: a
// second or two where there are millions, which saves an index that nothing else
// would use.
func (d *DB) DropUser(ctx context.Context, user engine.UserID) error {
	if user == engine.LocalUser {
		e := engine.Errorf(engine.NotAllowed, "user %q cannot be deleted", user)
		e.Hint = "pins of those who are deleted go to that user; delete boards and pins instead"
		return e
	}
	handle := string(user)
	return d.change(ctx, "drop user", func(q *db.Queries) error {
		for _, drop := range []func(context.Context, string) error{q.DropSavesBy, q.DropBoardsOf, q.DropSecretPinsOf, q.DropMergedSavesBy, q.DropSecretMergedPinsOf} {
			if err := drop(ctx, handle); err != nil {
				return err
			}
		}
		if err := q.AddUser(ctx, string(engine.LocalUser)); err != nil {
			return err
		}
		if err := q.GivePins(ctx, db.GivePinsParams{Heir: string(engine.LocalUser), Owner: handle}); err != nil {
			return err
		}
		if err := giveMerges(ctx, q, handle); err != nil {
			return err
		}
		n, err := q.DropUser(ctx, handle)
		if err == nil && n == 0 {
			return engine.Errorf(engine.NotFound, "there is no user %q", user)
		}
		return err
	})
}

// Seen implements engine.Library.
func (d *DB) Seen(ctx context.Context, viewer engine.UserID, picture engine.PictureID) (bool, error) {
	seen, err := d.gets.Seen(ctx, db.SeenParams{
		Picture: sql.NullString{String: string(picture), Valid: true}, Viewer: string(viewer),
	})
	if err != nil {
		return false, fmt.Errorf("read who sees picture %s: %w", picture, err)
	}
	return seen.Public+seen.Own > 0, nil
}
