package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"akin/engine"
)

// Secrets are what one user alone sees, at one moment.
type Secrets struct {
	Head  int64        // see SecretHead
	Pins  []engine.Pin // in ascending order of ID, with the titles of their boards
	Saves []Save       // on secret boards, by board, then by pin; of secret pins and of public ones
}

// SecretHead returns the number of the newest change of what the user alone
// sees, 0 before the first; and whether there is any of it. It looks up three
// things by key.
func (d *DB) SecretHead(ctx context.Context, user engine.UserID) (head int64, any bool, err error) {
	row, err := d.gets.SecretHead(ctx, string(user))
	if err != nil {
		return 0, false, fmt.Errorf("read whether %s has secrets: %w", user, err)
	}
	return row.Head, row.Pins+row.Boards > 0, nil
}

// SecretsOf reads all that a user alone sees.
func (d *DB) SecretsOf(ctx context.Context, user engine.UserID) (Secrets, error) {
	s, err := d.secretsOf(ctx, string(user))
	if err != nil {
		return Secrets{}, fmt.Errorf("read the secrets of %s: %w", user, err)
	}
	return s, nil
}

func (d *DB) secretsOf(ctx context.Context, user string) (s Secrets, err error) {
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s, err
	}
	defer tx.Rollback()
	q := d.gets.WithTx(tx)
	head, err := q.SecretHead(ctx, user)
	if err != nil {
		return s, err
	}
	s.Head = head.Head
	rows, err := q.SecretPinsOf(ctx, user)
	if err != nil {
		return s, err
	}
	saves, err := q.SecretSavesOf(ctx, user)
	if err != nil {
		return s, err
	}
	titles := map[string][]string{}
	for _, r := range saves {
		s.Saves = append(s.Saves, saveOf(r.Pin, r.Board, r.At))
		titles[r.Pin] = append(titles[r.Pin], r.Title)
	}
	for i := range rows {
		p, err := pinOf(&rows[i])
		if err != nil {
			return s, err
		}
		p.Boards = slices.Sorted(slices.Values(titles[rows[i].ID]))
		s.Pins = append(s.Pins, p)
	}
	slices.SortFunc(s.Pins, func(a, b engine.Pin) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Saves, func(a, b Save) int { return cmp.Or(cmp.Compare(a.Board, b.Board), cmp.Compare(a.Pin, b.Pin)) })
	return s, nil
}
