package demo

import "math"

// botanicals are plates from a book of plants: watercolour and a thin pen.

// plate prepares old paper, sometimes dark, and gives the colour of leaves.
func (s *study) plate() (leaf rgb) {
	old := s.any(s.ground, s.ground, s.ground.mix(s.hues[3], .25), s.deep.mix(s.darkest(), .35))
	s.prime(mottled(old, s.cloud(30), .05))
	s.weave = s.cloud(5)
	leaf = s.any(s.hues[:3]...).mix(hex("5f7f55"), s.in(0, .5))
	return s.against(old, leaf, leaf.light(.3), leaf.light(-.3))
}

// stem leans by a share of the width and is as high as a share of the height.
func (s *study) stem(lean, high float64, c rgb) []pt {
	foot := pt{s.w * s.near(.5, .04), s.h * .86}
	top := foot.plus(pt{lean * s.w, -high * s.h})
	line := curve(foot, foot.to(top, .5).plus(pt{-lean * s.w * s.in(.2, .7), 0}), top)
	s.fill(stroke(line, s.u*.8, s.u*.4), c.light(-.08))
	return line
}

// wash paints a leaf in watercolour, outlined by a pen that missed the edge a little.
func (s *study) wash(k shape, rib []pt, c rgb) {
	s.fill(k, mottled(c, s.weave, .2))
	edge := stroke(append(k[0][:len(k[0]):len(k[0])], k[0][0]), s.u*.16)
	s.glaze(edge.move(s.near(0, .12)*s.u, s.near(0, .12)*s.u), c.light(-.25), .75)
	s.glaze(stroke(rib, s.u*.3, s.u*.12), c.light(-.25), .7)
}

func (s *study) fern() {
	c, pairs := s.plate(), s.in(17, 24)
	line := s.stem(s.near(0, .06), s.in(.58, .7), c)
	for t := 2 / pairs; t < 1; t += 1 / pairs {
		k := int(t * 16)
		p, d := line[k].to(line[k+1], math.Mod(t*16, 1)), line[k+1].minus(line[k])
		l := s.u * 30 * math.Pow(math.Sin(math.Pi*math.Pow(1-t*.97, .75)), .9)
		for side := -1.; side < 2; side += 2 {
			leaf, rib := leafShape(p, l, math.Atan2(d.y, d.x)+side*s.near(1.1, .05), .2, .3, -side*.35)
			s.wash(leaf, rib, c.light(s.near(.02*side, .02)))
		}
	}
}

// petals are how many a flower has and how fat they are.
var petals = map[string]pt{
	"poppies": {5, 1.1}, "anemones": {7, .85}, "cosmos": {8, .7}, "cornflowers": {11, .5}, "daisies": {17, .24},
}

func (s *study) wildflowers() {
	c, hues, n := s.plate(), s.shuffled(), s.count(3, 7)
	for i := range n {
		line := s.stem(clamp(s.near((float64(i)+.5)/float64(n)-.5, .06)*.75, -.33, .33), s.in(.38, .68), c)
		for j := 1; j < 11; j += s.count(2, 4) {
			leaf, rib := leafShape(line[j], s.u*s.in(9, 18), -math.Pi/2+s.sign()*s.in(.4, 1.1), .16, .4, s.near(0, .4))
			s.wash(leaf, rib, c)
		}
		p, r, kind, squash := line[16], s.u*s.in(7, 11.5), petals[s.kind], s.in(.55, 1)
		for a := s.in(0, 1); a < 2*math.Pi; a += 2 * math.Pi / kind.x {
			k, rib := leafShape(p, r*s.in(.9, 1.08), a, kind.y, .68, s.near(0, .1))
			s.wash(k.scale(p, 1, squash), shape{rib}.scale(p, 1, squash)[0], hues[i%2].light(s.near(0, .045)))
		}
		s.fill(oval(p.x, p.y, r*.24, r*.24*squash), s.deep.mix(s.hues[4], .35))
		for range 26 {
			q := p.polar(r*s.in(.17, .4), s.in(0, 6.3))
			s.fill(disc(q.x, p.y+(q.y-p.y)*squash, s.u*.28), s.any(s.hues[4], s.deep))
		}
	}
}
