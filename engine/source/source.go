// Package source reads what the paths given to an import hold - folders of
// pictures, single pictures, NDJSON manifests - as one ordered stream of
// entries.
//
// It is for whatever brings pins in from files. It decodes no pixels, fetches
// no addresses and keeps nothing: whether a file is a picture that can be read
// is for engine/picture to say, and what becomes of an entry for engine.
//
// Reach for Of first, then range over Source.Entries.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// An Entry is one pin to be made, or the reason why it cannot be.
type Entry struct {
	ID          string // what the manifest says; empty if it says none
	Source      string // names the entry, the same in every import of the same files
	Title       string
	Description string
	Tags        []string
	Link        string
	User        string
	Boards      []string  // titles; empty only for a manifest's line without any
	Saves       []Save    // to boards of other people; none is read from files
	Created     time.Time // what the manifest says; zero if it says none
	Modified    time.Time // of the picture's file; of the manifest, for words alone
	Path        string    // where the picture can be opened; empty for words alone

	// Open gives the picture of an entry that is not read from files, in place
	// of Path. It may be called from any goroutine, once or not at all.
	Open func() (io.ReadCloser, error) `json:"-"`

	// Err says why this entry cannot be imported; the stream goes on. Of the
	// other fields, only Source can then be relied on: it names the picture or
	// folder, or the manifest, in which case the text begins with the line.
	Err error
}

// A Save names a board that the pin is on, by its owner and title.
type Save struct{ User, Board string }

// A Source is a list of paths that were there when it was made. It holds no
// file open and does not change, so it can be read several times, also at once.
type Source struct {
	given []given
}

// given is a path and the way to read it.
type given struct {
	path string
	read func(w *walk, path string) bool
}

// Of looks at the paths and at nothing below them. It returns an error, and
// no Source, if one of them is not there or is neither folder, picture nor
// manifest.
func Of(paths []string) (Source, error) {
	var s Source
	for _, p := range paths {
		read, err := reading(p)
		if err != nil {
			return Source{}, err
		}
		s.given = append(s.given, given{p, read})
	}
	return s, nil
}

func reading(path string) (func(*walk, string) bool, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("nothing is at %q: check how it is spelled, and the folder it starts from", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return (*walk).folder, nil
	case info.Mode().IsRegular() && isManifest(path):
		return (*walk).manifest, nil
	case info.Mode().IsRegular() && isPicture(path):
		return (*walk).picture, nil
	}
	return nil, fmt.Errorf("%q is neither a folder, nor a picture (%s), nor a manifest (.ndjson .ndjson.gz)",
		path, strings.Join(pictureTypes, " "))
}

// Entries reads the paths in the order given; within a folder, ascending by
// Source, byte by byte; within a manifest, line by line. It holds the names of
// one folder per level, or one line, in memory. When ctx is done it ends early
// and says nothing, so look at ctx after it.
func (s Source) Entries(ctx context.Context) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		s.walk(&walk{ctx: ctx, yield: func(it item) bool { return yield(it()) }})
	}
}

// Count returns how many entries Entries will yield, and how many files below
// folders are neither pictures nor known litter and are passed over. It reads
// folders and manifests through, but looks at no picture and parses no line.
func (s Source) Count(ctx context.Context) (entries, skipped int) {
	w := &walk{ctx: ctx, yield: func(item) bool { entries++; return true }}
	s.walk(w)
	return entries, w.skipped
}

func (s Source) walk(w *walk) {
	for _, g := range s.given {
		if !g.read(w, g.path) {
			return
		}
	}
}

// An item is an entry that costs something to make. It is made, if at all,
// before the walk goes on.
type item func() Entry

// A walk goes through paths and hands on what it finds. Its methods return
// false when it is over.
type walk struct {
	ctx     context.Context
	yield   func(item) bool
	skipped int
}

func (w *walk) found(it item) bool {
	return w.ctx.Err() == nil && w.yield(it)
}

func (w *walk) fail(source string, err error) bool {
	return w.found(func() Entry { return Entry{Source: text(source), Err: err} })
}

// modified returns the time of a file, following links, or why it is none that
// can be read: opening a pipe would wait for ever.
func modified(path string) (time.Time, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return time.Time{}, fmt.Errorf("no file is at %q, or it is a link that leads nowhere", path)
	case err != nil:
		return time.Time{}, err
	case !info.Mode().IsRegular():
		return time.Time{}, fmt.Errorf("%q is not a regular file", path)
	}
	return info.ModTime(), nil
}

// lastName is the name of a folder however it is written, "." included.
func lastName(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return text(filepath.Base(dir))
}

// text makes a file name fit for what holds text only: a file system allows
// any bytes in it.
func text(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }
