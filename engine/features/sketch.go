package features

import "sync"

// Sketches are the signs of fixed random projections (Charikar, "Similarity
// estimation techniques from rounding algorithms", 2002).

// shapeCode sketches the layout.
func shapeCode(f *Features) Code {
	p := projections()
	v := make([]int32, len(f.Layout))
	for i, x := range f.Layout {
		v[i] = int32(x) - 128
	}
	return Code{signs(v, p.shape[:64]), signs(v, p.shape[64:])}
}

// colorCode has 64 bits of the whole histogram and 64 of the spatial one.
func colorCode(whole, spatial []uint8) Code {
	p := projections()
	return Code{signs(whole, p.color), signs(spatial, p.spatial)}
}

func signs[T uint8 | int32](v []T, planes [][]int32) uint64 {
	var bits uint64
	for i, w := range planes {
		sum := int64(0)
		for j, x := range v {
			sum += int64(w[j]) * int64(x)
		}
		if sum > 0 {
			bits |= 1 << i
		}
	}
	return bits
}

type planes struct{ color, spatial, shape [][]int32 }

var projections = sync.OnceValue(func() *planes {
	s := stream(1)
	return &planes{
		color:   s.planes(64, ordinary(colorGrid)),
		spatial: s.planes(64, nineTimes(ordinary(spatialGrid))),
		shape:   s.planes(128, make([]int64, 3*layoutSide*layoutSide)),
	}
})

// ordinary is what a picture's histogram looks like before it is seen: most
// colours are greyish. All histograms share this part, so it is taken out of
// the projections; otherwise most bits would be the same for all pictures. How
// fast it falls off matters little: a curve fitted to a thousand photographs
// proposes no better than this round one.
func ordinary(g grid) []int64 {
	var v []int64
	for range g.nL {
		for a := range g.nA {
			for b := range g.nB {
				// twice the distance from the middle bin, squared
				da, db := int64(2*a-g.nA+1), int64(2*b-g.nB+1)
				v = append(v, 1<<16/(4+3*(da*da+db*db)))
			}
		}
	}
	return v
}

func nineTimes(v []int64) []int64 {
	var out []int64
	for range 9 {
		out = append(out, v...)
	}
	return out
}

// planes returns n random directions at right angles to mean, if that is not
// zero. Entries of ten bits and a sign are fine enough for their rounding not
// to matter.
func (s *stream) planes(n int, mean []int64) [][]int32 {
	norm := int64(0)
	for _, m := range mean {
		norm += m * m
	}
	out := make([][]int32, n)
	for i := range out {
		w := make([]int64, len(mean))
		dot := int64(0)
		for j := range w {
			w[j] = int64(s.next()%2047) - 1023
			dot += w[j] * mean[j]
		}
		out[i] = make([]int32, len(mean))
		for j := range w {
			out[i][j] = int32(w[j] - dot*mean[j]/max(norm, 1))
		}
	}
	return out
}
