package index

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"akin/engine"
)

// Renditions keeps resized pictures under DATA/renditions/v1/WIDTH/ab/cd/. The
// folder can be deleted at any time. It is safe for concurrent use.
type Renditions struct{ dir string }

// Renditions returns the store's renditions.
func (s *Store) Renditions() Renditions { return Renditions{s.path("renditions")} }

var _ engine.Renditions = Renditions{}

// renditionsVersion rises when renditions are made otherwise, so that no old
// one is shown.
const renditionsVersion = "v1"

func (r Renditions) path(id engine.PictureID, width int) (string, error) {
	if _, err := pictureKey(id); err != nil {
		return "", engine.Errorf(engine.NotFound, "%v", err)
	}
	s := string(id)
	return filepath.Join(r.dir, renditionsVersion, strconv.Itoa(width), s[:2], s[2:4], s+".jpg"), nil
}

// Open implements engine.Renditions.
func (r Renditions) Open(id engine.PictureID, width int) (io.ReadSeekCloser, error) {
	path, err := r.path(id, width)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, engine.Errorf(engine.NotFound, "picture %s has no rendition %d wide yet", id, width)
	}
	return f, err
}

// Keep implements engine.Renditions. What a crash may damage is named only
// once it is written.
func (r Renditions) Keep(id engine.PictureID, width int, jpeg []byte) error {
	path, err := r.path(id, width)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "*"+unfinished)
	if err != nil {
		return err
	}
	_, err = f.Write(jpeg)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
