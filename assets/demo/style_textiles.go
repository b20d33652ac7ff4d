package demo

import (
	"math"
	"slices"
)

// textiles are cloth seen close, woven and knitted.

// ikat is nested diamonds whose edges each warp thread carries up or down.
func (s *study) ikat() {
	h, seed := s.shuffled(), s.r.Uint32()
	bands := []rgb{s.ground, h[0], s.ground, h[1], s.deep.mix(h[1], .2), h[2], s.ground.mix(h[3], .3), h[0]}
	wide := s.w / (float64(s.count(2, 4)) + .5*float64(s.count(0, 1)))
	high, bend, steps := wide*s.in(1.1, 1.9), s.in(.6, 1.1), s.in(5.5, 8)
	slip, across := make([]float64, s.nx), make([]float64, s.nx)
	for x := range s.nx {
		thread := int32(x / 2)
		_, t := cell(float64(x) / wide)
		across[x] = math.Pow(t, bend)
		slip[x] = float64(hash01(seed, thread, 0))*.05 + noise(seed, float64(thread)/7, 0)*.09
	}
	s.prime(shader(func(x, y float32) rgb {
		thread := int32(x / 2)
		_, v := cell(float64(y)/high + slip[int(x)])
		frayed := float64(hash01(seed, thread, int32(y/9))-.5) * .03
		d := across[int(x)] + v + .3*v*(1-v)*(v-.5) + frayed
		return bands[min(int(d/2*steps), 7)].plus(.05 * (hash01(seed+1, thread, int32(y/40)) - .5))
	}))
	s.relief(s.drawn(42, 110), s.in(.2, .6)) // soft folds
}

// knit is stranded knitting: bands of small figures, each stitch a V.
func (s *study) knit() {
	type band struct {
		figure, top, tall, half int
		colours                 [2]rgb
	}
	h, stitch, seed, rows := s.shuffled(), s.w/float64(2*s.count(16, 25)), s.r.Uint32(), []band(nil)
	for float64(len(rows)-2)*stitch*.84 < s.h {
		b := band{figure: s.r.IntN(4), top: len(rows), tall: 2*s.count(1, 6) + 1, half: s.count(3, 6)}
		b.colours = [2]rgb{s.any(s.ground, h[0]), h[s.count(1, 2)]}
		rows = append(rows, slices.Repeat([]band{b}, b.tall+1)...) // the last row of a band is plain
	}
	s.prime(shader(func(x, y float32) rgb {
		col, u := cell(float64(x) / stitch)
		row, v := cell(float64(y)/stitch/.84 + .62*u)
		b, c := rows[row], 0
		i, j := math.Abs(float64(col%(2*b.half)-b.half)), math.Abs(float64(row-b.top-b.tall/2))
		on := [4]bool{int(i+j)%4 < 2, i == j || i*j == 0 && i+j < 4, i+j < float64(b.half) && i+j > 1, int(i+j)%2 == 0}
		if on[b.figure] && row < b.top+b.tall {
			c = 1
		}
		wool := hash01(seed, int32(x), int32(y+x*.5)) + hash01(seed, int32(col), int32(row)) - 1
		return b.colours[c].plus(float32(.3*(.25-(2*u-1)*(2*u-1)*.55-v*v*v*v*.45)) + .05*wool)
	}))
	s.relief(s.drawn(42, 110), s.in(.15, .5))
	s.tooth = 0
}
