package eye

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// Above a number of pins, comparing each code with each takes too long. Then
// each pin has a sketch of 512 bits, and only those are compared whose sketches
// differ in at most 222, which takes a tenth of the time to find out. Each bit
// is the sign of a sum of elements, so that as many bits differ as there is an
// angle between the codes (Charikar, "Similarity estimation techniques from
// rounding algorithms", 2002): of pins with nothing in common, 256 ± 11, and
// one pair in a thousand passes; of pins that are alike by .34, as the sixteen
// nearest of a thousand photographs are on average, 200 ± 11. What does not
// pass would have made edges of a hundredth of the weight.
//
// Whether two pins are compared depends on these two alone. Pins sorted by
// hashes, each compared with those beside it in 24 orders, took time in
// proportion to the pins and not to their square; but at such angles they met
// .38 of the neighbours, in as much time as sketches take for 200,000 pins, and
// each insertion moved those beside it.
const (
	sketchWords = 8
	sketchApart = 222
	sketchTerms = 16 // elements that a bit adds up; 64 sketched no better
	bitSeed     = 0x62697473
)

// A bitSketch is a code in short.
type bitSketch [sketchWords]uint64

// near tells whether two codes are worth comparing.
func (s *bitSketch) near(o *bitSketch) bool {
	n := bits.OnesCount64(s[0]^o[0]) + bits.OnesCount64(s[1]^o[1]) + bits.OnesCount64(s[2]^o[2]) + bits.OnesCount64(s[3]^o[3]) +
		bits.OnesCount64(s[4]^o[4]) + bits.OnesCount64(s[5]^o[5]) + bits.OnesCount64(s[6]^o[6]) + bits.OnesCount64(s[7]^o[7])
	return n <= sketchApart
}

// A sketcher makes sketches for one set of weights.
type sketcher [64 * sketchWords][sketchTerms]term

// A term is an element of a code, added or taken away.
type term struct {
	at   uint16
	sign int16
}

// newSketcher draws the elements by the weights of their blocks. They depend
// on the weights alone.
func newSketcher(w *Weights) *sketcher {
	s, random := new(sketcher), rand.NewPCG(bitSeed, 0)
	for bit := range s {
		for i := range s[bit] {
			s[bit][i] = drawTerm(random.Uint64(), w)
		}
	}
	return s
}

func drawTerm(r uint64, w *Weights) term {
	left, block := int32(r%weightSum), Block(0)
	for ; block < Blocks-1 && left >= w[block]; block++ {
		left -= w[block]
	}
	return term{uint16(int(block)*Dims + int(r>>20%Dims)), int16(r>>40&1)*2 - 1}
}

func (s *sketcher) sketch(code Code) (out bitSketch) {
	for bit := range s {
		sum := 0
		for _, t := range &s[bit] {
			sum += int(t.sign) * int(code[t.at])
		}
		if sum > 0 {
			out[bit/64] |= 1 << (bit % 64)
		}
	}
	return out
}

// sketches are those of all codes.
func (s *sketcher) sketches(w *work, codes Codes) []bitSketch {
	all := make([]bitSketch, codes.Len())
	w.each((len(all)+tileSize-1)/tileSize, func() func(int) {
		return func(t int) {
			for i := t * tileSize; i < min(len(all), (t+1)*tileSize); i++ {
				all[i] = s.sketch(codes.At(i))
			}
		}
	})
	return all
}

// meetSketches compares the codes of two tiles, given by their first numbers,
// whose sketches are near; of a tile with itself, each pair once.
func (c *nearest) meetSketches(codes Codes, all []bitSketch, left, right int, w *Weights) {
	for p := left; p < min(len(all), left+tileSize); p++ {
		from := right
		if left == right {
			from = p + 1
		}
		for q := from; q < min(len(all), right+tileSize); q++ {
			if all[p].near(&all[q]) {
				c.pair(p, q, w.Similarity(codes.At(p), codes.At(q)))
			}
		}
	}
}

// sketchBytes are sketches as bytes, 64 a pin, each of eight little-endian
// numbers.
type sketchBytes []byte

const sketchSize = 8 * sketchWords

func (b sketchBytes) len() int { return len(b) / sketchSize }

func (b sketchBytes) at(pin uint32) (s bitSketch) {
	part := b[int(pin)*sketchSize:][:sketchSize]
	for k := range s {
		s[k] = binary.LittleEndian.Uint64(part[8*k:])
	}
	return s
}

// packSketches makes bytes of the sketches of some pins, zeros for others.
func packSketches(sketches []bitSketch, numbers []uint32, pins int) sketchBytes {
	all := make(sketchBytes, pins*sketchSize)
	for i, s := range sketches {
		part := all[int(numbers[i])*sketchSize:][:sketchSize]
		for k, v := range s {
			binary.LittleEndian.PutUint64(part[8*k:], v)
		}
	}
	return all
}
