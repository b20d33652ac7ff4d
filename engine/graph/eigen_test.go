package graph

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestEigenByHand(t *testing.T) {
	// (1, 1) is stretched by 2+1, (1, -1) by 2-1.
	values, vectors, err := eigen(square{{2, 1}, {1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(values[0]-3) > 1e-15 || math.Abs(values[1]-1) > 1e-15 {
		t.Errorf("eigenvalues %v, want 3 and 1", values)
	}
	for k, v := range vectors {
		sign := float64(1 - 2*k)
		if math.Abs(math.Abs(v[0])-math.Sqrt(.5)) > 1e-15 || math.Abs(v[1]-sign*v[0]) > 1e-15 {
			t.Errorf("eigenvector %d is %v", k, v)
		}
	}
}

func TestEigenOfNotFinite(t *testing.T) {
	if _, _, err := eigen(square{{1, math.NaN(), 0}, {math.NaN(), 1, 2}, {0, 2, 1}}); err == nil {
		t.Error("no error for a matrix that holds no number")
	}
}

// Eigenvectors are orthonormal and m v = value v, of any matrix: full, of rank
// one, diagonal, zero.
func TestEigenLaws(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 3, 10, 65, 130} {
		for kind, fill := range map[string]func(i, j int) float64{
			"full":     func(i, j int) float64 { return rng.NormFloat64() },
			"rank one": func(i, j int) float64 { return float64(i+1) * float64(j+1) / float64(n*n) },
			"diagonal": func(i, j int) float64 { return float64(max(0, 1-(i-j)*(i-j))) * float64(i%3) },
			"zero":     func(i, j int) float64 { return 0 },
		} {
			m := newSquare(n)
			for i := range m {
				for j := range i + 1 {
					m[i][j] = fill(i, j)
					m[j][i] = m[i][j]
				}
			}
			values, vectors, err := eigen(m)
			if err != nil {
				t.Fatal(err)
			}
			if worst := residue(m, values, vectors); worst > 1e-12 {
				t.Errorf("%s matrix of %d rows: off by %g", kind, n, worst)
			}
			for k := 1; k < n; k++ {
				if values[k] > values[k-1] {
					t.Errorf("%s matrix of %d rows: eigenvalues do not fall: %v", kind, n, values)
				}
			}
		}
	}
}

// residue is how far vectors are from being orthonormal eigenvectors.
func residue(m square, values []float64, vectors square) float64 {
	worst := 0.
	for k, v := range vectors {
		for i := range m {
			worst = max(worst, math.Abs(dot(m[i], v)-values[k]*v[i]))
		}
		for q := range vectors {
			want := 0.
			if q == k {
				want = 1
			}
			worst = max(worst, math.Abs(dot(v, vectors[q])-want))
		}
	}
	return worst
}

func TestCholesky(t *testing.T) {
	// Columns (3,0), (6,0), (1,2): the second depends on the first.
	//  ⎡ 9 18 3⎤                  ⎡3 0 0⎤
	//  ⎢18 36 6⎥  is l lᵀ with l =⎢0 0 0⎥ but for the second row and column:
	//  ⎣ 3  6 5⎦                  ⎣1 0 2⎦  5 = 1·1 + 2·2
	l := cholesky(square{{9, 18, 3}, {18, 36, 6}, {3, 6, 5}})
	want := square{{3, 0, 0}, {0, 0, 0}, {1, 0, 2}}
	// The inverse of the rest: 1/3; -1/3 / 2, 1/2.
	inverse := square{{1. / 3, 0, 0}, {0, 0, 0}, {-1. / 6, 0, .5}}
	got := l.inverse()
	for i := range want {
		for j := range want {
			if math.Abs(l[i][j]-want[i][j]) > 1e-15 || math.Abs(got[i][j]-inverse[i][j]) > 1e-15 {
				t.Fatalf("l = %v with inverse %v, want %v and %v", l, got, want, inverse)
			}
		}
	}
}
