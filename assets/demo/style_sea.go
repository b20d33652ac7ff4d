package demo

import "math"

// seaside is the sea and its shore, seen straight from above.

// sea is water, shallow at a and deep at b; light gathers where waves cross zero.
func (s *study) sea(a, b pt, net float32) {
	seed, k, blue := s.r.Uint32(), s.u*s.in(7, 11), s.pal.coolest().light(-.04)
	light := newField(s.nx, s.ny, 3, func(x, y float64) float64 {
		u, v := x/k, y/k
		du, dv := noise(seed, u*.7, v*.7), noise(seed+1, u*.7, v*.7)
		p, q := 1-math.Abs(noise(seed+2, u+1.4*du, v+1.4*dv)*2-1), 1-math.Abs(noise(seed+3, 1.7*u-dv, 1.7*v+du)*2-1)
		return p*p*p*p*p*.7 + q*q*q*q*q*q*.5 + (du-.5)*.25
	})
	s.fill(s.all(), mottled(linear(a, b, blue.mix(s.pal.ground, .4), blue, blue.mix(s.pal.deep, .25)), light, net))
	s.end.on, s.end.depth, s.end.grain = plain, 0, .04
}

func (s *study) foam(k shape, alpha float64) {
	s.soft(k, s.u*1.2, flat(s.pal.ground), alpha*.6, over)
	s.wear = .75
	s.blend(k, flat(s.pal.ground.light(.06)), alpha, over)
	s.wear = 0
}

// shore paints water above and sand below, meeting at a share lo to hi of the
// height from below, and gives the height below which all is sand.
func (s *study) shore(lo, hi float64) float64 {
	seed, level, slope, sand := s.r.Uint32(), s.h*(1-s.in(lo, hi)), s.in(-.2, .2), s.pal.ground.mix(hex(0xe3c79b), s.in(.2, .6))
	edge := func(out float64) (p []pt) { // so many units out in the water
		for x := -30.; x <= s.w+30; x += 5 {
			sway := 18*noise(seed, x/s.w*2.2, 0) + 11*fbm(seed+uint32(out+99), x/s.u/10, 0, 3) - 14.5
			p = append(p, pt{x, level + (x-s.w/2)*slope + s.u*(sway-out)})
		}
		return p
	}
	below := func(out float64) shape { return poly(append(edge(out), pt{s.w + 30, s.h + 30}, pt{-30, s.h + 30})...) }
	s.sea(pt{s.w / 2, level}, pt{s.w/2 - slope*s.h*.3, 0}, .22)
	for i := range s.count(2, 4) { // waves still coming
		s.foam(stroke(edge((9+11*float64(i))*s.in(.8, 1.2)), s.u*s.in(1.2, 2.6)), .7-.12*float64(i))
	}
	s.fill(below(0), flat(sand.mix(s.pal.deep, .2)))
	s.soft(below(-s.in(5, 9)), s.u*1.1, mottled(flat(sand), s.cloud(s.u*7, 3), .05), 1, over)
	s.foam(stroke(edge(0), s.u*2.3), .95)
	return level + math.Abs(slope)*s.w/2 + s.u*12
}

// parasols stand on the sand, with towels in their shade.
func (s *study) parasols() {
	top, h, n := s.shore(.5, .74), s.shuffled(), 2*s.count(4, 6)
	s.spread(s.count(4, 6), .5, func(c pt, cell float64) {
		r, a, tints := cell*s.in(.3, .38), s.in(0, 1), []rgb{s.any(h[0], h[0], h[0], h[1]), s.pal.ground}
		if c.y < top || s.chance(.1) {
			return
		}
		towel := rounded(c.x+r*.6, c.y-r*.5, r*.7, r*1.4, r*.06).turn(c, s.near(0, .15))
		s.fill(towel, linear(c, c.plus(pt{r * .2, r * .9}), s.hue(), s.pal.ground, s.hue()))
		s.shadow(disc(c.x, c.y, r*.97), r*.5, r*.62, r*.09, s.pal.deep.mix(s.pal.ground, .42), .8)
		for i := range n {
			from, to := a+2*math.Pi*float64(i)/float64(n), a+2*math.Pi*float64(i+1)/float64(n)
			rim := c.polar(r*.93, (from+to)/2)
			tint := tints[i%2].light(-.05 * (rim.x + rim.y - c.x - c.y) / r) // some panes are turned from the sun
			s.fill(poly(c, c.polar(r, from), rim, c.polar(r, to)), linear(c, rim, tint.light(.04), tint.light(-.02)))
		}
	})
}

// fleet is sailing boats and their wakes, all on about the same way.
func (s *study) fleet() {
	way := s.in(-2.6, -.5)
	s.sea(pt{0, s.h * 1.5}, pt{s.w, 0}, .15)
	s.spread(s.count(2, 3), .6, func(c pt, cell float64) {
		l, a, tint, swing := min(cell*.28, s.u*13)*s.in(.7, 1.1), way+s.near(0, .3), s.hue(), s.in(.2, .7)*s.sign()
		at := func(xy ...float64) []pt { return placed(c, a, l, l, xy...) }
		for _, y := range []float64{-.12, 0, .12} {
			s.foam(stroke(curve(false, at(.8, y, -.6, y*4, -2, y*7, -3.4, y*11)...), l*.15, 0), .8)
		}
		hull := smooth(at(1.1, 0, .6, .27, 0, .36, -.8, .3, -.95, .2, -.95, -.2, -.8, -.3, 0, -.36, .6, -.27)...)
		s.shadow(hull, l*.2, l*.3, l*.14, s.pal.deep, .55)
		s.fill(hull, flat(s.pal.ground))
		s.fill(hull.scale(c, .8, .8), linear(at(-1, 0)[0], at(1, 0)[0], tint, tint.light(.06)))
		sail := smooth(at(.25, 0, -.3, .12*swing, -.95, swing, -.5, swing*.75, 0, swing*.4)...)
		s.fill(sail, linear(at(.2, 0)[0], at(-.9, swing)[0], s.pal.ground.light(.05), s.pal.ground.light(-.06)))
	})
}
