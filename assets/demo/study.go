package demo

import (
	"image"
	"math"
	"math/rand/v2"
)

// study is one picture being painted: a canvas, a palette mixed for it, and a source
// of chance that starts from the seed and the pin's number alone.
type study struct {
	canvas
	palette
	r        *rand.Rand
	kind     string  // one of the motif's kinds, or empty
	u        float64 // a hundredth of the short side, the unit of what looks equally big on every size
	weave    *field  // the brushwork or cloth of a whole picture, made once
	tooth    float32 // how much of the paper shows; .04 is a fine one, .12 coarse
	vignette float32 // how much darker the corners are
}

func newStudy(size [2]int, p palette, r *rand.Rand) *study {
	c := canvas{nx: size[0], ny: size[1], w: float64(size[0]), h: float64(size[1]), pix: make([]rgb, size[0]*size[1])}
	s := &study{canvas: c, palette: p.varied(r), r: r, u: min(c.w, c.h) / 100, tooth: .07, vignette: .16}
	seed := r.Uint32()
	s.paper = s.newField(2, func(x, y float64) float64 { // tooth, and fibres both ways
		return float64(hash01(seed, int32(x), int32(y))) + .6*noise(seed, x/12, y/3) + .6*noise(seed+1, x/3, y/12) - 1.1
	})
	return s
}

// finished adds its paper, a little light from the upper left and the grain of a film.
func (s *study) finished() *image.RGBA {
	m, seed := image.NewRGBA(image.Rect(0, 0, s.nx, s.ny)), s.r.Uint32()
	for y := range s.ny {
		for x := range s.nx {
			p, u, v := s.pix[y*s.nx+x], float32(x)/float32(s.nx)-.5, float32(y)/float32(s.ny)-.5
			q := u*u + v*v
			// black is lifted and white lowered a little, as in a print
			k := .965 * (1 - s.vignette*2*q*(.6+q) - .06*(u+v)) * (1 + s.tooth*s.paper.at(float32(x), float32(y)))
			// grain is strongest in the middle tones and weak in white
			l := unit(p.g * k)
			film := .018 + .05*(hash01(seed, int32(x), int32(y))-.5)*(.35+2.6*l*(1-l))
			d := m.Pix[m.PixOffset(x, y):][:4]
			d[0], d[1], d[2], d[3] = byte8(p.r*k+film), byte8(p.g*k+film), byte8(p.b*k+film), 255
		}
	}
	return m
}

func byte8(x float32) uint8 { return uint8(unit(x)*255 + .5) }

// in is a number from a to b, count a whole one, near one around x within two
// spreads, chance true with probability p, sign -1 or 1, any one of the colours.
func (s *study) in(a, b float64) float64        { return a + (b-a)*s.r.Float64() }
func (s *study) count(a, b int) int             { return a + s.r.IntN(b-a+1) }
func (s *study) near(x, spread float64) float64 { return x + clamp(s.r.NormFloat64(), -2, 2)*spread }
func (s *study) chance(p float64) bool          { return s.r.Float64() < p }
func (s *study) sign() float64                  { return float64(s.r.IntN(2))*2 - 1 }
func (s *study) any(c ...rgb) rgb               { return c[s.r.IntN(len(c))] }

// hue is one of the palette's five, the leading one most often, the accent
// least, as a designer would share them out; shuffled are all five by lot.
func (s *study) hue() rgb { return s.hues["00000001111122223344"[s.r.IntN(20)]-'0'] }

func (s *study) shuffled() [5]rgb {
	h := s.hues
	s.r.Shuffle(5, func(i, j int) { h[i], h[j] = h[j], h[i] })
	return h
}

// against is the first of some colours that stands out from a ground, or the last.
func (s *study) against(ground rgb, from ...rgb) rgb {
	for _, c := range from {
		if math.Abs(c.lightness()-ground.lightness()) > .16 {
			return c
		}
	}
	return from[len(from)-1]
}

// cloud is noise over the canvas with bumps of so many units, stretched so that
// it uses the whole of 0 to 1; drawn has bumps of w by h: wood, cloth, streaks.
func (s *study) cloud(bumps float64) *field { return s.drawn(bumps, bumps) }

func (s *study) drawn(w, h float64) *field {
	seed, kx, ky := s.r.Uint32(), 1/(w*s.u), 1/(h*s.u)
	return s.newField(int(clamp(min(w, h)*s.u/16, 4, 16)), func(x, y float64) float64 {
		return clamp((fbm(seed, x*kx, y*ky)-.5)*2.2+.5, 0, 1)
	})
}

// newField fills a field over the canvas from f, called at each every-th pixel.
func (s *study) newField(every int, f func(x, y float64) float64) *field {
	d := &field{few: 1 / float32(every), w: s.nx/every + 2}
	d.v = make([]float32, d.w*(s.ny/every+2))
	for i := range d.v {
		d.v[i] = float32(f(float64(i%d.w*every), float64(i/d.w*every)))
	}
	return d
}

// shadow darkens what lies so deep under a shape, before the shape is laid.
func (s *study) shadow(k shape, depth, alpha float64) {
	s.soft(k.move(depth*.6, depth), depth, s.deep, alpha)
}

// round gives a shape of colour c volume, with a shaded and a lit edge so deep.
func (s *study) round(k shape, depth float64, c rgb) {
	edge := func(off float64, tint rgb, alpha float64) {
		whole, inner := s.cover(k, 0), s.cover(k.move(off, off), depth*1.2)
		for i, a := range whole.alpha.Pix {
			x, y := i%whole.alpha.Stride, i/whole.alpha.Stride
			whole.alpha.Pix[i] = uint8(float32(a) * (1 - inner.share(whole.box.Min.X+x, whole.box.Min.Y+y)))
		}
		s.lay(whole, tint, alpha)
	}
	edge(-depth*.7, s.deep.mix(c, .35), .6)
	edge(depth*.45, s.ground, .3)
}

// relief lights the canvas from the upper left as if it rose and fell like k times f.
func (s *study) relief(f *field, k float64) {
	e := 1 / f.few
	for i, c := range s.pix {
		x, y := float32(i%s.nx), float32(i/s.nx)
		t := 1 + float32(k)*(f.at(x+e, y+e)-f.at(max(x-e, 0), max(y-e, 0)))
		s.pix[i] = rgb{c.r * t, c.g * t, c.b * t}
	}
}
