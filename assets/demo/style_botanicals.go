package demo

import "math"

// botanicals are plates from a book of plants: watercolour and a thin pen on
// old paper.

// herb is a plant being drawn, in a leaf's colour and that of pen and wood.
type herb struct {
	*study
	leaf, ink rgb
}

// plate prepares old paper, sometimes dark or with a frame.
func (s *study) plate() herb {
	ground := s.any(s.pal.ground, s.pal.ground, s.pal.ground.mix(s.pal.hues[3], .25), s.pal.deep.mix(s.pal.darkest(), .35))
	h := herb{s, s.any(s.pal.hues[:3]...).mix(oklch(.55, .08, 140), s.in(0, .5)), s.pal.deep.mix(s.pal.hues[1], .25)}
	if h.leaf = h.leaf.light(min(0, .68-h.leaf.lightness())); ground.lightness() < .5 {
		h.leaf, h.ink = h.leaf.light(max(0, .62-h.leaf.lightness())), s.pal.ground
	}
	s.fill(s.all(), mottled(flat(ground), s.cloud(s.u*30, 4), .05))
	if m := s.u * 5; s.chance(.4) {
		frame := rect(m, m, s.w-2*m, s.h-2*m)
		s.blend(frame.less(rect(m+s.u*.35, m+s.u*.35, s.w-2*m-s.u*.7, s.h-2*m-s.u*.7)), flat(h.ink), .7, over)
	}
	s.weave = s.cloud(s.u*5, 4)
	s.end.depth, s.end.grain = .05, .025
	return h
}

// stem is a slightly bent line of height l from the foot of the plate upwards.
func (s *study) stem(x, lean, l float64) []pt {
	foot := pt{x, s.h*.86 + s.near(0, .01)*s.h}
	top := foot.plus(pt{lean * s.w, -l})
	mid := foot.to(top, .5).plus(pt{-lean * s.w * s.in(.2, .7), 0})
	return curve(false, foot, foot.to(mid, .5).plus(pt{s.near(0, .01) * s.w, 0}), mid, top)
}

// wash paints a leaf in watercolour, with its rib, outlined by a pen that
// missed the edge a little.
func (h herb) wash(k shape, rib []pt, c rgb) {
	ink := flat(h.ink.mix(c, .35))
	h.fill(k, mottled(flat(c), h.weave, .2))
	edge := stroke(append(k[0][:len(k[0]):len(k[0])], k[0][0]), h.u*.16)
	h.blend(edge.move(h.near(0, .12)*h.u, h.near(0, .12)*h.u), ink, .75, over)
	h.blend(stroke(rib, h.u*.3, h.u*.12), ink, .7, over)
}

func (s *study) fern() {
	h, n := s.plate(), s.count(1, 2)
	for i := range n {
		off, c, pairs := float64(i)-float64(n-1)/2, h.leaf.light(.04*float64(i)), s.in(17, 24)
		line := s.stem(s.w*(.5+off*.16), s.near(off*.26, .06), s.h*s.in(.58, .72)*(1-.12*float64(i)))
		s.fill(stroke(line, s.u*.9, s.u*.3), flat(c.light(-.1)))
		for t := 2 / pairs; t < 1; t += 1 / pairs {
			k := int(t * float64(len(line)-1))
			l := s.u * 30 / math.Sqrt(float64(n)) * math.Pow(math.Sin(math.Pi*math.Pow(1-t*.97, .75)), .9)
			for side := -1.; side < 2; side += 2 {
				leaf, rib := leafShape(line[k], l, heading(line, k)+side*s.near(1.1, .05), .2, .3, -side*.35)
				h.wash(leaf, rib, c.light(s.near(.02*side, .02)))
			}
		}
	}
}

// leafChart sorts leaves of one garden into rows.
func (s *study) leafChart() {
	h, cols, rows := s.plate(), s.count(3, 4), s.count(3, 4)+(s.ny-s.nx)/260
	w, d := s.w*.8/float64(cols), s.h*.76/float64(rows)
	for i := range cols * rows {
		foot := pt{s.w*.1 + (float64(i%cols)+.5)*w, s.h*.1 + (float64(i/cols)+.86)*d}
		c, a, l := s.any(h.leaf, h.leaf.turn(25, 1), s.hue().mix(h.leaf, .3)), -math.Pi/2+s.near(0, .18), d*s.in(.55, .68)
		stalk := foot.polar(d*.12, a)
		s.fill(stroke([]pt{foot, stalk}, s.u*.5, s.u*.35), flat(h.ink.mix(c, .5)))
		leaf, rib := leafShape(stalk, l, a, min(s.in(.25, .95), w*.85/l), s.in(.35, .62), s.near(0, .25))
		h.wash(leaf, rib, c)
	}
}

func (s *study) wildflowers() {
	h, hues, n := s.plate(), s.shuffled(), s.count(3, 7)
	for i := range n {
		lean := clamp(s.near((float64(i)+.5)/float64(n)-.5, .06)*.75, -.33, .33)
		line := s.stem(s.w*(.5+s.near(0, .05)), lean, s.h*s.in(.38, .68))
		s.fill(stroke(line, s.u*.7, s.u*.45), flat(h.leaf.light(-.05)))
		for j := 3; j < 16; j += s.count(4, 7) {
			leaf, rib := leafShape(line[j], s.u*s.in(9, 18), -math.Pi/2+s.sign()*s.in(.4, 1.1), .16, .4, s.near(0, .4))
			h.wash(leaf, rib, h.leaf)
		}
		h.bloom(line[len(line)-1], s.u*s.in(7, 11.5), hues[i%2])
	}
}

// petals are how many a flower has and how fat they are.
var petals = map[string]pt{
	"poppies": {5, 1.1}, "anemones": {7, .85}, "cosmos": {8, .7}, "cornflowers": {11, .5}, "daisies": {17, .24},
}

// bloom is one flower, seen from above or a little from the side.
func (h herb) bloom(p pt, r float64, c rgb) {
	s, kind := h.study, petals[h.kind]
	squash, a := s.in(.55, 1), s.in(0, 6)
	face := func(k shape) shape { return k.scale(p, 1, squash) }
	for _, i := range s.r.Perm(int(kind.x)) {
		k, rib := leafShape(p, r*s.in(.9, 1.08), a+2*math.Pi*float64(i)/kind.x, kind.y, .68, s.near(0, .1))
		h.wash(face(k), face(shape{rib})[0], c.light(s.near(0, .045)))
	}
	s.soft(face(disc(p.x, p.y, r*.5)), r*.2, flat(s.pal.deep), .35, multiply)
	s.fill(face(disc(p.x, p.y, r*.24)), flat(s.pal.deep.mix(s.pal.hues[4], .35)))
	for range 26 {
		q := p.polar(r*s.in(.17, .4), s.in(0, 6.3))
		s.fill(face(disc(q.x, q.y, s.u*.28)), flat(s.any(s.pal.hues[4], s.pal.deep)))
	}
}
