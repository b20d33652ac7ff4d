package graph

import "math"

// A square is a square matrix of a few hundred rows. Its arithmetic is ours
// and not a library's, since it must come out alike on every processor: the
// usual routines add up in an order that depends on the processor's vectors,
// or fuse products with sums where the processor can.
type square [][]float64

func newSquare(n int) square {
	m := make(square, n)
	all := make([]float64, n*n)
	for i := range m {
		m[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return m
}

func (m square) transpose() square {
	t := newSquare(len(m))
	for i, row := range m {
		for j, v := range row {
			t[j][i] = v
		}
	}
	return t
}

func (m square) times(o square) square {
	p := newSquare(len(m))
	for i, row := range m {
		for k, v := range row {
			addTimes(p[i], v, o[k])
		}
	}
	return p
}

// addTimes adds a multiple of a row to another.
func addTimes(to []float64, by float64, row []float64) {
	if by == 0 {
		return
	}
	row = row[:len(to)]
	for j := range to {
		to[j] += float64(by * row[j])
	}
}

func dot(a, b []float64) float64 {
	b = b[:len(a)]
	var s float64
	for k, v := range a {
		s += float64(v * b[k])
	}
	return s
}

// sqrt is exact to the last bit on every processor.
func sqrt(v float64) float64 { return math.Sqrt(v) }

// dependent is the share of a column's squared length below which what is
// left of it, after the columns before it are taken out, is rounding: the
// columns come in numbers of 24 bits, whose rounding is 2^-48 in squares, and
// a hundred times its length stays out of doubt.
const dependent = 1.0 / (1 << 32)

// A lower is a lower triangular matrix, in which a row and a column of zeros
// stand for a column of the tall matrix that depends on those before it.
type lower square

// cholesky returns the lower triangular l for which l lᵀ is the symmetric m,
// but for what depends on earlier rows.
func cholesky(m square) lower {
	l := newSquare(len(m))
	for i := range m {
		for j := range i {
			if l[j][j] > 0 {
				l[i][j] = (m[i][j] - dot(l[i][:j], l[j][:j])) / l[j][j]
			}
		}
		left := m[i][i] - dot(l[i][:i], l[i][:i])
		if left <= float64(dependent*m[i][i]) {
			clear(l[i])
			continue
		}
		l[i][i] = sqrt(left)
	}
	return lower(l)
}

// inverse returns the inverse, with rows and columns of zeros where l has
// them.
func (l lower) inverse() square {
	v := newSquare(len(l))
	for i, row := range l {
		if row[i] == 0 {
			continue
		}
		for k := range i {
			addTimes(v[i][:k+1], -row[k], v[k])
		}
		for c := range i {
			v[i][c] /= row[i]
		}
		v[i][i] = 1 / row[i]
	}
	return v
}
