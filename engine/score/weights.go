package score

// weights is how much each signal's full value counts, in the one place where
// that is decided. All but copy sum to at most 1, so that an ordinary score
// reads like a share of perfect likeness.
var weights = map[Signal]Micro{
	// Looks together outweigh words, as a picture is what was asked with.
	// Within looks, colour finds a photograph's kind more often than layout
	// does (P@20 .70 against .52 on a thousand photographs), and a join of
	// the two at 3:1 loses nothing to colour alone while it sorts pictures
	// of one palette by how they are composed.
	Color: 450_000,
	Shape: 150_000,

	// Words are rare and precise: where two pins share them, that is the
	// strongest thing to know, but most pins share none.
	Text: 400_000,

	// A copy comes first whatever else is said. Its smallest value is one
	// half (see CopyLeast), and half of this is more than all others sum to.
	Copy: 2_500_000,
}

// CopyLeast is the value of the faintest copy. What is less alike is no copy
// and has the value 0: nothing is half a copy.
const CopyLeast = One / 2

// Weight returns the weight of a signal; 0 for one that is silent yet.
func Weight(s Signal) Micro { return weights[s] }
