package copies

import (
	"encoding/binary"
	"fmt"

	"akin/engine/points"
)

// The packed form of a Print, little-endian:
//
//	offset  bytes  what
//	0       32     hash, four words
//	32      1      its quality
//	33      2+2    width and height
//	37      256    words of the mirrored picture's points
//	293     4096   luma, row by row
//	4389    2*256  chroma: blue, red
//	4901    6..    points, as points packs them
const (
	packedThumbs = 37 + 2*points.MaxPoints
	packedPoints = packedThumbs + lumaSide*lumaSide + 2*chromaSide*chromaSide

	// MaxPacked is the most bytes that AppendPacked appends: 10,027.
	MaxPacked = packedPoints + points.MaxPacked
)

// AppendPacked appends the packed form of p to b. Equal prints give equal bytes.
func (p *Print) AppendPacked(b []byte) []byte {
	for _, w := range p.Hash {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	b = append(b, p.Quality)
	b = binary.LittleEndian.AppendUint16(b, uint16(p.W))
	b = binary.LittleEndian.AppendUint16(b, uint16(p.H))
	for _, w := range p.mirrored {
		b = binary.LittleEndian.AppendUint16(b, w)
	}
	b = append(b, p.Luma[:]...)
	b = append(b, p.Chroma[0][:]...)
	b = append(b, p.Chroma[1][:]...)
	return p.Points.AppendPacked(b)
}

// Unpack reads a packed form, which must end where b does, and keeps nothing of
// b. Sizes that cannot be are an error; against other damage, whoever stores
// prints keeps checksums. It takes some microseconds.
func Unpack(b []byte) (Print, error) {
	var p Print
	if len(b) < packedPoints {
		return p, fmt.Errorf("a packed print is damaged: %d bytes, want at least %d; compute it anew", len(b), packedPoints)
	}
	for i := range p.Hash {
		p.Hash[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	p.Quality = b[32]
	p.W, p.H = int(binary.LittleEndian.Uint16(b[33:])), int(binary.LittleEndian.Uint16(b[35:]))
	if p.Quality > 100 || (p.W == 0) != (p.H == 0) {
		return Print{}, fmt.Errorf("a packed print is damaged: quality %d, %dx%d pixels; compute it anew", p.Quality, p.W, p.H)
	}
	for i := range p.mirrored {
		p.mirrored[i] = binary.LittleEndian.Uint16(b[37+2*i:])
	}
	thumbs := b[packedThumbs:]
	copy(p.Luma[:], thumbs)
	copy(p.Chroma[0][:], thumbs[len(p.Luma):])
	copy(p.Chroma[1][:], thumbs[len(p.Luma)+len(p.Chroma[0]):])
	set, err := points.Unpack(b[packedPoints:])
	if err != nil {
		return Print{}, fmt.Errorf("a packed print: %w; compute it anew", err)
	}
	p.Points = set
	p.derive()
	return p, nil
}

// derive fills what follows from the rest.
func (p *Print) derive() {
	p.turned = p.Hash.Turned()
	p.words = p.Points.Words()
}
