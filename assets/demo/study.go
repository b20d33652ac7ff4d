package demo

import (
	"math"
	"math/rand/v2"
)

// study is one picture being painted: a canvas, a palette that is this
// picture's own mixture, and a source of chance that starts from the seed and
// the pin's number alone.
type study struct {
	*canvas
	r     *rand.Rand
	pal   palette
	kind  string  // one of the motif's kinds, or empty
	u     float64 // a hundredth of the short side, the unit of what looks equally big on every size
	end   finish
	weave *field // the cloth of everything soft in a picture, made once
}

func newStudy(sz size, pal palette, r *rand.Rand) *study {
	s := &study{r: r, pal: pal.varied(r)}
	s.canvas = newCanvas(sz.w, sz.h, s.pal.ground)
	s.u = min(s.w, s.h) / 100
	s.end = finish{on: paper, depth: .035, grain: .028, vignette: .16, light: .06, fade: .035}
	return s
}

// in is a number from a to b; count a whole number from a to b, both possible;
// near one around x, within two spreads; chance true with probability p; sign -1
// or 1; any one of the colours.
func (s *study) in(a, b float64) float64        { return a + (b-a)*s.r.Float64() }
func (s *study) count(a, b int) int             { return a + s.r.IntN(b-a+1) }
func (s *study) near(x, spread float64) float64 { return x + clamp(s.r.NormFloat64(), -2, 2)*spread }
func (s *study) chance(p float64) bool          { return s.r.Float64() < p }
func (s *study) sign() float64                  { return float64(s.r.IntN(2))*2 - 1 }
func (s *study) any(c ...rgb) rgb               { return c[s.r.IntN(len(c))] }

// hue is one of the palette's five, the leading one most often, the accent
// least, as a designer would share them out; shuffled are all five by lot.
func (s *study) hue() rgb { return s.pal.hues["00000001111122223344"[s.r.IntN(20)]-'0'] }

func (s *study) shuffled() [5]rgb {
	h := s.pal.hues
	s.r.Shuffle(5, func(i, j int) { h[i], h[j] = h[j], h[i] })
	return h
}

// against is the first of some colours that stands out from a ground, or else the
// last.
func (s *study) against(ground rgb, from ...rgb) rgb {
	for _, c := range from {
		if math.Abs(c.lightness()-ground.lightness()) > .16 {
			return c
		}
	}
	return from[len(from)-1]
}

// cloud is fbm over the canvas with bumps of scale pixels, stretched so that it
// uses the whole of 0 to 1; drawn has bumps of w by h: wood, plaster, streaks.
func (s *study) cloud(scale float64, octaves int) *field { return s.drawn(scale, scale, octaves) }

func (s *study) drawn(w, h float64, octaves int) *field {
	seed, finest := s.r.Uint32(), min(w, h)/math.Exp2(float64(octaves-1))
	return newField(s.nx, s.ny, int(clamp(finest/2, 4, 16)), func(x, y float64) float64 {
		return clamp((fbm(seed, x/w, y/h, octaves)-.5)*2.2+.5, 0, 1)
	})
}

// place gives a seat for the i-th of n along a line from a to b, off by up to
// jitter of its room.
func (s *study) place(i, n int, a, b, jitter float64) float64 {
	return lerp(a, b, (float64(i)+.5+s.in(-jitter, jitter)/2)/float64(n))
}
