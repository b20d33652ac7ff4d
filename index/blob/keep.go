package blob

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"akin/engine"
)

// Keep stores the bytes and returns their name. They are on disk when it
// returns. A picture that is there already costs one look at its size; a file
// of another size is damaged and is replaced.
func (s *Store) Keep(data []byte) (engine.PictureID, error) {
	id := engine.PictureIDOf(data)
	if err := s.keep(id, data); err != nil {
		return "", fmt.Errorf("keep picture %s: %w", id, err)
	}
	return id, nil
}

func (s *Store) keep(id engine.PictureID, data []byte) error {
	var abcd [2]byte
	hex.Decode(abcd[:], []byte(id[:4]))
	sh := &s.shards[abcd[0]]
	sh.Lock()
	defer sh.Unlock()
	path := s.path(id)
	if info, err := os.Stat(path); err == nil && info.Size() == int64(len(data)) {
		return nil
	}
	written, err := s.write(data)
	if err != nil {
		return err
	}
	if err := s.place(written, path); err != nil {
		os.Remove(written)
		return err
	}
	if err := s.syncNames(sh, abcd[1], filepath.Dir(path)); err != nil {
		os.Remove(path) // or the next call would take it as kept
		return err
	}
	return nil
}

// write puts the bytes on disk under a name of no meaning.
func (s *Store) write(data []byte) (name string, err error) {
	f, err := os.CreateTemp(s.tmp(), "")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

func (s *Store) place(written, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.Rename(written, path)
}

// syncNames puts on disk the names in the leaf folder, and, once a process, the
// leaf's own name and that of the folder above it: whether they are on disk
// cannot be seen, even if they were there before.
func (s *Store) syncNames(sh *shard, second byte, leaf string) error {
	dirs := []string{leaf}
	if !sh.leaves[second] {
		dirs = append(dirs, filepath.Dir(leaf))
	}
	if !sh.known {
		dirs = append(dirs, s.dir)
	}
	for _, dir := range dirs {
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	sh.known, sh.leaves[second] = true, true
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
