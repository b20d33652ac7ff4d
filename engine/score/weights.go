package score

// Directly is how much a picture counts that is like the one asked with in every
// respect. Color, Shape and Texture share it by what their blocks are worth in
// the collection, which its fit says.
//
// It is half of what Look counts. The walk alone ranks best: of a thousand
// photographs P@20 is .85 by it and .78 by likeness. But it says nothing of what
// it does not reach, and puts a series above the picture that is most alike. At
// 1:2 nearly nothing of it is lost (.845), at 1:1 .84, at 2:1 .835.
const Directly Micro = 200_000

// weights is how much each signal's full value counts, in the one place where
// that is decided. What a pin shows and says sums to 1, so that such a score
// reads like a share of perfect likeness; what people do with it comes on top.
var weights = map[Signal]Micro{
	// Shares of Directly where all blocks count the same: three look at
	// colours, four at shapes, three at textures. A query shares by the fit.
	Color:   Directly * 3 / 10,
	Shape:   Directly * 4 / 10,
	Texture: Directly * 3 / 10,

	// Looks together outweigh words, as a picture is what was asked with. The
	// 20th of the walk from a photograph has .3 points by looks, the 100th .13.
	Look: 400_000,

	// Who asks with a part wants that part: a picture in which it stands comes
	// before all that are only like it as a whole, which have .6 at most.
	Region: 800_000,

	// Words are rare and precise: where two pins share them, that is the
	// strongest thing to know, but most pins share none.
	Text: 400_000,

	// What people keep together they have judged with their own eyes; but some
	// boards hold anything. On photographs kept by kind P@20 with this weight
	// is .94, and .84 without boards. Beside looks that found less (.70) it was
	// .93 with this and .95 with twice as much; with a third of the saves put on
	// any board .81, and .77 with .6. Less than this helps only where most saves
	// mean nothing.
	Board: 300_000,
	// What the viewer keeps bends an answer and does not make it: a full value
	// is half of what the boards of the pin asked with count, since that pin is
	// what was asked about. A pin that is all like a board of the viewer's (value
	// 2/3) gains .1. The 20th most alike photograph has .18 more than the 100th, so
	// that taste sorts what is alike and does not bring up what is not.
	Taste: 150_000,

	// A copy comes first whatever else is said. Its smallest value is one
	// half (see CopyLeast), and half of this is a quarter more than all others
	// sum to.
	Copy: 5_000_000,
}

// CopyLeast is the value of the faintest copy. What is less alike is no copy
// and has the value 0: nothing is half a copy.
const CopyLeast = One / 2

// Weight returns the weight of a signal; 0 for one that is silent yet. Color,
// Shape and Texture have these before anything is known about a collection.
func Weight(s Signal) Micro { return weights[s] }
