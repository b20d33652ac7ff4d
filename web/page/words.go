package page

import (
	"cmp"
	"hash/fnv"
	"math"
	"strings"
	"unicode/utf8"

	"akin/engine"
)

// textCard shows a pin that has no picture: its words, large, on one of six
// grounds.
type textCard struct {
	Say, More string
	Tint      uint32
}

// tints is the number of grounds in the style sheet.
const tints = 6

func newTextCard(p *engine.PinView) textCard {
	h := fnv.New32a()
	h.Write([]byte(p.ID))
	c := textCard{Say: p.Title, More: shorten(p.Description, 170), Tint: h.Sum32() % tints}
	if c.Say == "" {
		c.Say, c.More = shorten(p.Description, 150), ""
	}
	c.Say = cmp.Or(shorten(c.Say, 120), strings.Join(p.Tags, ", "), untitled)
	return c
}

// Sizes of a text card's parts in units of a column, as the style sheet has
// them. Characters in a line are counted low: a card with some air below is
// better than one that cuts its last line.
const (
	cardFrame   = 5.2 + 1.5 // padding, and the space between the two texts
	sayLine     = 2.9 * 1.24
	sayChars    = 17
	sayMost     = 8
	moreLine    = 1.9 * 1.45
	moreChars   = 26
	moreMost    = 6
	leastAirily = 20 // rows of a card with one word
)

// rows is the height of the card in units.
func (c textCard) rows() int {
	height := cardFrame + sayLine*float64(lines(c.Say, sayChars, sayMost)) + moreLine*float64(lines(c.More, moreChars, moreMost))
	return rows(max(leastAirily, int(math.Ceil(height))))
}

// lines is how many lines a text takes, up to most.
func lines(text string, chars, most int) int {
	return min(most, (wide(text)+chars-1)/chars)
}

// wide is the length of a text in characters; those of three bytes and more,
// such as Chinese ones, are twice as wide as Latin ones.
func wide(text string) int {
	n := 0
	for _, r := range text {
		n += 1 + (utf8.RuneLen(r) / 3)
	}
	return n
}
