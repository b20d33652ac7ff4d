package page

import (
	"cmp"
	"fmt"
	"strings"

	"akin/engine"
	"akin/engine/picture"
)

// A shown picture is what an img needs. Its size is that of the file at Src,
// which is what keeps its room free until it is there.
type shown struct {
	Src, Srcset, Sizes string
	Width, Height      int
	Alt                string
	Ground             string // the colour behind it until it is there
	Original           string
	Rows               int
}

// How wide pictures are on the page, for browsers that do not measure lazy
// ones themselves ("auto").
const (
	gridSizes  = "auto, (min-width: 1100px) 17vw, (min-width: 640px) 30vw, 47vw"
	coverSizes = "auto, 150px"
	pinSizes   = "(min-width: 900px) 58vw, 100vw"
)

// show returns a pin's picture with the rendition of that width in Src; nil
// for a pin of words alone.
func show(p *engine.PinView, rendition int, sizes string) *shown {
	if p.Picture == nil {
		return nil
	}
	w, h := picture.RenditionSize(p.Width, p.Height, rendition)
	s := &shown{
		Src: renditionPath(p, rendition), Srcset: srcset(p), Sizes: sizes, Width: w, Height: h,
		Alt: alt(p), Ground: "#888888", Original: picturePath(p), Rows: pictureRows(p.Width, p.Height),
	}
	if len(p.Palette) > 0 {
		s.Ground = p.Palette[0].Hex
	}
	return s
}

// srcset lists the renditions that differ, each with the width it really has.
func srcset(p *engine.PinView) string {
	var list []string
	for _, rendition := range picture.RenditionWidths {
		w, _ := picture.RenditionSize(p.Width, p.Height, rendition)
		list = append(list, fmt.Sprintf("%s %dw", renditionPath(p, rendition), w))
		if w < rendition {
			break
		}
	}
	return strings.Join(list, ", ")
}

// alt says what a picture shows, as far as anybody wrote it down.
func alt(p *engine.PinView) string {
	text := cmp.Or(p.Title, shorten(p.Description, 120))
	if text == "" && len(p.Tags) > 0 {
		text = "Picture: " + strings.Join(p.Tags, ", ")
	}
	if text == "" && len(p.Boards) > 0 {
		text = "Picture on the board " + p.Boards[0]
	}
	return cmp.Or(text, "Picture without a title")
}

// shorten cuts a text to about n characters, at a space where there is one.
func shorten(text string, n int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= n {
		return string(runes)
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// A column of the grid is columnUnits wide, and heights are in whole units. At
// 216 pixels a unit is 7: cutting a picture to whole ones takes 3 off at an
// edge at most, which nobody sees.
const (
	columnUnits = 32
	leastRows   = 12 // 8:3; panoramas are cut at their sides
	mostRows    = 80 // 2:5; what is taller would push its neighbours off the screen
)

// pictureRows is the height of a picture in units.
func pictureRows(width, height int) int {
	return rows((columnUnits*height + width/2) / max(1, width))
}

func rows(n int) int { return min(max(n, leastRows), mostRows) }
