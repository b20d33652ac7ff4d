package demo

import "math"

// pot is a turned vessel: its profile is half widths from the foot up, in equal
// steps, as shares of the greatest.
type pot struct {
	w, h         float64
	profile      []float64
	body, dip    rgb
	line         float64 // where the dip begins, from 0 at the foot to 1
	handle, full bool    // full hides the inside, as fruit does
}

type profiles [2][]float64

// potKinds are the least and greatest width and height, in hundredths of the
// short side, and two profiles to choose from.
var potKinds = map[string]struct {
	least, most pt
	profiles    profiles
}{
	"vase":   {pt{22, 34}, pt{34, 56}, profiles{{.55, .8, 1, .95, .7, .42, .4, .5}, {.5, .6, .72, .86, .98, 1, .8, .45}}},
	"bottle": {pt{17, 38}, pt{25, 60}, profiles{{.8, .98, 1, .96, .6, .25, .2, .24}, {.7, 1, .95, .6, .3, .22, .2, .28}}},
	"jar":    {pt{24, 22}, pt{34, 34}, profiles{{.7, .92, 1, 1, .97, .86, .7, .74}, {.8, 1, .98, .95, .9, .88, .86, .9}}},
	"cup":    {pt{16, 14}, pt{21, 20}, profiles{{.6, .78, .86, .9, .93, .96, .98, 1}, {.75, .98, 1, .98, .95, .94, .95, .97}}},
	"jug":    {pt{23, 28}, pt{30, 42}, profiles{{.75, .95, 1, .95, .82, .68, .62, .72}, {.6, .9, 1, .98, .85, .7, .66, .7}}},
	"bowl":   {pt{36, 11}, pt{46, 14}, profiles{{.38, .55, .72, .84, .92, .97, .99, 1}, {.42, .7, .86, .94, .98, 1, 1, .99}}},
}

func (s *study) newPot(kind string) pot {
	k, h := potKinds[kind], s.shuffled()
	clay := s.pal.ground.mix(s.pal.hues[4], .35).light(-.04)
	return pot{
		w: s.in(k.least.x, k.most.x) * s.u, h: s.in(k.least.y, k.most.y) * s.u,
		profile: k.profiles[s.r.IntN(2)], line: s.in(.25, .8), handle: kind == "jug" || kind == "cup",
		body: s.any(h[0], h[0], clay), dip: h[1].mix(s.pal.ground, s.in(0, .5)),
	}
}

// half is half the width at height t, from 0 at the foot to 1.
func (p pot) half(t float64) float64 {
	f := clamp(t, 0, 1) * float64(len(p.profile)-1)
	i := min(int(f), len(p.profile)-2)
	at := func(j int) float64 { return p.profile[min(max(j, 0), len(p.profile)-1)] }
	return spline(at(i-1), at(i), at(i+1), at(i+2), f-float64(i)) * p.w / 2
}

// throw draws a pot standing on foot, with its shadows.
func (s *study) throw(p pot, foot pt) {
	const tilt = .13 // how far the eye looks down
	side := make([]pt, 82)
	for i := range 41 {
		t := float64(i) / 40
		side[i], side[81-i] = pt{foot.x - p.half(t), foot.y - t*p.h}, pt{foot.x + p.half(t), foot.y - t*p.h}
	}
	r, rim := p.half(1), pt{foot.x, foot.y - p.h}
	near := oval(rim.x, rim.y, r, r*tilt)
	if p.full { // the nearer half of the rim
		near = poly(arc(rim, r, r*tilt, 0, math.Pi)...)
	}
	body := poly(side...).with(near, oval(foot.x, foot.y, p.half(0), p.half(0)*tilt))
	s.shadow(body, s.u*7, s.u*2, s.u*4, s.pal.deep, .28)
	s.shadow(oval(foot.x, foot.y, p.half(0)*1.25, p.half(0)*.25), s.u*2, s.u*.4, s.u*1.2, s.pal.deep, .65)
	if p.handle {
		k := s.sign()
		at := func(x, t float64) pt { return pt{foot.x + k*(p.half(t)*.95+x*p.w), foot.y - t*p.h} }
		ear := stroke(curve(false, at(0, .84), at(.24, .86), at(.31, .6), at(.1, .36), at(0, .34)), p.w*.095)
		s.fill(ear, flat(p.dip.light(-.05)))
		s.round(ear, s.u*.4, s.u*.3, s.u*.5, s.pal.deep.mix(p.dip, .3), s.pal.ground, .5)
	}
	s.fill(body, s.turned(p, foot))
	if !p.full {
		s.fill(near, flat(p.dip.light(.04)))
		inside := linear(pt{rim.x - r, 0}, pt{rim.x + r, 0}, s.pal.deep.mix(p.body, .25), p.body.light(-.12))
		s.fill(near.scale(rim, .9, .82), inside)
	}
}

// turned paints the surface: dip, speckles and throwing marks, lit from
// the left, with a little light coming back from the wall.
func (s *study) turned(p pot, foot pt) paint {
	seed, shade, gloss := s.r.Uint32(), s.pal.deep.mix(p.body, .3), float32(s.in(.02, .16))
	spots, wobble := float32(s.in(.93, 1)), s.in(.01, .05)
	return func(x, y float32) rgb {
		t := (foot.y - float64(y)) / p.h
		u := clamp((float64(x)-foot.x)/(p.half(t)+.5), -1, 1)
		turn := math.Asin(u) // the place around the pot
		t += .06 * math.Sqrt(1-u*u) * p.w / p.h
		c := p.body
		if edge := p.line + wobble*(2*noise(seed, turn*3, 0)-1); t > edge {
			c = p.dip.blend(p.body, float32(clamp(.5-(t-edge)*18, 0, .5)))
		}
		if hash01(seed, int32(turn*p.w/4), int32(y/1.7)) > spots {
			c = c.blend(shade, .45)
		}
		k := .74 + .42*math.Cos(turn+.75) + .03*math.Sin(t*p.h/3.1+turn) + .05*(noise(seed+1, turn*2, t*9)-.5)
		lit := gloss*float32(ease(clamp(1-2*math.Abs(turn+.72), 0, 1))) + float32(clamp(k-1, 0, .12))
		return c.blend(shade, float32(clamp(1.05-k, 0, .8))).plus(lit)
	}
}
