package demo

import "math"

// rooms are corners with something to sit on and a lamp.

func (s *study) armchair() { s.room(1, s.in(.72, 1), 1) }
func (s *study) sofa()     { s.room(1.55, s.in(.6, .7), s.count(2, 3)) }

// room paints a room around a couch, wide and high in units of an armchair's width.
func (s *study) room(wide, high float64, seats int) {
	h, floor, w := s.shuffled(), s.h*s.in(.72, .8), min(s.w, s.h*.95)*s.in(.4, .48)
	wall := s.any(s.ground.mix(h[0], s.in(.15, .7)), h[3].mix(s.ground, .35), s.ground.mix(h[1], .2))
	s.weave, s.vignette = s.cloud(1.1), .24
	s.wall(wall, floor)
	c, r := pt{s.w * s.in(.42, .58), floor * s.in(.4, .55)}, s.w*s.in(.24, .36)
	arch := sector(c, 0, r, math.Pi, 2*math.Pi).with(rect(c.x-r, c.y-.5, 2*r, s.h))
	s.glaze([]shape{arch, rect(0, c.y*1.2, s.w, s.h), nil}[s.r.IntN(3)], h[1], .75)
	s.fill(rect(0, floor, s.w, s.h), mottled(s.any(s.hues[4], h[1]).mix(s.ground, .3), s.drawn(40, 2), .1))
	s.fill(rect(0, floor-s.u*4, s.w, s.u*4), wall.light(.06))
	rug := pt{c.x, lerp(floor, s.h, .5)}
	s.fill(oval(rug.x, rug.y, w, w*.21), s.ground.mix(h[2], .2))
	s.fill(oval(rug.x, rug.y, w*.9, w*.18), mottled(h[2], s.weave, .09))
	s.print(pt{c.x, floor * s.in(.28, .36)}, s.u*s.in(14, 20))
	s.lamp(pt{clamp(c.x+s.sign()*w*s.in(.75, .9), s.w*.09, s.w*.91), floor + s.u*s.in(1, 4)}, h[4])
	tint := s.against(wall, h[0], h[1], h[2], s.deep.light(.12))
	s.couch(rug.plus(pt{0, -w * .08}), w*wide, w*high, seats, tint)
}

// couch is an armchair, or a sofa of several seats, w wide and h high.
func (s *study) couch(p pt, w, h float64, seats int, c rgb) {
	arm, each := h*.18, (w-h*.29)/float64(seats)
	stuffed := func(x, y, w, h, r, turn float64, tint rgb) { // with round corners
		u, v, o := w/2, h/2, pt{p.x + x, p.y - y + h/2}
		corners := []float64{r - u, -v, u - r, -v, u, r - v, u, v - r, u - r, v, r - u, v, -u, v - r, -u, r - v}
		k := smooth(placed(o, turn, 1, 1, corners...)...)
		s.fill(k, mottled(tint, s.weave, .06))
		s.round(k, s.u*1.2, tint)
	}
	s.soft(oval(p.x, p.y+h*.2, w*.52, s.u*2.2), s.u*1.8, s.deep, .6)
	leg := stroke([]pt{{p.x + w*.38, p.y}, {p.x + w*.42, p.y + h*.24}}, s.u*1.7, s.u*.9)
	s.fill(leg.with(leg.move(-w*.8, 0)), s.deep)
	stuffed(0, h*.8, w-arm, h*.8, h*s.in(.1, .3), 0, c.light(-.015))
	for i := range seats {
		stuffed(each*(float64(i)-float64(seats-1)/2), h*.22, each-1, h*.22, h*.08, 0, c.light(.02))
	}
	stuffed(0, h*.05, w-arm, h*.15, h*.05, 0, c.light(-.03))
	stuffed((arm-w)/2, h*.36, arm, h*.46, arm*.48, 0, c)
	stuffed((w-arm)/2, h*.36, arm, h*.46, arm*.48, 0, c)
	for range s.count(seats/2, seats) {
		stuffed(s.in(-.3, .3)*(w-h), h*.5, h*.33, h*.32, h*.04, s.near(0, .15), s.ground.mix(s.hue(), s.in(.3, 1)))
	}
}

// lamp stands on p; its shade glows.
func (s *study) lamp(p pt, c rgb) {
	r, top, warm := s.u*s.in(7, 10), pt{p.x, p.y - s.h*s.in(.4, .5)}, s.ground.mix(hex("fbdb97"), .7)
	for x := -7.; x < 8; x += 7 {
		s.fill(stroke([]pt{top, {p.x + x*s.u, p.y}}, s.u*.9), s.deep)
	}
	s.soft(disc(top.x, top.y, r*2.2), r*1.7, warm, .4)
	up, down := top.plus(pt{0, -r * .7}), top.plus(pt{0, r * .7})
	s.fill(stroke([]pt{up, down}, r*1.2, r*2), linear(up, down, c.mix(s.ground, .35), c.mix(warm, .7)))
}

// print hangs an abstract print of width w around c.
func (s *study) print(c pt, w float64) {
	box := rect(c.x-w/2, c.y-w*.65, w, w*1.3)
	s.shadow(box, s.u*1.4, .45)
	s.fill(box, s.any(s.deep, s.hues[4]))
	s.fill(box.scale(c, .9, .92), s.ground.light(.02))
	s.clip(box.scale(c, .74, .78), func() {
		for range 3 {
			s.fill(disc(c.x+w*s.in(-.5, .5), c.y+w*s.in(-.6, .6), w*s.in(.15, .4)), s.hue())
		}
	})
}
