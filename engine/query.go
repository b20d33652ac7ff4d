package engine

import (
	"slices"

	"akin/engine/score"
)

// A Query asks for pins that belong together with its anchors, which combine
// freely.
type Query struct {
	Pins    []Anchor // pins to start from
	Picture *Look    // a posted picture, from Engine.Look
	Text    string   // words

	Off  []score.Signal // signals that must not speak
	Only []score.Signal // if any: the signals that may speak

	Limit    int    // how many items; 0 is DefaultLimit, at most MaxLimit
	Bookmark string // of the answer that this one goes on after
	NoFold   bool   // show copies as items of their own
}

// An Anchor is a pin to start from. Weight says how much it counts beside the
// other anchors; 0 is 1.
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

	// MaxPins bounds Query.Pins: each is compared with every candidate.
	MaxPins = 100
)

// digest names the query among all others, however much of it is shown.
func (q *Query) digest() (string, error) {
	var posted PictureID
	if q.Picture != nil {
		posted = q.Picture.Picture
	}
	return listDigest([]any{q.Pins, posted, q.Text, q.Off, q.Only, q.NoFold})
}

// on tells whether the query lets a signal speak.
func (q *Query) on(s score.Signal) bool {
	if len(q.Only) > 0 && !slices.Contains(q.Only, s) {
		return false
	}
	return !slices.Contains(q.Off, s)
}

// check says what is wrong with a query by itself, and fills in defaults.
func (q *Query) check() error {
	if len(q.Pins) == 0 && q.Picture == nil && q.Text == "" {
		return &Error{Kind: BadQuery, Text: "the query has nothing to start from", Hint: "give a pin, a picture or words"}
	}
	if len(q.Pins) > MaxPins {
		return Errorf(BadQuery, "the query has %d pins, at most %d are taken", len(q.Pins), MaxPins)
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Limit < 1 || q.Limit > MaxLimit {
		return Errorf(BadQuery, "limit is %d, must be 1 to %d", q.Limit, MaxLimit)
	}
	for _, s := range slices.Concat(q.Off, q.Only) {
		if !slices.Contains(score.Signals, s) {
			return Errorf(BadQuery, "no signal is called %q", s)
		}
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
