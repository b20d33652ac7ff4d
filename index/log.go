package index

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/region"
)

// overlay/features.log: what pictures look like that no generation holds yet, and
// all pictures of secret pins, which none ever holds.
//
//	8                   "akinflog"
//	4                   format version
//	4                   features version
//	4 + 4 + 4           versions of raw blocks, prints and parts
//	then records of:
//	32                  the picture's SHA-256
//	PackedSize          packed features
//	4 + 4 + 4           lengths of the three that follow
//	n                   packed raw blocks, see package eye
//	n                   packed print, see package copies
//	n                   packed parts, see package region
//	4                   CRC-32 (IEEE) of the record before it
//
// Records are appended and never changed. A kill can leave half a record at
// the end, which the next start cuts off; what is lost is decoded again.
const (
	logKind       = "akinflog"
	logHeaderSize = headerSize + 12
	logLengths    = 32 + features.PackedSize // where the lengths stand in a record
	logFixedSize  = logLengths + 12          // of a record, before what has no fixed size
	logSumSize    = 4
	logMost       = eye.MaxPacked + copies.MaxPacked + frameSize + region.MaxPacked
)

// A lookLog is an open features.log. It is safe for concurrent use.
type lookLog struct {
	mu   sync.Mutex
	path string
	f    *os.File // nil where there is none and nothing may be written
	at   map[[32]byte]span
	end  int64
}

// A span is where a record stands, and how long it is.
type span struct {
	at   int64
	size int
}

// openLog reads a log and checks its records. A log of other features, and a
// damaged end, count as not there; they are cut off if writable.
func openLog(path string, writable bool) (*lookLog, error) {
	flags := os.O_RDONLY
	if writable {
		flags = os.O_RDWR | os.O_CREATE
	}
	l := &lookLog{path: path, at: map[[32]byte]span{}}
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
	h = binary.LittleEndian.AppendUint32(h, features.Version)
	for _, version := range []uint32{eye.RawVersion, copies.Version, region.Version} {
		h = binary.LittleEndian.AppendUint32(h, version)
	}
	return h
}

// scan notes where each good record is, up to the first bad one.
func (l *lookLog) scan() {
	r := bufio.NewReaderSize(io.NewSectionReader(l.f, 0, 1<<62), 1<<20)
	header := make([]byte, logHeaderSize)
	if _, err := io.ReadFull(r, header); err != nil || string(header) != string(logHeader()) {
		return
	}
	l.end = logHeaderSize
	var record []byte
	for {
		var ok bool
		if record, ok = readRecord(r, record[:0]); !ok {
			return
		}
		l.at[[32]byte(record)] = span{l.end, len(record)}
		l.end += int64(len(record))
	}
}

// readRecord reads the next record into a slice and tells whether it is whole.
func readRecord(r io.Reader, into []byte) ([]byte, bool) {
	record := slices.Grow(into, logFixedSize+logMost+logSumSize)[:logFixedSize]
	if _, err := io.ReadFull(r, record); err != nil {
		return nil, false
	}
	n := int64(0)
	for i := range 3 {
		n += int64(u32At(record[logLengths:], i))
	}
	if n > int64(logMost) {
		return nil, false
	}
	record = record[:logFixedSize+int(n)+logSumSize]
	if _, err := io.ReadFull(r, record[logFixedSize:]); err != nil {
		return nil, false
	}
	at := len(record) - logSumSize
	return record, crc32.ChecksumIEEE(record[:at]) == binary.LittleEndian.Uint32(record[at:])
}

// trim cuts off what scan did not accept and makes sure of the header.
func (l *lookLog) trim() error {
	if err := l.f.Truncate(l.end); err != nil {
		return err
	}
	if l.end > 0 {
		return nil
	}
	l.end = logHeaderSize
	_, err := l.f.WriteAt(logHeader(), 0)
	return err
}

// add appends the looks that are not there yet.
func (l *lookLog) add(looks []engine.Look) error {
	for i := range looks {
		key, err := pictureKey(looks[i].Picture)
		if err != nil {
			return err
		}
		if l.has(key) {
			continue
		}
		if looks[i].Raw == nil || looks[i].Print == nil {
			return fmt.Errorf("writing %s: picture %s has no raw blocks or no print", l.path, looks[i].Picture)
		}
		if err := l.addPacked(key, packLook(&looks[i])); err != nil {
			return err
		}
	}
	return nil
}

// addPacked appends one look unless it is there.
func (l *lookLog) addPacked(key [32]byte, look packedLook) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.at[key]; ok {
		return nil
	}
	if err := l.append(key, look); err != nil {
		return fmt.Errorf("writing %s: %w", l.path, err)
	}
	return nil
}

func (l *lookLog) append(key [32]byte, look packedLook) error {
	record := append(key[:], look.features...)
	for _, b := range look.rest() {
		record = binary.LittleEndian.AppendUint32(record, uint32(len(b)))
	}
	for _, b := range look.rest() {
		record = append(record, b...)
	}
	record = binary.LittleEndian.AppendUint32(record, crc32.ChecksumIEEE(record))
	if _, err := l.f.WriteAt(record, l.end); err != nil {
		return err
	}
	l.at[key] = span{l.end, len(record)}
	l.end += int64(len(record))
	return nil
}

// has tells whether the features of a picture are there.
func (l *lookLog) has(key [32]byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.at[key]
	return ok
}

// packed returns what a picture looks like.
func (l *lookLog) packed(id engine.PictureID) (packedLook, bool) {
	key, err := pictureKey(id)
	if err != nil {
		return packedLook{}, false
	}
	l.mu.Lock()
	defer l.mu.Unlock() // drop exchanges file and places
	at, ok := l.at[key]
	if !ok {
		return packedLook{}, false
	}
	return l.read(at)
}

func (l *lookLog) read(s span) (packedLook, bool) {
	b := make([]byte, s.size-32-logSumSize)
	if _, err := l.f.ReadAt(b, s.at+32); err != nil {
		return packedLook{}, false
	}
	return cutLook(b)
}

// size is how many bytes a picture takes in the log, 0 if it is not there.
func (l *lookLog) size(key [32]byte) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return int64(l.at[key].size)
}

// drop rewrites the log without the pictures that are held elsewhere.
func (l *lookLog) drop(held func([32]byte) bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := &lookLog{path: l.path + ".tmp", at: map[[32]byte]span{}}
	var err error
	if next.f, err = os.Create(next.path); err != nil {
		return err
	}
	err = next.trim()
	for key, at := range l.at {
		if err != nil || held(key) {
			continue
		}
		if look, ok := l.read(at); ok { // else it is decoded again
			err = next.append(key, look)
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
