package index

import (
	"encoding/binary"
	"fmt"
)

// raw.bin, prints.bin, parts.bin: of each pin so many bytes, in the packed form
// that another package draws, and none for a pin without a picture.
//
//	(rows+1) x 8 bytes   where each pin's bytes start, and the end
//	...                  the bytes
//
// raw.bin has the raw blocks of package eye, for fitting it anew; prints.bin the
// prints of package copies; parts.bin the parts of package region.
const (
	rawsKind   = "akinraws"
	printsKind = "akinprnt"
	partsKind  = "akinpart"
)

// A blobTable is one of these files.
type blobTable struct {
	file    *mapped
	offsets []byte
	blobs   []byte
}

// noBlobs is a table of no rows.
func noBlobs() *blobTable { return &blobTable{offsets: make([]byte, 8)} }

func openBlobs(path, kind string) (*blobTable, error) {
	f, err := mapFile(path, kind)
	if err != nil {
		return nil, err
	}
	places := (f.rows + 1) * 8
	body, err := f.body(places)
	if err != nil {
		f.close()
		return nil, err
	}
	t := &blobTable{file: f, offsets: body[:places], blobs: body[places:]}
	if !ascending(t.offsets, u64At, uint64(len(t.blobs))) {
		f.close()
		return nil, fmt.Errorf("%s is damaged: its places are out of order", path)
	}
	return t, nil
}

// packed returns a row's bytes in place, none for a pin without.
func (t *blobTable) packed(row uint32) []byte {
	from, to := u64At(t.offsets, int(row)), u64At(t.offsets, int(row)+1)
	return t.blobs[from:to:to]
}

// close closes the table, which may be nil.
func (t *blobTable) close() {
	if t != nil {
		t.file.close()
	}
}

// A blobWriter makes such a file for a number of rows known before.
type blobWriter struct {
	*writer
	ends []byte // of what was written so far
	end  uint64
}

func createBlobs(path, kind string, rows int) (*blobWriter, error) {
	w, err := createFile(path, kind, rows)
	if err != nil {
		return nil, err
	}
	r := &blobWriter{writer: w, ends: make([]byte, 8, 8*(rows+1))}
	for range rows + 1 {
		w.u64(0) // close knows better
	}
	return r, nil
}

// add adds the next row's bytes, or none.
func (w *blobWriter) add(packed []byte) {
	w.bytes(packed)
	w.end += uint64(len(packed))
	w.ends = binary.LittleEndian.AppendUint64(w.ends, w.end)
}

// close writes the places and makes the file durable.
func (w *blobWriter) close() error {
	err := w.buf.Flush()
	if err == nil {
		_, err = w.f.WriteAt(w.ends, headerSize)
	}
	if closing := w.writer.close(); err == nil {
		err = closing
	}
	return err
}
