package eye

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

// VLAD (Jégou et al. 2010): each patch is given to the nearest of 64 usual
// patches, "words", and for each word the differences of its patches from it
// are added up. What words there are was learned from painted pictures; see
// TestLearnWords. They need not be typical of a collection, as the projection
// that is fitted to one comes after.

const (
	words     = 64
	patchKept = 32            // principal directions of patches
	wordDims  = patchKept + 2 // and where in the picture the patch lies
	placePull = .6            // of the place against the look
)

// vocabulary is what is known of patches in general.
type vocabulary struct {
	mean  [patchDims]float32
	axes  [patchDims][patchKept]float32 // whitened by half
	words [words][wordDims]float32
	half  [words]float32 // half of each word's square
}

// wordsBin holds mean, axes and words in this order, as little-endian float32.
//
//go:generate go test -run TestLearnWords -learn
//go:embed words.bin
var wordsBin []byte

var learned = sync.OnceValue(func() *vocabulary {
	v := new(vocabulary)
	b := wordsBin
	next := func() float32 {
		f := math.Float32frombits(binary.LittleEndian.Uint32(b))
		b = b[4:]
		return f
	}
	for i := range v.mean {
		v.mean[i] = next()
	}
	for i := range v.axes {
		for j := range v.axes[i] {
			v.axes[i][j] = next()
		}
	}
	for i := range v.words {
		for j := range v.words[i] {
			v.words[i][j] = next()
		}
	}
	v.finish()
	return v
})

// finish fills what follows from the rest.
func (v *vocabulary) finish() {
	for i, w := range v.words {
		var sum float32
		for _, x := range w {
			sum += float32(x * x)
		}
		v.half[i] = sum / 2
	}
}

// words makes the block of differences from words.
func (s *scratch) words(r *Raw) {
	p, v := &s.patches, learned()
	p.soften(&s.cells)
	clear(p.words[:])
	for y := range patchesAlong {
		for x := range patchesAlong {
			p.describe(x*patchStep, y*patchStep)
			p.project(v, x, y)
			w := v.nearest(&p.seen)
			sum := p.words[w*wordDims:][:wordDims]
			for i := range sum {
				sum[i] += p.seen[i] - v.words[w][i]
			}
		}
	}
	p.balance()
	r.store(VLAD, p.words[:])
}

// project sets p.seen to p.patch in the vocabulary's axes, and its place.
func (p *patchScratch) project(v *vocabulary, x, y int) {
	var sum [patchKept]float32
	for i := range v.axes {
		d, axis := p.patch[i]-v.mean[i], &v.axes[i]
		for j := range sum {
			sum[j] += float32(d * axis[j])
		}
	}
	copy(p.seen[:], sum[:])
	p.seen[patchKept] = placePull * (float32(2*y+1)/(2*patchesAlong) - .5)
	p.seen[patchKept+1] = placePull * (float32(2*x+1)/(2*patchesAlong) - .5)
}

// nearest is the number of the word nearest to what is seen.
func (v *vocabulary) nearest(seen *[wordDims]float32) int {
	best, nearest := float32(math.Inf(-1)), 0
	for i := range v.words {
		w := &v.words[i]
		var sum float32
		for j, x := range seen {
			sum += float32(x * w[j])
		}
		if sum -= v.half[i]; sum > best {
			best, nearest = sum, i
		}
	}
	return nearest
}

// balance takes roots of the differences and brings each word's to about the
// same length, so that a large plain part of a picture, all of one word, does
// not drown the rest. Words of which little was seen stay below the others.
func (p *patchScratch) balance() {
	var lengths [words]float32
	var all float32
	for i, x := range p.words {
		root := float32(math.Sqrt(math.Abs(float64(x))))
		if x < 0 {
			root = -root
		}
		p.words[i] = root
		lengths[i/wordDims] += max(x, -x)
		all += max(x, -x)
	}
	typical := float32(.2 * float32(math.Sqrt(float64(all/words))))
	if typical == 0 {
		return
	}
	for i := range p.words {
		p.words[i] /= float32(math.Sqrt(float64(lengths[i/wordDims]))) + typical
	}
}
