package text

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"akin/engine"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The fields of a document in Bleve.
const (
	wordsField  = "words"
	tagsField   = "tags"
	visualField = "visual"
)

// fields are all of them, in the order in which a digest takes them.
var fields = []string{wordsField, tagsField, visualField}

// lockTimeout bounds how long opening waits for a lock. Whoever opens an index
// holds DATA/lock already, so that the only holder worth waiting for is a
// process that is just ending.
const lockTimeout = "1s"

// seqKey names the number that Apply moves together with the documents.
var seqKey = []byte("akin.seq")

// A Document is what is found of one pin: its texts, its tags and its visual
// words.
type Document struct {
	ID     string   // not empty; the pin's
	Fields []string // texts, cut into words as Tokens does
	Tags   []string // whole tags, taken as they are
	Visual []string // visual words, taken as they are
}

// An Index holds one document a pin. It is safe for concurrent use; Apply
// calls come into effect one after another, each as a whole.
type Index struct {
	bleve    bleve.Index
	close    func() error // once: Bleve panics at the second time
	dir      string
	readOnly bool
}

func newIndex(b bleve.Index, dir string, readOnly bool) *Index {
	return &Index{bleve: b, close: sync.OnceValue(b.Close), dir: dir, readOnly: readOnly}
}

// Create makes an empty index in a directory that has none. The directory is
// made where it does not exist.
func Create(dir string) (*Index, error) {
	b, err := bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, options(false))
	if err != nil {
		return nil, fmt.Errorf("creating text index %s: %w", dir, err)
	}
	return newIndex(b, dir, false), nil
}

// CreateMemory makes an empty index that is gone when it is closed. Each Apply
// leaves one more segment that is never merged: it is for tests and for few
// large batches.
func CreateMemory() (*Index, error) {
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("creating text index in memory: %w", err)
	}
	return newIndex(b, "in memory", false), nil
}

// Open opens an index that exists. Opened for reading only, nothing is written
// into its directory, and any number of processes may have it open like that at
// once; opened for writing, nobody else may. An index that another holds is an
// Error of kind Busy, after a second at most.
func Open(dir string, readOnly bool) (*Index, error) {
	b, err := openBleve(dir, readOnly)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, &engine.Error{Kind: engine.Busy, Text: "text index " + dir + " is locked",
			Hint: "another process has it open; try again when that has ended", Err: err}
	case err != nil:
		return nil, &engine.Error{Text: "opening text index " + dir, Err: err,
			Hint: "it is missing, damaged or of another version of akin; run 'akin reindex'"}
	}
	return newIndex(b, dir, readOnly), nil
}

func openBleve(dir string, readOnly bool) (b bleve.Index, err error) {
	defer guard(&err)()
	// Bleve would create a file that is missing here, even to read only.
	if _, err := os.Stat(filepath.Join(dir, "store", "root.bolt")); err != nil {
		return nil, err
	}
	wordAnalyzer() // registers what the mapping on disk names
	if b, err = bleve.OpenUsing(dir, options(readOnly)); err != nil {
		return nil, err
	}
	if missing := unmapped(b.Mapping()); missing != "" {
		b.Close()
		return nil, fmt.Errorf("it has no field %q", missing)
	}
	return b, nil
}

// unmapped returns a field that an index made by an older akin lacks, empty if
// it has all: such an index would find nothing there, and keep nothing either.
func unmapped(m mapping.IndexMapping) string {
	on, ok := m.(*mapping.IndexMappingImpl)
	for _, name := range fields {
		if !ok || on.DefaultMapping == nil || on.DefaultMapping.Properties[name] == nil {
			return name
		}
	}
	return ""
}

// guard makes errors of panics and of faults, between its call and that of what
// it returns. Bleve and the file under it take what is on disk on trust, so that
// a damaged file makes them reach out of bounds, and one cut short makes the
// system refuse a page.
func guard(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			*err = fmt.Errorf("it is damaged: %v", r)
		}
	}
}

func options(readOnly bool) map[string]any {
	return map[string]any{"bolt_timeout": lockTimeout, "read_only": readOnly}
}

// newMapping says what Bleve keeps of a document: which documents have a term,
// and no counts, places, values or texts, since akin scores for itself.
func newMapping() mapping.IndexMapping {
	wordAnalyzer() // registers it
	field := func(analyzer string) *mapping.FieldMapping {
		return &mapping.FieldMapping{Type: "text", Analyzer: analyzer, Index: true, SkipFreqNorm: true}
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	m.DefaultMapping.AddFieldMappingsAt(wordsField, field(analyzerName))
	m.DefaultMapping.AddFieldMappingsAt(tagsField, field(keyword.Name))
	m.DefaultMapping.AddFieldMappingsAt(visualField, field(keyword.Name))
	m.DefaultMapping.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	return m
}

// values are a document's fields as the mapping expects them.
func (d Document) values() map[string]any {
	return map[string]any{wordsField: d.Fields, tagsField: d.Tags, visualField: d.Visual}
}

// Apply removes and puts documents and sets the index's number, all at once or
// not at all; they are durable when it returns. A document whose ID is there
// replaces that; one both removed and put is put; of two with one ID the last
// counts. After an error the index may or may not show the batch: close it,
// and go on from the number that the index opened again has.
func (x *Index) Apply(put []Document, remove []string, seq int64) error {
	if x.readOnly {
		// Bleve would wait for ever for a writer that it has not started.
		return fmt.Errorf("text index %s is open for reading only", x.dir)
	}
	batch := x.bleve.NewBatch()
	for _, id := range remove {
		batch.Delete(id)
	}
	for _, d := range put {
		if err := batch.Index(d.ID, d.values()); err != nil {
			return fmt.Errorf("putting %q into text index %s: %w", d.ID, x.dir, err)
		}
	}
	batch.SetInternal(seqKey, binary.BigEndian.AppendUint64(nil, uint64(seq)))
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("writing text index %s: %w", x.dir, err)
	}
	return nil
}

// Close ends the index, once Apply calls under way are through. Snapshots stay
// usable until they are closed. Closing again does nothing.
func (x *Index) Close() error {
	if err := x.close(); err != nil {
		return fmt.Errorf("closing text index %s: %w", x.dir, err)
	}
	return nil
}
