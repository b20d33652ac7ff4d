package page

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"akin/engine"
	"akin/engine/score"
)

// Pin is one pin with what is like it, "/pins/{id}".
type Pin struct {
	Pin    engine.PinView
	On     []engine.BoardView // boards the pin is on, to link to and to take it off
	Boards []engine.BoardView // boards to choose from; those of On are left out
	Answer engine.Answer      // of a query from this pin
	Off    []score.Signal     // what was off in that query
}

// pinRendition is the largest that there is.
const pinRendition = 736

// Pin writes the page. Its switches lead to "?off=SIGNAL,..." and its forms
// post "board" (an ID) or "title" (of a new board, with "secret") to "/pins/{id}/save", and
// "board" to "/pins/{id}/unsave"; both expect to come back here. The pin's link
// is a link only if it leads to the Web.
func (s *Set) Pin(w io.Writer, p Pin) error {
	path := pinPath(p.Pin.ID)
	title := cmp.Or(p.Pin.Title, untitled)
	off := offText(p.Off, "", false)
	m := pinMain{
		Title: title, Description: p.Pin.Description, Secret: p.Pin.Secret, Picture: show(&p.Pin, pinRendition, pinSizes),
		Link: newLink(p.Pin.Link), On: boardsOn(&p), Palette: bands(p.Pin.Palette),
		Save: newSave(path, &p), Copies: pinCopies(p.Answer.Anchor.Copies), Facts: facts(&p.Pin),
		Signals: toggles(path, p.Off), Cards: itemCards(p.Answer.Items),
		Next: next(path, p.Answer.Bookmark, "off", off),
	}
	if m.Picture != nil {
		m.Original = m.Picture.Original
	}
	for _, t := range p.Pin.Tags {
		m.Tags = append(m.Tags, link{searchPath(t), t})
	}
	return s.render(w, "pin", shell{Title: title + " · akin", Main: m})
}

type pinMain struct {
	Title, Description string
	Secret             bool
	Picture            *shown // nil for a pin of words alone
	Original           string
	Link               *link // nil for none; without Href it is only shown
	Tags               []link
	On                 []boardLink
	Palette            []band
	Save               save
	Copies             []pinCopy
	Facts              string
	Signals            []toggle
	Cards              []card
	Next               string
}

// A link is an address and what is written on it.
type link struct{ Href, Text string }

// newLink shows an address by its host, and one that nobody should follow in
// full.
func newLink(address string) *link {
	if address == "" {
		return nil
	}
	href := outside(address)
	if href == "" {
		return &link{Text: shorten(address, 200)}
	}
	_, rest, _ := strings.Cut(href, "://")
	host, _, _ := strings.Cut(rest, "/")
	return &link{href, shorten(strings.TrimPrefix(host, "www."), 40)}
}

// A boardLink is a board that a pin is on; without Href it is only named.
type boardLink struct {
	Href, Title string
	Secret      bool
}

// boardsOn names all boards that the pin says it is on, with links to those
// that were given.
func boardsOn(p *Pin) []boardLink {
	var list []boardLink
	linked := map[string]bool{}
	for _, b := range p.On {
		list = append(list, boardLink{boardPath(b.ID), b.Title, b.Secret})
		linked[b.Title] = true
	}
	for _, title := range p.Pin.Boards {
		if !linked[title] {
			list = append(list, boardLink{Title: title})
		}
	}
	return list
}

// A save is the control by which a pin is put on boards and taken off.
type save struct {
	Save, Unsave string // where the forms go
	On, Boards   []choice
	Secret       bool // the pin is, until it is on a public board
}

// A choice is a board in that control.
type choice struct {
	ID           engine.BoardID
	Title, Count string
	Secret       bool
}

func newSave(path string, p *Pin) save {
	s := save{Save: path + "/save", Unsave: path + "/unsave", Secret: p.Pin.Secret}
	for _, b := range p.On {
		if b.Owner != engine.LocalUser {
			continue // theirs to change
		}
		s.On = append(s.On, choice{b.ID, b.Title, countPins(b.Pins), b.Secret})
	}
	for _, b := range p.Boards {
		if !slices.ContainsFunc(s.On, func(c choice) bool { return c.ID == b.ID }) {
			s.Boards = append(s.Boards, choice{b.ID, b.Title, countPins(b.Pins), b.Secret})
		}
	}
	return s
}

// A band is a colour's part of a strip that is 1000 wide.
type band struct {
	Hex      string
	X, Width int64
}

func bands(palette []engine.Color) []band {
	var list []band
	x := int64(0)
	for _, c := range palette {
		width := int64(c.Weight) * 1000 / int64(score.One)
		list = append(list, band{c.Hex, x, width})
		x += width
	}
	return list
}

// facts is the small print.
func facts(p *engine.PinView) string {
	var said []string
	if p.Picture != nil {
		said = append(said, fmt.Sprintf("%d × %d", p.Width, p.Height))
	}
	if !p.CreatedAt.IsZero() {
		said = append(said, p.CreatedAt.Format("2 January 2006"))
	}
	if p.Source != "" {
		said = append(said, p.Source)
	}
	return strings.Join(said, " · ")
}
