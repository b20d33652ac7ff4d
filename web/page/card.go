package page

import (
	"cmp"
	"fmt"
	"strings"

	"akin/engine"
)

// untitled stands for a title that nobody wrote.
const untitled = "Untitled"

// A card is a pin in a grid.
type card struct {
	Href    string
	Title   string
	Picture *shown // nil for a pin of words alone
	Words   textCard
	Rows    int
	Secret  bool
	Why     *why // nil where nothing was asked
}

// cardRendition is what a column shows on a screen of one pixel a point.
const cardRendition = 236

func newCard(p *engine.PinView) card {
	c := card{Href: pinPath(p.ID), Title: p.Title, Secret: p.Secret, Picture: show(p, cardRendition, gridSizes)}
	if c.Picture == nil {
		c.Words = newTextCard(p)
		c.Rows = c.Words.rows()
		return c
	}
	c.Rows = c.Picture.Rows
	return c
}

func pinCards(pins []engine.PinView) []card {
	cards := make([]card, len(pins))
	for i := range pins {
		cards[i] = newCard(&pins[i])
	}
	return cards
}

func itemCards(items []engine.Item) []card {
	cards := make([]card, len(items))
	for i := range items {
		cards[i] = newCard(&items[i].Pin)
		cards[i].Why = newWhy(fmt.Sprintf("why-%d", i+1), &items[i])
	}
	return cards
}

// A pinCopy is a pin whose picture is a copy of another's.
type pinCopy struct{ Href, ID, How string }

func pinCopies(views []engine.CopyView) []pinCopy {
	copies := make([]pinCopy, len(views))
	for i, v := range views {
		copies[i] = pinCopy{pinPath(v.ID), string(v.ID), strings.Join(v.How, " and ")}
	}
	return copies
}

// A tile is a board in a list of boards.
type tile struct {
	Href, Title, Count string
	Secret             bool
	Covers             []*shown
}

// mostCovers is how many pictures a tile has room for.
const mostCovers = 3

func tiles(boards []engine.BoardView) []tile {
	list := make([]tile, len(boards))
	for i := range boards {
		b := &boards[i]
		list[i] = tile{Href: boardPath(b.ID), Title: cmp.Or(b.Title, untitled), Count: countPins(b.Pins) + byOwner(b.Owner), Secret: b.Secret}
		for j := range b.Covers {
			if s := show(&b.Covers[j], cardRendition, coverSizes); s != nil && len(list[i].Covers) < mostCovers {
				list[i].Covers = append(list[i].Covers, s)
			}
		}
	}
	return list
}

// byOwner names the owner of a board that is not the viewer's own.
func byOwner(owner engine.UserID) string {
	if owner == engine.LocalUser || owner == "" {
		return ""
	}
	return " by " + string(owner)
}

func countPins(n int) string {
	if n == 1 {
		return "1 pin"
	}
	return fmt.Sprintf("%d pins", n)
}
