package engine

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"akin/engine/source"
)

// mayRead tells whether an import may read a path. What counts is where the
// path leads in the end. Of a path that leads nowhere, the part that does
// counts: whether something is there is not for everybody to know either.
func (s *JobSpec) mayRead(path string) bool {
	if s.Anywhere {
		return true
	}
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return s.isFrom(real)
		}
		if _, there := os.Lstat(path); there == nil || !errors.Is(err, fs.ErrNotExist) {
			return false // a link that leads nowhere, or no way to tell
		}
		path = filepath.Dir(path)
	}
}

// isFrom tells whether a path without links is one of the allowed folders, or
// in one.
func (s *JobSpec) isFrom(real string) bool {
	for _, dir := range s.From {
		dir, err := filepath.EvalSymlinks(dir)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(dir, real); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}

// allowed turns entries whose pictures may not be read into failures: a link
// in an allowed folder can lead out of it.
func (s *JobSpec) allowed(entries iter.Seq[source.Entry]) iter.Seq[source.Entry] {
	return func(yield func(source.Entry) bool) {
		for en := range entries {
			if en.Err == nil && en.Path != "" && !s.mayRead(en.Path) {
				en.Err = errors.New("it is a link that leads out of the folders that may be imported")
			}
			if !yield(en) {
				return
			}
		}
	}
}
