package demo

import (
	"cmp"
	"math"
	"slices"
)

// maps are of places that do not exist, printed and folded.

// sheet lays a margin around a map and folds the paper.
func (s *study) sheet() {
	m, n := s.u*s.in(3.5, 5.5), float64(s.count(2, 4))
	frame := func(d float64) shape { return rect(d, d, s.w-2*d, s.h-2*d) }
	s.fill(frame(-2).less(frame(m)), s.ground)
	s.fill(frame(m-s.u).less(frame(m-s.u*.7)).with(frame(m).less(frame(m+1.6))), s.deep)
	for i := 1.; i < n; i++ {
		s.glaze(rect(i/n*s.w, 0, 1.2, s.h).with(rect(0, i/n*s.h, s.w, 1.2)), s.ground.light(.05), .6)
	}
}

// bluest puts hues in order, those for water first.
func (s *study) bluest() []rgb {
	return slices.SortedFunc(slices.Values(s.hues[:]), func(c, d rgb) int { return cmp.Compare(c.r-c.b, d.r-d.b) })
}

// town is rows of blocks of houses, some of them parks, bent as a whole.
func (s *study) town() {
	h, seed, k, y, wide := s.bluest(), s.r.Uint32(), s.u*s.in(9, 14), s.in(.3, .7), s.u*s.in(5, 10)
	bend := s.newField(8, func(x, y float64) float64 { return 3 * noise(seed+2, x/s.u/50, y/s.u/50) })
	sin, cos := math.Sincos(s.in(-.6, .6))
	tints := []rgb{s.darkest(), s.any(h...).mix(s.ground, .25), s.darkest(), s.any(h...).mix(s.ground, .5)}
	s.prime(shader(func(x, y float32) rgb {
		away := float64(bend.at(x, y))
		along, down := (float64(x)*cos-float64(y)*sin)/k*.7+away, (float64(y)*cos+float64(x)*sin)/k+away
		j, v := cell(down)
		i, u := cell(along + 9*float64(hash01(seed, int32(j), 0))) // each row starts elsewhere
		kind := int(3.2 * hash01(seed+1, int32(i), int32(j)))
		edge := min((1-u)*k/1.4, (1-v)*k/2) - s.u*.7
		if kind < 3 { // houses, not a park
			_, a := cell(along * 4)
			_, b := cell(down * 2)
			edge = min(edge, (1-a)*k/5.8-s.u*.15, (1-b)*k/4-s.u*.15)
		}
		return s.ground.blend(tints[kind], unit(float32(edge+.5)))
	}))
	at := func(x float64) pt { return pt{s.w * x, s.h * (y + s.near(0, .1))} }
	river := curve(at(-.2), at(.3), at(.7), at(1.2))
	s.fill(stroke(river, wide+s.u*2), s.ground)
	s.fill(stroke(river, wide), h[0].mix(s.ground, .3))
	s.sheet()
}

// island maps noise, higher in the middle, with contour lines; the low is sea.
func (s *study) island() {
	const level = .42
	h, g, seed, scale, bands := s.bluest(), s.ground, s.r.Uint32(), s.w*s.in(.25, .5), s.in(10, 24)
	heights := s.newField(4, func(x, y float64) float64 {
		u, v := x/scale, y/scale
		n := fbm(seed, u+.6*noise(seed+5, u, v), v+.6*noise(seed+6, u, v))
		return clamp(n*1.4-.2+1.15*(.3-math.Hypot(x/s.w-.5, y/s.h-.5)), 0, 1)
	})
	hill := s.any(h[2:]...)
	sea := []rgb{h[0].mix(g, .72), h[0].mix(g, .4), h[0].mix(g, .15), h[0].mix(s.deep, .1)}
	land := []rgb{h[1].mix(g, .55), h[1].mix(g, .3), hill.mix(g, .35), hill, g}
	s.prime(shader(func(x, y float32) rgb {
		here := heights.at(x, y)
		slope := math.Abs(float64(heights.at(x+1, y)-here)) + math.Abs(float64(heights.at(x, y+1)-here))
		_, d := cell(float64(here) * bands)
		line := unit(float32(1 - (1-d)/2/max(slope*bands, 1e-3)))
		if t := (level - here) / level; t > 0 {
			return ramp(sea, t).blend(s.deep, .3*line*(1-t))
		}
		return ramp(land, (here-level)/(1-level)).blend(s.deep, .45*line)
	}))
	s.relief(heights, s.in(.6, 1.5))
	s.sheet()
}
