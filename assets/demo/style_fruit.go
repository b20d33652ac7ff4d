package demo

import "math"

// fruit are still lives on a table, painted rather than photographed.

// crops are what fruits look like: their colour, and half their outline from the
// foot up in units of the radius; those without one are only cut.
var crops = map[string]struct {
	skin rgb
	half []pt
}{
	"lemons":     {oklch(.86, .16, 98), []pt{{.02, 0}, {.62, .18}, {.93, .8}, {.66, 1.5}, {.25, 1.85}, {.12, 2.05}}},
	"pears":      {oklch(.78, .13, 112), []pt{{.02, 0}, {.75, .12}, {1, .75}, {.7, 1.4}, {.42, 1.95}, {.3, 2.5}, {.1, 2.66}}},
	"figs":       {oklch(.4, .08, 320), []pt{{.02, 0}, {.8, .15}, {1, .8}, {.6, 1.4}, {.17, 1.85}, {.08, 2.15}}},
	"oranges":    {oklch(.74, .17, 62), []pt{{.02, 0}, {.7, .2}, {1, .9}, {.72, 1.62}, {.2, 1.82}}},
	"plums":      {oklch(.42, .11, 340), []pt{{.02, 0}, {.7, .2}, {.95, .95}, {.72, 1.7}, {.2, 1.94}}},
	"apples":     {oklch(.6, .18, 30), []pt{{.02, .06}, {.6, .1}, {1, 1}, {.65, 1.72}, {.1, 1.66}}},
	"grapefruit": {oklch(.72, .15, 40), nil},
	"limes":      {oklch(.75, .16, 125), nil},
}

// tabletop paints wall and table, a jug on it, and gives the place for fruit,
// their radius and their colour.
func (s *study) tabletop() (p pt, r float64, skin rgb) {
	h, y := s.shuffled(), s.h*s.in(.4, .52)
	wall := s.any(s.pal.deep.mix(h[0], .5), s.pal.ground.mix(h[1], .5), h[2], s.pal.ground.mix(h[0], .25))
	top := s.against(wall, s.pal.ground.mix(h[3], s.in(.1, .6)), wall.light(.18))
	brush := s.drawn(s.u*14, s.u*5, 4)
	s.fill(s.all(), mottled(flat(wall), brush, .12))
	s.fill(rect(0, y, s.w, s.h).rough(s.r, s.u*.3, s.u*12), mottled(flat(top), brush, .08))
	s.weave = s.drawn(s.u*3, s.u*2, 3)
	s.end = finish{on: linen, depth: .05, grain: .03, vignette: .22, light: .14, fade: .02}
	p = pt{s.w * s.in(.44, .56), lerp(y, s.h, s.in(.36, .5))}
	jug := s.newPot([]string{"bottle", "jug", "vase"}[s.r.IntN(3)])
	jug.h = min(jug.h, y*.92)
	s.throw(jug, pt{p.x + s.sign()*s.in(.2, .3)*s.w, lerp(y, s.h, .16)})
	return p, s.u * s.in(9, 12.5), crops[s.kind].skin.mix(s.pal.hues[s.count(0, 2)], s.in(.05, .25))
}

// fruitAt draws one fruit of radius r standing on p.
func (s *study) fruitAt(p pt, r float64, c rgb) {
	c = c.light(s.near(0, .02)).turn(s.near(0, 5), 1)
	dark, turn, o := c.mix(s.pal.deep, .55), s.near(0, .22), pt{p.x, p.y - r*.92}
	half := crops[s.kind].half
	tip, outline := pt{p.x, p.y - half[len(half)-1].y*r}, make([]pt, 2*len(half))
	for i, q := range half {
		outline[i], outline[2*len(half)-1-i] = pt{p.x + q.x*r, p.y - q.y*r}, pt{p.x - q.x*r, p.y - q.y*r}
	}
	if s.kind == "lemons" { // they lie
		turn += math.Pi / 2 * s.sign()
	}
	body := smooth(outline...).turn(o, turn).rough(s.r, r*.02, r*.5)
	s.soft(oval(p.x+r*.65, p.y-r*.02, r*1.25, r*.26), r*.25, flat(s.pal.deep), .5, multiply)
	s.soft(oval(p.x+r*.1, p.y, r*.7, r*.13), r*.1, flat(s.pal.deep), .6, multiply)
	skin := radial(o.plus(pt{-r * .35, -r * .4}), r*1.75, c.light(.07), c, c.turn(-22, 1).light(-.03), dark)
	s.fill(body, mottled(skin, s.weave, .09))
	s.round(body, r*.3, r*.26, r*.42, dark.mix(c, .4), c, .5)
	s.soft(oval(o.x-r*.4, o.y-r*.45, r*.2, r*.13).turn(o, -.3), r*.1, flat(s.pal.ground.light(.04)), .6, over)
	if s.kind == "pears" || s.kind == "apples" || s.kind == "plums" {
		stalk := stroke(curve(false, tip.plus(pt{0, r * .1}), tip.plus(pt{0, -r * .2}), tip.plus(pt{r * .14, -r * .45})), r*.1, r*.13)
		s.fill(stalk.turn(o, turn), flat(s.pal.deep.mix(s.pal.hues[4], .3)))
	}
}

