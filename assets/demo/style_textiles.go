package demo

import (
	"math"
	"slices"
)

// textiles are cloth seen close, woven and knitted.

// drape lays soft folds over a cloth of some texture.
func (s *study) drape(k float64, on texture, depth float32) {
	s.relief(s.drawn(s.u*42, s.u*110, 3), .55*k)
	s.end.on, s.end.depth, s.end.grain = on, depth, .04
}

// ikat is nested diamonds whose edges each warp thread carries up or down.
func (s *study) ikat() {
	h, g := s.shuffled(), s.pal.ground
	bands := []rgb{g, h[0], g, h[1], s.pal.deep.mix(h[1], .2), h[2], g.mix(h[3], .3), h[0]}
	cw := s.w / (float64(s.count(2, 4)) + .5*float64(s.count(0, 1)))
	ch, seed, bend, steps := cw*s.in(1.1, 1.9), s.r.Uint32(), s.in(.6, 1.1), s.in(5.5, 8)
	slip, across := make([]float64, s.nx), make([]float64, s.nx)
	for x := range s.nx {
		_, t := inside(float64(x) / cw)
		slip[x] = float64(hash01(seed, int32(x/2), 0))*.05 + noise(seed, float64(x/2)/7, 0)*.09
		across[x] = math.Pow(t, bend)
	}
	s.fill(s.all(), func(x, y float32) rgb {
		_, v := inside(float64(y)/ch + slip[int(x)])
		d := across[int(x)] + v + float64(hash01(seed, int32(x/2), int32(y/9))-.5)*.03 + .3*v*(1-v)*(v-.5)
		return bands[min(int(d/2*steps), len(bands)-1)].plus(.05 * (hash01(seed+1, int32(x/2), int32(y/40)) - .5))
	})
	s.drape(s.in(.4, 1.1), linen, .1)
}

// plaid is a twill of two threads, the same stripes both ways.
func (s *study) plaid() {
	h, base, sett := s.shuffled(), s.any(s.pal.ground, s.hue(), s.hue().mix(s.pal.deep, .5)), []rgb(nil)
	for i, c := range []rgb{base, h[0], base, s.pal.deep, h[1], s.pal.ground, base}[:s.count(5, 7)] {
		for range s.count(4-i%2*2, 9-i%2*4) {
			sett = append(sett, c)
		}
	}
	thread, seed := float32(s.w)/float32(s.count(2, 5)*len(sett)), s.r.Uint32()
	pick := func(x float32) rgb {
		i := int(x/thread) % (2 * len(sett))
		return sett[min(i, 2*len(sett)-1-i)]
	}
	s.fill(s.all(), func(x, y float32) rgb {
		t, p := int32(x/2), int32(y/2)
		k := [4]float32{.72, .72, .3, .3}[(t+p)&3]
		return pick(x+2000).blend(pick(y+2000), k).plus(.06 * (hash01(seed, t, p/16) + hash01(seed+1, t/16, p) - 1))
	})
	s.drape(s.in(.8, 1.8), linen, .03)
}

// knit is stranded knitting: bands of small figures, each stitch a V.
func (s *study) knit() {
	type band struct {
		figure, top, tall, half int
		colours                 [2]rgb
	}
	h, sw, seed, rows := s.shuffled(), s.w/float64(2*s.count(16, 25)), s.r.Uint32(), []band(nil)
	for sh := sw * .84; float64(len(rows))*sh < s.h+2*sh; {
		b := band{s.r.IntN(4), len(rows), 2*s.count(1, 6) + 1, s.count(3, 6), [2]rgb{s.any(s.pal.ground, h[0]), h[s.count(1, 2)]}}
		rows = append(rows, slices.Repeat([]band{b}, b.tall+1)...) // the last row of a band is plain
	}
	s.fill(s.all(), func(x, y float32) rgb {
		col, u := inside(float64(x) / sw)
		row, v := inside(float64(y)/sw/.84 + .62*u)
		b, c := rows[row], 0
		i, j := math.Abs(float64(col%(2*b.half)-b.half)), math.Abs(float64(row-b.top-b.tall/2))
		on := [4]bool{int(i+j)%4 < 2, i == j || i*j == 0 && i+j < 4, i+j < float64(b.half) && i+j > 1, int(i+j)%2 == 0}
		if on[b.figure] && row < b.top+b.tall {
			c = 1
		}
		wool := hash01(seed, int32(x), int32(y+x*.5)) + hash01(seed, int32(col), int32(row)) - 1
		return b.colours[c].plus(float32(.3*(.25-(2*u-1)*(2*u-1)*.55-v*v*v*v*.45)) + .05*wool)
	})
	s.drape(s.in(.3, 1), plain, 0)
}
