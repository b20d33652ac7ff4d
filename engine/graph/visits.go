package graph

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// visits are what pins get, put down one after the other and added up at the
// end. A table of counters would wait for memory at each visit, and guess
// wrong at most of them whether a pin is new: measured, that took three times
// as long. A list is written in order and sorted by its pins in two rounds;
// then equal pins are neighbours, and their degrees lie in order too.
type visits struct {
	list  []uint64 // pin << 32 | amount
	other []uint64 // room for sorting
	sums  []slot   // after settle: ascending pins, each once
}

// add puts down an amount for a pin, in as many parts as it needs.
func (s *visits) add(pin Node, amount uint64) {
	for amount > math.MaxUint32 {
		s.list = append(s.list, uint64(pin)<<32|math.MaxUint32)
		amount -= math.MaxUint32
	}
	s.list = append(s.list, uint64(pin)<<32|amount)
}

// addEach puts down an amount for each of some pins.
func (s *visits) addEach(pins []Node, amount uint64) {
	if amount > math.MaxUint32 {
		for _, p := range pins {
			s.add(p, amount)
		}
		return
	}
	n := len(s.list)
	s.list = slices.Grow(s.list, len(pins))[:n+len(pins)]
	for i, p := range pins {
		s.list[n+i] = uint64(p)<<32 | amount
	}
}

func (s *visits) forget() { s.list, s.sums = s.list[:0], s.sums[:0] }

// settle adds up what was put down, for pins below so many, and begins a new
// list.
func (s *visits) settle(pins int) {
	s.sort(pins)
	s.sums = s.sums[:0]
	for i := 0; i < len(s.list); {
		pin, sum := s.list[i]>>32, uint64(0)
		for ; i < len(s.list) && s.list[i]>>32 == pin; i++ {
			sum += s.list[i] & math.MaxUint32
		}
		s.sums = append(s.sums, slot{uint32(pin) + 1, sum})
	}
	s.list = s.list[:0]
}

// mostDigit is how many bits one round of sorting looks at, at most: 2,048
// places to write to are as many as stay near.
const mostDigit = 11

// sort orders the list by pin, counting digits from the lowest to the highest.
func (s *visits) sort(pins int) {
	width := bits.Len(uint(pins))
	rounds := max(1, (width+mostDigit-1)/mostDigit)
	digit := (width + rounds - 1) / rounds
	s.other = slices.Grow(s.other[:0], len(s.list))[:len(s.list)]
	for r := range rounds {
		var at [1 << mostDigit]uint32
		shift, mask := 32+r*digit, uint64(1)<<digit-1
		for _, x := range s.list {
			at[x>>shift&mask]++
		}
		startsOf(at[:])
		for _, x := range s.list {
			d := x >> shift & mask
			s.other[at[d]] = x
			at[d]++
		}
		s.list, s.other = s.other, s.list
	}
}

// of returns where the sum of a pin stands, nil if it has none.
func (s *visits) of(pin Node) *uint64 {
	i, found := slices.BinarySearchFunc(s.sums, uint32(pin)+1, func(x slot, key uint32) int {
		return cmp.Compare(x.key, key)
	})
	if !found {
		return nil
	}
	return &s.sums[i].sum
}
