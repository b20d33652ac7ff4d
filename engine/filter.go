package engine

import (
	"context"
	"slices"
	"strings"
	"time"
)

// A Filter says which pins may be items, and copies of items; all that is given
// must hold. Anchors need not pass it. The zero value passes everything.
type Filter struct {
	Board     BoardID  // that they are on
	Tags      []string // that they have, all of them; case does not count
	Aspect    Aspect   // of their picture
	MinWidth  int      // of their picture in pixels; 0 for any
	MinHeight int
	From      time.Time // the earliest Created that passes; zero for any
	Until     time.Time // the first one after that which does not; zero for none
}

// Aspect names the form of a picture.
type Aspect string

// The forms. A picture is square up to a tenth: 1100 by 1000 pixels are square,
// 1101 by 1000 are landscape. So much a person who looks for squares does not
// see, and what cameras and papers call oblong begins at 5 to 4.
const (
	Portrait  Aspect = "portrait"
	Square    Aspect = "square"
	Landscape Aspect = "landscape"
)

// AspectOf returns the form of a picture of that size in pixels, empty for no
// picture.
func AspectOf(width, height int) Aspect {
	switch {
	case width <= 0 || height <= 0:
		return ""
	case 10*width > 11*height:
		return Landscape
	case 10*height > 11*width:
		return Portrait
	}
	return Square
}

// TagKey is a tag as filters compare it: in lower case, without spaces around
// it.
func TagKey(tag string) string { return strings.ToLower(strings.TrimSpace(tag)) }

// TagKeys are the keys of a pin's tags, ascending, each once, without empty
// ones.
func (p *Pin) TagKeys() []string { return tagKeys(p.Tags) }

func tagKeys(tags []string) []string {
	var keys []string
	for _, t := range tags {
		if key := TagKey(t); key != "" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// check says what is wrong with a filter, and brings it to the one form that
// stands for all that mean the same.
func (f *Filter) check() error {
	switch f.Aspect {
	case "", Portrait, Square, Landscape:
	default:
		return Errorf(BadQuery, "no aspect is called %q; there are %s, %s, %s", f.Aspect, Portrait, Square, Landscape)
	}
	if f.MinWidth < 0 || f.MinHeight < 0 {
		return Errorf(BadQuery, "the filter's least size is %d by %d pixels, must not be below 0", f.MinWidth, f.MinHeight)
	}
	if !f.From.IsZero() && !f.Until.IsZero() && !f.From.Before(f.Until) {
		return &Error{Kind: BadQuery, Text: "the filter's created_until is not after its created_from", Hint: "no pin can pass it; exchange the two"}
	}
	if len(f.Tags) > maxTags {
		return Errorf(BadQuery, "the filter has %d tags, no pin has more than %d", len(f.Tags), maxTags)
	}
	for _, t := range f.Tags {
		if TagKey(t) == "" {
			return Errorf(BadQuery, "a tag of the filter is empty")
		}
	}
	f.Tags, f.From, f.Until = tagKeys(f.Tags), f.From.UTC(), f.Until.UTC()
	return nil
}

// A sieve is a filter at work on one snapshot. The nil sieve passes every row.
type sieve struct {
	filter Filter
	snap   Snapshot

	// Board and tags are looked up and give a set, ascending; the rest is read
	// off a row when somebody asks about it, since most filters of sizes and
	// dates pass plenty of those that are near.
	inSet bool
	set   []Row

	verdicts []verdict // by row, as far as was asked
	near     []Row     // once all pictures were tried: those that pass
	tried    bool
}

type verdict uint8

const (
	unasked verdict = iota
	passes
	fails
)

// judgeAll is how many pins may pass for all of them to be judged, whatever
// proposes them: as many as words propose beside looks, some 20 ms of judging.
const judgeAll = wordProposalsAndLooks

// newSieve looks up what a filter asks of the record and of the text index. An
// unknown board is NotFound. What is on a board is what the record says now,
// also where an older snapshot is gone on with.
func (e *Engine) newSieve(ctx context.Context, viewer UserID, f Filter, snap Snapshot) (*sieve, error) {
	if f.Board == "" && len(f.Tags) == 0 && f.Aspect == "" && f.MinWidth == 0 && f.MinHeight == 0 && f.From.IsZero() && f.Until.IsZero() {
		return nil, nil
	}
	s := &sieve{filter: f, snap: snap}
	if f.Board != "" {
		rows, err := e.rowsOn(ctx, viewer, f.Board, snap)
		if err != nil {
			return nil, err
		}
		s.among(rows)
	}
	if len(f.Tags) > 0 {
		rows, err := snap.Tagged(ctx, f.Tags)
		if err != nil {
			return nil, err
		}
		s.among(rows)
	}
	s.set = slices.DeleteFunc(s.set, func(r Row) bool { return !s.fits(r) })
	return s, nil
}

// boardPage is how many pins of a board are read at once; any number costs the
// same in sum.
const boardPage = 1000

// rowsOn returns the rows of the pins on a board.
func (e *Engine) rowsOn(ctx context.Context, viewer UserID, board BoardID, snap Snapshot) ([]Row, error) {
	if _, err := e.library.Board(ctx, viewer, board); err != nil {
		return nil, err
	}
	var rows []Row
	for after := (PinPosition{}); ; {
		page, err := e.library.Newest(ctx, viewer, board, after, boardPage)
		if err != nil {
			return nil, err
		}
		for _, p := range page {
			if row, ok := snap.Row(p.ID); ok {
				rows = append(rows, row)
			}
		}
		if len(page) < boardPage {
			return rows, nil
		}
		after = page[len(page)-1]
	}
}

// among leaves in the set only those rows.
func (s *sieve) among(rows []Row) {
	slices.Sort(rows)
	if s.inSet {
		rows = slices.DeleteFunc(rows, func(r Row) bool {
			_, ok := slices.BinarySearch(s.set, r)
			return !ok
		})
	}
	s.inSet, s.set = true, rows
}

// fits tells whether a row passes in what can be read off it.
func (s *sieve) fits(r Row) bool {
	p, f := s.snap.Pin(r), &s.filter
	return (f.Aspect == "" || AspectOf(p.Width, p.Height) == f.Aspect) &&
		p.Width >= f.MinWidth && p.Height >= f.MinHeight &&
		(f.From.IsZero() || !p.Created.Before(f.From)) &&
		(f.Until.IsZero() || p.Created.Before(f.Until))
}

// passes tells whether a row passes.
func (s *sieve) passes(r Row) bool {
	if s == nil {
		return true
	}
	if s.inSet {
		_, ok := slices.BinarySearch(s.set, r)
		return ok
	}
	if n := int(r) + 1; n > len(s.verdicts) {
		s.verdicts = append(s.verdicts, make([]verdict, n-len(s.verdicts))...)
	}
	v := &s.verdicts[r]
	if *v == unasked {
		*v = fails
		if s.fits(r) {
			*v = passes
		}
	}
	return *v == passes
}

// keep leaves those rows that pass, in place.
func (s *sieve) keep(rows []Row) []Row {
	if s == nil {
		return rows
	}
	return slices.DeleteFunc(rows, func(r Row) bool { return !s.passes(r) })
}

// small returns all that pass, if they are known and few enough to judge them
// all.
func (s *sieve) small() ([]Row, bool) {
	if s == nil || !s.inSet || len(s.set) > judgeAll {
		return nil, false
	}
	return s.set, true
}
