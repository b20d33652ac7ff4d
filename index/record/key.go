package record

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"

	"akin/engine"
	"akin/index/record/db"
)

// keySetting is the setting that holds the key of keySize bytes.
const (
	keySetting = "key"
	keySize    = 32
)

// Key implements engine.Library. The key is made when a record is first opened
// for writing.
func (d *DB) Key(ctx context.Context) ([]byte, error) {
	key, err := d.gets.Setting(ctx, keySetting)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &engine.Error{
			Kind: engine.Internal, Text: "the record has no key yet, and is open for reading only",
			Hint: "any command that writes makes one",
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	return key, nil
}

// makeKey makes the key if there is none. Of two processes that do so at
// once, one finds the other's.
func makeKey(ctx context.Context, q *db.Queries) error {
	if _, err := q.Setting(ctx, keySetting); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	key := make([]byte, keySize)
	rand.Read(key) // never fails
	return q.AddSetting(ctx, db.AddSettingParams{Name: keySetting, Value: key})
}
