package eye

import (
	"encoding/binary"
	"fmt"
)

// The packed form of a Raw: for each block in turn
//
//	bytes  what
//	2      length of what follows, little-endian; with the top bit set, runs
//	       of zeros are packed
//	n      the block's bytes, or, packed: a number of zeros, then a number of
//	       bytes and these bytes, again and again until the block is full
//
// The numbers are a byte each. A block is packed where that makes it shorter,
// so that no picture takes more than MaxPacked.

// MaxPacked is the most bytes that AppendPacked appends, whatever the picture.
// Of photographs it is about 4,800.
const MaxPacked = RawDims + 2*int(Blocks)

const packedRuns = 1 << 15

// AppendPacked appends the packed form of r to b. Equal blocks give equal
// bytes.
func (r *Raw) AppendPacked(to []byte) []byte {
	for b := range Blocks {
		plain, at := r.Block(b), len(to)
		to = appendRuns(append(to, 0, 0), plain)
		head := uint16(len(to)-at-2) | packedRuns
		if len(to)-at-2 >= len(plain) {
			to = append(to[:at+2], plain...)
			head = uint16(len(plain))
		}
		binary.LittleEndian.PutUint16(to[at:], head)
	}
	return to
}

// appendRuns appends bytes with their runs of zeros packed.
func appendRuns(to, bytes []byte) []byte {
	for len(bytes) > 0 {
		zeros := 0
		for zeros < len(bytes) && zeros < 255 && bytes[zeros] == 0 {
			zeros++
		}
		bytes = bytes[zeros:]
		n := 0
		// one zero or two among others cost no more than a new pair of numbers
		for n < len(bytes) && n < 255 && (bytes[n] != 0 || !blank(bytes[n:min(n+3, len(bytes))])) {
			n++
		}
		to = append(append(to, byte(zeros), byte(n)), bytes[:n]...)
		bytes = bytes[n:]
	}
	return to
}

func blank(bytes []byte) bool {
	for _, b := range bytes {
		if b != 0 {
			return false
		}
	}
	return true
}

// UnpackRaw reads the packed form, which must end where b does. It keeps
// nothing of b. Lengths that cannot be are an error; against other damage,
// whoever stores packed blocks keeps checksums.
func UnpackRaw(b []byte) (*Raw, error) {
	r := new(Raw)
	for block := range Blocks {
		plain := r.Block(block)
		if len(b) < 2 {
			return nil, damaged(block)
		}
		head := binary.LittleEndian.Uint16(b)
		n := int(head &^ packedRuns)
		if b = b[2:]; n > len(b) {
			return nil, damaged(block)
		}
		whole := n == len(plain)
		if head&packedRuns != 0 {
			whole = unpackRuns(plain, b[:n])
		} else {
			copy(plain, b[:n])
		}
		if !whole {
			return nil, damaged(block)
		}
		b = b[n:]
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("packed blocks are damaged: %d bytes too many", len(b))
	}
	return r, nil
}

func damaged(b Block) error {
	return fmt.Errorf("packed blocks are damaged: %v has a wrong length", b)
}

// unpackRuns undoes appendRuns into zeros; it tells whether runs fill them.
func unpackRuns(plain, runs []byte) bool {
	for len(runs) > 0 {
		if len(runs) < 2 {
			return false
		}
		zeros, n := int(runs[0]), int(runs[1])
		if runs = runs[2:]; n > len(runs) || zeros+n > len(plain) {
			return false
		}
		copy(plain[zeros:], runs[:n])
		plain, runs = plain[zeros+n:], runs[n:]
	}
	return len(plain) == 0
}
