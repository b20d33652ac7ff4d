package eye

import (
	"cmp"
	"math"
	"slices"
)

// symmetricEigen returns the eigenvalues of a symmetric matrix, largest first,
// and its eigenvectors of length 1 as rows, by Jacobi's rotations: each makes
// one number outside the diagonal zero, and sweeps over all of them go on
// until nothing is left. It is the slowest way and the simplest, and right for
// some dozens of rows: 64 take 20 ms. The matrix is used up.
func symmetricEigen(m [][]float64) ([]float64, [][]float64) {
	n := len(m)
	vectors := make([][]float64, n)
	for i := range vectors {
		vectors[i] = make([]float64, n)
		vectors[i][i] = 1
	}
	// Convergence is quadratic: some eight sweeps do.
	for sweep := 0; sweep < 40 && outside(m) > 0; sweep++ {
		for p := range n {
			for q := p + 1; q < n; q++ {
				annul(m, vectors, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(m[b][b], m[a][a]) })
	values, sorted := make([]float64, n), make([][]float64, n)
	for to, from := range order {
		values[to], sorted[to] = m[from][from], vectors[from]
	}
	return values, sorted
}

// outside is the largest number outside the diagonal that is not rounding.
func outside(m [][]float64) float64 {
	most, diagonal := 0., 0.
	for i, row := range m {
		diagonal = max(diagonal, math.Abs(row[i]))
		for _, v := range row[:i] {
			most = max(most, math.Abs(v))
		}
	}
	if most <= float64(diagonal*1e-14) {
		return 0
	}
	return most
}

// annul turns rows and columns p and q so that m[p][q] becomes zero.
func annul(m, vectors [][]float64, p, q int) {
	if m[p][q] == 0 {
		return
	}
	half := (m[q][q] - m[p][p]) / float64(2*m[p][q])
	t := 1 / (math.Abs(half) + math.Sqrt(float64(half*half)+1))
	if half < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(float64(t*t)+1)
	s := float64(t * c)
	turn(m[p], m[q], c, s)
	for _, row := range m {
		x, y := row[p], row[q]
		row[p] = float64(c*x) - float64(s*y)
		row[q] = float64(s*x) + float64(c*y)
	}
	m[p][q], m[q][p] = 0, 0
	turn(vectors[p], vectors[q], c, s)
}

func turn(a, b []float64, c, s float64) {
	b = b[:len(a)]
	for i, x := range a {
		y := b[i]
		a[i] = float64(c*x) - float64(s*y)
		b[i] = float64(s*x) + float64(c*y)
	}
}
