package graph

import (
	"errors"
	"math"
	"slices"
)

// eigen returns the eigenvalues of a symmetric matrix, largest first, and as
// rows its eigenvectors of unit length. The matrix is brought to three
// diagonals by reflections, and these to one by implicit QR steps with
// Wilkinson's shift (Golub and Van Loan, Matrix Computations, chapter 8). It
// takes about 6 n³ multiplications, and errs by rounding of the largest
// eigenvalue. Equal eigenvalues keep the order in which they were found.
func eigen(m square) ([]float64, square, error) {
	t, reflections := tridiagonal(m)
	vectors := undo(reflections, len(m))
	if err := t.diagonalize(vectors); err != nil {
		return nil, nil, err
	}
	order := make([]int, len(m))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case t.main[a] > t.main[b]:
			return -1
		case t.main[a] < t.main[b]:
			return 1
		}
		return 0
	})
	values, sorted := make([]float64, len(m)), make(square, len(m))
	for to, from := range order {
		values[to], sorted[to] = t.main[from], vectors[from]
	}
	return values, sorted, nil
}

// A band is a symmetric matrix that is zero but for its diagonal and the one
// beside it: side[i] stands between main[i] and main[i+1].
type band struct{ main, side []float64 }

// tridiagonal brings a symmetric matrix to three diagonals. Reflection k turns
// rows k+1 and on: it takes from a vector v(v·) twice, or nothing where v is
// nil.
func tridiagonal(m square) (band, [][]float64) {
	n := len(m)
	a := newSquare(n)
	for i := range a {
		copy(a[i], m[i])
	}
	t := band{make([]float64, n), make([]float64, max(n-1, 0))}
	reflections := make([][]float64, max(n-2, 0))
	p := make([]float64, n)
	for k := range n {
		t.main[k] = a[k][k]
		if k == n-1 {
			break
		}
		if k == n-2 {
			t.side[k] = a[k+1][k]
			continue
		}
		v, length := reflector(a[k][k+1:])
		t.side[k] = length
		if v == nil {
			continue
		}
		reflections[k] = v
		reflectBoth(a, k+1, v, p[:len(v)])
	}
	return t, reflections
}

// reflector returns the unit vector whose reflection turns x into a multiple
// of the first axis, and that multiple. It returns nil where x lies on the
// axis already.
func reflector(x []float64) ([]float64, float64) {
	if tail := dot(x[1:], x[1:]); tail == 0 {
		return nil, x[0]
	}
	// To the side away from x, so that nothing cancels.
	length := -math.Copysign(sqrt(dot(x, x)), x[0])
	v := slices.Clone(x)
	v[0] -= length
	norm := sqrt(dot(v, v))
	for i := range v {
		v[i] /= norm
	}
	return v, length
}

// reflectBoth reflects the rows and the columns of a from one on. With
// p = a v and w = p - v (v·p), both together take 2 v wᵀ and 2 w vᵀ away.
func reflectBoth(a square, from int, v, p []float64) {
	for i := range v {
		p[i] = dot(a[from+i][from:], v)
	}
	addTimes(p, -dot(v, p), v)
	for i := range v {
		row := a[from+i][from:]
		addTimes(row, -2*v[i], p)
		addTimes(row, -2*p[i], v)
	}
}

// undo returns, as rows, what the axes were before the reflections.
func undo(reflections [][]float64, n int) square {
	q := newSquare(n)
	for i := range q {
		q[i][i] = 1
	}
	for k, v := range slices.Backward(reflections) {
		if v == nil {
			continue
		}
		for i := k + 1; i < n; i++ {
			row := q[i][k+1:]
			addTimes(row, -2*dot(row, v), v)
		}
	}
	return q
}

// maxSteps is how many steps an eigenvalue may take. Two or three do; thirty
// are the customary bound.
const maxSteps = 30

// diagonalize brings a band to its diagonal and turns the rows of vectors
// along.
func (t band) diagonalize(vectors square) error {
	steps := 0
	for high := len(t.main) - 1; high > 0; {
		if t.negligible(high - 1) {
			t.side[high-1] = 0
			high--
			continue
		}
		if steps++; steps > maxSteps*len(t.main) {
			return errors.New("eigenvalues were not found: the matrix has numbers that are not finite")
		}
		low := high - 1
		for low > 0 && !t.negligible(low-1) {
			low--
		}
		t.step(low, high, vectors)
	}
	return nil
}

// negligible tells whether a number beside the diagonal is below rounding.
func (t band) negligible(i int) bool {
	const epsilon = 1.0 / (1 << 52)
	return math.Abs(t.side[i]) <= float64(epsilon*(math.Abs(t.main[i])+math.Abs(t.main[i+1])))
}

// step makes one QR step on the part from low to high, chasing the number that
// the first rotation leaves outside the band down to its end.
func (t band) step(low, high int, vectors square) {
	d, e := t.main, t.side
	x, z := d[low]-t.shift(high), e[low]
	for k := low; k < high; k++ {
		c, s := rotation(x, z)
		if k > low {
			e[k-1] = float64(c*x) + float64(s*z)
		}
		cc, ss, cs := float64(c*c), float64(s*s), float64(c*s)
		p, q, r := d[k], d[k+1], e[k]
		d[k] = float64(cc*p) + float64(ss*q) + float64(2*cs*r)
		d[k+1] = float64(ss*p) + float64(cc*q) - float64(2*cs*r)
		e[k] = float64(cs*(q-p)) + float64((cc-ss)*r)
		if k+1 < high {
			x, z = e[k], float64(s*e[k+1])
			e[k+1] = float64(c * e[k+1])
		}
		rotate(vectors[k], vectors[k+1], c, s)
	}
}

// shift is the eigenvalue of the last two rows that is nearer to the last
// number.
func (t band) shift(high int) float64 {
	e := t.side[high-1]
	half := float64((t.main[high-1] - t.main[high]) / 2)
	root := math.Copysign(sqrt(float64(half*half)+float64(e*e)), half)
	return t.main[high] - float64(e*e)/(half+root)
}

// rotation returns the cosine and sine that turn (x, z) to the first axis.
func rotation(x, z float64) (c, s float64) {
	r := sqrt(float64(x*x) + float64(z*z))
	if r == 0 {
		return 1, 0
	}
	return x / r, z / r
}

func rotate(a, b []float64, c, s float64) {
	b = b[:len(a)]
	for i, p := range a {
		q := b[i]
		a[i] = float64(c*p) + float64(s*q)
		b[i] = float64(c*q) - float64(s*p)
	}
}
