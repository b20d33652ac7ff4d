package eye

import (
	"encoding/binary"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"akin/assets/demo"
)

var learn = flag.Bool("learn", false, "learn words.bin anew from painted pictures")

// What the words are learned from: each of so many painted pictures gives a
// fixed number of patches.
const (
	learnSeed     = 7
	learnPictures = 500
	learnPatches  = 100
)

// TestLearnWords writes words.bin if it is told to. It takes half a minute and
// gives the same bytes each time, as long as the painted pictures and what
// describes patches stay as they are.
func TestLearnWords(t *testing.T) {
	if !*learn {
		t.Skip("run 'go generate ./engine/eye' to learn the words anew")
	}
	painted := demo.New(learnSeed, learnPictures)
	rng := rand.New(rand.NewPCG(learnSeed, 0))
	var all []samplePatch
	for i := range learnPictures {
		data, err := cachedPaint(painted, i)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, somePatches(squareOf(t, data), rng)...)
	}
	v := learnVocabulary(all, rng)
	if err := os.WriteFile("words.bin", v.bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// samplePatch is a patch and where it was found.
type samplePatch struct {
	look [patchDims]float32
	x, y int
}

// somePatches describes patches of a picture, drawn among those with contours.
func somePatches(s *scratch, rng *rand.Rand) (some []samplePatch) {
	p := &s.patches
	p.soften(&s.cells)
	for range 10 * learnPatches {
		x, y := rng.IntN(patchesAlong), rng.IntN(patchesAlong)
		p.describe(x*patchStep, y*patchStep)
		some = append(some, samplePatch{p.patch, x, y})
		if len(some) == learnPatches {
			break
		}
	}
	return some
}

// learnVocabulary finds the axes and the words of patches.
func learnVocabulary(all []samplePatch, rng *rand.Rand) *vocabulary {
	v := new(vocabulary)
	learnAxes(v, all)
	v.arrange()
	seen := make([][wordDims]float32, len(all))
	for i := range all {
		p := patchScratch{patch: all[i].look}
		p.project(v, all[i].x, all[i].y)
		seen[i] = p.seen
	}
	learnWords(v, seen, rng)
	return v
}

// learnAxes finds the mean and the principal axes, each divided by the fourth
// root of its variance, to which a tenth of the mean variance is added.
func learnAxes(v *vocabulary, all []samplePatch) {
	var mean [patchDims]float64
	for i := range all {
		for j, x := range all[i].look {
			mean[j] += float64(x) / float64(len(all))
		}
	}
	cov := make([][]float64, patchDims)
	for j := range cov {
		cov[j] = make([]float64, patchDims)
		v.mean[j] = float32(mean[j])
	}
	for i := range all {
		for j, x := range all[i].look {
			d := float64(x) - mean[j]
			for k, y := range all[i].look[:j+1] {
				cov[j][k] += d * (float64(y) - mean[k]) / float64(len(all))
			}
		}
	}
	trace := 0.
	for j := range cov {
		trace += cov[j][j]
		for k := range j {
			cov[k][j] = cov[j][k]
		}
	}
	values, vectors := jacobi(cov)
	for k := range patchKept {
		scale := 1 / math.Sqrt(math.Sqrt(values[k]+.1*trace/patchDims))
		for j := range patchDims {
			v.axes[k][j] = float32(vectors[k][j] * scale)
		}
	}
}

// jacobi finds all eigenvalues, greatest first, and unit eigenvectors of a
// symmetric matrix, which it destroys.
func jacobi(a [][]float64) (values []float64, vectors [][]float64) {
	n := len(a)
	vectors = make([][]float64, n)
	for i := range vectors {
		vectors[i] = make([]float64, n)
		vectors[i][i] = 1
	}
	for range 12 { // quadratic: seven rounds do
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, vectors, p, q)
			}
		}
	}
	for i := range a {
		values = append(values, a[i][i])
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			if values[j] > values[i] {
				values[i], values[j] = values[j], values[i]
				vectors[i], vectors[j] = vectors[j], vectors[i]
			}
		}
	}
	return values, vectors
}

// rotate makes a[p][q] zero.
func rotate(a, vectors [][]float64, p, q int) {
	if math.Abs(a[p][q]) < 1e-300 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	turn := func(x, y *float64) { *x, *y = c**x-s**y, s**x+c**y }
	for k := range a {
		turn(&a[k][p], &a[k][q])
	}
	for k := range a {
		turn(&a[p][k], &a[q][k])
		turn(&vectors[p][k], &vectors[q][k])
	}
}

// learnWords groups what was seen around words (k-means, from the best of
// several draws at the start, in the manner of k-means++).
func learnWords(v *vocabulary, seen [][wordDims]float32, rng *rand.Rand) {
	away := make([]float64, len(seen))
	for i := range away {
		away[i] = math.Inf(1)
	}
	v.words[0] = seen[rng.IntN(len(seen))]
	for w := 1; w < words; w++ {
		sum := 0.
		for i := range seen {
			away[i] = min(away[i], squareBetween(&seen[i], &v.words[w-1]))
			sum += away[i]
		}
		at := rng.Float64() * sum
		i := 0
		for ; i < len(seen)-1 && at >= away[i]; i++ {
			at -= away[i]
		}
		v.words[w] = seen[i]
	}
	for range 40 {
		v.arrange()
		var sums [words][wordDims]float64
		var counts [words]float64
		for i := range seen {
			w := v.nearest(&seen[i])
			counts[w]++
			for j, x := range seen[i] {
				sums[w][j] += float64(x)
			}
		}
		for w := range words {
			for j := range sums[w] {
				if counts[w] > 0 {
					v.words[w][j] = float32(sums[w][j] / counts[w])
				}
			}
		}
	}
}

func squareBetween(a, b *[wordDims]float32) (sum float64) {
	for i, x := range a {
		d := float64(x - b[i])
		sum += d * d
	}
	return sum
}

// bytes is the form of words.bin.
func (v *vocabulary) bytes() (b []byte) {
	add := func(list []float32) {
		for _, x := range list {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
	}
	add(v.mean[:])
	for i := range v.axes {
		add(v.axes[i][:])
	}
	for i := range v.words {
		add(v.words[i][:])
	}
	return b
}
