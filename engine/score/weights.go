package score

// weights is how much each signal's full value counts, in the one place where
// that is decided. What a pin shows and says sums to 1, so that such a score
// reads like a share of perfect likeness; what people do with it comes on top.
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

	// What people keep together they have judged with their own eyes; but some
	// boards hold anything. On photographs kept by kind P@20 with this weight
	// is .93, with twice as much .95; with a third of the saves put on any
	// board it is .81, with .6 it is .77, and .70 without boards. Less than
	// this helps only where most saves mean nothing.
	Board: 300_000,
	// What the viewer keeps bends an answer and does not make it: a full value
	// is half of what the boards of the pin asked with count, since that pin is
	// what was asked about. A pin that is all like a board of the viewer's (value
	// 2/3) gains .1. The 20th neighbour of a photograph by colour has .17 more
	// than any other picture, so that taste sorts what is alike and does not
	// bring up what is not.
	Taste: 150_000,

	// A copy comes first whatever else is said. Its smallest value is one
	// half (see CopyLeast), and half of this is a quarter more than all others
	// sum to.
	Copy: 3_400_000,
}

// CopyLeast is the value of the faintest copy. What is less alike is no copy
// and has the value 0: nothing is half a copy.
const CopyLeast = One / 2

// Weight returns the weight of a signal; 0 for one that is silent yet.
func Weight(s Signal) Micro { return weights[s] }
