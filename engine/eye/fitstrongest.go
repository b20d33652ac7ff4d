package eye

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

const (
	// sketchColumns directions are followed, half as many again as are kept, so
	// that the last of those kept come out well.
	sketchColumns = 64

	// sketchRounds is how often the sketch is sharpened by the collection's own
	// covariance (Halko, Martinsson and Tropp, "Finding structure with
	// randomness", 2011). A round makes what is not kept weaker by (λ43/λ64)².
	sketchRounds = 3

	// sketchSeed starts the random sketch. Any number does; it is fixed so that
	// one collection has one answer.
	sketchSeed = 0x657965
)

// strongest returns the directions along which a sample varies most, at most
// Dims of them and only such as vary, and its variance along each; descending.
func strongest(w *work, x *tall) ([]float64, [][]float64, error) {
	q := sketch(len(x.mean))
	along := newMatrix(sketchColumns, len(x.byPicture))
	for range sketchRounds {
		product(w, q, x.byPicture, along)
		product(w, along, x.byDimension, q)
		orthonormal(q)
		w.tell()
	}
	product(w, q, x.byPicture, along)
	if err := w.ctx.Err(); err != nil {
		return nil, nil, err
	}
	values, vectors := symmetricEigen(covariance(w, along))
	n := 0
	// What is a millionth of the largest variance is rounding of bytes.
	for n < Dims && values[n] > 1e-6*values[0] {
		n++
	}
	w.tell()
	return values[:n], combine(vectors[:n], q), nil
}

// sketch returns random rows: the bits of a random word counted, which falls
// closely enough after Gauss, in whole numbers.
func sketch(dims int) [][]float32 {
	q := newMatrix(sketchColumns, dims)
	random := rand.NewPCG(sketchSeed, uint64(dims))
	for _, row := range q {
		for j := range row {
			row[j] = float32(bits.OnesCount64(random.Uint64()) - 32)
		}
	}
	return q
}

// product sets to[a][b] to the product of row a of p and row b of r, four rows
// of p at a time.
func product(w *work, p, r, to [][]float32) {
	w.each(len(r), func() func(int) {
		return func(b int) {
			x := r[b]
			for a := 0; a < len(p); a += 4 {
				s0, s1, s2, s3 := dots(x, p[a], p[a+1], p[a+2], p[a+3])
				to[a][b], to[a+1][b], to[a+2][b], to[a+3][b] = s0, s1, s2, s3
			}
		}
	})
}

func dots(x, p0, p1, p2, p3 []float32) (s0, s1, s2, s3 float32) {
	p0, p1, p2, p3 = p0[:len(x)], p1[:len(x)], p2[:len(x)], p3[:len(x)]
	for k, v := range x {
		s0 += float32(v * p0[k])
		s1 += float32(v * p1[k])
		s2 += float32(v * p2[k])
		s3 += float32(v * p3[k])
	}
	return
}

// orthonormal makes the rows of q of length 1 and at right angles, by Gram and
// Schmidt's way, twice, as rounding needs. A row that depends on those before
// it becomes zero.
func orthonormal(q [][]float32) {
	// Of 24 bits, what is left below this share is rounding.
	const dependent = 1e-5
	for a, row := range q {
		before := length(row)
		for range 2 {
			for _, o := range q[:a] {
				takeAway(row, o, float32(dot64(row, o)))
			}
		}
		after := length(row)
		if !(after > float64(dependent*before)) {
			clear(row)
			continue
		}
		by := float32(1 / after)
		for j := range row {
			row[j] *= by
		}
	}
}

func takeAway(row, o []float32, times float32) {
	o = o[:len(row)]
	for j := range row {
		row[j] -= float32(times * o[j])
	}
}

func dot64(a, b []float32) (s float64) {
	b = b[:len(a)]
	for j, v := range a {
		s += float64(float64(v) * float64(b[j]))
	}
	return s
}

func length(a []float32) float64 { return math.Sqrt(dot64(a, a)) }

// covariance of rows.
func covariance(w *work, rows [][]float32) [][]float64 {
	c := make([][]float64, len(rows))
	w.each(len(rows), func() func(int) {
		return func(a int) {
			c[a] = make([]float64, len(rows))
			for b := range rows {
				// in one order for both halves, so that they are equal
				c[a][b] = dot64(rows[max(a, b)], rows[min(a, b)]) / float64(len(rows[a]))
			}
		}
	})
	return c
}

// combine returns the sums of q's rows that vectors say.
func combine(vectors [][]float64, q [][]float32) [][]float64 {
	out := make([][]float64, len(vectors))
	for k, v := range vectors {
		out[k] = make([]float64, len(q[0]))
		for a, by := range v {
			for j, x := range q[a] {
				out[k][j] += float64(by * float64(x))
			}
		}
	}
	return out
}
