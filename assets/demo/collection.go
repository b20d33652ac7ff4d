// Package demo plans and paints a collection of pins for a first look at
// akin: some seven hundred pictures in many styles, saved by people with
// tastes of their own on boards about a colour, a motif or a mood.
//
// Everything comes from a seed. [New] plans what every pin shows, who owns it,
// what it is called and where it is saved; [Collection.Paint] paints one pin when
// it is wanted, in any order. The plan also says what is true of each pin, so the
// collection can measure how well akin finds what belongs together.
//
// It is not for tests that need known pixels: the next version may paint better.
package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// Collection is a planned demo collection, safe for concurrent use.
type Collection struct {
	seed   uint64
	pins   []Pin
	plans  []plan
	boards []Board
}

// Pin is what is known about a pin without painting it.
type Pin struct {
	ID                    string    // unique, of [a-z0-9-]: "ceramics-0007"
	Style, Motif, Palette string    // what it truly shows, for measuring; a copy has its original's
	CopyOf                int       // the original's index, always lower, or -1
	How                   string    // how a copy was made: cropped, flipped, recoloured, recompressed, scaled; else ""
	Owner                 string    // a person's short name, of [a-z-]
	Title, Description    string    // never without a title, often without a description
	Tags                  []string  // two to five, lower case, no blanks; nil for about one pin in seven
	Created               time.Time // UTC, within two years before a fixed day
}

// Board is a named collection of pins.
type Board struct {
	Title, Owner string // a title is unique among its owner's boards
	About        string // what holds it together: "color", "motif" or "mood"
	Pins         []int  // indices into Collection.Pins, in the order saved, none twice
}

// New plans a collection of so many pins, at some twenty microseconds a pin. The same
// seed and number give the same collection, a number below one an empty one.
func New(seed uint64, pins int) *Collection {
	c := &Collection{seed: seed}
	if pins < 1 {
		return c
	}
	// streams of chance are numbered from the top for the plan, from 0 for pins
	r := rand.New(rand.NewPCG(seed, ^uint64(0)))
	people, copies := newPeople(r), pins/perCopy
	c.planOriginals(r, people, pins-copies)
	c.planCopies(r, people, copies)
	c.boards = planBoards(rand.New(rand.NewPCG(seed, ^uint64(1))), c.plans, people)
	return c
}

// Pins lists all pins, a mixture of all styles and palettes first, copies last. The
// list is the caller's own; the tags in it are shared and must not be changed.
func (c *Collection) Pins() []Pin { return slices.Clone(c.pins) }

// Boards lists all boards by owner. The list is the caller's own; the numbers of
// pins in it are shared and must not be changed.
func (c *Collection) Boards() []Board { return slices.Clone(c.boards) }

// Paint gives pin i as a JPEG, always the same bytes, whatever else is painted before
// or meanwhile. It takes about 50 ms, for a copy half as much again.
func (c *Collection) Paint(i int) ([]byte, error) {
	if i < 0 || i >= len(c.pins) {
		return nil, fmt.Errorf("painting demo pin %d: the collection has pins 0 to %d", i, len(c.pins)-1)
	}
	r := rand.New(rand.NewPCG(c.seed, uint64(i)))
	if of := c.pins[i].CopyOf; of >= 0 {
		original, err := c.Paint(of)
		if err != nil {
			return nil, err
		}
		return copied(original, c.pins[i].How, r)
	}
	p := c.plans[i]
	s := newStudy(sizes[p.size], palettes[p.palette], r)
	s.kind = p.kind
	styles[p.style].draw[p.motif](s)
	return pack(s.finished(), paintQuality)
}

// Styles gives the names of all styles, sorted.
func Styles() (names []string) {
	for _, s := range styles {
		names = append(names, s.name)
	}
	slices.Sort(names)
	return names
}
