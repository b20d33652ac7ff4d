package index

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/features"
	"akin/engine/region"
	"akin/index/record"
	"akin/index/scan"
	"akin/index/text"
)

// unfinished marks the folder of a generation that is being built.
const unfinished = ".tmp"

// Rebuild implements engine.Index. Killed at any point it leaves the present
// generation in place; the next one takes up the features worked out so far.
func (s *Store) Rebuild(ctx context.Context, opts engine.RebuildOptions) error {
	if s.opts.ReadOnly {
		return engine.Errorf(engine.NotAllowed, "rebuilding the index: the collection is open for reading only")
	}
	s.rebuilding.Lock()
	defer s.rebuilding.Unlock()
	live := s.current()
	defer live.release()
	b := &build{store: s, opts: opts, known: live}
	if !s.sound(live) {
		b.known = emptyGeneration()
	}
	name, err := b.run(ctx)
	if err != nil {
		os.RemoveAll(b.dir)
		return fmt.Errorf("rebuilding the index: %w", err)
	}
	// what is built is taken over even if the caller stops waiting now
	return s.adopt(context.WithoutCancel(ctx), name, func(key [32]byte) bool { return b.pictures[key] && !b.secret[key] })
}

// current returns the live generation for use; the caller releases it.
func (s *Store) current() *generation {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live.generation.users.Add(1)
	return s.live.generation
}

// sound tells whether what a generation says of pictures can be taken over. Otherwise a
// damage would go on from one generation to the next, with a digest that calls
// it right. It reads a gigabyte a second.
func (s *Store) sound(g *generation) bool {
	for _, name := range []string{pinsFile, featuresFile, rawFile, printsFile, partsFile} {
		if sum, err := fileDigest(s.path("generations", g.name, name)); err != nil || sum != g.manifest.Files[name] {
			return false
		}
	}
	return true
}

// A build makes one generation from one moment of the record.
type build struct {
	store    *Store
	opts     engine.RebuildOptions
	known    *generation // whose features are taken over
	dir      string
	pictures map[[32]byte]bool // those whose features it holds
	secret   map[[32]byte]bool // those of secret pins
}

// run builds the generation and gives it its name.
func (b *build) run(ctx context.Context) (name string, err error) {
	view, err := b.store.Records.View(ctx)
	if err != nil {
		return "", err
	}
	defer view.Close()
	if err := b.lookAtMissing(ctx, view); err != nil {
		return "", err
	}
	if err := b.rememberSecret(ctx, view); err != nil {
		return "", err
	}
	if name, err = b.store.nextName(); err != nil {
		return "", err
	}
	final := b.store.path("generations", name)
	b.dir = final + unfinished
	if err := os.RemoveAll(b.dir); err != nil {
		return "", err
	}
	if err := os.Mkdir(b.dir, 0o755); err != nil {
		return "", err
	}
	if err := b.write(ctx, view); err != nil {
		return "", err
	}
	if err := os.Rename(b.dir, final); err != nil {
		return "", err
	}
	return name, syncDir(filepath.Dir(final))
}

// nextName is one above every generation that is there, and above the live
// one, be it there or not.
func (s *Store) nextName() (string, error) {
	entries, err := os.ReadDir(s.path("generations"))
	if err != nil {
		return "", err
	}
	last := 0
	if name, err := s.currentName(); err == nil {
		last, _ = strconv.Atoi(name)
	}
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil {
			last = max(last, n)
		}
	}
	return generationName(last + 1), nil
}

func generationName(n int) string { return fmt.Sprintf("%06d", n) }

// lookAtMissing decodes the pictures whose features are nowhere at hand.
func (b *build) lookAtMissing(ctx context.Context, view *record.View) error {
	var missing []engine.PictureID
	seen := map[engine.PictureID]bool{}
	err := view.EachPin(ctx, func(p engine.Pin) error {
		if p.Picture == "" || seen[p.Picture] {
			return nil
		}
		if _, ok := b.store.packedLook(b.known, p.ID, p.Picture); !ok {
			seen[p.Picture] = true
			missing = append(missing, p.Picture)
		}
		return nil
	})
	for done := 0; err == nil && done < len(missing); {
		part := missing[done:min(done+chunk/16, len(missing))]
		_, err = b.store.decode(ctx, part, b.opts.Failed)
		done += len(part)
		b.progress("looking", done, len(missing))
	}
	return err
}

func (b *build) progress(stage string, done, all int) {
	if b.opts.Progress != nil {
		b.opts.Progress(stage, done, all)
	}
}

