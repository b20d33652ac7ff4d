package demo

import "math"

// skies are ridges fading into the distance under a wide sky.

// view is a landscape being painted, between the colours of the sky above, at
// the horizon, and of the farthest hills.
type view struct {
	*study
	top, low, far rgb
	horizon       float64
}

func (s *study) view(top, low, far rgb) view {
	v := view{s, top, low, far, s.h * s.in(.4, .58)}
	air := linear(pt{0, 0}, pt{s.in(-.1, .1) * s.w, v.horizon * 1.1}, top, top.mix(low, .45), low)
	s.fill(s.all(), mottled(air, s.drawn(s.w*.5, s.h*.06, 4), .06))
	s.weave = s.drawn(s.u*14, s.u*5, 3)
	s.end.grain = .045
	return v
}

func (s *study) sunrise() {
	h, light := s.shuffled(), s.pal.lightest()
	low, warm := light.mix(s.pal.ground, .5), s.pal.hues[4]
	v := s.view(h[0].mix(light, .35), low, low.mix(h[1], .5))
	p, r := pt{s.w * s.in(.2, .8), v.horizon * s.in(.35, .8)}, s.u*s.in(5, 11)
	s.soft(disc(p.x, p.y, r*2.4), r*2.2, flat(warm.mix(light, .3)), .7, over)
	s.fill(disc(p.x, p.y, r), flat(low.mix(warm, s.in(.2, .9))))
	v.ridges(6, 0, 0)
}

func (s *study) misty() {
	hue, low := s.hue(), s.pal.ground.mix(s.pal.lightest(), .3)
	s.view(s.pal.ground.mix(hue, .3), low, low.mix(hue, .25)).ridges(5, 1, .75)
}

func (s *study) dusk() {
	low := s.hue().mix(s.pal.lightest(), .35)
	v := s.view(s.pal.deep.light(-.02), low, s.pal.deep.mix(low, .45))
	for range 160 {
		p := pt{s.in(0, s.w), v.horizon * math.Pow(s.r.Float64(), 1.4)}
		s.blend(disc(p.x, p.y, s.u*s.in(.1, .32)), flat(s.pal.ground), s.in(.2, .95)*(1-p.y/v.horizon*.7), over)
	}
	s.moon(pt{s.w * s.in(.2, .8), v.horizon * s.in(.35, .7)}, s.u*s.in(2.5, 5))
	v.ridges(4, 1, 0)
}

// moon is also the city's.
func (s *study) moon(p pt, r float64) {
	s.soft(disc(p.x, p.y, r*2.2), r*2, flat(s.pal.ground), .3, screen)
	s.fill(disc(p.x, p.y, r), flat(s.pal.ground))
}

// ridges draws a few streaks of cloud, and n ranges of hills from far to near,
// with trees on the nearer ones and mist between them.
func (v view) ridges(n int, trees, mist float64) {
	for range v.count(10, 30) {
		cloud := oval(v.in(-.1, 1.1)*v.w, v.horizon*v.in(.1, .95), v.w*v.in(.03, .2), v.u*v.in(.4, 1.3))
		v.soft(cloud, v.u*1.6, flat(v.low.light(.05)), .35, over)
	}
	near := v.pal.deep.mix(v.pal.darkest(), .45)
	for i := range n {
		t := (float64(i) + .5) / float64(n)
		y, body := lerp(v.horizon, v.h*.96, math.Pow(t, 1.15))-v.h*.02, v.far.mix(near, math.Pow(t, 1.25))
		seed, amp := v.r.Uint32(), v.h*v.in(.07, .14)*(1-.35*t)
		crest := func(x float64) float64 {
			bump := 2.4*fbm(seed, x/v.w*2.2+t*3, t*9, 5) - .6
			return y - amp*(bump-.5*math.Abs(math.Sin(x/v.w*4+t*7)))
		}
		foot := min(y+v.h*(.2+.3*t), v.h) + 20 // what is lower will be covered by the next ones
		line := []pt{{v.w + 20, foot}, {-20, foot}}
		for x := -20.0; x <= v.w+20; x += 4 {
			line = append(line, pt{x, crest(x)})
		}
		for x := v.in(-20, 0); t*trees > .3 && x < v.w+20; x += v.u * v.in(.6, 2.2) * (.5 + t) {
			v.fill(v.pine(pt{x, crest(x) + v.u}, v.u*v.in(3, 8)*(.3+t*t)), flat(body))
		}
		hill, haze := poly(line...), body.mix(v.low, .55*(1-t*.6))
		v.fill(hill, mottled(linear(pt{0, y - amp}, pt{0, y + v.h*.22}, body, haze), v.weave, .05))
		bank := oval(v.in(.2, .8)*v.w, y+v.h*.16, v.w*v.in(.5, .9), v.h*.08)
		v.clip(hill, func() { v.soft(bank, v.h*.05, flat(v.low), mist*(1-t*.5), over) })
	}
}

// pine is a conifer of height h standing on p: twelve boughs a side.
func (s *study) pine(p pt, h float64) shape {
	w, out := h*s.in(.16, .24), []pt(nil)
	for i := -12; i <= 12; i++ {
		t := float64(i) / 12
		reach := t * w * s.in(.8, 1.05) * []float64{1, .55}[i&1]
		out = append(out, pt{p.x + reach, p.y - h*(1.05-math.Abs(t))})
	}
	return poly(out...)
}
