package demo

import "math"

// maps are of places that do not exist, printed and folded.

// sheet adds a compass rose, lays a margin around a map and folds the paper.
func (s *study) sheet() {
	c, r, m := pt{s.w * s.in(.15, .85), s.h * s.in(.84, .88)}, s.u*s.in(5, 9), s.u*s.in(3.5, 5.5)
	for i := range 8 {
		a, tip := float64(i)*math.Pi/4, c.polar(r*(1-.45*float64(i%2)), float64(i)*math.Pi/4)
		s.fill(poly(c, c.polar(r*.2, a+math.Pi/4), tip), flat(s.pal.deep))
		s.fill(poly(c, c.polar(r*.2, a-math.Pi/4), tip), flat(s.pal.ground))
	}
	frame := func(d float64) shape { return rect(d, d, s.w-2*d, s.h-2*d) }
	s.fill(frame(-2).less(frame(m)), flat(s.pal.ground))
	s.fill(frame(m-s.u).less(frame(m-s.u*.7)).with(frame(m).less(frame(m+1.6))), flat(s.pal.deep))
	nx, ny := s.count(2, 4), s.count(2, 3)
	w, h := s.w/float64(nx), s.h/float64(ny)
	for i := range nx * ny {
		x, y := float64(i%nx)*w, float64(i/nx)*h
		s.blend(rect(x, y, w, h), flat(s.pal.ground.mix(s.pal.deep, .2)), .12*float64((i%nx+i/nx)%2), multiply)
		s.blend(rect(x-.6, y, 1.2, h).with(rect(x, y-.6, w, 1.2)), flat(s.pal.ground.light(.05)), .7, over)
	}
	s.end.depth, s.end.vignette = .06, .12
}

// town is rows of blocks of houses, some of them parks, bent as a whole.
func (s *study) town() {
	h, g, seed, k, wide := s.shuffled(), s.pal.ground, s.r.Uint32(), s.u*s.in(9, 14), s.u*s.in(5, 10)
	bend, sway := s.cloud(s.u*70, 2), s.cloud(s.u*70, 2)
	sin, cos := math.Sincos(s.in(-.6, .6))
	tints := []rgb{s.pal.darkest().mix(g, .1), h[0].mix(g, .25), s.pal.darkest().mix(g, .1), h[3].mix(g, .5)}
	s.fill(s.all(), func(x, y float32) rgb {
		p, q := float64(x)+k*2*float64(bend.at(x, y)), float64(y)+k*2*float64(sway.at(x, y))
		j, v := inside((q*cos + p*sin) / k)
		i, u := inside((p*cos-q*sin)/k*.7 + 9*float64(hash01(seed, int32(j), 0))) // each row starts elsewhere
		kind := int(3.2 * hash01(seed+1, int32(i), int32(j)))
		edge := min((1-u)*k/1.4, (1-v)*k/2) - s.u*.7
		if kind < 3 {
			_, a := inside((p*cos - q*sin) / k * 2.9)
			_, b := inside((q*cos + p*sin) / k * 2)
			edge = min(edge, (1-a)*k/5.8-s.u*.15, (1-b)*k/4-s.u*.15)
		}
		return g.blend(tints[kind], float32(clamp(edge+.5, 0, 1)))
	})
	y, d, e := s.h*s.in(.3, .7), s.in(-.2, .2)*s.h, s.near(0, .1)*s.h
	river := curve(false, pt{-99, y - d}, pt{s.w * .3, y + e}, pt{s.w * .7, y - e}, pt{s.w + 99, y + d})
	s.fill(stroke(river, wide+s.u*2), flat(g))
	s.fill(stroke(river, wide), flat(s.pal.coolest().mix(g, .3)))
	s.sheet()
}

// terrain maps noise with contour lines, more of it in the middle than at the
// edges if it is steep; what lies under the level is sea.
func (s *study) terrain(level, bands, steep float64) {
	h, g, blue, seed, scale := s.shuffled(), s.pal.ground, s.pal.coolest(), s.r.Uint32(), s.w*s.in(.25, .5)
	f := newField(s.nx, s.ny, 4, func(x, y float64) float64 {
		u, v := x/scale, y/scale
		n := fbm(seed, u+.6*noise(seed+5, u, v), v+.6*noise(seed+6, u, v), 4)
		return clamp(n*1.4-.2+steep*(.3-math.Hypot(x/s.w-.5, y/s.h-.5)), .001, .999)
	})
	for h[1] == blue || h[2] == blue {
		h = s.shuffled()
	}
	sea := ramp([]rgb{blue.mix(g, .72), blue.mix(g, .4), blue.mix(g, .15), blue.mix(s.pal.deep, .1)})
	land := ramp([]rgb{h[1].mix(g, .55), h[1].mix(g, .3), h[2].mix(g, .35), h[2], g})
	line := func(h, slope, width float64) float32 { // 1 where h is nearly whole
		_, d := inside(h)
		return float32(clamp(width-(1-d)/2/max(slope, 1e-3)+.5, 0, 1))
	}
	s.fill(s.all(), func(x, y float32) rgb {
		h, r, b := float64(f.at(x, y)), float64(f.at(x+1, y)), float64(f.at(x, y+1))
		slope := math.Sqrt((r-h)*(r-h) + (b-h)*(b-h))
		if t, k := (h-level)/(1-level), bands/(1-level); t >= 0 {
			return land(float32(t)).blend(s.pal.deep, .45*line(t*bands, slope*k, .5)+.5*line(t*bands/5, slope*k/5, .8))
		}
		d := math.Sqrt((level - h) / level)
		return sea(float32(d*d)).blend(s.pal.deep, .4*line(d*11, slope*13/(d+.02), .45)*float32(max(0, 1-d*d*1.8)))
	})
	for i, v := range f.v { // the sea is level
		f.v[i] = max(v, float32(level))
	}
	s.relief(f, s.in(1, 2.4))
	s.sheet()
}
