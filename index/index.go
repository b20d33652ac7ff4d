// Package index keeps akin's data in a directory: durable records and
// pictures, numbered generations of everything derived from them, and the
// overlay of what came since the last one.
//
//	DATA/akin.db                    the record, see package record
//	DATA/pictures/ab/cd/<sha256>    originals, see package blob
//	DATA/generations/000007/        MANIFEST.json, pins.bin, words.bin, features.bin,
//	                                codes.bin, boards.bin, graph.bin, graphcodes.bin,
//	                                raw.bin, fit.bin, eyecodes.bin, neighbours.bin,
//	                                text.bleve/: frozen once built
//	DATA/overlay/000007/text.bleve/ the text index of what came since
//	DATA/overlay/features.log       features and raw blocks that no generation holds (yet):
//	                                of secret pins none ever does
//	DATA/CURRENT                    the name of the live generation
//	DATA/lock                       held while DATA is open
//
// Generations and overlays hold what everybody sees, and nothing in them, their
// sizes and counts included, tells of anything else. What a viewer alone sees is
// read from the record and laid over a view when that viewer asks, see
// engine.Snapshot.With.
//
// The record and the pictures are the truth. All else can be deleted and is
// derived again from them. It is for whoever needs engine.Records,
// engine.Pictures and engine.Index on a disk; it decides nothing about
// ranking. Start with Open.
package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"akin/engine"
	"akin/index/blob"
	"akin/index/record"
	"akin/index/text"
)

// Options say how to open a directory. Eye is needed; the zero value of the
// rest opens it for reading and writing, and makes it where there is none.
type Options struct {
	Eye      *engine.Eye
	ReadOnly bool // share the directory with other readers and write nothing
	Outdated bool // accept derived data of another version, and use none of it: for a rebuild
}

// A Store is an open directory. It implements engine.Index and is safe for
// concurrent use.
type Store struct {
	Records  *record.DB
	Pictures *blob.Store

	dir  string
	opts Options
	lock *lock
	log  *lookLog

	rebuilding sync.Mutex // held by Rebuild
	writing    sync.Mutex // held by CatchUp and by the last step of Rebuild

	secrets perUser[*secrets] // of those who asked lately

	mu   sync.Mutex // guards what follows, and view.users
	live *view      // replaced only with writing held
	past *view      // the last one over the generation before, until forget ends it; may be nil

	forget *time.Timer
}

var _ engine.Index = (*Store)(nil)

// Open opens a directory and brings its index up to date with its record. It
// returns an engine.Error of kind Busy if another process holds the directory,
// NotFound if it is to be read and is not there.
func Open(ctx context.Context, dir string, opts Options) (_ *Store, err error) {
	s := &Store{dir: dir, opts: opts}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if err := s.prepare(); err != nil {
		return nil, err
	}
	if s.Records, err = record.Open(s.path("akin.db"), record.Options{ReadOnly: opts.ReadOnly}); err != nil {
		return nil, err
	}
	if s.Pictures, err = blob.Open(s.path("pictures")); err != nil {
		return nil, err
	}
	if s.log, err = openLog(s.path("overlay", "features.log"), !opts.ReadOnly); err != nil {
		return nil, err
	}
	gen, err := s.currentGeneration(ctx)
	if err != nil {
		return nil, err
	}
	return s, s.start(ctx, gen)
}

func (s *Store) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// prepare makes the directory, or makes sure that it is there, and locks it.
func (s *Store) prepare() (err error) {
	if s.opts.ReadOnly {
		if _, err := os.Stat(s.path("akin.db")); err != nil {
			return &engine.Error{Kind: engine.NotFound, Text: fmt.Sprintf("there is no collection in %s", s.dir), Hint: "run 'akin import' first, or name another folder with --data"}
		}
		s.lock, err = acquire(s.path("lock"), false)
		return err
	}
	for _, sub := range []string{"overlay", "generations"} {
		if err := os.MkdirAll(s.path(sub), 0o755); err != nil {
			return err
		}
	}
	if s.lock, err = acquire(s.path("lock"), true); err != nil {
		return err
	}
	return s.sweep()
}

// sweep removes what an interrupted rebuild left.
func (s *Store) sweep() error {
	left, err := filepath.Glob(s.path("generations", "*"+unfinished))
	if err != nil {
		return err
	}
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// currentGeneration opens the generation that CURRENT names; the empty one if
// there is none, or if its folder is gone.
func (s *Store) currentGeneration(ctx context.Context) (*generation, error) {
	name, err := s.currentName()
	if err == nil {
		dir := s.path("generations", name)
		if _, missing := os.Stat(dir); name == noGeneration || errors.Is(missing, fs.ErrNotExist) {
			return emptyGeneration(), nil
		}
		var g *generation
		if g, err = s.openOfRecord(ctx, dir); err == nil {
			return g, nil
		}
	}
	if s.opts.Outdated {
		return emptyGeneration(), nil
	}
	return nil, err
}

// currentName reads CURRENT.
func (s *Store) currentName() (string, error) {
	data, err := os.ReadFile(s.path("CURRENT"))
	if errors.Is(err, fs.ErrNotExist) {
		return noGeneration, nil
	}
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(data))
	if n, err := strconv.Atoi(name); err != nil || generationName(n) != name {
		return "", unusable(nil, "CURRENT says %.20q, which names no generation of the index", name)
	}
	return name, nil
}