// write writes all files, the manifest last.
func (b *build) write(ctx context.Context, view *record.View) error {
	docs := text.NewBuilder(filepath.Join(b.dir, textDir), view.Head())
	looks, err := createFile(filepath.Join(b.dir, featuresFile), featuresKind, view.Count())
	if err != nil {
		return err
	}
	rest, err := createDetails(b.dir, view.Count())
	if err != nil {
		looks.close()
		return err
	}
	var (
		pins  []engine.RowPin
		words = newWordsBuilder()
		codes = new(scan.Table)
		none  = make([]byte, features.PackedSize)
	)
	b.pictures = map[[32]byte]bool{}
	err = view.EachPin(ctx, func(p engine.Pin) error {
		packed, f := packedLook{features: none}, (*unpacked)(nil)
		if p.Picture != "" {
			if have, ok := b.store.packedLook(b.known, p.ID, p.Picture); ok {
				if f = have.unpack(); f != nil {
					packed = have
				}
			}
		}
		if f != nil {
			codes.Add(uint32(len(pins)), codesOf(f.Features))
			key, err := pictureKey(p.Picture)
			if err != nil {
				return err
			}
			b.pictures[key] = true
		}
		looks.bytes(packed.features)
		rest.add(uint32(len(pins)), &packed, f)
		pins = append(pins, rowPin(&p))
		counts, _ := wordsOf(&p)
		words.add(counts)
		if len(pins)%1000 == 0 || len(pins) == view.Count() {
			b.progress("indexing", len(pins), view.Count())
		}
		return docs.Add(document(&p, f))
	})
	for _, closing := range []error{looks.close(), rest.close()} {
		err = cmp.Or(err, closing)
	}
	if err != nil {
		return err
	}
	if err := docs.Close(); err != nil {
		return err
	}
	if err := writePins(filepath.Join(b.dir, pinsFile), pins); err != nil {
		return err
	}
	if err := words.write(filepath.Join(b.dir, wordsFile)); err != nil {
		return err
	}
	if err := writeCodes(filepath.Join(b.dir, codesFile), codes); err != nil {
		return err
	}
	if err := b.writeKept(ctx, view, pins); err != nil {
		return err
	}
	fit, err := b.writeSight(ctx, pins)
	if err != nil {
		return err
	}
	return writeManifest(b.dir, Manifest{
		Format: formatVersion, FeaturesVersion: features.Version, PrintsVersion: copies.Version, PartsVersion: region.Version, Fit: fit,
		Through: view.Head(), Pins: len(pins), Pictures: codes.Len(),
	})
}

// writeManifest adds the digests of the files to m and writes it.
func writeManifest(dir string, m Manifest) error {
	m.Files = map[string]string{}
	for _, name := range binFiles {
		sum, err := fileDigest(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		m.Files[name] = sum
	}
	var err error
	if m.Text, err = textDigest(dir); err != nil {
		return err
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeDurably(filepath.Join(dir, manifestFile), append(data, '\n'))
}

func textDigest(dir string) (string, error) {
	x, err := text.Open(filepath.Join(dir, textDir), true)
	if err != nil {
		return "", err
	}
	defer x.Close()
	docs, err := x.Snapshot()
	if err != nil {
		return "", err
	}
	defer docs.Close()
	sum, err := docs.Digest(context.Background())
	return hex.EncodeToString(sum[:]), err
}

// writeDurably replaces a file in one step.
func writeDurably(path string, data []byte) error {
	f, err := os.Create(path + unfinished)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// adopt makes a built generation the live one: what came while it was built
// goes into a new overlay over it. Readers of the old one go on undisturbed. The
// log loses the features that are held elsewhere.
func (s *Store) adopt(ctx context.Context, name string, held func([32]byte) bool) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	g, err := openGeneration(s.path("generations", name))
	if err != nil {
		return err
	}
	defer g.release()
	if err := writeDurably(s.path("CURRENT"), []byte(name+"\n")); err != nil {
		return err
	}
	if err := s.startOver(ctx, g); err != nil {
		return err
	}
	if err := s.log.drop(held); err != nil {
		return err
	}
	return s.clear(name)
}

// startOver publishes a view of g with an overlay of what came since.
func (s *Store) startOver(ctx context.Context, g *generation) error {
	dir := s.path("overlay", g.name, textDir)
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	x, err := text.Create(dir)
	if err != nil {
		return err
	}
	e := extension{s, g, newOverlayText(x), newKeeping(g), func(engine.PinID) bool { return true }}
	defer e.text.release()
	over := emptyOverlay(g)
	ids, head, err := s.Records.Changed(ctx, over.through)
	if err != nil {
		return err
	}
	if over, err = e.extend(ctx, over, ids, head); err != nil {
		return err
	}
	v, err := newView(g, over, e.text, e.keep)
	if err != nil {
		return err
	}
	s.publish(v)
	return nil
}

// clear removes the generations and overlays before the live one. Who still
// reads them has them open.
func (s *Store) clear(live string) error {
	for _, sub := range []string{"generations", "overlay"} {
		entries, err := os.ReadDir(s.path(sub))
		if err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := strconv.Atoi(e.Name()); err == nil && e.Name() != live {
				if err := os.RemoveAll(s.path(sub, e.Name())); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
