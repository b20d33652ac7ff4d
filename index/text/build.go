package text

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
)

// A Builder makes a whole index at once, for a generation: one segment, three
// files, a quarter faster and a tenth smaller than large batches through Apply.
// It belongs to one goroutine. One that is given up needs no Close, only its
// directory removed.
type Builder struct {
	bleve bleve.Builder // nil before the first document
	dir   string
	seq   int64
	added int
}

// NewBuilder begins an index in a directory that has none, which will say that
// it holds everything up to seq. Nothing is written before the first Add.
func NewBuilder(dir string, seq int64) *Builder {
	return &Builder{dir: dir, seq: seq}
}

// Add puts a document into the index. No two may have the same ID; Close says
// so if two have.
func (b *Builder) Add(d Document) error {
	if b.bleve == nil {
		if err := b.begin(); err != nil {
			return fmt.Errorf("building text index %s: %w", b.dir, err)
		}
	}
	if err := b.bleve.Index(d.ID, d.values()); err != nil {
		return fmt.Errorf("adding %q to text index %s: %w", d.ID, b.dir, err)
	}
	b.added++
	return nil
}

func (b *Builder) begin() (err error) {
	b.bleve, err = bleve.NewBuilder(b.dir, newMapping(), map[string]any{
		// Bleve renames its result out of there, which works within one file
		// system only; it would take the system's folder for temporary files.
		"buildPathPrefix": b.dir,
	})
	return err
}

// Close finishes the index and makes it durable. Without documents it is an
// empty one. It is then opened with Open.
func (b *Builder) Close() error {
	err := b.finish()
	if err == nil {
		err = syncTree(b.dir)
	}
	if err != nil {
		return fmt.Errorf("building text index %s: %w", b.dir, err)
	}
	return nil
}

// finish joins what was added and writes the number into it, for which Bleve's
// builder has no place.
func (b *Builder) finish() error {
	x, err := b.join()
	if err != nil {
		return err
	}
	defer x.Close()
	if err := x.Apply(nil, nil, b.seq); err != nil {
		return err
	}
	if err := b.check(x); err != nil {
		return err
	}
	return x.Close()
}

func (b *Builder) join() (*Index, error) {
	if b.bleve == nil { // Bleve's builder fails where nothing was added
		return Create(b.dir)
	}
	if err := b.bleve.Close(); err != nil {
		return nil, err
	}
	return Open(b.dir, false)
}

// check counts the IDs in the index: Bleve's builder keeps two documents of
// one ID, or one of them, and says nothing.
func (b *Builder) check(x *Index) error {
	s, err := x.Snapshot()
	if err != nil {
		return err
	}
	defer s.Close()
	dict, err := s.reader.FieldDict("_id")
	if err != nil {
		return err
	}
	defer dict.Close()
	if ids := dict.Cardinality(); ids != b.added {
		return fmt.Errorf("%d documents have only %d different IDs", b.added, ids)
	}
	return nil
}

// syncTree makes the files and folders under dir durable. Bleve has done it for
// some of them, and then it is free.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return f.Sync()
	})
}
