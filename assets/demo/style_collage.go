package demo

import "math"

// collage is painted paper, cut with scissors and pasted down.

// backing pastes a sheet over everything and gives its colour, and the strokes
// of the brush that all the paper was painted with.
func (s *study) backing() (rgb, *field) {
	c, brush, i := s.any(s.pal.ground, s.pal.lightest(), s.hue()), [2]float64{40, 3}, s.r.IntN(2)
	strokes := s.drawn(s.u*brush[i], s.u*brush[1-i], 3)
	s.fill(s.all(), mottled(flat(c), strokes, .07))
	return c, strokes
}

// cut pastes down a shape: scissors show in its edge, and it does not lie flat.
func (s *study) cut(k shape, c rgb, strokes *field) {
	k = k.rough(s.r, s.u*.22, s.u*7)
	s.shadow(k, s.u*.35, s.u*.5, s.u*.55, s.pal.deep.mix(s.pal.ground, .25), .55)
	s.fill(k, mottled(flat(c.light(s.near(0, .012))), strokes, .1))
}

// frond is a stem with round lobes on both sides, from c, l long in direction a.
func (s *study) frond(c pt, l, a float64) shape {
	n, fat, up := s.count(3, 5), l*s.in(.1, .15), s.in(.6, 1.15)
	stem := curve(false, c, c.polar(l*.5, a+s.in(-.35, .35)), c.polar(l, a))
	out := stroke(stem, l*.12, fat).with(disc(stem[16].x, stem[16].y, fat/2))
	for i := range 2 * n {
		t, side := (float64(i/2)+.6)/float64(n), float64(i%2*2-1)
		p, long := stem[int(t*16)], l*s.in(.38, .48)*(.5+math.Sin(math.Pi*(t*.75+.2))*.7)
		tip := p.polar(long, a+side*(up-.25))
		lobe := curve(false, p, p.polar(long*.5, a+side*(up+.15)), tip)
		out = out.with(stroke(lobe, fat*.6, fat), disc(tip.x, tip.y, fat/2))
	}
	return out
}

// cutLeaves pastes fronds on a board of blocks.
func (s *study) cutLeaves() {
	last, strokes := s.backing()
	s.spread(s.count(2, 3), 0, func(c pt, cell float64) {
		last = s.apart(last)
		s.fill(rect(c.x-cell*.5, c.y-cell*.7, cell+1, cell*1.4).rough(s.r, s.u*.4, s.u*9), mottled(flat(last), strokes, .1))
		l, a := cell*s.in(.7, .85), -math.Pi/2+s.near(0, .3)
		s.cut(s.frond(c.polar(-l*.5, a), l, a), s.apart(last), strokes)
	})
}

func (s *study) cutBird() {
	back, strokes := s.backing()
	s.spread(s.count(2, 3), 1, func(p pt, cell float64) {
		s.cut(s.frond(p, s.u*s.in(22, 36), s.in(0, 6.3)), s.apart(back), strokes)
	})
	c, k, side, lean, body := pt{s.w * s.in(.44, .56), s.h * .5}, s.u*s.in(26, 32), s.sign(), s.in(-.3, .1), s.apart(back)
	at := func(xy ...float64) []pt { return placed(c, lean*side, k*side, k, xy...) }
	s.cut(poly(at(-.5, .02, -1.35, .3, -1.3, .52, -1.1, .55, -.4, .3)...), s.apart(back), strokes)
	s.cut(smooth(at(-.75, .1, -.2, -.18, .2, -.42, .5, -.66, .82, -.6, .9, -.36, .72, -.08, 0, .48, -.45, .38)...), body, strokes)
	s.cut(poly(at(.84, -.56, 1.16, -.4, .86, -.36)...), s.apart(body), strokes)
	s.cut(smooth(at(-.62, .16, -.1, -.14, .32, -.1, .3, .16, -.05, .32)...), s.apart(body), strokes)
	s.cut(smooth(at(.64, -.46, .7, -.52, .76, -.46, .7, -.4)...), s.apart(body), strokes)
	s.cut(stroke(at(-.02, .42, .04, .86), s.u).with(stroke(at(.16, .4, .24, .84), s.u)), s.pal.deep, strokes)
}

// cutHills layers hills up to the viewer, with trees on them, before a sun.
func (s *study) cutHills() {
	last, strokes := s.backing()
	s.cut(disc(s.w*s.in(.2, .8), s.h*s.in(.14, .3), s.u*s.in(9, 17)), s.apart(last), strokes)
	for i, n := 0, s.count(4, 6); i < n; i++ {
		y, size := s.h*(.3+.62*float64(i)/float64(n)), s.u*(4+6*float64(i)/float64(n))
		at := func(t float64) pt { return pt{t * s.w, y + s.near(0, .05)*s.h} }
		crest := curve(false, at(-.1), at(.2), at(.5), at(.8), at(1.1))
		last = s.apart(last)
		for range s.r.IntN(4) {
			p := crest[s.count(4, len(crest)-5)]
			s.cut(oval(p.x, p.y-size*.6, size*s.in(.35, .8), size*s.in(.9, 1.6)), s.apart(last), strokes)
		}
		foot := min(y+s.h*(.62/float64(n)+.25), s.h+20) // the next hills cover what lies lower
		s.shadow(stroke(crest, s.u), 0, 0, s.u*.6, s.pal.deep.mix(s.pal.ground, .25), .6)
		s.fill(poly(append(crest, pt{s.w * 1.1, foot}, pt{-s.w * .1, foot})...), mottled(flat(last), strokes, .1))
	}
}
