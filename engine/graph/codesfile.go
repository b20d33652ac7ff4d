package graph

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// Codes as bytes, all numbers little-endian:
//
//	8  "akincode"
//	4  version, 1
//	4  directions, n
//	4  pins
//	4  balance (float32)
//	4n the directions' squared singular values (float32), falling
//	   pins times 4 bytes of scale (float32, 0 for no code) and n levels,
//	   each a signed byte of -127 to 127; a level times the scale is what
//	   the pin is along that direction
//	4  CRC-32 (Castagnoli) of all before
//
// Two pins with two directions make 24 + 8 + 12 + 4 = 48 bytes. 160 directions
// take 164 bytes a pin.
const (
	codesKind       = "akincode"
	codesVersion    = 1
	codesHeaderSize = 24
	sumSize         = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// AppendTo appends the bytes of the codes; equal codes have equal bytes.
func (c *Codes) AppendTo(to []byte) []byte {
	start := len(to)
	to = append(to, codesKind...)
	to = binary.LittleEndian.AppendUint32(to, codesVersion)
	to = binary.LittleEndian.AppendUint32(to, uint32(len(c.squares)))
	to = binary.LittleEndian.AppendUint32(to, uint32(c.pins))
	to = binary.LittleEndian.AppendUint32(to, math.Float32bits(c.balance))
	for _, s := range c.squares {
		to = binary.LittleEndian.AppendUint32(to, math.Float32bits(s))
	}
	to = append(to, c.rows...)
	return binary.LittleEndian.AppendUint32(to, checksum(to[start:]))
}

// OpenCodes reads what AppendTo wrote. The codes go on pointing into the
// bytes, which must not change while they are used. It reads all of them once,
// for their checksum. Bytes that are cut off, changed, or of another version
// are an error.
func OpenCodes(data []byte) (*Codes, error) {
	if len(data) < codesHeaderSize+sumSize || string(data[:len(codesKind)]) != codesKind {
		return nil, errors.New("these are no codes of pins: build the index again")
	}
	u32 := func(at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	if v := u32(8); v != codesVersion {
		return nil, fmt.Errorf("codes of pins are of version %d, this akin reads %d: build the index again", v, codesVersion)
	}
	dims, pins := int64(u32(12)), int64(u32(16))
	if dims > CodeDims || int64(len(data)) != codesHeaderSize+4*dims+pins*(scaleSize+dims)+sumSize {
		return nil, errors.New("codes of pins are damaged: their length is not what their header says; build the index again")
	}
	body := data[:len(data)-sumSize]
	if checksum(body) != u32(len(body)) {
		return nil, errors.New("codes of pins are damaged: their checksum is wrong; build the index again")
	}
	c := &Codes{pins: int(pins), balance: math.Float32frombits(u32(20)), squares: make([]float32, dims)}
	for k := range c.squares {
		c.squares[k] = math.Float32frombits(u32(codesHeaderSize + 4*k))
	}
	c.rows = body[codesHeaderSize+4*dims:]
	if !c.sound() {
		return nil, errors.New("codes of pins are damaged: they hold impossible numbers; build the index again")
	}
	return c, nil
}

// sound tells whether all numbers are such that scores come out as numbers.
func (c *Codes) sound() bool {
	if !usable(c.balance) {
		return false
	}
	for _, s := range c.squares {
		if !usable(s) || s == 0 {
			return false
		}
	}
	for i := range c.pins {
		if !usable(c.scale(i)) {
			return false
		}
	}
	return true
}

// usable tells whether a number is finite and not negative.
func usable(v float32) bool { return v >= 0 && v <= math.MaxFloat32 }
