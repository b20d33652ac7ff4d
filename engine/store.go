package engine

import (
	"context"
	"io"
	"time"

	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/graph"
)

// Status says what came of one deposit.
type Status string

// What can come of a deposit.
const (
	Added     Status = "added"
	Unchanged Status = "unchanged"
	Changed   Status = "changed"
	Failed    Status = "failed"
)

// A Deposit is a pin to be kept, with the boards it is to be on. Boards are
// made where they do not exist; a pin never leaves a board by a deposit.
type Deposit struct {
	Pin    Pin
	Boards []Board
}

// Records keeps what people put in. It is the truth; all else is derived.
// Implementations are safe for concurrent use.
type Records interface {
	// Keep writes the deposits in one transaction and returns what came of
	// each. They are durable when it returns. A pin that is there with the
	// same content and boards is Unchanged and leaves no trace; so is one that
	// was merged into another that is there, see Merges.
	Keep(ctx context.Context, batch []Deposit) ([]Status, error)

	// Pins returns the pins of those IDs that the viewer sees, in no order, with
	// the titles of the boards that the viewer sees. An empty viewer sees what
	// is public.
	Pins(ctx context.Context, viewer UserID, ids []PinID) (map[PinID]Pin, error)

	// PinsFrom returns the IDs of the pins with that source that the viewer
	// sees, sorted.
	PinsFrom(ctx context.Context, viewer UserID, source string) ([]PinID, error)

	// Key returns 32 random bytes that are made once and kept: bookmarks are
	// signed with them.
	Key(ctx context.Context) ([]byte, error)
}

// Pictures keeps original bytes under their hash.
type Pictures interface {
	// Keep stores the bytes and returns their name. They are durable when it
	// returns; storing what is there already costs one look.
	Keep(data []byte) (PictureID, error)

	// Open returns the bytes of a picture; an Error of kind NotFound if it
	// is not there. The caller closes it.
	Open(id PictureID) (io.ReadSeekCloser, error)
}

// Index finds pins in what was derived from the records. Implementations are
// safe for concurrent use.
type Index interface {
	// Remember keeps looks that the caller has at hand, which spares the index
	// decoding those pictures again.
	Remember(looks []Look) error

	// CatchUp reads what changed in the records since the last time, so that
	// snapshots taken after it returns contain it.
	CatchUp(ctx context.Context) error

	// Tokens cuts a text into the words by which pins are found, in the
	// order of the text, without stop words.
	Tokens(text string) []Token

	// Snapshot returns a view that does not change until it is closed, of what
	// is public.
	Snapshot() Snapshot

	// SnapshotOf returns a view of a generation that is live, or was until
	// lately; false if it is gone.
	SnapshotOf(generation string) (Snapshot, bool)

	// Rebuild derives everything anew from the records and puts the result
	// in place of the present one, under readers that go on undisturbed.
	Rebuild(ctx context.Context, opts RebuildOptions) error

	// Verify compares the records with the pictures and with the index. It
	// returns an error only if it cannot look. That the index has not caught
	// up with a pin yet is no problem.
	Verify(ctx context.Context, opts VerifyOptions) (Verification, error)

	// Status measures the live generation and the overlay over it.
	Status() (IndexStatus, error)
}

// An IndexStatus says how large an index is, and how old.
type IndexStatus struct {
	Generation string    // as Snapshot.Generation
	Built      time.Time // when that was built; zero if it never was
	Pins       int
	Pictures   int              // pins with a picture that could be looked at
	Overlay    int              // pins that are new or changed since
	Bytes      map[string]int64 // on disk by part, such as "features"; the parts are few and fixed
}

// RebuildOptions says what a rebuild does beside deriving everything, and who is
// told of it. Each function may be nil and is called from one goroutine at a
// time.
type RebuildOptions struct {
	// Fit learns anew, from the public pins, how their pictures are compared.
	// Without it the fit of the generation before stays; where there is none,
	// one is learned in any case.
	Fit bool

	Progress func(stage string, done, all int)
	Failed   func(id PictureID, err error) // a picture that could not be read; its pins go without looks
}

// Row numbers a pin within one snapshot.
type Row uint32

// A Snapshot is a frozen view of an index. Everything in it is a function of
// the set of records it covers, not of the order in which they came. It is
// safe for concurrent use until closed.
type Snapshot interface {
	Rows
	Looks
	Words
	Kept

	// Generation names the generation under the view, such as "000007", and
	// Built tells whether it was ever built: false before the first rebuild.
	Generation() string
	Built() bool

	// With returns the view with the pins and boards that are secret and the
	// viewer's; for an empty viewer, who is nobody in particular, the view
	// itself. Rows and nodes of what is public stay the same. Whoever has the
	// new view closes it and not the old one; after an error the old one.
	With(ctx context.Context, viewer UserID) (Snapshot, error)

	// Close lets go of the view. Features taken from it are invalid after.
	Close()
}

