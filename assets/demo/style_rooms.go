package demo

import "math"

// rooms are corners with something to sit on and a lamp.

func (s *study) armchair() {
	s.room(func(p pt, w float64, c rgb) { s.couch(p, w, w*s.in(.72, 1), 1, c) })
}

func (s *study) sofa() {
	s.room(func(p pt, w float64, c rgb) { s.couch(p, w*1.55, w*.66, s.count(2, 3), c) })
}

// room paints a room around a seat of width w and colour c standing on p.
func (s *study) room(seat func(p pt, w float64, c rgb)) {
	s.weave = s.cloud(s.u*1.1, 2)
	h, floor, side := s.shuffled(), s.h*s.in(.72, .8), s.sign()
	wall := s.any(s.pal.ground.mix(h[0], s.in(.15, .7)), h[3].mix(s.pal.ground, .35), s.pal.ground.mix(h[1], .2))
	x, w := s.w*s.in(.42, .58), min(s.w, s.h*.95)*s.in(.4, .48)
	s.interior(wall, h[1], floor)
	s.rug(pt{x, lerp(floor, s.h, .5)}, w, h[2])
	s.prints(x, floor*s.in(.14, .24))
	s.lamp(pt{clamp(x+side*w*s.in(.68, .86), s.w*.09, s.w*.91), floor + s.u*s.in(1, 4)}, h[4])
	if s.chance(.7) {
		green := oklch(.5, .08, 140).mix(s.any(s.pal.hues[1], s.pal.hues[3]), .45)
		s.houseplant(pt{clamp(x-side*w*s.in(.72, .9), s.w*.08, s.w*.92), floor + s.u*3}, s.u*s.in(38, 52), green, false)
	}
	seat(pt{x, lerp(floor, s.h, .36)}, w, s.against(wall, h[0], h[1], h[2], s.pal.deep.light(.12)))
	s.end = finish{on: paper, depth: .045, grain: .04, vignette: .24, light: .12, fade: .035}
}

// interior is a wall, mostly with its lower half or an arch in another colour,
// and a wooden floor.
func (s *study) interior(wall, second rgb, floor float64) {
	s.wall(wall, floor)
	c, r := pt{s.w * s.in(.35, .65), floor * s.in(.4, .55)}, s.w*s.in(.24, .36)
	arch := sector(c, 0, r, math.Pi, 2*math.Pi).with(rect(c.x-r, c.y-.5, 2*r, s.h))
	s.blend([]shape{arch, rect(0, c.y*1.2, s.w, s.h), nil}[s.r.IntN(3)], flat(second), .75, over)
	wood := s.any(s.pal.hues[4], second, s.pal.deep.mix(s.pal.hues[4], .6)).mix(s.pal.ground, .3)
	boards := linear(pt{0, floor}, pt{0, s.h}, wood.light(-.08), wood.light(.02))
	s.fill(rect(0, floor, s.w, s.h), mottled(boards, s.drawn(s.u*40, s.u*2, 2), .08))
	for i := range 9 { // joints run to a point behind the wall
		top := s.w * (float64(i)/8*1.1 - .05)
		s.blend(stroke([]pt{{top, floor}, {s.w/2 + (top-s.w/2)*1.9, s.h}}, s.u*.25), flat(s.pal.deep), .25, over)
	}
	s.soft(rect(-20, floor, s.w+40, s.u*4), s.u*3, flat(s.pal.deep), .35, multiply)
	s.fill(rect(0, floor-s.u*4, s.w, s.u*4.2), linear(pt{0, floor - s.u*4}, pt{0, floor}, wall.light(.07), wall.light(.01)))
}

func (s *study) rug(p pt, w float64, c rgb) {
	rug := oval(p.x, p.y, w*.85, w*.2)
	s.shadow(rug, 0, s.u*.6, s.u*.8, s.pal.deep, .4)
	s.fill(rug, mottled(flat(c), s.drawn(s.u*2, s.u*.8, 2), .09))
	for i := range s.count(1, 3) {
		t := .9 - .22*float64(i)
		s.fill(rug.scale(p, t, t).less(rug.scale(p, t-.06, t-.06)), flat(s.pal.ground.mix(c, .2)))
	}
}

// prints hangs up to three small abstract prints around x.
func (s *study) prints(x, y float64) {
	n := s.r.IntN(4)
	w := s.u * s.in(15, 21) / math.Sqrt(float64(max(n, 1)))
	for i := range n {
		c := pt{x + (float64(i)-float64(n-1)/2)*w*1.3, y + w*.65}
		box := rect(c.x-w/2, y, w, w*1.3)
		s.shadow(box, s.u*.8, s.u*1.2, s.u*1.6, s.pal.deep, .45)
		s.fill(box, flat(s.any(s.pal.deep, s.pal.ground.light(-.1), s.pal.hues[4])))
		s.fill(box.scale(c, .9, .92), flat(s.pal.ground.light(.02)))
		s.clip(box.scale(c, .74, .78), func() {
			for range 3 {
				s.blend(disc(c.x+w*s.in(-.5, .5), c.y+w*s.in(-.6, .6), w*s.in(.15, .4)), flat(s.hue()), .9, multiply)
			}
		})
	}
}
