package graph

import "math/bits"

// A tally adds up numbers by key, below a known number of keys. It takes
// memory by how many keys it meets, not by how many there could be, and
// forgets in as much time: a walk over a graph of millions meets thousands.
//
// It is a table with open addressing. When the table would have room for every
// key there is, each key has its own place: then nothing is ever searched, and
// ascending keys lie beside each other.
type tally struct {
	all   []slot   // what there is; beyond slots all zero
	slots []slot   // what is in use, a power of two
	used  []uint32 // the places taken, in order of first addition
	times uint32   // key * times >> shift is the first place to look at
	shift uint
	old   []slot // room for growing

	some    [ahead]slot // see each
	fetched uint32      // see fetch
}

type slot struct {
	key uint32 // plus one; 0 is free
	sum uint64
}

// leastSlots keeps a small tally from growing several times: 4 kB.
const leastSlots = 256

// prepare empties the tally for at most so many of so many keys. More than
// that are taken too, at the cost of growing.
func (t *tally) prepare(expected, keys int) {
	t.forget()
	want := max(leastSlots, ceilPower(2*min(expected, keys)))
	if every := ceilPower(keys); want >= every {
		t.resize(max(every, 1))
		t.times, t.shift = 1, 0
		return
	}
	t.resize(want)
}

// resize makes the table so long, a power of two, and spreads keys over it.
func (t *tally) resize(n int) {
	if n > len(t.all) {
		t.all = make([]slot, n)
	}
	t.slots = t.all[:n]
	t.times = 0x9E3779B1 // 2^32 over the golden ratio: close keys go far apart
	t.shift = uint(32 - bits.Len(uint(n)) + 1)
}

// crowded is how many places there may be for each that is taken so that
// clearing all, which memory is fast at, beats clearing those taken.
const crowded = 16

// forget empties the tally, in time proportional to what it holds.
func (t *tally) forget() {
	if len(t.used)*crowded >= len(t.slots) {
		clear(t.slots)
	} else {
		for _, i := range t.used {
			t.slots[i] = slot{}
		}
	}
	t.used = t.used[:0]
}

// ahead is how many keys are looked at before they are counted. More waits fly
// at once than a processor has room for with this many; with 16, the best of a
// sample took a third longer.
const ahead = 64

// addEach adds x to the sum of each node's key, which is its number from first
// on. Whether a key is new cannot be foreseen, and a processor that guesses
// wrong waits for memory before it goes on; so the places of several keys are
// fetched first, with nothing to guess.
func (t *tally) addEach(nodes []Node, first Node, x uint64) {
	for len(nodes) > 0 {
		part := nodes[:min(ahead, len(nodes))]
		for _, n := range part {
			t.fetch(uint32(n - first))
		}
		for _, n := range part {
			t.add(uint32(n-first), x)
		}
		nodes = nodes[len(part):]
	}
}

// each calls f with all keys and sums, a few at a time, fetched together. What
// f gets is a copy.
func (t *tally) each(f func([]slot)) {
	for used := t.used; len(used) > 0; {
		part := used[:min(ahead, len(used))]
		for i, at := range part {
			t.some[i] = t.slots[at]
		}
		f(t.some[:len(part)])
		used = used[len(part):]
	}
}

// fetch brings the first place of a key near. What it reads goes into the
// tally, or the compiler would leave the reading out.
func (t *tally) fetch(key uint32) {
	t.fetched += t.slots[key*t.times>>t.shift&uint32(len(t.slots)-1)].key
}

// add adds x to the sum of a key.
func (t *tally) add(key uint32, x uint64) {
	for i := key * t.times >> t.shift; ; i++ {
		i &= uint32(len(t.slots) - 1)
		s := &t.slots[i]
		if s.key == key+1 {
			s.sum += x
			return
		}
		if s.key == 0 {
			t.insert(i, key, x)
			return
		}
	}
}

// insert takes a free place, or grows when half of them are taken: a fuller
// table has long chains. With a place for every key it never has to.
func (t *tally) insert(i, key uint32, x uint64) {
	if 2*len(t.used) >= len(t.slots) && t.times != 1 {
		t.grow()
		t.add(key, x)
		return
	}
	t.slots[i] = slot{key + 1, x}
	t.used = append(t.used, i)
}

func (t *tally) grow() {
	old := t.old[:0]
	for _, i := range t.used {
		old = append(old, t.slots[i])
	}
	t.old = old
	n := 2 * len(t.slots)
	t.forget()
	t.resize(n)
	for _, s := range old {
		t.add(s.key-1, s.sum)
	}
}

// of returns where the sum of a key stands, nil if it has none.
func (t *tally) of(key uint32) *uint64 {
	for i := key * t.times >> t.shift; ; i++ {
		i &= uint32(len(t.slots) - 1)
		switch t.slots[i].key {
		case key + 1:
			return &t.slots[i].sum
		case 0:
			return nil
		}
	}
}

// ceilPower returns the smallest power of two that is at least n.
func ceilPower(n int) int {
	if n <= 1 {
		return 1
	}
	return 1 << bits.Len(uint(n-1))
}