// onCloth strews fruit over a striped cloth.
func (s *study) onCloth() {
	p, r, skin := s.tabletop()
	w, h, stripe := s.w*s.in(.3, .42), s.u*s.in(9, 15), flat(s.hue())
	at := func(x, y float64) pt { return pt{p.x + x*w, p.y + y*h} }
	cloth := poly(at(-1, -.6), at(.9, -.75), at(1.12, 1), at(-1.1, 1.15)).rough(s.r, s.u*1.2, s.u*11)
	s.shadow(cloth, s.u*.5, s.u*.8, s.u, s.pal.deep, .4)
	s.fill(cloth, mottled(flat(s.pal.ground.light(.02)), s.cloud(s.u*9, 3), .12))
	s.clip(cloth, func() {
		for x := -.95; x < 1; x += .46 {
			s.blend(poly(at(x, -1), at(x+.06, -1), at(x+.04, 1.4), at(x-.02, 1.4)), stripe, .75, multiply)
		}
	})
	n := s.count(3, 6)
	for i := range n { // the back row first
		t := float64(i) / float64(n)
		x := s.in(-.35, .35) + [4]float64{-.45, .5, .05, -.2}[i%4]
		s.fruitAt(p.plus(pt{x * r * 4, r * (t*2.6 - 1.1)}), r*(.9+.15*t), skin)
	}
}

func (s *study) inBowl() {
	p, r, skin := s.tabletop()
	bowl := s.newPot("bowl")
	bowl.w, bowl.h, bowl.full = r*6.4, r*2.5, true
	for i := range 7 {
		row := float64(i / 4)
		s.fruitAt(pt{p.x + (float64(i%4)-1.5+.5*row)*r*1.3, p.y - r*(1.25+1.05*row-s.near(0, .1))}, r*.92, skin)
	}
	s.throw(bowl, p.plus(pt{0, r * .5}))
	s.fruitAt(p.plus(pt{s.sign() * bowl.w * .66, r * s.in(.5, 1.3)}), r, skin)
}

// slices lays cut citrus out from above: rind, pith and ten segments.
func (s *study) slices() {
	h, d, c := s.shuffled(), s.w/float64(s.count(2, 3)), crops[s.kind].skin.mix(s.pal.hues[0], s.in(.1, .3))
	ground := s.against(c, s.any(s.pal.ground, s.pal.ground.mix(h[0], .45), h[1]), s.pal.deep.mix(h[2], .45))
	s.fill(s.all(), mottled(flat(ground), s.cloud(s.u*12, 4), .07))
	s.weave = s.cloud(s.u*2.5, 2)
	for j := 0.; j*d < s.h+d; j++ {
		for i := math.Mod(j, 2) / 2; i*d < s.w+d; i++ {
			p, r, turn := pt{(i + s.near(0, .05)) * d, (j + .35 + s.near(0, .05)) * d}, d*s.in(.36, .43), s.in(0, 6)
			disk := disc(p.x, p.y, r).rough(s.r, r*.03, r*.6)
			s.shadow(disk, r*.1, r*.12, r*.13, s.pal.deep, .45)
			s.fill(disk, flat(c))
			s.fill(disk.scale(p, .94, .94), flat(s.pal.ground.mix(c, .15)))
			pulp := mottled(radial(p, r*.86, c.turn(-8, 1).light(.12), c.turn(-8, 1).light(.04)), s.weave, .13)
			for k := range 10 {
				at := func(r, t float64) pt { return p.polar(r, turn+math.Pi/5*(float64(k)+t)) }
				s.fill(smooth(at(r*.1, .5), at(r*.5, .16), at(r*.82, .2), at(r*.86, .5), at(r*.82, .8), at(r*.5, .84)), pulp)
			}
		}
	}
	s.end.depth, s.end.grain, s.end.light = .05, .035, .12
}
