package demo

import "math"

// fruit are still lives, painted rather than photographed.

// crops are what fruits look like: their colour, and half their outline from the
// foot up in units of the radius; those without one are only cut.
var crops = map[string]struct {
	skin rgb
	half []pt
}{
	"lemons":  {hex("ecd03f"), []pt{{.12, 0}, {.62, .18}, {.93, .8}, {.66, 1.5}, {.25, 1.85}, {.12, 2.05}}},
	"pears":   {hex("bfc054"), []pt{{.02, 0}, {.75, .12}, {1, .75}, {.7, 1.4}, {.42, 1.95}, {.1, 2.5}}},
	"oranges": {hex("f08f22"), []pt{{.02, 0}, {.7, .2}, {1, .9}, {.72, 1.62}, {.2, 1.82}}},
	"plums":   {hex("7a355c"), []pt{{.02, 0}, {.7, .2}, {.95, .95}, {.72, 1.7}, {.2, 1.94}}},
	"apples":  {hex("d34a3c"), []pt{{.02, .06}, {.6, .1}, {1, 1}, {.65, 1.72}, {.1, 1.66}}},
	"limes":   {hex("9dc13f"), nil},
}

// fruitBowl stands on a table before a bottle.
func (s *study) fruitBowl() {
	h, y, brush := s.shuffled(), s.h*s.in(.4, .52), s.drawn(14, 5)
	wall := s.any(s.deep.mix(h[0], .5), s.ground.mix(h[1], .5), h[2], s.ground.mix(h[0], .25))
	table := s.against(wall, s.ground.mix(h[3], s.in(.1, .6)), wall.light(.18))
	s.prime(mottled(wall, brush, .12))
	s.fill(rect(0, y, s.w, s.h), mottled(table, brush, .08))
	p, side, r := pt{s.w * s.in(.44, .56), lerp(y, s.h, s.in(.4, .55))}, s.sign(), s.u*s.in(9, 11)
	s.throw(s.newPot([]string{"bottle", "flask"}[s.r.IntN(2)]), pt{p.x + side*s.w*.25, lerp(y, s.h, .16)}, false)
	skin := crops[s.kind].skin.mix(s.hues[s.count(0, 2)], s.in(.05, .25))
	for i := range 7 { // four, and three on them
		row := float64(i / 4)
		s.fruitAt(pt{p.x + (float64(i%4)-1.5+.5*row)*r*1.3, p.y - r*(1.75+1.05*row-s.near(0, .1))}, r*.92, skin)
	}
	s.throw(s.newPot("bowl"), p, true)
	s.fruitAt(p.plus(pt{-side * r * 4.2, r * s.in(0, .8)}), r, skin)
}

// fruitAt draws one fruit of radius r standing on p.
func (s *study) fruitAt(p pt, r float64, c rgb) {
	c = c.light(s.near(0, .02)).turn(s.near(0, 5), 1)
	o, outline := pt{p.x, p.y - r*.92}, []pt(nil)
	for _, q := range crops[s.kind].half {
		outline = append(append([]pt{{p.x - q.x*r, p.y - q.y*r}}, outline...), pt{p.x + q.x*r, p.y - q.y*r})
	}
	body := smooth(outline...).turn(o, s.near(0, .22))
	s.soft(oval(p.x+r*.5, p.y-r*.02, r*1.2, r*.24), r*.2, s.deep, .5)
	s.fill(body, linear(o.polar(r, -2.4), o.polar(r, .8), c.light(.07), c, c.turn(-15, 1), c.mix(s.deep, .5)))
	s.round(body, r*.4, c)
	s.soft(oval(o.x-r*.4, o.y-r*.45, r*.2, r*.13).turn(o, -.3), r*.1, s.ground.light(.04), .6)
}

// slices lays cut citrus out from above: rind, pith and ten segments.
func (s *study) slices() {
	h, d, c := s.shuffled(), s.w/float64(s.count(2, 3)), crops[s.kind].skin.mix(s.hues[0], s.in(.1, .3))
	board := s.against(c, s.any(s.ground, s.ground.mix(h[0], .45), h[1]), s.deep.mix(h[2], .45))
	s.prime(mottled(board, s.cloud(12), .07))
	pulp := mottled(c.turn(-8, 1).light(.08), s.cloud(2.5), .15)
	for j := 0.; j*d < s.h+d; j++ {
		for i := math.Mod(j, 2) / 2; i*d < s.w+d; i++ {
			p, r, turn := pt{(i + s.near(0, .05)) * d, (j + .35 + s.near(0, .05)) * d}, d*s.in(.36, .43), s.in(0, 6)
			rind := disc(p.x, p.y, r)
			s.shadow(rind, r*.13, .45)
			s.fill(rind, c)
			s.fill(rind.scale(p, .94, .94), s.ground.mix(c, .15))
			for a := turn; a < turn+6.2; a += math.Pi / 5 {
				s.fill(smooth(placed(p, a, r, r, .1, .02, .5, -.12, .8, -.18, .86, 0, .8, .18, .5, .12)...), pulp)
			}
		}
	}
}
