package demo

import "math"

// ceramics are thrown pots on a shelf in light from the left.

// shelf paints a wall and a shelf and gives the height where pots stand.
func (s *study) shelf() float64 {
	y, pale := s.h*s.in(.76, .84), s.ground.mix(s.hue(), s.in(.12, .6))
	wall := s.any(pale, pale, pale, s.deep.mix(s.darkest(), .5).light(.06))
	board := s.any(s.ground.mix(s.hues[4], .5), wall.light(.09), s.hues[3].mix(s.ground, .3))
	s.wall(wall, y-s.u*5)
	s.soft(rect(-30, y+s.u*3, s.w+60, s.u*7), s.u*3, s.deep, .3)
	s.fill(rect(0, y, s.w, s.u*4.5), mottled(board.light(-.09), s.drawn(40, .9), .09))
	s.fill(rect(0, y-s.u*5, s.w, s.u*5.4), mottled(board, s.drawn(50, .8), .07))
	return y - s.u*1.6
}

// wall fills the canvas, and often throws a window's light on what is above low.
func (s *study) wall(c rgb, low float64) {
	s.prime(mottled(linear(pt{0, 0}, pt{s.w, s.h}, c.light(.05), c.light(-.06)), s.cloud(28), .035))
	x, y, w, h, lean := s.in(.05, .5)*s.w, s.in(-.8, .25)*s.h, s.u*s.in(13, 20), s.u*s.in(22, 34), s.in(.2, .5)
	panes := rect(x, y, w, h).with(rect(x+w*1.12, y, w, h))
	panes = panes.with(panes.move(0, h*1.07)).each(func(p pt) pt { return pt{p.x + (p.y-y)*lean, p.y + (p.x-x)*.18} })
	s.clip(rect(0, 0, s.w, low), func() { s.soft(panes, s.u*1.2, c.light(.12).mix(s.hues[2], .15), .5) })
}

// vases line up in a lot of their own.
func (s *study) vases() {
	y, kinds := s.shelf(), []string{"vase", "bottle", "jar", "flask"}
	row, wide, tallest := []pot(nil), 0., 0.
	for _, i := range s.r.Perm(4)[:s.count(2, 4)] {
		p := s.newPot(kinds[i])
		row, wide, tallest = append(row, p), wide+p.w*1.15, max(tallest, p.h)
	}
	k := min(s.w*s.in(.8, .9)/wide, y*.8/tallest)
	x := (s.w - wide*k) / 2
	for _, p := range row {
		p.w, p.h = p.w*k, p.h*k
		s.throw(p, pt{x + p.w*.575, y + s.in(-1.2, 1.2)*s.u}, false)
		x += p.w * 1.15
	}
}

func (s *study) branchVase() {
	foot, leaf := pt{s.w * s.in(.35, .65), s.shelf()}, s.hue()
	p := s.newPot([]string{"vase", "bottle", "flask"}[s.r.IntN(3)])
	for range s.count(1, 3) {
		s.sprig(foot.plus(pt{0, s.u*4 - p.h}), -math.Pi/2+s.near(0, .35), s.h*s.in(.26, .42), leaf)
	}
	s.throw(p, foot, false)
}

// sprig grows a twig with leaves, l long in direction dir.
func (s *study) sprig(p pt, dir, l float64, leaf rgb) {
	bend, mid := s.near(0, .3), p.polar(l*.5, dir)
	twig := curve(p, mid, mid.polar(l*.5, dir+bend))
	s.fill(stroke(twig, s.u*1.1, s.u*.3), s.deep.mix(s.hues[4], .35))
	for t := .35; t < 1; t += s.in(.02, .08) {
		at, a := twig[int(t*16)].to(twig[int(t*16)+1], s.in(0, 1)), dir+bend*t+s.sign()*s.in(.5, 1.3)
		blade, rib := leafShape(at, s.u*s.in(4, 8), a, .5, .65, 0)
		s.fill(blade, linear(rib[0], rib[12], leaf.light(s.near(-.07, .05)), leaf.light(.05)))
	}
}
