package index

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"time"

	"akin/engine"
)

// pins.bin: the pins of a generation in ascending order of their IDs, which
// gives them their rows.
//
//	rows x 48 bytes   picture's SHA-256 (32, zero for none), created (8, unix
//	                  milliseconds), width (4), height (4)
//	(rows+1) x 4      where each ID starts, and the end
//	...               the IDs
//
// Two pins "a" (no picture, created at 1) and "bc" give 96 + 12 + 3 bytes after
// the header; the offsets are 0, 1, 3 and the IDs read "abc".
const (
	pinsKind = "akinpins"
	pinSize  = 48
)

// A pinTable is a pins.bin.
type pinTable struct {
	file    *mapped
	rows    int
	fixed   []byte
	offsets []byte
	ids     []byte
}

func openPins(path string) (*pinTable, error) {
	f, err := mapFile(path, pinsKind)
	if err != nil {
		return nil, err
	}
	n := f.rows
	body, err := f.body(n*pinSize + (n+1)*4)
	if err != nil {
		f.close()
		return nil, err
	}
	t := &pinTable{
		file: f, rows: n, fixed: body[:n*pinSize],
		offsets: body[n*pinSize:][:(n+1)*4], ids: body[n*pinSize+(n+1)*4:],
	}
	if !ascending(t.offsets, u32At, uint32(len(t.ids))) {
		f.close()
		return nil, errors.New("pins of the index are damaged: their places are out of order")
	}
	return t, nil
}

func (t *pinTable) id(row uint32) []byte { return textAt(t.offsets, t.ids, int(row)) }

// find returns the row of an ID.
func (t *pinTable) find(id engine.PinID) (uint32, bool) {
	i, ok := findText(t.offsets, t.ids, t.rows, string(id))
	return uint32(i), ok
}

// pictured returns the first row with that picture that is wanted. It looks at
// each row before: 48 MB a million.
func (t *pinTable) pictured(key [32]byte, wanted func(row uint32) bool) (uint32, bool) {
	for row := range t.rows {
		if [32]byte(t.fixed[row*pinSize:]) == key && wanted(uint32(row)) {
			return uint32(row), true
		}
	}
	return 0, false
}

func (t *pinTable) pin(row uint32) engine.RowPin {
	b := t.fixed[int(row)*pinSize:][:pinSize]
	p := engine.RowPin{
		ID:      engine.PinID(t.id(row)),
		Created: time.UnixMilli(int64(binary.LittleEndian.Uint64(b[32:]))).UTC(),
		Width:   int(binary.LittleEndian.Uint32(b[40:])),
		Height:  int(binary.LittleEndian.Uint32(b[44:])),
	}
	if !allZero(b[:32]) {
		p.Picture = engine.PictureID(hex.EncodeToString(b[:32]))
	}
	return p
}

func allZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// rowPin is what ranking needs of a pin.
func rowPin(p *engine.Pin) engine.RowPin {
	return engine.RowPin{ID: p.ID, Picture: p.Picture, Width: p.Facts.Width, Height: p.Facts.Height, Created: p.Created}
}

// writePins writes pins.bin for pins in ascending order of ID.
func writePins(path string, pins []engine.RowPin) error {
	w, err := createFile(path, pinsKind, len(pins))
	if err != nil {
		return err
	}
	for _, p := range pins {
		var sum [32]byte
		hex.Decode(sum[:], []byte(p.Picture)) // the record checked it
		w.bytes(sum[:])
		w.u64(uint64(p.Created.UnixMilli()))
		w.u32(uint32(p.Width))
		w.u32(uint32(p.Height))
	}
	w.texts(len(pins), func(i int) string { return string(pins[i].ID) })
	return w.close()
}