// openOfRecord opens a generation and makes sure that it is one of this record: a
// record put back from a backup may know less.
func (s *Store) openOfRecord(ctx context.Context, dir string) (*generation, error) {
	g, err := openGeneration(dir)
	if err != nil {
		return nil, err
	}
	head, err := s.Records.Head(ctx)
	if err == nil && g.manifest.Through > head {
		err = unusable(nil, "generation %s of the index covers %d changes, the record has %d", g.name, g.manifest.Through, head)
	}
	if err != nil {
		g.release()
		return nil, err
	}
	return g, nil
}

// start makes the first view. The overlay's text index is kept on disk, so
// that only what it lacks is added; a reader that finds it behind, or not
// there, makes one in memory.
func (s *Store) start(ctx context.Context, g *generation) error {
	defer g.release() // the view holds it
	index, have, err := s.openOverlayText(ctx, g)
	if err != nil {
		return err
	}
	x := newOverlayText(index)
	defer x.release()
	if s.live, err = newView(g, emptyOverlay(g), x, newKeeping(g)); err != nil {
		return err
	}
	if s.opts.Outdated {
		return nil
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.catchUp(ctx, have)
}

// openOverlayText returns the text index over g and the last change it holds.
func (s *Store) openOverlayText(ctx context.Context, g *generation) (*text.Index, int64, error) {
	dir := s.path("overlay", g.name, textDir)
	head, err := s.Records.Head(ctx)
	if err != nil {
		return nil, 0, err
	}
	x, err := text.Open(dir, s.opts.ReadOnly)
	if err == nil {
		seq, err := seqOf(x)
		usable := seq >= g.manifest.Through && seq <= head && (!s.opts.ReadOnly || seq == head)
		if err == nil && usable {
			return x, seq, nil
		}
		x.Close()
	}
	if s.opts.ReadOnly {
		x, err = text.CreateMemory()
		return x, g.manifest.Through, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, 0, err
	}
	x, err = text.Create(dir)
	return x, g.manifest.Through, err
}

func seqOf(x *text.Index) (int64, error) {
	s, err := x.Snapshot()
	if err != nil {
		return 0, err
	}
	defer s.Close()
	return s.Seq()
}

// Close lets go of the directory. Snapshots must be closed before.
func (s *Store) Close() error {
	var errs []error
	s.setPast(nil)
	if s.live != nil {
		s.leave(s.live)
		s.live = nil
	}
	if s.log != nil {
		errs = append(errs, s.log.close())
	}
	if s.Records != nil {
		errs = append(errs, s.Records.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}

// Tokens implements engine.Index.
func (s *Store) Tokens(t string) []engine.Token { return text.Tokens(t) }

// Snapshot implements engine.Index.
func (s *Store) Snapshot() engine.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live.users++
	return &snapshot{view: s.live, store: s}
}

// leave is the end of one use of a view.
func (s *Store) leave(v *view) {
	s.mu.Lock()
	v.users--
	last := v.users == 0
	s.mu.Unlock()
	if last {
		v.close()
	}
}

// SnapshotOf implements engine.Index. The last view over the generation before
// the live one is kept for pastLife.
func (s *Store) SnapshotOf(generation string) (engine.Snapshot, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range []*view{s.live, s.past} {
		if v != nil && v.name == generation {
			v.users++
			return &snapshot{view: v, store: s}, true
		}
	}
	return nil, false
}

// publish puts a view in place of the live one.
func (s *Store) publish(v *view) {
	s.mu.Lock()
	old := s.live
	s.live = v
	s.mu.Unlock()
	if old.name != v.name {
		s.setPast(old)
	} else {
		s.leave(old)
	}
}

// pastLife is how long a list that was begun before a rebuild can be gone on
// with: longer than people look at a page.
const pastLife = 10 * time.Minute

// setPast keeps a view for a while in place of the one kept before; nil keeps
// none.
func (s *Store) setPast(v *view) {
	s.mu.Lock()
	old := s.past
	s.past = v
	if s.forget != nil {
		s.forget.Stop()
	}
	if v != nil {
		s.forget = time.AfterFunc(pastLife, func() { s.endPast(v) })
	}
	s.mu.Unlock()
	if old != nil {
		s.leave(old)
	}
}

// endPast lets go of v if it is still the one that is kept.
func (s *Store) endPast(v *view) {
	s.mu.Lock()
	mine := s.past == v
	if mine {
		s.past = nil
	}
	s.mu.Unlock()
	if mine {
		s.leave(v)
	}
}

// Remember implements engine.Index.
func (s *Store) Remember(looks []engine.Look) error { return s.log.add(looks) }

// packedLook returns what is at hand of a picture's looks: from the log, or from
// the generation's row of that pin if it still has that picture. What is not
// whole is none.
func (s *Store) packedLook(g *generation, id engine.PinID, p engine.PictureID) (packedLook, bool) {
	if look, ok := s.log.packed(p); ok {
		return look, true
	}
	if row, ok := g.pins.find(id); ok && g.pins.pin(row).Picture == p {
		look := packedLook{g.looks.packed(row), g.sight.raws.packed(row), g.details.prints.packed(row), g.details.parts.packed(row)}
		return look, look.whole()
	}
	return packedLook{}, false
}

// look decodes a stored picture.
func (s *Store) look(ctx context.Context, id engine.PictureID) (engine.Look, error) {
	f, err := s.Pictures.Open(id)
	if err != nil {
		return engine.Look{}, err
	}
	defer f.Close()
	data, err := s.opts.Eye.Read(f)
	if err != nil {
		return engine.Look{}, err
	}
	return s.opts.Eye.Look(ctx, data)
}
