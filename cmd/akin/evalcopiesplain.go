package main

import (
	"image"
	"math/bits"

	"akin/engine/features"
	"akin/engine/pdq"
)

// plainHashes are what the ways beside akin's see of a picture: all of it, as it
// came, with its borders.
type plainHashes struct {
	pdq   [pdq.Turns]pdq.Hash
	phash uint64
}

func plainHashesOf(img *image.NRGBA) (h plainHashes, err error) {
	h.pdq, _ = pdq.Eight(img)
	f, err := features.Of(img)
	h.phash = f.Hash[0]
	return h, err
}

// A plainWay tells copies by one distance.
type plainWay struct {
	name     string
	within   int // so many bits: a copy
	distance func(query, pin *plainHashes) int
}

// plainWays are the hashes in use, at their thresholds: that which PDQ's authors
// published, its eight turns tried as they do, and 10 bits, which is customary
// for perception hashes of 64.
var plainWays = []plainWay{
	{"pdq 31", pdq.Near, func(query, pin *plainHashes) int {
		nearest := pdq.Bits
		for i := range query.pdq {
			nearest = min(nearest, query.pdq[i].Distance(pin.pdq[pdq.None]))
		}
		return nearest
	}},
	{"goimagehash 10", 10, func(query, pin *plainHashes) int { return bits.OnesCount64(query.phash ^ pin.phash) }},
}

// ask tells what a query that was made of a picture finds: the nearest, of
// equally near ones the first.
func (w *plainWay) ask(query *plainHashes, base int, originals []original) (t told) {
	nearest, least := 0, w.distance(query, &originals[0].plain)
	for i := range originals {
		d := w.distance(query, &originals[i].plain)
		if d < least {
			nearest, least = i, d
		}
		if d <= w.within && i != base {
			t.falsely = append(t.falsely, i)
		}
	}
	t.first = nearest
	t.found = nearest == base
	t.folded = t.found && least <= w.within
	return t
}
