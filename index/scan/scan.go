// Package scan finds the nearest of many packed codes by looking at all of
// them.
//
// It is for Hamming distances over 128-bit codes, which a core compares at
// several hundred million a second: exact, without a structure to keep. It is
// not for comparing features; the few thousand nearest are what is worth
// comparing. Start with Nearest.
package scan

import (
	"slices"

	"akin/engine/features"
)

// A Table holds the codes of the rows that have a picture, plane by plane. It
// is safe for concurrent use once built.
type Table struct {
	rows   []uint32 // ascending
	planes [features.Planes][]features.Code
}

// Add appends a row. Rows come in ascending order.
func (t *Table) Add(row uint32, codes [features.Planes]features.Code) {
	t.rows = append(t.rows, row)
	for p, c := range codes {
		t.planes[p] = append(t.planes[p], c)
	}
}

// Len is the number of rows with codes.
func (t *Table) Len() int { return len(t.rows) }

// Each calls f for every row, in ascending order.
func (t *Table) Each(f func(row uint32, codes [features.Planes]features.Code)) {
	for i, r := range t.rows {
		var codes [features.Planes]features.Code
		for p := range codes {
			codes[p] = t.planes[p][i]
		}
		f(r, codes)
	}
}

// EachRow calls f for every row, in ascending order.
func (t *Table) EachRow(f func(row uint32)) {
	for _, r := range t.rows {
		f(r)
	}
}

// A Part is a table with the rows of it that are not to be found, and what to
// add to its rows to tell them from those of other parts.
type Part struct {
	Table  *Table
	Hidden Bits
	First  uint32
}

// farthest is the largest distance of two codes.
const farthest = 128

// spare is how many times n Nearest may return when very many rows are at one
// distance, as blank pictures are.
const spare = 2

// Nearest returns at least n rows with the smallest distances to the code,
// fewer if there are no more, in no order. All rows at the largest distance
// returned are there too, up to 2n rows in all; beyond that it takes those
// that compare smallest. So the result depends on what the rows hold, not on
// how they are spread over parts.
func Nearest(parts []Part, plane features.Plane, code features.Code, n int, compare func(a, b uint32) int) []uint32 {
	var counts [farthest + 1]int
	distances := make([][]uint8, len(parts))
	for i, p := range parts {
		distances[i] = p.distances(plane, code, &counts)
	}
	limit, sum := 0, counts[0]
	for limit < farthest && sum < n {
		limit++
		sum += counts[limit]
	}
	var near, edge []uint32
	for i, p := range parts {
		for j, d := range distances[i] {
			switch {
			case int(d) < limit:
				near = append(near, p.First+p.Table.rows[j])
			case int(d) == limit:
				edge = append(edge, p.First+p.Table.rows[j])
			}
		}
	}
	if room := max(spare*n-len(near), 0); len(edge) > room {
		slices.SortFunc(edge, compare)
		edge = edge[:room]
	}
	return append(near, edge...)
}

// hiddenDistance marks a row that is not to be found.
const hiddenDistance = 255

// distances measures every row of a part and counts the distances.
func (p *Part) distances(plane features.Plane, code features.Code, counts *[farthest + 1]int) []uint8 {
	codes := p.Table.planes[plane]
	out := make([]uint8, len(codes))
	for i, c := range codes {
		out[i] = uint8(code.Distance(c))
	}
	if p.Hidden != nil {
		for i, r := range p.Table.rows {
			if p.Hidden.Has(r) {
				out[i] = hiddenDistance
			}
		}
	}
	for _, d := range out {
		if d <= farthest {
			counts[d]++
		}
	}
	return out
}

// Bits is a set of rows; nil is empty.
type Bits []uint64

// NewBits returns an empty set with room for rows below n.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Has tells whether a row is in the set.
func (b Bits) Has(row uint32) bool {
	return int(row/64) < len(b) && b[row/64]>>(row%64)&1 == 1
}

// Set adds a row.
func (b Bits) Set(row uint32) { b[row/64] |= 1 << (row % 64) }
