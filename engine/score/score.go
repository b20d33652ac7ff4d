// Package score is how akin turns evidence into an order, and says why.
//
// It is for naming signals, bringing what they measure to values between 0
// and 1, weighing the values, and writing receipts: a score is the sum of its
// receipt's points and nothing else. It is not for measuring: features,
// words and graphs are compared elsewhere. Start with Receipt.
//
// All numbers are whole millionths, so that equal evidence gives equal scores
// on every machine.
package score

import (
	"fmt"
	"slices"
	"strings"
)

// Signal names one kind of evidence.
type Signal string

// The signals, in the order in which receipts list them.
const (
	Copy    Signal = "copy"    // the same picture, re-encoded or resized
	Color   Signal = "color"   // alike in colours
	Shape   Signal = "shape"   // alike in layout
	Texture Signal = "texture" // alike in surface
	Look    Signal = "look"    // near through other pictures
	Region  Signal = "region"  // a part is alike
	Text    Signal = "text"    // alike in words
	Board   Signal = "board"   // kept on the same boards
	Taste   Signal = "taste"   // near to what the viewer keeps
	Follow  Signal = "follow"  // by whom the viewer follows
	Fresh   Signal = "fresh"   // new
	Trust   Signal = "trust"   // kept by many
	Diverse Signal = "diverse" // unlike what stands above; its points are negative
)

// Signals lists all names in order. Those without code yet are silent.
var Signals = []Signal{Copy, Color, Shape, Texture, Look, Region, Text, Board, Taste, Follow, Fresh, Trust, Diverse}

// ParseSignals reads names separated by commas. Unknown names are an error
// that lists the known ones; an empty text is no signals.
func ParseSignals(s string) ([]Signal, error) {
	var out []Signal
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if !slices.Contains(Signals, Signal(name)) {
			return nil, fmt.Errorf("no signal is called %q; there are %s", name, signalNames())
		}
		out = append(out, Signal(name))
	}
	return out, nil
}

func signalNames() string {
	names := make([]string, len(Signals))
	for i, s := range Signals {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

// Micro is a number in millionths.
type Micro int64

// One is 1.
const One Micro = 1_000_000

// Times is the product of two numbers, rounded half away from zero. It must be
// below nine million, as with all that is weighed here.
func (m Micro) Times(n Micro) Micro {
	p := int64(m) * int64(n)
	if p < 0 {
		return -Micro((-p + int64(One)/2) / int64(One))
	}
	return Micro((p + int64(One)/2) / int64(One))
}

// String is the number with six decimals, as JSON has it too.
func (m Micro) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%d.%06d", sign, m/One, m%One)
}

// MarshalJSON writes the number with six decimals.
func (m Micro) MarshalJSON() ([]byte, error) { return []byte(m.String()), nil }

// Evidence is what a part rests on, in names and plain values that a person
// can check; keys are written in ascending order.
type Evidence map[string]any

// A Part is what one signal says of one result: Points = Value times Weight.
type Part struct {
	Signal   Signal   `json:"signal"`
	Value    Micro    `json:"value"`  // 0 to 1
	Weight   Micro    `json:"weight"` // Weight(Signal), unless the query says another
	Points   Micro    `json:"points"`
	Evidence Evidence `json:"evidence"`
}

// A Receipt lists the parts of a score in the order of Signals.
type Receipt []Part

// Total is the score.
func (r Receipt) Total() Micro {
	var sum Micro
	for _, p := range r {
		sum += p.Points
	}
	return sum
}
