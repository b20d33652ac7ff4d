package engine

import "akin/engine/copies"

// What a duplicate is stands here, apart from what is done with it: how copies of
// a pin are proposed, and which of these are copies.

// duplicateProposals is how many pins are looked at first as copies of one. Few
// pins have so many; of those that do, more are asked for.
const duplicateProposals = 64

// proposedCopies returns the rows that could be copies of a pin, itself among
// them, in no order. A pin without a picture has none.
func proposedCopies(snap Snapshot, original Row) []Row {
	print, ok := snap.Print(original)
	if !ok {
		return nil
	}
	probe := print.Probe()
	for n := duplicateProposals; ; n *= 2 {
		if rows := snap.Likely(probe, n); len(rows) < n {
			return rows
		}
	}
}

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
