package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"akin/engine"
)

// Verify reads a picture and says what is wrong with it, or nil. The error has
// the kinds of [Store.Open]; a damaged picture is of kind Internal.
func (s *Store) Verify(id engine.PictureID) error {
	f, err := s.Open(id)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return fmt.Errorf("verify picture %s: %w", id, err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != string(id) {
		e := engine.Errorf(engine.Internal, "picture %s is damaged: its %d bytes have the hash %s", id, n, got)
		e.Hint = "remove the file and import the picture again, or restore it from a backup"
		return e
	}
	return nil
}

// Each calls f for every picture, in ascending order, until f returns an error,
// which it returns. Files that do not bear a picture's name are passed over.
// What is kept meanwhile may or may not be seen.
func (s *Store) Each(f func(engine.PictureID) error) error {
	return filepath.WalkDir(s.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("list pictures: %w", err)
		}
		id := engine.PictureID(e.Name())
		if e.IsDir() || !isID(string(id)) || path != s.path(id) {
			return nil
		}
		return f(id)
	})
}
