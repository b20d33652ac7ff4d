package features

import (
	"encoding/binary"
	"fmt"
)

// The packed form of one picture's features, PackedSize bytes:
//
//	offset  bytes  what
//	0       1      number of swatches; 0 marks a row without a picture
//	1       7      zero
//	8       16     pHash, dHash, little-endian
//	24      16     Color, little-endian
//	40      192    Layout
//	232     30     six swatches of r, g, b, share (2 bytes, little-endian)
//	262     2      zero
//	264            end
const (
	atHash    = 8
	atColor   = 24
	atLayout  = 40
	atPalette = atLayout + 3*layoutSide*layoutSide

	// PackedSize is the length of the packed form, a multiple of 8.
	PackedSize = atPalette + MaxPalette*5 + 2
)

// AppendPacked appends the packed form of f to b.
func (f *Features) AppendPacked(b []byte) []byte {
	at := len(b)
	b = append(b, make([]byte, PackedSize)...)
	p := b[at:]
	p[0] = byte(len(f.Palette))
	binary.LittleEndian.PutUint64(p[atHash:], f.Hash[0])
	binary.LittleEndian.PutUint64(p[atHash+8:], f.Hash[1])
	binary.LittleEndian.PutUint64(p[atColor:], f.Color[0])
	binary.LittleEndian.PutUint64(p[atColor+8:], f.Color[1])
	copy(p[atLayout:atPalette], f.Layout)
	for i, s := range f.Palette {
		q := p[atPalette+5*i:]
		q[0], q[1], q[2] = s.R, s.G, s.B
		binary.LittleEndian.PutUint16(q[3:], s.Share)
	}
	return b
}

// Unpack reads the packed form. The slices of the result but Palette point
// into b. It returns false for a row without a picture, which is all zeros.
// It notices a wrong length and a count of swatches that cannot be; for other
// damage, whoever stores rows keeps checksums.
func Unpack(b []byte) (f Features, ok bool, err error) {
	if len(b) != PackedSize {
		return f, false, fmt.Errorf("packed features are damaged: %d bytes, want %d", len(b), PackedSize)
	}
	if b[0] > MaxPalette {
		return f, false, fmt.Errorf("packed features are damaged: %d swatches, want at most %d", b[0], MaxPalette)
	}
	if b[0] == 0 {
		return f, false, nil
	}
	f.Hash = Code{binary.LittleEndian.Uint64(b[atHash:]), binary.LittleEndian.Uint64(b[atHash+8:])}
	f.Color = Code{binary.LittleEndian.Uint64(b[atColor:]), binary.LittleEndian.Uint64(b[atColor+8:])}
	f.Layout = b[atLayout:atPalette:atPalette]
	f.Palette = make([]Swatch, b[0])
	for i := range f.Palette {
		q := b[atPalette+5*i:]
		f.Palette[i] = Swatch{R: q[0], G: q[1], B: q[2], Share: binary.LittleEndian.Uint16(q[3:])}
	}
	return f, true, nil
}
