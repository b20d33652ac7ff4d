package copies

import (
	"bytes"
	"cmp"
	"sync"

	"akin/engine/pdq"
	"akin/engine/points"
)

// A Verdict says that one picture is a copy of another, and how.
type Verdict struct {
	// Likeness is how well the parts agree that lie on each other, in millionths:
	// near to 1e6 for a recompressed copy, .7e6 where a fifth is written over.
	Likeness uint32
	// How names what was done to the original, the place first: "turned 90°",
	// "cropped to 61 %", "text over it", "greyscale". Empty if nothing shows: the
	// copy is then recompressed or resized at most.
	How []string
	// Original and Copy are the parts of the two that lie on each other.
	Original, Copy Rect
}

// What a copy must show. Measured on 250 photographs and their copies and, for
// what is not a copy, on series of one scene taken within seconds.
const (
	// leastShared is the product of the shares of both pictures that lie on each
	// other: a crop to 40 % of the area passes, as does a picture on a border as
	// wide; a picture pasted into a scene at a quarter of its area does not.
	leastShared = .35
	// leastMiddle is the median score of blocks, by texture; leastMean the mean of
	// those that agree. Copies have .95 and .92 and more, mostly .98; two frames
	// of a series, taken within seconds, mostly less than that.
	leastMiddle = .95
	leastMean   = .9
	// leastAgree is the share of blocks that agree, beside what lies over them.
	leastAgree = .9
	// nearAgree and nearMiddle are enough where the hashes are near enough to be
	// copies by themselves: what is clipped to white differs in its blocks.
	nearAgree, nearMiddle = .7, .8
	// mostCovered is the share of blocks that something may lie over: text over a
	// fifth touches three rows of eight.
	mostCovered = .4
	// leastTexture is the texture, of blockMax, below which a picture is nearly
	// flat: agreement of its blocks says nothing.
	leastTexture = 2.5
)

// Compare tells whether one picture is a copy of the other, and what was done to
// the original to make it. The bool does not depend on the order. Copies of
// copies are not always copies: two crops may share too little.
//
// It takes about a tenth of a microsecond where Possible says no, some tens of
// microseconds where words are shared by chance, and half a millisecond for a
// copy.
func Compare(original, copy *Print) (Verdict, bool) {
	if !Possible(original, copy) {
		return Verdict{}, false
	}
	a, b, swapped := original, copy, order(original, copy) > 0
	if swapped {
		a, b = b, a
	}
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	best, ok := w.best(a, b)
	if !ok {
		return Verdict{}, false
	}
	if swapped {
		best.onA = best.onA.inverse()
		best.c.a, best.c.b = best.c.b, best.c.a
	}
	return best.verdict(original, copy), true
}

// order puts two prints into one order, whichever is given first: what is found
// is then the same for both.
func order(a, b *Print) int {
	return cmp.Or(
		-cmp.Compare(a.W*a.H, b.W*b.H),
		bytes.Compare(a.Luma[:], b.Luma[:]),
		bytes.Compare(a.Chroma[0][:], b.Chroma[0][:]),
		bytes.Compare(a.Chroma[1][:], b.Chroma[1][:]),
		cmp.Compare(a.W, b.W),
	)
}

// workspace is what one pair is compared in.
type workspace struct {
	a, b stack
	grid common
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// A finding is a placing that the pixels bore out.
type finding struct {
	onA     placing // of b on a
	c       comparison
	t       tally
	covered bool
	within  [2]float64 // shares of a and b that lie on each other
	score   float64    // of 1
}

// best tries all ways in which b may lie on a, and returns the one in which they
// agree best.
func (w *workspace) best(a, b *Print) (best finding, ok bool) {
	w.a.fill(a)
	w.b.fill(b)
	try := func(onA placing, rough bool) {
		if f, found := w.check(onA, rough, a, b); found && (!ok || f.score > best.score) {
			best, ok = f, true
		}
	}
	for t := range pdq.Turns {
		// a.turned[t] is what a looks like when t is done to it; b lies on a by
		// the way back.
		if a.turned[t].Distance(b.Hash) <= nearTurn {
			try(ofTurn(t.Inverse()), true)
		}
	}
	if ok && best.score > sure {
		return best, true
	}
	for _, m := range points.Align(&b.Points, &a.Points) {
		try(ofMotion(&m), false)
	}
	return best, ok
}

// sure is the score of wholes that lie on each other so well that no points are
// asked.
const sure = .97

// check makes a placing exact and compares what lies on each other.
func (w *workspace) check(onA placing, rough bool, a, b *Print) (f finding, ok bool) {
	if !onA.sane() {
		return f, false
	}
	if rough {
		onA = w.grid.refine(&w.a, &w.b, onA, coarseSide, 3)
	}
	onA = w.grid.refine(&w.a, &w.b, onA, gridSide, 2)
	f.onA = onA
	shared := area(onA.overlap())
	f.within = [2]float64{shared, shared / abs(onA.determinant())}
	if f.within[0]*f.within[1] < leastShared || !onA.straight(a, b) {
		return f, false
	}
	if !w.grid.lay(&w.a, &w.b, &onA, gridSide, true) {
		return f, false
	}
	w.grid.compare(&f.c)
	return f, f.accept(a, b)
}

// Colours are moved without moving light by who recolours a picture: one that is
// moved far, or whose light is, must agree all the better, and not be written over
// besides. Painted letters that stood for each other so are what this keeps apart.
const (
	farColour  = 5  // halved levels on average
	nearColour = 3  // what compression and scaling move them by at most
	farLight   = 40 // levels of the mean
	wellMean   = .93
)

// plainTexture is the texture, of blockMax, below which little is to be seen, as a
// disc on a ground: then the colours must agree, or one icon would be a copy of
// another. Photographs have twice as much and more.
const plainTexture = 12

// tooMuch tells whether more was done to a picture than is done to copies.
func (f *finding) tooMuch(a, b *Print) bool {
	shift := colourShift(a, b, &f.onA)
	if f.t.texture < plainTexture && shift > nearColour {
		return true
	}
	if shift <= farColour && abs(float64(f.c.a.mean-f.c.b.mean)) <= farLight {
		return false
	}
	return f.covered || f.t.mean < wellMean
}

// accept decides by the blocks, and fills in the score.
func (f *finding) accept(a, b *Print) bool {
	f.t = f.c.tally(region{})
	if f.t.texture < leastTexture || max(f.c.a.spread, f.c.b.spread) < flatSpread {
		f.score = 1
		return sameColours(a, b, &f.onA)
	}
	if cover, ok := f.c.cover(); ok {
		without := f.c.tally(cover)
		if float64(without.blocks) >= (1-mostCovered)*float64(f.c.n) && without.texture >= leastTexture {
			f.covered = true
			f.score = without.mean * float64(without.blocks) / float64(f.c.n)
			f.t = without
		}
	}
	if !f.covered {
		f.score = f.t.mean * f.t.agree
	}
	if !kindred(a, b, &f.onA) || f.tooMuch(a, b) {
		return false
	}
	if turn, d := a.nearestTurn(b); d <= pdq.Near && ofTurn(turn.Inverse()).near(&f.onA) {
		return f.t.agree >= nearAgree && f.t.middle >= nearMiddle
	}
	return f.t.agree >= leastAgree && f.t.middle >= leastMiddle && f.t.mean >= leastMean
}
