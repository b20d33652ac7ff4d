package eye

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// Neighbours as bytes, all numbers little-endian:
//
//	8  "akin.nbr"
//	4  version, 1
//	4  neighbours kept of a pin, 16
//	4  pins, n
//	4  1 if sketches follow, else 0
//	4 for each block: weight, of 65,536
//	   each pin, 16 times, nearest first:
//	     4  the neighbour's number, 2^32-1 for none
//	     4  its similarity; 1 instead where the first is none and the pin
//	        was deleted
//	   each pin, if there are sketches: 64 bytes
//	4  CRC-32 (Castagnoli) of all before
//
// With ten blocks that is 68 bytes and 128 a pin, above 100,000 pins 192.
const (
	neighboursKind    = "akin.nbr"
	neighboursVersion = 1
	neighboursHeader  = 24 + 4*int(Blocks)
	recordSize        = 8 * NeighboursKept
)

// AppendTo appends the bytes of the neighbours as they stand.
func (n *Neighbours) AppendTo(to []byte) []byte {
	start, le := len(to), binary.LittleEndian
	to = append(to, neighboursKind...)
	sketched := uint32(0)
	if n.sketcher != nil {
		sketched = 1
	}
	for _, v := range []uint32{neighboursVersion, NeighboursKept, uint32(n.Pins()), sketched} {
		to = le.AppendUint32(to, v)
	}
	for _, w := range n.weights {
		to = le.AppendUint32(to, uint32(w))
	}
	at := len(to)
	to = append(to, emptyRecords(n.Pins())...)
	for i := range uint32(n.Pins()) {
		writeRecord(to[at:], i, n.list(i))
		if n.gone(i) && !unseen(n.code(i)) {
			le.PutUint32(to[at+int(i)*recordSize+4:], 1)
		}
	}
	if n.sketcher != nil {
		to = append(to, n.sketches...)
		for i := range n.addedSketches {
			for _, v := range n.addedSketches[i] {
				to = le.AppendUint64(to, v)
			}
		}
	}
	return le.AppendUint32(to, crc32.Checksum(to[start:], castagnoli))
}

const neighboursAgain = "run 'akin reindex'"

// OpenNeighbours reads what AppendTo wrote for these codes, weights and
// options. It goes on pointing into the codes and the bytes, which must not
// change; it reads all of them once. Bytes that are cut off, changed, of
// another version, or of other weights or another number of codes are an
// error. That the codes are the same is for the caller to know.
func OpenNeighbours(codes Codes, data []byte, weights Weights, o NeighboursOptions) (*Neighbours, error) {
	le := binary.LittleEndian
	if len(data) < neighboursHeader+4 || string(data[:len(neighboursKind)]) != neighboursKind {
		return nil, errors.New("these are no neighbours of pins: " + neighboursAgain)
	}
	if v := le.Uint32(data[8:]); v != neighboursVersion {
		return nil, fmt.Errorf("neighbours of pins are of version %d, this akin reads %d: %s", v, neighboursVersion, neighboursAgain)
	}
	body := data[:len(data)-4]
	if crc32.Checksum(body, castagnoli) != le.Uint32(data[len(body):]) {
		return nil, errors.New("neighbours of pins are damaged: their checksum is wrong; " + neighboursAgain)
	}
	n := newNeighbours(codes, weights, o)
	pins, sketched := codes.Len(), 0
	if le.Uint32(data[20:]) != 0 {
		sketched = 1
	}
	if le.Uint32(data[12:]) != NeighboursKept || int64(le.Uint32(data[16:])) != int64(pins) ||
		len(body) != neighboursHeader+pins*(recordSize+sketched*sketchSize) {
		return nil, errors.New("neighbours of pins are those of other pins: " + neighboursAgain)
	}
	for b, w := range weights {
		if le.Uint32(data[24+4*b:]) != uint32(w) {
			return nil, errors.New("neighbours of pins were found with other weights: " + neighboursAgain)
		}
	}
	n.records = body[neighboursHeader : neighboursHeader+pins*recordSize]
	n.changed, n.dirty = map[uint32][]Neighbour{}, map[[2]uint32]bool{}
	if err := n.checkRecords(); err != nil {
		return nil, err
	}
	if (n.live > n.exact) != (sketched == 1) {
		return nil, errors.New("neighbours of pins were found in another way than for as many: " + neighboursAgain)
	}
	if sketched == 1 {
		n.sketcher, n.sketches = newSketcher(&n.weights), sketchBytes(body[neighboursHeader+len(n.records):])
	}
	return n, nil
}

// checkRecords takes deleted pins out, and makes sure that neighbours are pins.
func (n *Neighbours) checkRecords() error {
	for i := range uint32(n.Pins()) {
		at := n.records[int(i)*recordSize:][:recordSize]
		first := recordAt(at, 0)
		if first.Pin == NoPin && first.Similarity == 1 && !n.gone(i) {
			n.remove(i)
			n.live--
		}
		for k := range NeighboursKept {
			if o := recordAt(at, k); o.Pin != NoPin && (o.Pin >= uint32(n.Pins()) || o.Pin == i) {
				return errors.New("neighbours of pins are damaged: they are no pins; " + neighboursAgain)
			}
		}
	}
	return nil
}

func recordAt(record []byte, k int) Neighbour {
	return Neighbour{binary.LittleEndian.Uint32(record[8*k:]), Similarity(binary.LittleEndian.Uint32(record[8*k+4:]))}
}

// emptyRecords are lists without neighbours.
func emptyRecords(pins int) []byte {
	all := make([]byte, pins*recordSize)
	for i := 0; i < len(all); i += 8 {
		binary.LittleEndian.PutUint32(all[i:], NoPin)
	}
	return all
}

func writeRecord(records []byte, pin uint32, l []Neighbour) {
	at := records[int(pin)*recordSize:][:recordSize]
	for k, o := range l {
		binary.LittleEndian.PutUint32(at[8*k:], o.Pin)
		binary.LittleEndian.PutUint32(at[8*k+4:], uint32(o.Similarity))
	}
}

func readRecord(records []byte, pin uint32) []Neighbour { return appendRecord(newList(), records, pin) }

func appendRecord(l []Neighbour, records []byte, pin uint32) []Neighbour {
	at := records[int(pin)*recordSize:][:recordSize]
	for k := range NeighboursKept {
		o := recordAt(at, k)
		if o.Pin == NoPin {
			break
		}
		l = append(l, o)
	}
	return l
}

// lastOfRecord is the last of a full list, and of NoPin for any other.
func lastOfRecord(records []byte, pin uint32) Neighbour {
	return recordAt(records[int(pin)*recordSize:][:recordSize], NeighboursKept-1)
}
