package index

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"akin/engine"
)

// The parts of an index whose size a status tells, beside one for each of
// binFiles, named without its ending. They do not change with what is indexed.
const (
	textPart        = "text"
	overlayTextPart = "overlay_text"
	overlayLogPart  = "overlay_features"
)

// A footprint is when a generation was built and what it takes on disk. It is
// measured when the generation is opened: the files never change, but they are
// removed under those who still read them.
type footprint struct {
	built time.Time
	bytes map[string]int64
}

func footprintOf(dir string) (footprint, error) {
	f := footprint{bytes: map[string]int64{}}
	manifest, err := os.Stat(filepath.Join(dir, manifestFile))
	if err != nil {
		return f, err
	}
	f.built = manifest.ModTime().UTC()
	for _, name := range binFiles {
		if f.bytes[strings.TrimSuffix(name, filepath.Ext(name))], err = sizeOf(filepath.Join(dir, name)); err != nil {
			return f, err
		}
	}
	f.bytes[textPart], err = sizeOf(filepath.Join(dir, textDir))
	return f, err
}

// sizeOf is the sum of the bytes of a file, or of all files in a folder; 0 for
// what is not there. Files that vanish meanwhile, as Bleve's do when it merges
// them, count nothing.
func sizeOf(path string) (sum int64, err error) {
	err = filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			var info fs.FileInfo
			if info, err = e.Info(); err == nil {
				sum += info.Size()
			}
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	return sum, err
}

// Status implements engine.Index. It lists the overlay's files, some ten of
// them, and looks at each picture's row if any is hidden.
func (s *Store) Status() (engine.IndexStatus, error) {
	snap := s.Snapshot().(*snapshot)
	defer snap.Close()
	st := engine.IndexStatus{
		Generation: snap.Generation(), Built: snap.built,
		Pins: snap.Len(), Pictures: snap.pictures(), Overlay: len(snap.over.pins),
		Bytes: map[string]int64{},
	}
	for _, name := range binFiles { // also those of the generation that is nowhere on disk
		part := strings.TrimSuffix(name, filepath.Ext(name))
		st.Bytes[part] = snap.bytes[part]
	}
	st.Bytes[textPart] = snap.bytes[textPart]
	var err error
	if st.Bytes[overlayTextPart], err = sizeOf(s.path("overlay", snap.name, textDir)); err != nil {
		return engine.IndexStatus{}, err
	}
	st.Bytes[overlayLogPart] = s.logged(snap.over)
	return st, nil
}

// logged is what the features of the overlay's pictures take in the log. There
// is more in it: what only some viewers see, which is not for everybody to count.
func (s *Store) logged(o *overlay) int64 {
	size, counted := int64(logHeaderSize), map[[32]byte]bool{}
	for _, p := range o.pins {
		key, err := pictureKey(p.pin.Picture)
		if err == nil && !counted[key] {
			counted[key] = true
			size += s.log.size(key)
		}
	}
	return size
}

// pictures is how many pins have a picture that could be looked at.
func (v *view) pictures() int {
	n := v.codes.Len() + v.over.codes.Len()
	if v.over.gone > 0 {
		v.codes.EachRow(func(row uint32) {
			if v.over.hidden.Has(row) {
				n--
			}
		})
	}
	return n
}
