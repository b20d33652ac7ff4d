package eye

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSymmetricEigenByHand(t *testing.T) {
	// 2 1 / 1 2 has 3 along (1,1) and 1 along (1,-1).
	values, vectors := symmetricEigen([][]float64{{2, 1}, {1, 2}})
	if math.Abs(values[0]-3) > 1e-12 || math.Abs(values[1]-1) > 1e-12 {
		t.Errorf("values %v, want 3 and 1", values)
	}
	if v := vectors[0]; math.Abs(math.Abs(v[0])-math.Sqrt(.5)) > 1e-12 || v[0] != v[1] && math.Abs(v[0]-v[1]) > 1e-12 {
		t.Errorf("the first vector is %v", v)
	}
}

// m v = λ v, vectors are of length 1 and at right angles.
func TestSymmetricEigen(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 10))
	for _, n := range []int{1, 2, 9, 64} {
		m, copied := make([][]float64, n), make([][]float64, n)
		for i := range m {
			m[i], copied[i] = make([]float64, n), make([]float64, n)
			for j := range i + 1 {
				if rng.IntN(5) > 0 {
					m[i][j] = rng.NormFloat64()
				}
				m[j][i] = m[i][j]
			}
		}
		for i := range m {
			copy(copied[i], m[i])
		}
		values, vectors := symmetricEigen(copied)
		for k, v := range vectors {
			if k > 0 && values[k] > values[k-1] {
				t.Errorf("%d rows: values are not in order", n)
			}
			for i := range m {
				var s float64
				for j := range m {
					s += m[i][j] * v[j]
				}
				if math.Abs(s-values[k]*v[i]) > 1e-9 {
					t.Fatalf("%d rows: vector %d is none", n, k)
				}
			}
			for l := range k + 1 {
				var s float64
				for j := range v {
					s += v[j] * vectors[l][j]
				}
				if want := map[bool]float64{true: 1}[k == l]; math.Abs(s-want) > 1e-9 {
					t.Fatalf("%d rows: vectors %d and %d have product %v", n, k, l, s)
				}
			}
		}
	}
}
