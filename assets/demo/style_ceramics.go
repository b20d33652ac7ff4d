package demo

import "math"

// ceramics are thrown pots on a shelf in light from the left.

func (s *study) vases() { s.pots(s.count(2, 4), "vase", "bottle", "jar", "vase") }
func (s *study) cups()  { s.pots(s.count(3, 5), "jug", "cup", "cup", "bottle", "cup") }

// shelf paints a wall and a shelf and gives the height where pots stand.
func (s *study) shelf() float64 {
	y := s.h * s.in(.76, .84)
	wall := s.pal.ground.mix(s.hue(), s.in(.12, .6)).light(s.in(-.04, .03))
	if s.chance(.25) {
		wall = s.pal.deep.mix(s.pal.darkest(), .5).light(.06)
	}
	s.wall(wall, y-s.u*5)
	board := s.any(s.pal.ground.mix(s.pal.hues[4], .5), wall.light(.09), s.pal.hues[3].mix(s.pal.ground, .3))
	s.soft(rect(-30, y+s.u*3, s.w+60, s.u*7), s.u*3, flat(s.pal.deep), .35, multiply)
	s.fill(rect(0, y, s.w, s.u*4.5), mottled(flat(board.light(-.09)), s.drawn(s.u*40, s.u*.9, 2), .09))
	s.fill(rect(0, y-s.u*5, s.w, s.u*5.4), mottled(flat(board), s.drawn(s.u*50, s.u*.8, 2), .07))
	return y - s.u*1.6
}

// wall fills the canvas, and mostly throws the light of a window with bars on
// what is above low, slanted.
func (s *study) wall(c rgb, low float64) {
	s.fill(s.all(), mottled(linear(pt{0, 0}, pt{s.w, s.h}, c.light(.05), c.light(-.06)), s.cloud(s.u*28, 3), .035))
	if s.chance(.4) {
		return
	}
	x, y, w, h, lean := s.in(.05, .5)*s.w, s.in(.02, .25)*s.h, s.u*s.in(13, 20), s.u*s.in(22, 34), s.in(.2, .5)
	var panes shape
	for i := range 4 {
		panes = append(panes, rect(x+float64(i&1)*(w+s.u*2.2), y+float64(i>>1)*(h+s.u*2.2), w, h)...)
	}
	panes = panes.each(func(p pt) pt { return pt{p.x + (p.y-y)*lean, p.y + (p.x-x)*.18} })
	s.clip(rect(0, 0, s.w, low), func() { s.soft(panes, s.u*1.2, flat(c.light(.1).mix(s.pal.hues[2], .15)), .4, screen) })
}

// pots lines up vessels of the given kinds in a lot of their own.
func (s *study) pots(n int, kinds ...string) {
	y := s.shelf()
	row := make([]pot, n)
	total, tallest := 0.0, 0.0
	for i := range row {
		row[i] = s.newPot(kinds[i])
		total, tallest = total+row[i].w, max(tallest, row[i].h)
	}
	s.r.Shuffle(n, func(i, j int) { row[i], row[j] = row[j], row[i] })
	gap := s.in(-.01, .05) * s.w
	k := min((s.w*s.in(.74, .86)-gap*float64(n-1))/total, y*.8/tallest)
	x := (s.w-total*k-gap*float64(n-1))/2 + s.near(0, .02)*s.w
	for _, p := range row {
		p.w, p.h = p.w*k, p.h*k
		s.throw(p, pt{x + p.w/2, y + s.in(-1.2, 1.2)*s.u})
		x += p.w + gap
	}
}

func (s *study) branchVase() {
	foot := pt{s.w * s.in(.35, .65), s.shelf()}
	p := s.newPot([]string{"vase", "bottle"}[s.r.IntN(2)])
	p.h *= .8
	leaf := s.any(s.pal.hues[:]...)
	for range s.count(1, 3) {
		s.sprig(foot.plus(pt{0, s.u*4 - p.h}), -math.Pi/2+s.near(0, .35), s.h*s.in(.26, .42), leaf)
	}
	s.throw(p, foot)
}

// sprig grows a twig with leaves or blossoms.
func (s *study) sprig(p pt, dir, l float64, leaf rgb) {
	line, bend := []pt{p}, s.near(0, .12)
	for range 6 {
		dir += bend + s.near(0, .1)
		p = p.polar(l/6, dir)
		line = append(line, p)
	}
	twig := curve(false, line...)
	s.shadow(stroke(twig, s.u), s.u*5, s.u*3, s.u*2, s.pal.deep, .22)
	s.fill(stroke(twig, s.u*1.1, s.u*.3), flat(s.pal.deep.mix(s.pal.hues[4], .35)))
	for i := 10; i < len(twig); i += s.count(1, 3) {
		a, c := dir+s.sign()*s.in(.5, 1.3), leaf.light(s.near(0, .05))
		blade, rib := leafShape(twig[i], s.u*s.in(4, 8), a, .5, .65, 0)
		s.fill(blade, linear(rib[0], rib[12], c.light(-.07), c.light(.05)))
	}
}
