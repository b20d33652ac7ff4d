package engine

import "akin/engine/features"

// What a duplicate is stands here, apart from what is done with it: how copies of
// a pin are proposed, and which of these are copies.

// duplicateProposals is how many pins are looked at first as copies of one. Few
// pins have so many; of those that do, more are asked for.
const duplicateProposals = 64

// proposedCopies returns the rows that could be copies of a pin, itself among
// them, in no order: all whose hashes are as near as a copy's. A pin without a
// picture has none.
func proposedCopies(snap Snapshot, original Row) []Row {
	looks, ok := snap.Features(original)
	if !ok {
		return nil
	}
	for n := duplicateProposals; ; n *= 2 {
		rows := snap.Nearest(features.PlaneHash, looks.Hash, n)
		if len(rows) < n {
			return rows
		}
		for _, r := range rows {
			if f, ok := snap.Features(r); ok && looks.Hash.Distance(f.Hash) > features.CopyReach {
				return rows // so all that are nearer are there
			}
		}
	}
}

// duplicateOf tells whether one pin's picture is a copy of the other's, and what
// was done to make it.
func duplicateOf(snap Snapshot, original, copy Row) (done []string, ok bool) {
	a, pictured := snap.Features(original)
	b, too := snap.Features(copy)
	if !pictured || !too {
		return nil, false
	}
	if _, same := features.CopyDistance(&a, &b); !same {
		return nil, false
	}
	return how(picturedRow(snap.Pin(original)), picturedRow(snap.Pin(copy))), true
}
