package demo

import "math"

// skies are ridges fading into the distance under a wide sky.

func (s *study) sunrise() {
	h, light := s.shuffled(), s.lightest()
	low := light.mix(s.ground, .5)
	horizon := s.air(h[0].mix(light, .35), low)
	p, r := pt{s.w * s.in(.2, .8), horizon * s.in(.35, .8)}, s.u*s.in(5, 11)
	s.soft(disc(p.x, p.y, r*2.4), r*2.2, s.hues[4].mix(light, .3), .7)
	s.fill(disc(p.x, p.y, r), low.mix(s.hues[4], s.in(.2, .9)))
	for t := 0.; t < 1.1; t += .2 {
		s.ridge(t, horizon, low, low.mix(h[1], .5), false)
	}
}

func (s *study) mistyHills() {
	hue, low := s.hue(), s.ground.mix(s.lightest(), .3)
	horizon := s.air(s.ground.mix(hue, .3), low)
	for t := 0.; t < 1.1; t += .25 {
		s.ridge(t, horizon, low, low.mix(hue, .25), true)
	}
}

// air paints a sky from its top to the horizon, whose height it gives.
func (s *study) air(top, low rgb) (horizon float64) {
	horizon = s.h * s.in(.4, .58)
	sky := linear(pt{0, 0}, pt{s.in(-.1, .1) * s.w, horizon * 1.1}, top, top.mix(low, .45), low)
	s.prime(mottled(sky, s.drawn(40, 5), .09))
	s.weave = s.drawn(14, 5)
	return horizon
}

// ridge draws hills, t near from 0 to 1, the nearer the darker; in mist with trees.
func (s *study) ridge(t, horizon float64, low, far rgb, mist bool) {
	y, amp, seed := lerp(horizon, s.h*.88, math.Pow(t, 1.15)), s.h*s.in(.07, .14)*(1-.35*t), s.r.Uint32()
	body := far.mix(s.deep.mix(s.darkest(), .45), math.Pow(.1+.8*t, 1.25))
	crest := func(x float64) float64 {
		bump := 2.4*fbm(seed, x/s.w*2.2+t*3, t*9) - .6
		return y - amp*(bump-.5*math.Abs(math.Sin(x/s.w*4+t*7)))
	}
	foot := min(y+s.h*.3, s.h) + 20 // what is lower will be covered by the next ones
	line := []pt{{s.w + 20, foot}, {-20, foot}}
	for x := -20.; x <= s.w+20; x += 4 {
		line = append(line, pt{x, crest(x)})
	}
	for x := s.in(-20, 0); mist && t > .3 && x < s.w+20; x += s.u * s.in(.6, 2.2) * (.5 + t) {
		s.fill(s.pine(pt{x, crest(x) + s.u}, s.u*s.in(3, 8)*(.3+t*t)), body)
	}
	hill, haze := poly(line...), body.mix(low, .55*(1-t*.6))
	s.fill(hill, mottled(linear(pt{0, y - amp}, pt{0, y + s.h*.22}, body, haze), s.weave, .05))
	if mist {
		bank := oval(s.in(.2, .8)*s.w, y+s.h*.16, s.w*s.in(.5, .9), s.h*.08)
		s.clip(hill, func() { s.soft(bank, s.h*.05, low, .75*(1-t*.5)) })
	}
}

// pine is a conifer of height h standing on p.
func (s *study) pine(p pt, h float64) shape {
	var out []pt
	for t := -1.; t <= 1; t += 1. / 12 {
		out = append(out, pt{p.x + t*h*s.in(.08, .22), p.y - h*(1.05-math.Abs(t))})
	}
	return poly(out...)
}
