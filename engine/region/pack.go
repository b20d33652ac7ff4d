package region

import (
	"encoding/binary"
	"fmt"
)

// The packed form of the parts of a picture:
//
//	bytes  what
//	1      number of parts
//
// and for each part, PackedPart bytes:
//
//	offset  bytes  what
//	0       8      X, Y, W, H, little-endian
//	8       1      Salience
//	9       256    Desc
//	265            end
const (
	atSalience = 8
	atDesc     = 9

	// PackedPart is the bytes that a part takes.
	PackedPart = atDesc + DescSize

	// MaxPacked is the most bytes that AppendPacked appends.
	MaxPacked = 1 + MaxParts*PackedPart
)

// AppendPacked appends the packed form of the parts of a picture, as Parts gives
// them, to b.
func AppendPacked(b []byte, parts []Part) []byte {
	b = append(b, byte(len(parts)))
	for i := range parts {
		p := &parts[i]
		for _, v := range [4]uint16{p.X, p.Y, p.W, p.H} {
			b = binary.LittleEndian.AppendUint16(b, v)
		}
		b = append(b, p.Salience)
		b = append(b, p.Desc[:]...)
	}
	return b
}

// Unpack reads the packed form, which must end where b does, and keeps nothing
// of b. A wrong length, rectangles outside the picture and parts out of order
// are errors; against other damage, whoever stores packed parts keeps checksums.
func Unpack(b []byte) ([]Part, error) {
	if len(b) == 0 {
		return nil, fmt.Errorf("packed parts are damaged: no bytes at all")
	}
	n := int(b[0])
	if n > MaxParts || len(b) != 1+n*PackedPart {
		return nil, fmt.Errorf("packed parts are damaged: %d bytes for %d parts, want %d and at most %d parts", len(b), n, 1+n*PackedPart, MaxParts)
	}
	parts := make([]Part, n)
	for i := range parts {
		p, q := &parts[i], b[1+i*PackedPart:][:PackedPart]
		for k, v := range [4]*uint16{&p.X, &p.Y, &p.W, &p.H} {
			*v = binary.LittleEndian.Uint16(q[2*k:])
		}
		p.Salience = q[atSalience]
		copy(p.Desc[:], q[atDesc:])
		if !p.inside() {
			return nil, fmt.Errorf("packed parts are damaged: part %d is not within the picture", i)
		}
		if i > 0 && p.Salience > parts[i-1].Salience {
			return nil, fmt.Errorf("packed parts are damaged: part %d stands out more than the one before it", i)
		}
	}
	return parts, nil
}