// Rows lists the pins of a snapshot.
type Rows interface {
	// Len is the number of pins that everybody sees.
	Len() int

	// Own returns the rows, ascending, of the pins that the viewer alone sees.
	// They come after all others.
	Own() []Row

	// Row finds a pin.
	Row(id PinID) (Row, bool)

	// Pin returns what ranking needs to know of a pin.
	Pin(r Row) RowPin
}

// A RowPin is what ranking needs to know of a pin beside its features.
type RowPin struct {
	ID      PinID
	Picture PictureID
	Width   int
	Height  int
	Created time.Time
}

// Looks compares pictures.
type Looks interface {
	// Features returns what a pin looks like, false for a pin without a
	// picture. The result points into the snapshot.
	Features(r Row) (features.Features, bool)

	// Pictured returns a pin with that picture, features and all; false if
	// there is none. It may look at every pin.
	Pictured(id PictureID) (Row, bool)

	// Nearest returns at least n rows with the smallest Hamming distance to
	// the code on that plane, fewer if there are not as many pictures, in
	// no order. All rows at the largest distance returned are there, unless
	// they are very many; then those of the smallest pin IDs are.
	Nearest(plane features.Plane, code features.Code, n int) []Row

	// Fit is the fit that the snapshot's codes are made with. It stays the same
	// as long as the generation does.
	Fit() *eye.Fit

	// Code returns what a pin looks like by the snapshot's fit, false for a pin
	// without a picture. The result points into the snapshot.
	Code(r Row) (eye.Code, bool)

	// Print returns what tells the copies of a pin's picture, false for a pin
	// without a picture. It unpacks it each time, some ten microseconds.
	Print(r Row) (*copies.Print, bool)

	// Mark returns what of a pin's print tells from afar whether it is worth
	// comparing; of a pin without a picture, one that never is.
	Mark(r Row) copies.Mark

	// Likely returns the n rows whose marks give the greatest chance of a copy,
	// fewer if there are not as many with any, those of equal chance by ID. It
	// looks at all pins, some 40 nanoseconds at each.
	Likely(p copies.Probe, n int) []Row

	// Regions returns the parts of a pin's picture; none for a pin without.
	Regions(r Row) Regions

	// NearestParts returns the n rows with the parts whose sketches are nearest
	// to a code, fewer if there are not as many, those equally near by ID.
	NearestParts(code features.Code, n int) []Row

	// Alike returns who looks like whom among the pins that everybody sees. It
	// is the same for every viewer.
	Alike() Alike
}

// Words compares texts. A term is a word as the index knows it: lower-cased,
// reduced to its stem. Terms carry numbers within one snapshot.
type Words interface {
	// Term finds a term and the number of pins that have it; at least 1, since
	// a viewer's own pin has it if no other does.
	Term(stem string) (t Term, pins int, ok bool)

	// Totals returns the number of pins that have words and the sum of their
	// lengths. Both, like all counts of pins here, are of what everybody sees,
	// so that no secret pin moves what a word is worth.
	Totals() (pins int, length int64)

	// Counts sets counts[i] to how often terms[i] stands in the pin, each
	// field's words counted by the field's weight, and returns the pin's
	// length: the sum over all its terms. Terms are in ascending order.
	Counts(r Row, terms []Term, counts []uint32) (length uint32)

	// Terms returns all terms of a pin, in ascending order.
	Terms(r Row) []TermCount

	// Matching returns the pins that have at least one of the stems and, if
	// any visual words are given, at least one of those too; in no order.
	Matching(ctx context.Context, stems, visual []string) ([]Row, error)

	// Tagged returns the pins that have all of the tags, given as TagKey makes
	// them, in no order; none without tags.
	Tagged(ctx context.Context, tags []string) ([]Row, error)
}

// Kept says which pins are kept together. Pins and boards are numbers there,
// which are good within one snapshot. It holds public boards, and the viewer's
// secret ones in a view made with Snapshot.With.
type Kept interface {
	// Graph returns pins and the boards they are on.
	Graph() *graph.View

	// Codes returns what helps to rank what a walk over the graph finds; nil
	// where the graph is too small for that, or has changed too much since
	// they were made.
	Codes() *graph.Codes

	// Node returns a pin's number in the graph; false for a pin that has none,
	// which is on no board.
	Node(r Row) (graph.Node, bool)

	// RowOf finds the pin of that number; false if it is gone.
	RowOf(n graph.Node) (Row, bool)

	// Board returns the board of that number, empty if there is none.
	Board(n graph.Node) BoardID

	// BoardNode returns a board's number; false for a board without pins.
	BoardNode(id BoardID) (graph.Node, bool)
}

// Term numbers a term within one snapshot.
type Term uint32

// A TermCount is a term of a pin with its weighted count, the number of pins
// that have the term, and its stem.
type TermCount struct {
	Term  Term
	Count uint32
	Pins  int
	Stem  string
}

// A Token is a word of a text: its stem, by which it is found, and the word
// as it was written, by which it is explained.
type Token struct {
	Stem, Word string
}
