package engine

import "akin/engine/copies"

// duplicateOf tells whether one pin's picture is a copy of the other's, and what
// was done to make it.
func duplicateOf(snap Snapshot, original, copy Row) (done []string, ok bool) {
	p, q := picturedRow(snap.Pin(original)), picturedRow(snap.Pin(copy))
	if p.id == q.id && p.id != "" {
		return how(p, q, nil), true
	}
	a, pictured := snap.Print(original)
	b, too := snap.Print(copy)
	if !pictured || !too {
		return nil, false
	}
	verdict, same := copies.Compare(a, b)
	if !same {
		return nil, false
	}
	return how(p, q, &verdict), true
}
