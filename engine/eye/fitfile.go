package eye

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// A fit as bytes, all numbers little-endian:
//
//	8  "akin.fit"
//	4  version of this format, 1
//	4  RawVersion of the pictures that it was made of
//	4  number of blocks, 4 directions of each
//	   each block:
//	     4  dimensions, n
//	     4  weight, of 65,536
//	     4 for each direction: one step (float32)
//	     4 for each direction: what the mean comes to (float32)
//	     2 for each dimension and direction: levels, a whole number of
//	       steps; the directions of a dimension stand together
//	4  CRC-32 (Castagnoli) of all before
//
// A fit of blocks with 5,700 dimensions together takes 560 kB.
const (
	fitKind       = "akin.fit"
	fitVersion    = 1
	fitHeaderSize = 24
	fitSumSize    = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// AppendTo appends the bytes of the fit; equal fits have equal bytes.
func (f *Fit) AppendTo(to []byte) []byte {
	start := len(to)
	le := binary.LittleEndian
	to = append(to, fitKind...)
	for _, v := range []uint32{fitVersion, RawVersion, uint32(Blocks), Dims} {
		to = le.AppendUint32(to, v)
	}
	for b := range Blocks {
		p := &f.blocks[b]
		to = le.AppendUint32(to, uint32(len(p.rows)))
		to = le.AppendUint32(to, uint32(f.weights[b]))
		for _, list := range [][Dims]float32{p.steps, p.offset} {
			for _, v := range list {
				to = le.AppendUint32(to, math.Float32bits(v))
			}
		}
		for _, l := range p.levels {
			to = le.AppendUint16(to, uint16(l))
		}
	}
	return le.AppendUint32(to, crc32.Checksum(to[start:], castagnoli))
}

// fitSize is what AppendTo appends.
func fitSize() int {
	size := fitHeaderSize + fitSumSize
	for b := range Blocks {
		size += 8 + 8*Dims + 2*Dims*b.Dims()
	}
	return size
}

const fitAgain = "run 'akin reindex --fit'"

// OpenFit reads what AppendTo wrote, and keeps none of the bytes. Bytes that
// are cut off, changed, or of other versions are an error.
func OpenFit(data []byte) (*Fit, error) {
	le := binary.LittleEndian
	if len(data) < fitHeaderSize+fitSumSize || string(data[:len(fitKind)]) != fitKind {
		return nil, errors.New("this is no fit of the eye: " + fitAgain)
	}
	if v := le.Uint32(data[8:]); v != fitVersion {
		return nil, fmt.Errorf("the eye's fit is of version %d, this akin reads %d: %s", v, fitVersion, fitAgain)
	}
	if v := le.Uint32(data[12:]); v != RawVersion {
		return nil, fmt.Errorf("the eye's fit is for features of version %d, this akin has %d: %s", v, RawVersion, fitAgain)
	}
	body := data[:len(data)-fitSumSize]
	if len(data) != fitSize() || le.Uint32(data[16:]) != uint32(Blocks) || le.Uint32(data[20:]) != Dims {
		return nil, errors.New("the eye's fit is damaged: its length is not what it should be; " + fitAgain)
	}
	if crc32.Checksum(body, castagnoli) != le.Uint32(data[len(body):]) {
		return nil, errors.New("the eye's fit is damaged: its checksum is wrong; " + fitAgain)
	}
	f := new(Fit)
	rest, sum := body[fitHeaderSize:], int64(0)
	for b := range Blocks {
		if int(le.Uint32(rest)) != b.Dims() {
			return nil, fmt.Errorf("the eye's fit is damaged: %s has other dimensions; %s", b, fitAgain)
		}
		f.weights[b] = int32(le.Uint32(rest[4:]))
		sum += int64(uint32(f.weights[b]))
		rest = f.blocks[b].read(rest[8:], b.Dims())
		if !f.blocks[b].sound() {
			return nil, fmt.Errorf("the eye's fit is damaged: %s has impossible numbers; %s", b, fitAgain)
		}
	}
	if sum != weightSum {
		return nil, errors.New("the eye's fit is damaged: its weights do not add up; " + fitAgain)
	}
	return f, nil
}

// read takes a projection from the beginning of data and returns what follows.
func (p *projection) read(data []byte, dims int) []byte {
	le := binary.LittleEndian
	for _, list := range []*[Dims]float32{&p.steps, &p.offset} {
		for k := range list {
			list[k] = math.Float32frombits(le.Uint32(data))
			data = data[4:]
		}
	}
	p.rows, p.levels = make([][Dims]float32, dims), make([]int16, dims*Dims)
	for i := range p.levels {
		p.levels[i] = int16(le.Uint16(data[2*i:]))
	}
	p.unpack()
	return data[2*len(p.levels):]
}

// sound tells whether codes come out as numbers: a fit's steps are positive and
// its means of moderate size, far from where a float32 ends.
func (p *projection) sound() bool {
	for k := range Dims {
		if s := p.steps[k]; !(s >= 0 && s < 1e6) {
			return false
		}
		if o := p.offset[k]; !(o > -1e12 && o < 1e12) {
			return false
		}
	}
	return true
}
