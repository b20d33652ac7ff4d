package demo

import (
	_ "embed"
	"fmt"
	"strings"
)

// letters are words and signs drawn with one fat pen.

//go:embed glyphs.txt
var glyphsFile string

func (s *study) stackedWords() { s.lettering(s.u*s.in(8, 12), s.in(.16, .25), s.u*s.in(.4, 1.2)) }
func (s *study) initial()      { s.lettering(s.u*s.in(18, 25), s.in(.2, .34), s.u*s.in(6, 16)) }

// lettering prints words in two inks by turns, with shadows drop pixels deep.
func (s *study) lettering(margin, pen, drop float64) {
	h, words := s.shuffled(), strings.Fields(s.kind)
	ground := s.any(s.ground, s.ground.mix(h[0], .2), s.deep.mix(h[1], .3), h[2])
	ink, second := s.against(ground, h[3], h[4], s.ground, s.deep), s.against(ground, h[1], h[0], s.deep, s.ground)
	room := (s.h - 2*margin) / float64(len(words))
	s.prime(ground)
	s.wear = float32(s.in(.1, .35))
	for i, word := range words {
		body := write(word, margin, margin+room*(float64(i)+.1), s.w-2*margin, room*.8, pen)
		for d := drop; d > 0; d -= 4 {
			s.fill(body.move(d*.8, d*.8), second.mix(ground, .4*d/drop))
		}
		s.fill(body, ink)
		ink, second = second, ink
	}
}

// write fills a box with a word, drawn with a round pen that is a share of the height,
// but makes no letter wider than is natural by half, or higher by more.
func write(word string, x, y, w, h, pen float64) (body shape) {
	strokes, natural, gap := shape(nil), 0., pen*1.05+.1
	for _, letter := range word {
		_, end := glyph(letter).bounds()
		strokes = strokes.with(glyph(letter).move(natural, 0))
		natural += end.x + gap
	}
	natural -= gap
	k := min(w/(natural+pen), h*1.5/(1+pen))
	high := min(h/(1+pen), k*1.7)
	wide := pen * min(high, k*1.1) // or the letters of a narrow word run together
	for _, line := range strokes.scale(pt{}, k, high).move(x+(w-natural*k)/2, y+(h-high)/2) {
		for i, p := range line {
			body = append(append(body, disc(p.x, p.y, wide/2)...), stroke([]pt{line[max(i-1, 0)], p}, wide)...)
		}
	}
	return body
}

// glyph gives the strokes of a letter in a box one unit high.
func glyph(letter rune) (strokes shape) {
	_, row, _ := strings.Cut(glyphsFile, "\n"+string(letter)+" ")
	row, _, _ = strings.Cut(row, "\n")
	for i, part := range strings.Split(row, ";") {
		strokes = append(strokes, nil)
		for _, at := range strings.Fields(part) {
			var p pt
			fmt.Sscanf(at, "%g,%g", &p.x, &p.y)
			strokes[i] = append(strokes[i], p)
		}
	}
	return strokes
}
