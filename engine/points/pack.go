package points

import (
	"encoding/binary"
	"fmt"
)

// The packed form of a Set, little-endian:
//
//	offset  bytes  what
//	0       2      width of the frame
//	2       2      height of the frame
//	4       2      number of points
//	6       40 n   the points: X, Y, Word (2 bytes each), Level (and 128 if it
//	               is dark), Angle, Bits
//
// No point takes less than another, so that MaxPacked bytes always do.
const (
	packedHead  = 6
	packedPoint = 40
	packedDark  = 128

	// MaxPacked is the most bytes that AppendPacked appends.
	MaxPacked = packedHead + MaxPoints*packedPoint
)

// AppendPacked appends the packed form of s to b. Equal sets give equal bytes.
func (s *Set) AppendPacked(b []byte) []byte {
	b = binary.LittleEndian.AppendUint16(b, uint16(s.W))
	b = binary.LittleEndian.AppendUint16(b, uint16(s.H))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(s.Points)))
	for i := range s.Points {
		p := &s.Points[i]
		b = binary.LittleEndian.AppendUint16(b, p.X)
		b = binary.LittleEndian.AppendUint16(b, p.Y)
		b = binary.LittleEndian.AppendUint16(b, p.Word)
		level := p.Level
		if p.Dark {
			level |= packedDark
		}
		b = append(b, level, p.Angle)
		for _, x := range p.Bits {
			b = binary.LittleEndian.AppendUint64(b, x)
		}
	}
	return b
}

// Unpack reads a packed form, which must end where b does, and keeps nothing of
// b. Counts, sides, levels, words and places that cannot be are an error;
// against other damage, whoever stores packed sets keeps checksums.
func Unpack(b []byte) (Set, error) {
	if len(b) < packedHead {
		return Set{}, fmt.Errorf("packed points are damaged: %d bytes are too few", len(b))
	}
	u16 := binary.LittleEndian.Uint16
	s := Set{W: int(u16(b)), H: int(u16(b[2:]))}
	n := int(u16(b[4:]))
	if max(s.W, s.H) > FrameSide || n > MaxPoints {
		return Set{}, fmt.Errorf("packed points are damaged: %d points in %dx%d, want at most %d in %d",
			n, s.W, s.H, MaxPoints, FrameSide)
	}
	if want := packedHead + n*packedPoint; len(b) != want {
		return Set{}, fmt.Errorf("packed points are damaged: %d bytes, want %d for %d points", len(b), want, n)
	}
	s.Points = make([]Point, n)
	for i := range s.Points {
		q := b[packedHead+i*packedPoint:][:packedPoint]
		p := Point{X: u16(q), Y: u16(q[2:]), Word: u16(q[4:]), Level: q[6] &^ packedDark, Dark: q[6]&packedDark != 0, Angle: q[7]}
		for k := range p.Bits {
			p.Bits[k] = binary.LittleEndian.Uint64(q[8+8*k:])
		}
		if int(p.X) > 16*s.W || int(p.Y) > 16*s.H || p.Level >= maxLevels || p.Word >= Words {
			return Set{}, fmt.Errorf("packed points are damaged: point %d lies outside of the frame, its levels or the words", i)
		}
		s.Points[i] = p
	}
	return s, nil
}
