package engine

import (
	"slices"
	"time"

	"akin/engine/features"
	"akin/engine/score"
)

// An Answer is the result of a query, as commands print it and the server
// sends it.
type Answer struct {
	Items    []Item     `json:"items"` // highest score first, then by pin ID
	Anchor   AnchorView `json:"anchor"`
	Bookmark *string    `json:"bookmark"` // where to go on; nil at the end
	Index    Provenance `json:"index"`
}

// An Item is one pin of an answer. Its score is the sum of its receipt, which is
// empty where the query asked for none.
type Item struct {
	Pin     PinView       `json:"pin"`
	Score   score.Micro   `json:"score"`
	Receipt score.Receipt `json:"receipt"`
	Copy    *CopyOf       `json:"copy,omitempty"` // set on a copy of a posted picture
	Copies  []CopyView    `json:"copies"`         // pins folded under this one
}

// CopyOf says that a pin's picture is a copy of an anchor.
type CopyOf struct {
	Of  string   `json:"of"` // "anchor"
	How []string `json:"how"`
}

// A CopyView names a pin that is a copy, and what was done to it.
type CopyView struct {
	ID  PinID    `json:"id"`
	How []string `json:"how"`
}

// An AnchorView names the pin asked with, nil for anything else, and its
// copies.
type AnchorView struct {
	ID     *PinID     `json:"id"`
	Copies []CopyView `json:"copies"`
}

// Provenance tells which index an answer came from.
type Provenance struct {
	Generation      string `json:"generation"`
	FeaturesVersion int    `json:"features_version"`
}

// A PinView is a pin as answers show it.
type PinView struct {
	ID          PinID      `json:"id"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Tags        []string   `json:"tags"`
	Boards      []string   `json:"boards"`  // titles of those that the viewer sees
	Picture     *PictureID `json:"picture"` // nil for a pin of words alone
	Source      string     `json:"source"`
	Link        string     `json:"link"`
	Width       int        `json:"width"`
	Height      int        `json:"height"`
	Palette     []Color    `json:"palette"` // heaviest first
	CreatedAt   time.Time  `json:"created_at"`
	Secret      bool       `json:"secret,omitempty"` // only its owner sees it
}

// A Color is one colour of a palette and its share of the picture.
type Color struct {
	Hex    string      `json:"hex"`
	Weight score.Micro `json:"weight"`
}

// view shows a pin with its palette.
func (p *Pin) view(palette []features.Swatch) PinView {
	v := PinView{
		ID: p.ID, Title: p.Title, Description: p.Description, Tags: slices.Clone(p.Tags), Boards: slices.Clone(p.Boards),
		Source: p.Source, Link: p.Link, Width: p.Facts.Width, Height: p.Facts.Height,
		CreatedAt: p.Created, Secret: p.Secret,
	}
	if v.Tags == nil {
		v.Tags = []string{}
	}
	if v.Boards == nil {
		v.Boards = []string{}
	}
	if p.Picture != "" {
		v.Picture = &p.Picture
	}
	v.Palette = colorsOf(palette)
	return v
}
