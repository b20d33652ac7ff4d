package demo

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// glyphsFile is an alphabet of capitals and figures, a line each: the letter, its
// width, and its strokes, lines of points in a box one unit high with y
// downwards.
//
//go:embed glyphs.txt
var glyphsFile string

type glyph struct {
	wide  float64
	lines [][]pt
}

var glyphs = sync.OnceValue(func() map[rune]glyph {
	all := map[rune]glyph{' ': {wide: .3}}
	for row := range strings.Lines(glyphsFile) {
		var g glyph
		for i, stroke := range strings.Split(row[2:], ";") {
			if i == 0 {
				fmt.Sscan(stroke, &g.wide)
				continue
			}
			var line []pt
			for _, at := range strings.Fields(stroke) {
				var p pt
				if _, err := fmt.Sscanf(at, "%g,%g", &p.x, &p.y); err != nil {
					panic("demo: glyphs.txt: " + row) // it is part of the binary: a test reads it first
				}
				line = append(line, p)
			}
			g.lines = append(g.lines, line)
		}
		all[rune(row[0])] = g
	}
	return all
})

// write gives the strokes of a word, one unit high, for a pen of width pen, and
// how wide it is, all measured to the middle of the pen; letters stand a
// little more than a pen apart.
func write(word string, pen float64) (lines [][]pt, wide float64) {
	gap := pen*1.05 + .1
	for _, r := range word {
		g := glyphs()[r]
		lines = append(lines, shape(g.lines).move(wide, 0)...)
		wide += g.wide + gap
	}
	return lines, wide - gap
}

// inked gives strokes a body: a round pen of width w drawn along them.
func inked(lines [][]pt, w float64) (s shape) {
	for _, line := range lines {
		for i, a := range line {
			s = append(s, disc(a.x, a.y, w/2)...)
			if i+1 < len(line) {
				s = append(s, stroke([]pt{a, line[i+1]}, w)...)
			}
		}
	}
	return s
}
