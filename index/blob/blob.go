// Package blob keeps original pictures, each once, under the hash of its bytes.
//
// A picture that [Store.Keep] has returned survives a loss of power, and is
// never changed afterwards. The package knows nothing of pins and does not look
// into pictures; renditions, which can be made again, do not belong here.
// Start at [Open].
//
// On disk, the picture whose SHA-256 begins with abcd:
//
//	ab/cd/abcd...   its bytes, and nothing else
//	tmp/            pictures being written
//
// A file comes to its name by a rename after its bytes are on disk, so what has
// a name is whole. A weak spot: a process that is killed right after the rename
// leaves a picture that the next one takes as kept, though the file system may
// hold its name in memory for some seconds more.
package blob

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"akin/engine"
)

// Store is a folder of pictures. It implements [engine.Pictures] and is safe
// for concurrent use, but one process alone may write to a folder at a time.
type Store struct {
	dir    string
	shards [256]shard // by the first byte of the hash
}

// A shard is what concerns the pictures whose hash begins with one byte. Two
// calls that keep the same picture wait for each other, so that neither finds
// it there before its name is on disk.
type shard struct {
	sync.Mutex
	known  bool      // this process has put the name of the folder ab on disk
	leaves [256]bool // and those of the folders ab/cd
}

var _ engine.Pictures = (*Store)(nil)

// Open opens the pictures in that folder, makes it if it is not there, and
// removes what an interrupted Keep left behind. A folder that cannot be written
// to can still be read from.
func Open(dir string) (*Store, error) {
	s := &Store{dir: filepath.Clean(dir)}
	err := s.prepare()
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		_, err = os.ReadDir(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("open pictures: %w", err)
	}
	return s, nil
}

// prepare makes the folder ready for writing.
func (s *Store) prepare() error {
	if err := os.MkdirAll(s.tmp(), 0o700); err != nil {
		return err
	}
	if err := s.clean(); err != nil {
		return err
	}
	return syncDir(filepath.Dir(s.dir))
}

func (s *Store) tmp() string { return filepath.Join(s.dir, "tmp") }

func (s *Store) clean() error {
	left, err := os.ReadDir(s.tmp())
	if err != nil {
		return err
	}
	for _, e := range left {
		// another process that reads may have removed it
		if err := os.Remove(filepath.Join(s.tmp(), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Open returns the bytes of a picture; the caller closes it. The error is of
// kind NotFound if the picture is not there, and BadQuery if the ID is not 64
// lower-case hex digits.
func (s *Store) Open(id engine.PictureID) (io.ReadSeekCloser, error) {
	if !isID(string(id)) {
		return nil, engine.Errorf(engine.BadQuery, "picture id %.80q is not 64 lower-case hex digits", string(id))
	}
	f, err := os.Open(s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, engine.Errorf(engine.NotFound, "picture %s is not there", id)
	}
	if err != nil {
		return nil, fmt.Errorf("open picture: %w", err)
	}
	return f, nil
}

// path must be given an ID that isID accepts: it goes into a file's name.
func (s *Store) path(id engine.PictureID) string {
	return filepath.Join(s.dir, string(id[:2]), string(id[2:4]), string(id))
}

func isID(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}
