package demo

import (
	"math"
	"slices"
)

// pot is a turned vessel.
type pot struct {
	w, h, line float64 // line is where the dip begins, from 0 at the foot to 1
	side       []pt    // half widths and heights from the foot to the rim, from 0 to 1
	body, dip  rgb
}

// potKinds are usual sizes, and half widths from the foot up, in equal steps.
var potKinds = map[string]struct {
	w, h float64
	side []float64
}{
	"vase":   {28, 46, []float64{.55, .8, 1, .95, .7, .42, .4, .5}},
	"bottle": {21, 50, []float64{.8, .98, 1, .96, .6, .25, .2, .24}},
	"flask":  {24, 44, []float64{.7, 1, .95, .6, .3, .22, .2, .28}},
	"jar":    {28, 28, []float64{.7, .92, 1, 1, .97, .86, .7, .74}},
	"bowl":   {64, 25, []float64{.38, .55, .72, .84, .92, .97, .99, 1}},
}

func (s *study) newPot(kind string) pot {
	k, h := potKinds[kind], s.shuffled()
	p := pot{w: k.w * s.u * s.in(.85, 1.15), h: k.h * s.u * s.in(.85, 1.15), line: s.in(.25, .8)}
	for i, half := range k.side {
		p.side = append(p.side, pt{half, float64(i) / float64(len(k.side)-1)})
	}
	p.side, p.dip = curve(p.side...), h[1].mix(s.ground, s.in(0, .5))
	p.body = s.any(h[0], h[0], s.ground.mix(s.hues[4], .35))
	return p
}

// throw draws a pot standing on foot; one that is full hides its inside.
func (s *study) throw(p pot, foot pt, full bool) {
	const tilt = .13 // how far the eye looks down
	var left, right []pt
	for _, q := range p.side {
		left = append(left, pt{foot.x - q.x*p.w/2, foot.y - q.y*p.h})
		right = append(right, pt{foot.x + q.x*p.w/2, foot.y - q.y*p.h})
	}
	base, r, rim := p.side[0].x*p.w/2, p.side[len(p.side)-1].x*p.w/2, pt{foot.x, foot.y - p.h}
	mouth := oval(rim.x, rim.y, r, r*tilt)
	if full { // the nearer half of the rim
		mouth = sector(rim, 0, r, 0, math.Pi).scale(rim, 1, tilt)
	}
	slices.Reverse(right)
	body := poly(append(left, right...)...).with(mouth, oval(foot.x, foot.y, base, base*tilt))
	s.soft(body.move(s.u*6, s.u*2), s.u*4, s.deep, .25)
	s.soft(oval(foot.x+s.u, foot.y, base*1.25, base*.25), s.u*1.2, s.deep, .6)
	s.fill(body, s.glazed(p, foot))
	if !full {
		s.fill(mouth, p.dip.light(.04))
		s.fill(mouth.scale(rim, .9, .82), linear(left[0], right[0], s.deep.mix(p.body, .25), p.body.light(-.12)))
	}
}

// glazed paints the surface: dip, speckles and throwing marks, lit from the left.
func (s *study) glazed(p pot, foot pt) paint {
	seed, shade, wobble, spots := s.r.Uint32(), s.deep.mix(p.body, .3), s.in(.01, .05), float32(s.in(.93, 1))
	return shader(func(x, y float32) rgb {
		t := clamp((foot.y-float64(y))/p.h, 0, 1)
		half := p.side[int(t*float64(len(p.side)-1))].x * p.w / 2
		u := clamp((float64(x)-foot.x)/(half+.5), -1, 1)
		turn := math.Asin(u) // the place around the pot
		t += .06 * math.Sqrt(1-u*u) * p.w / p.h
		edge := p.line + wobble*(2*noise(seed, turn*3, 0)-1)
		c := p.body.blend(p.dip, unit(float32(.5+(t-edge)*18)))
		if hash01(seed, int32(turn*p.w/4), int32(y/1.7)) > spots {
			c = c.blend(shade, .45)
		}
		lit := float32(.74 + .42*math.Cos(turn+.75) + .03*math.Sin(t*p.h/3.1+turn))
		return c.blend(shade, unit(1.05-lit)).plus(unit(lit-1) * .6)
	})
}
