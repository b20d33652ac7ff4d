package demo

import "strings"

// letters are words and signs drawn with one fat pen.

// onPaper lays a ground and gives it, and two inks that stand out from it.
func (s *study) onPaper() (ground rgb, inks [2]rgb) {
	h := s.shuffled()
	ground = s.any(s.pal.ground, s.pal.ground.mix(h[0], .2), s.pal.deep.mix(h[1], .3), h[2])
	inks[0] = s.against(ground, h[3], h[4], s.pal.ground, s.pal.deep)
	inks[1] = s.against(ground, h[1], h[0], s.pal.deep, s.pal.ground)
	s.fill(s.all(), linear(pt{0, 0}, pt{s.w, s.h}, ground.light(.02), ground.light(-.02)))
	s.end = finish{on: paper, depth: .05, grain: .04, vignette: .1, light: .06, fade: .05}
	return ground, inks
}

// sized writes a word into a box as sign writers do: as wide as the box, and as
// high, but a letter no higher than 1.7 times what is natural and no wider than
// most times. pen is a share of the height.
func sized(word string, x, y, w, h, pen, most float64) (lines [][]pt, wide float64) {
	lines, natural := write(word, pen)
	k := min(w/(natural+pen), h*most/(1+pen))
	h = min(h/(1+pen), k*1.7)
	wide = pen * min(h, k*1.1) // or the letters of a narrow word run together
	return shape(lines).each(func(p pt) pt { return pt{x + (w-natural*k)/2 + p.x*k, y + wide/2 + p.y*h} }), wide
}

// stacked writes words below each other into a box, each in the next ink, with a
// shadow of the one after.
func (s *study) stacked(x, y, w, h, pen, drop float64, inks ...rgb) {
	words := strings.Fields(s.kind)
	room := h / float64(len(words))
	s.wear = float32(s.in(.1, .35))
	for i, word := range words {
		body := inked(sized(word, x, y+room*(float64(i)+.1), w, room*.8, pen, 1.5)).rough(s.r, s.u*.25, s.u*6)
		s.fill(body.move(drop, drop), flat(inks[(i+1)%len(inks)]))
		s.fill(body, flat(inks[i%len(inks)]))
	}
	s.wear = 0
}

func (s *study) stackedWords() {
	_, inks := s.onPaper()
	m := s.u * s.in(8, 12)
	s.stacked(m, m, s.w-2*m, s.h-2*m, s.in(.16, .25), s.u*s.in(0, 1.2), inks[:]...)
}

// initial is one sign with a block shadow.
func (s *study) initial() {
	ground, inks := s.onPaper()
	if s.chance(.5) {
		s.fill(disc(s.w/2, s.h/2, s.w*.44), mottled(flat(ground.mix(inks[1], .45)), s.cloud(s.u*10, 3), .05))
	}
	h := min(s.w, s.h) * .58
	lines, wide := sized(s.kind, (s.w-h)/2, (s.h-h)/2, h, h, s.in(.2, .34), .95)
	body, dark := inked(lines, wide), s.pal.deep.mix(inks[1], .25)
	n := s.u * s.in(6, 16)
	for i := n; i > 0; i -= 4 {
		s.fill(body.move(i*.8, i*.8), flat(dark.mix(ground, .5*i/n)))
	}
	s.fill(body, mottled(flat(inks[0]), s.drawn(s.u*3, s.u*9, 2), .05))
	s.round(body, s.u*.7, s.u*.7, s.u, dark, s.pal.ground, .35)
	if s.chance(.6) {
		s.fill(inked(lines, wide*.12), flat(s.pal.ground))
	}
}

func (s *study) signboard() {
	h := s.shuffled()
	wall := s.any(h[0], h[1], s.pal.deep.mix(h[0], .5), s.pal.ground.mix(h[2], .3))
	s.fill(s.all(), mottled(flat(wall), s.cloud(s.u*16, 4), .12))
	board := s.against(wall, s.any(s.pal.ground, s.pal.deep.mix(h[3], .25)), h[4])
	ink := s.against(board, s.any(s.pal.ground, s.pal.darkest()), s.pal.deep, s.pal.ground)
	high := s.w * s.in(.36, .46) * (.4 + .6*float64(len(strings.Fields(s.kind))))
	m, y, corner := s.u*7, (s.h-high)/2, s.u*s.in(2, 8)
	inset := func(d float64) shape { return rounded(m+d, y+d, s.w-2*(m+d), high-2*d, max(corner-d, s.u)) }
	s.shadow(inset(0), s.u*1.5, s.u*2.2, s.u*3, s.pal.deep, .6)
	s.fill(inset(0), mottled(flat(board), s.drawn(s.u*3, s.u*30, 3), .06))
	s.fill(inset(s.u*2.5).less(inset(s.u*3.2)), flat(ink))
	s.stacked(m*2, y+s.u*6, s.w-4*m, high-s.u*12, s.in(.15, .21), 0, ink)
	s.end = finish{on: plaster, depth: .07, grain: .05, vignette: .2, light: .1, fade: .03}
}
