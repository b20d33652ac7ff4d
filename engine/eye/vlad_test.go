package eye

import (
	"cmp"
	"encoding/binary"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"slices"
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

// TestLearnWords writes words.bin if it is told to. It takes a minute and gives
// the same bytes each time, as long as the painted pictures and what describes
// patches stay as they are.
func TestLearnWords(t *testing.T) {
	if !*learn {
		t.Skip("the words are learned anew with -learn")
	}
	painted := demo.New(learnSeed, learnPictures)
	squares := make([]*[cellsSide * cellsSide]contour, learnPictures)
	for i := range squares {
		data, err := painted.Paint(i)
		if err != nil {
			t.Fatal(err)
		}
		squares[i] = &squareOf(t, data).cells
	}
	v := learnVocabulary(squares)
	if err := os.WriteFile("words.bin", v.bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// learnVocabulary finds the waves and the words of patches.
func learnVocabulary(squares []*[cellsSide * cellsSide]contour) *vocabulary {
	v := learnWaves(squares)
	rng := rand.New(rand.NewPCG(learnSeed, 1))
	var seen [][wordDims]float32
	p := new(patchScratch)
	for _, cells := range squares {
		p.describe(cells, v)
		for range learnPatches {
			seen = append(seen, p.seen[rng.IntN(patches)])
		}
	}
	learnWords(v, seen, rng)
	return v
}

// learnWaves keeps the waves that vary most, each divided by the fourth root of
// its variance, to which a tenth of the mean of all is added.
func learnWaves(squares []*[cellsSide * cellsSide]contour) *vocabulary {
	var sum, square [patchWaves]float64
	p := new(patchScratch)
	for _, cells := range squares {
		p.describeCells(cells)
		p.scales()
		for n := range patchWaves {
			w := waveOf(n)
			p.acrossCells(w.turn, w.across)
			p.seeWave(0, w, 0, 1)
			for i := range p.seen {
				x := float64(p.seen[i][0])
				sum[n] += x
				square[n] += x * x
			}
		}
	}
	count := float64(len(squares) * patches)
	var variance [patchWaves]float64
	order := make([]int, patchWaves)
	all := 0.
	for n := range variance {
		order[n] = n
		variance[n] = square[n]/count - sum[n]*sum[n]/count/count
		all += variance[n]
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(variance[b], variance[a]) })
	v := new(vocabulary)
	for i, n := range order[:patchKept] {
		v.waves[i] = waveOf(n)
		v.mean[i] = float32(sum[n] / count)
		v.scale[i] = float32(1 / math.Sqrt(math.Sqrt(variance[n]+.1*all/patchWaves)))
	}
	return v
}

// learnWords groups what was seen around words (k-means, starting in the manner
// of k-means++).
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
	for _, w := range v.waves {
		b = append(b, byte(w.number()))
	}
	add := func(list []float32) {
		for _, x := range list {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
	}
	add(v.mean[:])
	add(v.scale[:])
	for i := range v.words {
		add(v.words[i][:])
	}
	return b
}
