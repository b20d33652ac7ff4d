package eye

import (
	"math"
	"math/bits"
	"math/cmplx"
	"math/rand/v2"
	"testing"
)

// prepared is what blocks look at.
func prepared(seed uint64) *scratch {
	s := new(scratch)
	s.shrink(painting(seed, 256, 200))
	s.tint()
	s.findGround()
	s.findContours()
	s.halve()
	return s
}

// Eight pixels at a time are compared as one by one.
func TestPatternsOneByOne(t *testing.T) {
	s := prepared(1)
	for i := range s.grey.pix { // all bytes occur beside all others
		s.grey.pix[i] = uint8(i * i * 31 >> 3)
	}
	turns := [8][2]int{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}
	for _, r := range reaches {
		var got [side]uint8
		for y := range side {
			rowPatterns(s.grey.pix[:], (y+rim)*planeStride+rim, r, &got)
			for x := range side {
				want := uint8(0)
				for i, d := range turns {
					step := r.straight
					if d[0] != 0 && d[1] != 0 {
						step = r.diagonal
					}
					at := (y+rim)*planeStride + x + rim
					if s.grey.pix[at+d[1]*step*planeStride+d[0]*step] > s.grey.pix[at] {
						want |= 1 << i
					}
				}
				if got[x] != want {
					t.Fatalf("reach %v at %d,%d: pattern %08b, want %08b", r, x, y, got[x], want)
				}
			}
		}
	}
}

func TestPatternNumbers(t *testing.T) {
	var seen [uniformPatterns]int
	for p := range 256 {
		seen[uniformNumber[p]]++
		turned := bits.RotateLeft8(uint8(p), 3)
		if turnedNumber[p] != turnedNumber[turned] {
			t.Errorf("%08b and %08b are not one", p, turned)
		}
	}
	for n, count := range seen {
		if (n == uniformPatterns-1) != (count == 198) || n < uniformPatterns-1 && count != 1 {
			t.Errorf("pattern %d stands for %d", n, count)
		}
	}
}

// The transform is that of the definition, for both tiles at once.
func TestSpectrum(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	var first, second [windowSide][windowSide]float64
	s := new(spectrum)
	for y := range windowSide {
		for x := range windowSide {
			first[y][x], second[y][x] = rng.Float64()-.5, rng.Float64()-.5
			s.re[y][x], s.im[y][x] = float32(first[y][x]), float32(second[y][x])
		}
	}
	s.transform()
	power := func(tile *[windowSide][windowSide]float64, u, v int) float64 {
		sum := complex(0, 0)
		for y := range windowSide {
			for x := range windowSide {
				sum += complex(tile[y][x], 0) * cmplx.Exp(complex(0, -2*math.Pi*float64(u*x+v*y)/windowSide))
			}
		}
		return 4 * real(sum*cmplx.Conj(sum))
	}
	for _, f := range [][2]int{{0, 0}, {0, 5}, {3, 0}, {1, 1}, {7, 30}, {15, 16}} {
		got1, got2 := s.powers(f[0], f[1])
		want1, want2 := power(&first, f[0], f[1]), power(&second, f[0], f[1])
		if math.Abs(float64(got1)-want1) > 1e-3*want1+1e-3 || math.Abs(float64(got2)-want2) > 1e-3*want2+1e-3 {
			t.Errorf("powers at %v are %v, %v, want %v, %v", f, got1, got2, want1, want2)
		}
	}
}

// Stripes are strongest at their own wavelength and direction, everywhere.
func TestWavesOfStripes(t *testing.T) {
	const frequency = shortest / longer // the second scale, vertical stripes
	s := prepared(1)
	for y := range side {
		row := s.grey.row(y)
		for x := range row {
			row[x] = uint8(128 + 60*math.Cos(2*math.Pi*frequency*float64(x)))
		}
	}
	mirror(s.grey.pix[:], side, rim)
	s.halve()
	r := new(Raw)
	s.waves(r)
	for _, b := range []Block{Gabor, GaborLocal} {
		bytes := r.Block(b)
		const per = gaborSizes * gaborFilters
		for cell := range gaborCells * gaborCells {
			best := 0
			for i, v := range bytes[cell*per:][:per] {
				if v > bytes[cell*per+best] {
					best = i
				}
			}
			if best != 1*gaborDirections+0 {
				t.Errorf("%v: cell %d is strongest in filter %d", b, cell, best)
			}
		}
	}
}

// Waves over directions and cells lose nothing: they are orthonormal.
func TestPatchWavesAreOrthonormal(t *testing.T) {
	check := func(name string, a, b []float32, same bool) {
		sum, want := 0., 0.
		for i := range a {
			sum += float64(a[i]) * float64(b[i])
		}
		if same {
			want = 1
		}
		if math.Abs(sum-want) > 1e-6 {
			t.Errorf("%s: product %v, want %v", name, sum, want)
		}
	}
	for i := range turnWaves {
		for j := range turnWaves {
			check("directions", turnWaves[i][:], turnWaves[j][:], i == j)
		}
	}
	for i := range cellWaves {
		for j := range cellWaves {
			check("cells", cellWaves[i][:], cellWaves[j][:], i == j)
		}
	}
	for n := range patchWaves {
		if waveOf(n).number() != n {
			t.Errorf("wave %d is %v", n, waveOf(n))
		}
	}
}

// Eight words at a time are the nearest as one by one.
func TestNearestWord(t *testing.T) {
	v, s := learned(), prepared(2)
	s.patches.describe(&s.cells, v)
	used := map[int]bool{}
	for i := range s.patches.seen {
		seen := &s.patches.seen[i]
		got := v.nearest(seen)
		used[got] = true
		for w := range v.words {
			if squareBetween(seen, &v.words[w]) < squareBetween(seen, &v.words[got])-1e-4 {
				t.Fatalf("patch %d goes to word %d, but %d is nearer", i, got, w)
			}
		}
	}
	if len(used) < words/4 {
		t.Errorf("a scene of %d patches uses %d words", patches, len(used))
	}
}
