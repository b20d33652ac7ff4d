package copies

import (
	"encoding/binary"

	"akin/engine/pdq"
	"akin/engine/points"
)

// A Mark is what of a print tells from afar whether two are worth comparing: its
// hash and the set of its words. The zero Mark is that of no picture.
type Mark struct {
	Hash    pdq.Hash
	Quality uint8
	Words   points.WordSet
	Seen    bool // there is a picture
}

// MarkSize is the number of bytes of a packed Mark: the hash in numbers of 8
// bytes and the words in 2, little-endian, the quality in one, 1 in another for a
// picture, and 6 of 0.
const MarkSize = 8*len(pdq.Hash{}) + 2*len(points.WordSet{}) + 8

// AppendTo appends the packed form of m to b.
func (m *Mark) AppendTo(b []byte) []byte {
	for _, v := range m.Hash {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	for _, v := range m.Words {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	b = append(b, m.Quality, 0, 0, 0, 0, 0, 0, 0)
	if m.Seen {
		b[len(b)-7] = 1
	}
	return b
}

// ReadMark reads a packed form, which has MarkSize bytes.
func ReadMark(b []byte) (m Mark) {
	b = b[:MarkSize]
	for i := range m.Hash {
		m.Hash[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	b = b[8*len(m.Hash):]
	for i := range m.Words {
		m.Words[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	m.Quality, m.Seen = b[2*len(m.Words)], b[2*len(m.Words)+1] == 1
	return m
}

// Mark returns the print's mark.
func (p *Print) Mark() Mark { return Mark{p.Hash, p.Quality, p.words, p.W > 0} }

// A Probe is a print made ready to be compared with many marks. The zero Probe is
// that of no picture.
type Probe struct {
	turned          [pdq.Turns]pdq.Hash
	words, mirrored *points.Lookup
}

// Probe makes the print ready.
func (p *Print) Probe() Probe {
	if p.W == 0 {
		return Probe{}
	}
	return Probe{p.turned, p.words.Lookup(), p.mirrored.Lookup()}
}

// Chance says how likely a picture is a copy, in the measure of shared words:
// wholes on wholes by how near a turn of the hash is, parts by how many words are
// shared, as they are or mirrored. 0 is that of a pair that Compare would refuse
// at once, and of what is no picture. It takes a quarter of a microsecond.
func (p Probe) Chance(m *Mark) int {
	if p.words == nil || !m.Seen {
		return 0
	}
	chance := max(p.words.Shared(&m.Words), p.mirrored.Shared(&m.Words))
	if chance < sharedWords {
		chance = 0
	}
	for i := range p.turned {
		if d := p.turned[i].Distance(m.Hash); d <= nearTurn {
			chance = max(chance, sharedWords+nearTurn-d)
		}
	}
	return chance
}
