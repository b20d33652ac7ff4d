package index

import (
	"encoding/binary"
	"errors"

	"akin/engine/eye"
)

// raw.bin: raw blocks as package eye packs them, for fitting the eye anew; none
// for a pin without a picture.
//
//	(rows+1) x 8 bytes   where each pin's blocks start, and the end
//	...                  the blocks
const rawsKind = "akinraws"

// A packedLook is what a picture looks like in the forms in which it is stored.
type packedLook struct {
	features []byte // as package features packs them
	raw      []byte // as package eye does
}

// A rawTable is a raw.bin.
type rawTable struct {
	file    *mapped
	offsets []byte
	blocks  []byte
}

func openRaws(path string) (*rawTable, error) {
	f, err := mapFile(path, rawsKind)
	if err != nil {
		return nil, err
	}
	places := (f.rows + 1) * 8
	body, err := f.body(places)
	if err != nil {
		f.close()
		return nil, err
	}
	t := &rawTable{file: f, offsets: body[:places], blocks: body[places:]}
	if !ascending(t.offsets, u64At, uint64(len(t.blocks))) {
		f.close()
		return nil, errors.New("raw blocks of the index are damaged: their places are out of order")
	}
	return t, nil
}

// packed returns a row's packed blocks in place, none for a pin without.
func (t *rawTable) packed(row uint32) []byte {
	from, to := u64At(t.offsets, int(row)), u64At(t.offsets, int(row)+1)
	return t.blocks[from:to:to]
}

// raw unpacks a row's blocks.
func (t *rawTable) raw(row uint32) (*eye.Raw, error) { return eye.UnpackRaw(t.packed(row)) }

// A rawsWriter makes a raw.bin for a number of rows known before.
type rawsWriter struct {
	*writer
	ends []byte // of what was written so far
	end  uint64
}

func createRaws(path string, rows int) (*rawsWriter, error) {
	w, err := createFile(path, rawsKind, rows)
	if err != nil {
		return nil, err
	}
	r := &rawsWriter{writer: w, ends: make([]byte, 8, 8*(rows+1))}
	for range rows + 1 {
		w.u64(0) // close knows better
	}
	return r, nil
}

// add adds the next row's blocks, or none.
func (w *rawsWriter) add(packed []byte) {
	w.bytes(packed)
	w.end += uint64(len(packed))
	w.ends = binary.LittleEndian.AppendUint64(w.ends, w.end)
}

// close writes the places and makes the file durable.
func (w *rawsWriter) close() error {
	err := w.buf.Flush()
	if err == nil {
		_, err = w.f.WriteAt(w.ends, headerSize)
	}
	if closing := w.writer.close(); err == nil {
		err = closing
	}
	return err
}
