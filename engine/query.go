package engine

import (
	"maps"
	"slices"

	"akin/engine/region"
	"akin/engine/score"
)

// A Query asks for pins that belong together with its anchors, which combine
// freely.
type Query struct {
	Pins    []Anchor  // pins to start from
	Picture *Look     // a posted picture, from Engine.Look
	Image   PictureID // a stored picture, in place of a posted one
	Palette []Color   // colours by their shares, 1 to MaxPalette; shares count by their proportions
	Text    string    // words

	// Region is the part of the picture, or of the one pin, that is asked with;
	// nil for all of it. A Picture is a Look at that part already.
	Region *region.Rect
	Board  BoardID // a board by its ID, or by a title that it alone has; its pins are no items

	// Not are pins by what Anchor.ID may be: what looks like one of them counts
	// less, see away, and they are no items.
	Not []PinID

	// Viewer is who asks: they find what is theirs and secret too, and the signal
	// taste knows their boards. Nobody in particular if empty. With taste in Off
	// the answer is the one that nobody in particular gets.
	Viewer UserID

	Off  []score.Signal // signals that must not speak
	Only []score.Signal // if any: the signals that may speak

	// Weights are in place of the usual ones, 0 to MaxWeight; 0 lets a signal
	// propose and counts nothing. That of score.Copy follows from the others.
	Weights map[score.Signal]score.Micro

	Filter   Filter      // which pins may be items
	MinScore score.Micro // the smallest score of an item

	Limit     int    // how many items; 0 is DefaultLimit, at most MaxLimit
	Bookmark  string // of the answer that this one goes on after
	NoFold    bool   // show copies as items of their own
	NoExplain bool   // leave the receipts empty
}

// An Anchor is a pin to start from: its ID, or "source:PATH" for the one pin
// with that source. Weight says how much it counts beside the other anchors; 0
// is 1.
type Anchor struct {
	ID     PinID
	Weight score.Micro
}

// Bounds of a query: of Limit, and of all pages of one list together, since
// further down nothing has to do with what was asked.
const (
	DefaultLimit = 20
	MaxLimit     = 200
	maxDepth     = 1000

	// MaxPins bounds Query.Pins and Query.Not: each is compared with every candidate.
	MaxPins = 100

	// MaxWeight bounds Query.Weights: some twenty times the usual ones. It
	// leaves products of weights and values far from overflowing.
	MaxWeight = 10 * score.One

	// maxMinScore bounds Query.MinScore: more than all signals can sum to.
	maxMinScore = 1000 * score.One
)

// digest names the query among all others, however much of it is shown. It does
// not say who asks, so that the answer for somebody without boards, or with
// taste off, is the one that nobody in particular gets, bookmark and all.
func (q *Query) digest() (string, error) {
	picture := q.Image
	if q.Picture != nil {
		picture = q.Picture.Picture
	}
	var off []score.Signal
	for _, s := range q.Off {
		if s != score.Taste {
			off = append(off, s)
		}
	}
	return listDigest([]any{q.Pins, picture, q.Text, off, q.Only, q.NoFold, q.Weights, q.Filter, q.MinScore, q.Board, q.Not, q.Palette, q.Region})
}

// on tells whether the query lets a signal speak.
func (q *Query) on(s score.Signal) bool {
	if len(q.Only) > 0 && !slices.Contains(q.Only, s) {
		return false
	}
	return !slices.Contains(q.Off, s)
}

// alone tells whether the query lets no other signal speak that ever does.
func (q *Query) alone(s score.Signal) bool {
	return !slices.ContainsFunc(score.Signals, func(other score.Signal) bool {
		return other != s && score.Weight(other) > 0 && q.on(other)
	})
}

// check says what is wrong with a query by itself, and fills in defaults.
func (q *Query) check() error {
	if len(q.Pins) == 0 && q.Picture == nil && q.Image == "" && q.Text == "" && q.Board == "" && len(q.Palette) == 0 {
		return &Error{Kind: BadQuery, Text: "the query has nothing to start from", Hint: "give a pin, a picture, a palette, words or a board"}
	}
	if n := max(len(q.Pins), len(q.Not)); n > MaxPins {
		return Errorf(BadQuery, "the query has %d pins, at most %d are taken", n, MaxPins)
	}
	if q.Picture != nil && q.Image != "" {
		return &Error{Kind: BadQuery, Text: "the query has two pictures, one that was sent and one by its hash", Hint: "ask with one of them"}
	}
	if err := q.checkPalette(); err != nil {
		return err
	}
	if q.Region != nil && !q.onePicture() && q.Picture == nil && q.Image == "" {
		return &Error{Kind: BadQuery, Text: "it is not clear of which picture the region is", Hint: "ask with a region of one pin or of one picture"}
	}
	if err := q.checkSignals(); err != nil {
		return err
	}
	if err := q.Filter.check(); err != nil {
		return err
	}
	if q.MinScore < 0 || q.MinScore > maxMinScore {
		return Errorf(BadQuery, "min_score is %s, must be 0 to %d", q.MinScore, maxMinScore/score.One)
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Limit < 1 || q.Limit > MaxLimit {
		return Errorf(BadQuery, "limit is %d, must be 1 to %d", q.Limit, MaxLimit)
	}
	q.Pins = slices.Clone(q.Pins)
	for i := range q.Pins {
		a := &q.Pins[i]
		if a.Weight == 0 {
			a.Weight = score.One
		}
		if a.Weight < 0 || a.Weight > 1000*score.One {
			return Errorf(BadQuery, "the weight of pin %q is %s, must be above 0 and at most 1000", a.ID, a.Weight)
		}
	}
	return nil
}

// onePicture tells whether one pin is all that the query shows.
func (q *Query) onePicture() bool { return len(q.Pins) == 1 && q.Picture == nil && q.Image == "" }

// checkSignals says what is wrong with the signals that a query names.
func (q *Query) checkSignals() error {
	weighed := slices.Sorted(maps.Keys(q.Weights))
	for _, s := range slices.Concat(q.Off, q.Only, weighed) {
		if !slices.Contains(score.Signals, s) {
			return Errorf(BadQuery, "no signal is called %q", s)
		}
	}
	for _, s := range weighed {
		if s == score.Copy {
			return &Error{Kind: BadQuery, Text: "the weight of copy cannot be set: it exceeds all others together", Hint: "switch copy off instead"}
		}
		if w := q.Weights[s]; w < 0 || w > MaxWeight {
			return Errorf(BadQuery, "the weight of %s is %s, must be 0 to %d", s, w, MaxWeight/score.One)
		}
	}
	return nil
}
