package index

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"

	mmap "github.com/blevesearch/mmap-go"
)

// The files of a generation begin with 16 bytes, but those that packages
// graph and eye write:
//
//	offset  bytes  what
//	0       8      the file's kind: "akinpins", "akinword", "akinfeat", "akincode", "akinbrds",
//	               "akinraws", "akineyes", "akinprnt", "akinmark", "akinpart", "akinpcod"
//	8       4      format version, little-endian
//	12      4      number of rows, little-endian
//
// All numbers are little-endian. The body of each kind is drawn where it is
// read.
const (
	headerSize    = 16
	formatVersion = 3
)

// A writer makes one file of a generation. Errors are kept until close.
type writer struct {
	f   *os.File
	buf *bufio.Writer
}

func createFile(path, kind string, rows int) (*writer, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	w := &writer{f: f, buf: bufio.NewWriterSize(f, 1<<20)}
	w.buf.WriteString(kind)
	w.u32(formatVersion)
	w.u32(uint32(rows))
	return w, nil
}

func (w *writer) bytes(b []byte) { w.buf.Write(b) }
func (w *writer) u32(v uint32) {
	w.buf.Write(binary.LittleEndian.AppendUint32(w.buf.AvailableBuffer(), v))
}
func (w *writer) u64(v uint64) {
	w.buf.Write(binary.LittleEndian.AppendUint64(w.buf.AvailableBuffer(), v))
}

// count puts the number of rows in the header, where it was not known before.
func (w *writer) count(rows int) error {
	if err := w.buf.Flush(); err != nil {
		return err
	}
	_, err := w.f.WriteAt(binary.LittleEndian.AppendUint32(nil, uint32(rows)), headerSize-4)
	return err
}

// close makes the file durable.
func (w *writer) close() error {
	if err := w.buf.Flush(); err != nil {
		w.f.Close()
		return err
	}
	if err := w.f.Sync(); err != nil {
		w.f.Close()
		return err
	}
	return w.f.Close()
}

// A mapped file is read in place; the system keeps what is used in memory.
type mapped struct {
	m    mmap.MMap
	rows int
}

func mapFile(path, kind string) (*mapped, error) {
	m, err := mapBytes(path)
	if err != nil {
		return nil, err
	}
	if len(m) < headerSize || string(m[:8]) != kind || binary.LittleEndian.Uint32(m[8:]) != formatVersion {
		m.Unmap()
		return nil, fmt.Errorf("%s is not a %s file of version %d", path, kind, formatVersion)
	}
	return &mapped{m: m, rows: int(binary.LittleEndian.Uint32(m[12:]))}, nil
}

// mapBytes maps a whole file, whose header is another package's affair.
func mapBytes(path string) (mmap.MMap, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("mapping %s: %w", path, err)
	}
	return m, nil
}

// body is what follows the header, checked to be at least n bytes.
func (f *mapped) body(n int) ([]byte, error) {
	if len(f.m)-headerSize < n {
		return nil, fmt.Errorf("file of the index is cut off at %d bytes, want %d", len(f.m), n+headerSize)
	}
	return f.m[headerSize:], nil
}

func (f *mapped) close() error {
	if f == nil || f.m == nil {
		return nil
	}
	return f.m.Unmap()
}

// u32At and u64At read the i-th number of a table.
func u32At(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
func u64At(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[8*i:]) }

// ascending tells whether a table of places never goes back, and ends at end:
// then nothing can be cut out of bounds. It takes a millisecond a million.
func ascending[T uint32 | uint64](b []byte, at func([]byte, int) T, end T) bool {
	n := len(b) / binary.Size(end)
	last := T(0)
	for i := range n {
		v := at(b, i)
		if v < last {
			return false
		}
		last = v
	}
	return last == end
}

// syncDir makes names in a folder durable.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
