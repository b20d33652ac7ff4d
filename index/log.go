package index

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"sync"

	"akin/engine"
	"akin/engine/features"
)

// overlay/features.log: the features of pictures that no generation holds yet,
// and of all pictures of secret pins, which none ever holds.
//
//	8                   "akinflog"
//	4                   format version
//	4                   features version
//	then records of:
//	32                  the picture's SHA-256
//	PackedSize          packed features
//	4                   CRC-32 (IEEE) of the record before it
//
// Records are appended and never changed. A kill can leave half a record at
// the end, which the next start cuts off; what is lost is decoded again.
const (
	logKind       = "akinflog"
	logRecordSize = 32 + features.PackedSize + 4
)

// A lookLog is an open features.log. It is safe for concurrent use.
type lookLog struct {
	mu   sync.Mutex
	path string
	f    *os.File // nil where there is none and nothing may be written
	at   map[[32]byte]int64
	end  int64
}

// openLog reads a log and checks its records. A log of other features, and a
// damaged end, count as not there; they are cut off if writable.
func openLog(path string, writable bool) (*lookLog, error) {
	flags := os.O_RDONLY
	if writable {
		flags = os.O_RDWR | os.O_CREATE
	}
	l := &lookLog{path: path, at: map[[32]byte]int64{}}
	f, err := os.OpenFile(path, flags, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	l.f = f
	l.scan()
	if writable {
		err = l.trim()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return l, nil
}

func logHeader() []byte {
	h := []byte(logKind)
	h = binary.LittleEndian.AppendUint32(h, formatVersion)
	return binary.LittleEndian.AppendUint32(h, features.Version)
}

// scan notes where each good record is, up to the first bad one.
func (l *lookLog) scan() {
	r := io.NewSectionReader(l.f, 0, 1<<62)
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(r, header); err != nil || string(header) != string(logHeader()) {
		return
	}
	l.end = headerSize
	record := make([]byte, logRecordSize)
	for {
		if _, err := io.ReadFull(r, record); err != nil || !whole(record) {
			return
		}
		l.at[[32]byte(record)] = l.end
		l.end += logRecordSize
	}
}

func whole(record []byte) bool {
	n := len(record) - 4
	return crc32.ChecksumIEEE(record[:n]) == binary.LittleEndian.Uint32(record[n:])
}

// trim cuts off what scan did not accept and makes sure of the header.
func (l *lookLog) trim() error {
	if err := l.f.Truncate(l.end); err != nil {
		return err
	}
	if l.end > 0 {
		return nil
	}
	l.end = headerSize
	_, err := l.f.WriteAt(logHeader(), 0)
	return err
}

// add appends the looks that are not there yet.
func (l *lookLog) add(looks []engine.Look) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range looks {
		key, err := pictureKey(looks[i].Picture)
		if err != nil {
			return err
		}
		if _, ok := l.at[key]; ok {
			continue
		}
		if err := l.append(key, looks[i].Features.AppendPacked(nil)); err != nil {
			return fmt.Errorf("writing %s: %w", l.path, err)
		}
	}
	return nil
}

func (l *lookLog) append(key [32]byte, packed []byte) error {
	record := append(key[:], packed...)
	record = binary.LittleEndian.AppendUint32(record, crc32.ChecksumIEEE(record))
	if _, err := l.f.WriteAt(record, l.end); err != nil {
		return err
	}
	l.at[key] = l.end
	l.end += logRecordSize
	return nil
}

// has tells whether the features of a picture are there.
func (l *lookLog) has(key [32]byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.at[key]
	return ok
}

// packed returns the packed features of a picture.
func (l *lookLog) packed(id engine.PictureID) ([]byte, bool) {
	key, err := pictureKey(id)
	if err != nil {
		return nil, false
	}
	l.mu.Lock()
	defer l.mu.Unlock() // drop exchanges file and places
	at, ok := l.at[key]
	if !ok {
		return nil, false
	}
	b := make([]byte, features.PackedSize)
	_, err = l.f.ReadAt(b, at+32)
	return b, err == nil
}

// drop rewrites the log without the pictures that are held elsewhere.
func (l *lookLog) drop(held func([32]byte) bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := &lookLog{path: l.path + ".tmp", at: map[[32]byte]int64{}}
	var err error
	if next.f, err = os.Create(next.path); err != nil {
		return err
	}
	err = next.trim()
	for key, at := range l.at {
		if err != nil || held(key) {
			continue
		}
		b := make([]byte, features.PackedSize)
		if _, err = l.f.ReadAt(b, at+32); err == nil {
			err = next.append(key, b)
		}
	}
	if err == nil {
		err = os.Rename(next.path, l.path)
	}
	if err != nil {
		next.f.Close()
		return fmt.Errorf("rewriting %s: %w", l.path, err)
	}
	l.f.Close()
	l.f, l.at, l.end = next.f, next.at, next.end
	return nil
}

func (l *lookLog) close() error {
	if l.f == nil {
		return nil
	}
	return l.f.Close()
}

func pictureKey(id engine.PictureID) (key [32]byte, err error) {
	if n, err := hex.Decode(key[:], []byte(id)); err != nil || n != len(key) || len(id) != 64 {
		return key, fmt.Errorf("%q does not name a picture", id)
	}
	return key, nil
}
