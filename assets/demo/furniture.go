package demo

import "math"

// upholster fills a soft part and gives it volume and weave.
func (s *study) upholster(p shape, c rgb, depth float64) {
	s.fill(p, mottled(flat(c), s.weave, .06))
	s.round(p, depth*.5, depth, depth*1.2, s.pal.deep.mix(c, .35), s.pal.ground, .6)
}

// legs are h high and splayed; xs are their feet.
func (s *study) legs(p pt, h float64, c rgb, xs ...float64) {
	s.shadow(oval(p.x, p.y, xs[len(xs)-1]*1.2, s.u*2.2), s.u*2, s.u*.5, s.u*1.8, s.pal.deep, .6)
	for _, x := range xs {
		s.fill(stroke([]pt{{p.x + x*.86, p.y - h}, {p.x + x, p.y}}, s.u*1.7, s.u*.9), flat(c))
	}
}

func (s *study) wood() rgb { return s.pal.hues[4].mix(oklch(.5, .08, 60), .6) }

// couch is an armchair, or a sofa of several seats, w wide and h high.
func (s *study) couch(p pt, w, h float64, seats int, c rgb) {
	arm, y, deep := h*.18, p.y-h*.18, s.u*1.3
	s.legs(p, h*.24, s.wood(), -w*.43, -w*.34, w*.34, w*.43)
	s.upholster(rounded(p.x-w/2+arm*.5, y-h, w-arm, h, h*s.in(.1, .3)), c.light(-.015), deep)
	each := (w - 1.6*arm) / float64(seats)
	for i := range seats {
		s.upholster(rounded(p.x-w/2+arm*.8+float64(i)*each, y-h*.38, each-1, h*.22, h*.08), c.light(.02), deep*.8)
	}
	s.upholster(rounded(p.x-w/2+arm*.4, y-h*.19, w-arm*.8, h*.19, h*.05), c.light(-.03), deep*.7)
	for side := -1.; side < 2; side += 2 {
		a := rounded(p.x-arm/2+side*(w-arm)/2, y-h*.52, arm, h*.52, arm*.48)
		s.shadow(a, s.u*.8, s.u, s.u*1.5, s.pal.deep, .35)
		s.upholster(a, c, deep*.8)
	}
	for range s.count(seats/2, seats) {
		k, q := h*.17, pt{p.x + s.near(0, .12)*w*float64(seats-1) + s.near(0, .03)*w, y - h*.5}
		at := func(x, y float64) pt { return pt{q.x + x*k, q.y + y*k} }
		cushion := smooth(at(-1, -1), at(0, -.86), at(1, -1), at(.9, 0), at(1, .9), at(0, .8), at(-1, .9), at(-.9, 0))
		cushion = cushion.turn(q, s.near(0, .15))
		s.shadow(cushion, s.u*.7, s.u*.9, s.u*1.2, s.pal.deep, .45)
		s.upholster(cushion, s.pal.ground.mix(s.hue(), s.in(.3, 1)), s.u)
	}
}

// woodChair has bars in its bent back.
func (s *study) woodChair(p pt, w float64, c rgb) {
	w *= .74
	h := w * 1.65
	at := func(x, y float64) pt { return pt{p.x + x*w, p.y - y*h} }
	bar := func(pts ...pt) {
		b := stroke(curve(false, pts...), s.u*1.5)
		s.fill(b, flat(c))
		s.round(b, s.u*.4, s.u*.3, s.u*.4, s.pal.deep.mix(c, .4), s.pal.ground, .5)
	}
	s.legs(p, h*.46, c, -w*.44, -w*.3, w*.3, w*.44)
	for t, n := -1., s.in(3, 7); t < 1; t += 2 / n {
		bar(at(t*.4, .46), at(t*.3, .95))
	}
	bar(at(-.4, .46), at(-.4, .76), at(-.28, .98), at(0, 1.02), at(.28, .98), at(.4, .76), at(.4, .46))
	s.upholster(rounded(p.x-w*.48, p.y-h*.495, w*.96, h*.075, h*.03), c.light(.02), s.u)
}

// lamp stands on p, or hangs over it; its shade glows.
func (s *study) lamp(p pt, c rgb) {
	r, top, metal := s.u*s.in(7, 10), pt{p.x, p.y - s.h*s.in(.4, .5)}, s.any(s.pal.deep, s.wood())
	shade := stroke([]pt{top.plus(pt{0, -r * .7}), top.plus(pt{0, r * .7})}, r*1.2, r*2)
	if s.chance(.4) {
		top.y = s.h * s.in(.22, .36)
		shade = sector(top.plus(pt{0, r * .5}), 0, r, math.Pi, 2*math.Pi)
		s.fill(rect(p.x-s.u*.2, 0, s.u*.4, top.y), flat(metal))
	} else {
		s.shadow(oval(p.x, p.y, s.u*8, s.u*1.6), s.u*2, s.u*.4, s.u*1.2, s.pal.deep, .5)
		for x := -7.; x < 8; x += 7 {
			s.fill(stroke([]pt{top, {p.x + x*s.u, p.y}}, s.u*.9), flat(metal))
		}
	}
	warm := s.pal.ground.mix(oklch(.9, .1, 85), .7)
	s.soft(disc(top.x, top.y, r*2.2), r*1.7, flat(warm), .5, screen)
	s.fill(shade, linear(top.plus(pt{0, -r}), top.plus(pt{0, r}), c.mix(s.pal.ground, .35), c.mix(warm, .7)))
	s.round(shade, r*.12, 0, r*.3, s.pal.deep.mix(c, .5), warm, .4)
}
