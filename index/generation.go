package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/region"
	"akin/index/scan"
	"akin/index/text"
)

// A Manifest is what MANIFEST.json says of a generation. It holds no time and
// no name, so that equal records give equal files.
type Manifest struct {
	Format          int               `json:"format"`
	FeaturesVersion int               `json:"features_version"`
	PrintsVersion   int               `json:"prints_version"`
	PartsVersion    int               `json:"parts_version"`
	Fit             FitNote           `json:"fit"`
	Through         int64             `json:"through"` // the last change it covers
	Pins            int               `json:"pins"`
	Pictures        int               `json:"pictures"` // pins that have one
	Files           map[string]string `json:"files"`    // SHA-256 of each file
	Text            string            `json:"text"`     // logical digest of text.bleve, see text.Snapshot.Digest
}

// A FitNote says where the fit of a generation comes from.
type FitNote struct {
	Kind       string `json:"kind"` // default or collection
	Pins       int    `json:"pins"` // with different pictures, that it, or its weights, were learned from
	RawVersion int    `json:"raw_version"`
}

// The kinds of fits.
const (
	defaultFit    = "default"    // the one that akin ships, weighed
	collectionFit = "collection" // learned from the pins
)

// The files of a generation beside its manifest.
const (
	manifestFile = "MANIFEST.json"
	pinsFile     = "pins.bin"
	wordsFile    = "words.bin"
	featuresFile = "features.bin"
	codesFile    = "codes.bin"
	textDir      = "text.bleve"

	boardsFile     = "boards.bin"
	graphFile      = "graph.bin"
	graphCodesFile = "graphcodes.bin"

	rawFile        = "raw.bin"
	fitFile        = "fit.bin"
	eyeCodesFile   = "eyecodes.bin"
	neighboursFile = "neighbours.bin"
	printsFile     = "prints.bin"
	marksFile      = "marks.bin"
	partsFile      = "parts.bin"
	partCodesFile  = "partcodes.bin"
)

var binFiles = []string{
	pinsFile, wordsFile, featuresFile, codesFile, boardsFile, graphFile, graphCodesFile,
	rawFile, fitFile, eyeCodesFile, neighboursFile, printsFile, marksFile, partsFile, partCodesFile,
}

// noGeneration is the name of the empty generation that everything starts
// from. It is nowhere on disk.
const noGeneration = "000000"

// A generation is one complete derived index, frozen.
type generation struct {
	name     string
	manifest Manifest
	pins     *pinTable
	words    *wordTable
	looks    *featureTable
	codes    *scan.Table
	sight    *sight
	details  *details
	kept     *keptTable
	text     *text.Index
	docs     *text.Snapshot
	footprint

	users atomic.Int32 // views that use it, plus one while it is current
}

// emptyGeneration has no pins and needs no files.
func emptyGeneration() *generation {
	zero := make([]byte, 8)
	g := &generation{
		name:  noGeneration,
		pins:  &pinTable{offsets: zero},
		words: &wordTable{offsets: zero, starts: zero},
		looks: &featureTable{},
		codes: new(scan.Table),
		kept:  emptyKept(),
	}
	g.sight, g.details = emptySight(g.pins), noDetails()
	g.manifest.FeaturesVersion = features.Version
	g.users.Store(1)
	return g
}

// openGeneration opens a generation that is complete. Its files are not read
// through: verify does that.
func openGeneration(dir string) (*generation, error) {
	g := &generation{name: filepath.Base(dir)}
	g.users.Store(1)
	if err := g.open(dir); err != nil {
		g.close()
		return nil, unusable(err, "generation %s of the index cannot be used", g.name)
	}
	return g, nil
}

// unusable is the error of derived data that is damaged or of another akin.
func unusable(err error, format string, args ...any) error {
	e := engine.Errorf(engine.Internal, format, args...)
	e.Hint, e.Err = "run 'akin reindex', which derives it anew", err
	return e
}

func (g *generation) open(dir string) (err error) {
	if g.manifest, err = readManifest(dir); err != nil {
		return err
	}
	if err := g.openTables(dir); err != nil {
		return err
	}
	if g.text, err = text.Open(filepath.Join(dir, textDir), true); err != nil {
		return err
	}
	if g.docs, err = g.text.Snapshot(); err != nil {
		return err
	}
	g.footprint, err = footprintOf(dir)
	return err
}

// openTables opens the files that are akin's own.
func (g *generation) openTables(dir string) (err error) {
	if g.pins, err = openPins(filepath.Join(dir, pinsFile)); err != nil {
		return err
	}
	if g.words, err = openWords(filepath.Join(dir, wordsFile)); err != nil {
		return err
	}
	if g.looks, err = openFeatures(filepath.Join(dir, featuresFile)); err != nil {
		return err
	}
	if g.codes, err = openCodes(filepath.Join(dir, codesFile), g.pins.rows); err != nil {
		return err
	}
	if g.kept, err = openKept(dir); err != nil {
		return err
	}
	if g.sight, err = openSight(dir, g.pins); err != nil {
		return err
	}
	if g.details, err = openDetails(dir); err != nil {
		return err
	}
	if n := g.manifest.Pins; g.pins.rows != n || g.words.file.rows != n || g.looks.file.rows != n || g.kept.graph.Pins() != n ||
		g.sight.raws.file.rows != n || g.sight.codes.Len() != n || !g.details.has(n) {
		return fmt.Errorf("its files disagree about its %d pins", n)
	}
	return nil
}

func readManifest(dir string) (Manifest, error) {
	var m Manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s is damaged: %w", manifestFile, err)
	}
	if m.Format != formatVersion {
		return m, fmt.Errorf("it has format %d, this akin reads %d", m.Format, formatVersion)
	}
	if m.FeaturesVersion != features.Version {
		return m, fmt.Errorf("it has features version %d, this akin needs %d", m.FeaturesVersion, features.Version)
	}
	if m.PrintsVersion != copies.Version || m.PartsVersion != region.Version {
		return m, fmt.Errorf("it has prints of version %d and parts of version %d, this akin needs %d and %d", m.PrintsVersion, m.PartsVersion, copies.Version, region.Version)
	}
	if m.Fit.RawVersion != eye.RawVersion {
		return m, fmt.Errorf("it has raw blocks of version %d, this akin needs %d", m.Fit.RawVersion, eye.RawVersion)
	}
	return m, nil
}

// release lets go of a generation and closes it after the last user.
func (g *generation) release() {
	if g.users.Add(-1) == 0 {
		g.close()
	}
}

func (g *generation) close() {
	if g.docs != nil {
		g.docs.Close()
	}
	if g.text != nil {
		g.text.Close()
	}
	if g.pins != nil {
		g.pins.file.close()
	}
	if g.words != nil {
		g.words.file.close()
	}
	if g.looks != nil {
		g.looks.file.close()
	}
	if g.kept != nil {
		g.kept.close()
	}
	g.sight.close()
	g.details.close()
}

// fileDigest is the SHA-256 of a file in hex.
func fileDigest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
