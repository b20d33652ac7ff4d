package graph

import "slices"

// inserted returns a row with a node and its value put at place i. changed is
// the page that the row comes from, nil if it comes from the graph. If this
// overlay made that page, a node that comes last is appended in place: those
// who hold the older page see only its own length. A row is only ever made
// from the newest of its kind, so no two append to one.
func (o *Overlay) inserted(changed *page, row []Node, values []uint32, i int, n Node, value uint32, valued bool) *page {
	if i == len(row) && changed != nil && changed.owner == o {
		p := &page{to: append(changed.to, n), owner: o}
		if valued {
			p.value = append(changed.value, value)
		}
		return p
	}
	p := &page{to: insertAt(row, i, n), owner: o}
	if valued {
		p.value = insertAt(values, i, value)
	}
	return p
}

// insertAt returns a copy of s with x at place i.
func insertAt[T any](s []T, i int, x T) []T {
	c := make([]T, len(s)+1)
	copy(c, s[:i])
	c[i] = x
	copy(c[i+1:], s[i:])
	return c
}

// without returns a row less one node, which must be in it. values may be nil.
func without(row []Node, values []uint32, n Node) *page {
	i, _ := slices.BinarySearch(row, n)
	p := &page{to: deleteAt(row, i)}
	if values != nil {
		p.value = deleteAt(values, i)
	}
	return p
}

// deleteAt returns a copy of s without what stands at place i.
func deleteAt[T any](s []T, i int) []T {
	c := make([]T, len(s)-1)
	copy(c, s[:i])
	copy(c[i:], s[i+1:])
	return c
}
