package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"

	"akin/engine"
	"akin/index/text"
)

// words.bin: which terms each pin has, and how often. Term numbers follow the
// order of their stems.
//
//	8                 number of terms
//	8                 pins that have words
//	8                 sum of their lengths
//	(terms+1) x 4     where each stem starts, and the end
//	terms x 4         number of pins that have the term
//	(rows+1) x 8      where each pin's list starts in the lists, and the end
//	...               the stems
//	...               the lists: length, then for each term the difference to
//	                  the term before and its count, all as varints
//
// A pin without words has an empty list. One whose words are "red red tulip",
// in a field of weight 1, with red = 0 and tulip = 1, has the list 3, 0 2, 1 1.
const wordsKind = "akinword"

// A termCount is a term of a pin and its weighted count.
type termCount struct {
	term, count uint32
}

// A wordTable is a words.bin.
type wordTable struct {
	file    *mapped
	terms   int
	pins    int
	length  int64
	offsets []byte
	freqs   []byte
	starts  []byte
	stems   []byte
	lists   []byte
}

func openWords(path string) (*wordTable, error) {
	f, err := mapFile(path, wordsKind)
	if err != nil {
		return nil, err
	}
	t, err := wordTableIn(f)
	if err != nil {
		f.close()
	}
	return t, err
}

func wordTableIn(f *mapped) (*wordTable, error) {
	body, err := f.body(24)
	if err != nil {
		return nil, err
	}
	t := &wordTable{file: f, terms: int(u64At(body, 0)), pins: int(u64At(body, 1)), length: int64(u64At(body, 2))}
	if t.terms < 0 || t.terms > len(body) {
		return nil, fmt.Errorf("words of the index are damaged: %d terms in %d bytes", t.terms, len(body))
	}
	if body, err = f.body(24 + 4*(t.terms+1) + 4*t.terms + 8*(f.rows+1)); err != nil {
		return nil, err
	}
	cut := func(n int) []byte {
		part := body[:n]
		body = body[n:]
		return part
	}
	cut(24)
	t.offsets, t.freqs, t.starts = cut(4*(t.terms+1)), cut(4*t.terms), cut(8*(f.rows+1))
	ends, lists := int(u32At(t.offsets, t.terms)), uint64(len(body))-uint64(u32At(t.offsets, t.terms))
	if ends > len(body) || !ascending(t.offsets, u32At, uint32(ends)) || !ascending(t.starts, u64At, lists) {
		return nil, errors.New("words of the index are damaged: their places are out of order")
	}
	t.stems = cut(ends)
	t.lists = body
	return t, nil
}

func (t *wordTable) stem(term uint32) []byte {
	return t.stems[u32At(t.offsets, int(term)):u32At(t.offsets, int(term)+1)]
}

// find returns the number of a stem.
func (t *wordTable) find(stem string) (uint32, bool) {
	want := []byte(stem)
	i := sort.Search(t.terms, func(i int) bool { return bytes.Compare(t.stem(uint32(i)), want) >= 0 })
	return uint32(i), i < t.terms && bytes.Equal(t.stem(uint32(i)), want)
}

// list returns a pin's length and calls f for its terms in ascending order.
func (t *wordTable) list(row uint32, f func(termCount)) (length uint32) {
	b := t.lists[u64At(t.starts, int(row)):u64At(t.starts, int(row)+1)]
	if len(b) == 0 {
		return 0
	}
	next := func() uint32 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			n = len(b) // damaged; the list ends here
		}
		b = b[n:]
		return uint32(v)
	}
	length = next()
	term := uint32(0)
	for len(b) > 0 {
		term += next()
		if int(term) >= t.terms {
			break // damaged
		}
		f(termCount{term, next()})
	}
	return length
}

// wordsOf counts a pin's words by stem, each field's by the field's weight.
func wordsOf(p *engine.Pin) (counts map[string]uint32, length uint32) {
	counts = map[string]uint32{}
	for _, f := range p.Fields() {
		for _, tok := range text.Tokens(f.Text) {
			counts[tok.Stem] += uint32(f.Weight)
			length += uint32(f.Weight)
		}
	}
	return counts, length
}

// A wordsBuilder gathers the words of pins in the order of their rows.
type wordsBuilder struct {
	number map[string]uint32 // in order of appearance, until write
	freqs  []uint32
	rows   [][]termCount
	total  int64
	pins   int
}

func newWordsBuilder() *wordsBuilder { return &wordsBuilder{number: map[string]uint32{}} }

func (b *wordsBuilder) add(counts map[string]uint32) {
	var row []termCount
	for stem, n := range counts {
		term, ok := b.number[stem]
		if !ok {
			term = uint32(len(b.freqs))
			b.number[stem] = term
			b.freqs = append(b.freqs, 0)
		}
		b.freqs[term]++
		b.total += int64(n)
		row = append(row, termCount{term, n})
	}
	if len(row) > 0 {
		b.pins++
	}
	b.rows = append(b.rows, row)
}

// write writes words.bin, numbering the terms in the order of their stems.
func (b *wordsBuilder) write(path string) error {
	w, err := createFile(path, wordsKind, len(b.rows))
	if err != nil {
		return err
	}
	stems := slices.Sorted(maps.Keys(b.number))
	final := make([]uint32, len(stems))
	w.u64(uint64(len(stems)))
	w.u64(uint64(b.pins))
	w.u64(uint64(b.total))
	at := uint32(0)
	for i, s := range stems {
		final[b.number[s]] = uint32(i)
		w.u32(at)
		at += uint32(len(s))
	}
	w.u32(at)
	for _, s := range stems {
		w.u32(b.freqs[b.number[s]])
	}
	var lists []byte
	for _, row := range b.rows {
		w.u64(uint64(len(lists)))
		lists = appendList(lists, row, final)
	}
	w.u64(uint64(len(lists)))
	for _, s := range stems {
		w.bytes([]byte(s))
	}
	w.bytes(lists)
	return w.close()
}

// appendList renumbers a pin's terms, sorts them, and appends its list.
func appendList(lists []byte, row []termCount, final []uint32) []byte {
	if len(row) == 0 {
		return lists
	}
	length := uint32(0)
	for i := range row {
		row[i].term = final[row[i].term]
		length += row[i].count
	}
	slices.SortFunc(row, func(a, b termCount) int { return int(a.term) - int(b.term) })
	lists = binary.AppendUvarint(lists, uint64(length))
	last := uint32(0)
	for _, c := range row {
		lists = binary.AppendUvarint(lists, uint64(c.term-last))
		lists = binary.AppendUvarint(lists, uint64(c.count))
		last = c.term
	}
	return lists
}
