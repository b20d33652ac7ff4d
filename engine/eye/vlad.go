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
	axes  [patchKept][patchDims]float32 // whitened by half
	words [words][wordDims]float32

	// What products are taken with: eight axes, or eight words, side by side,
	// as eight sums at once keep a processor busy and one does not.
	axes8  [patchKept / 8][patchDims][8]float32
	words8 [words / 8][wordDims][8]float32
	half   [words]float32 // half of each word's square
}

// wordsBin holds mean, axes and words in this order, as little-endian float32.
//
//go:generate go test -run TestLearnWords -learn
//go:embed words.bin
var wordsBin []byte

var learned = sync.OnceValue(func() *vocabulary {
	v := new(vocabulary)
	b := wordsBin
	read := func(list []float32) {
		for i := range list {
			list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
	}
	read(v.mean[:])
	for i := range v.axes {
		read(v.axes[i][:])
	}
	for i := range v.words {
		read(v.words[i][:])
	}
	v.arrange()
	return v
})

// arrange fills what follows from mean, axes and words.
func (v *vocabulary) arrange() {
	for i := range v.axes {
		for j, x := range v.axes[i] {
			v.axes8[i/8][j][i%8] = x
		}
	}
	for i := range v.words {
		var sum float32
		for j, x := range v.words[i] {
			v.words8[i/8][j][i%8] = x
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
	for i := range p.patch {
		p.patch[i] -= v.mean[i]
	}
	for i := range v.axes8 {
		*(*[8]float32)(p.seen[8*i:]) = products8(p.patch[:], v.axes8[i][:])
	}
	p.seen[patchKept] = placePull * (float32(2*y+1)/(2*patchesAlong) - .5)
	p.seen[patchKept+1] = placePull * (float32(2*x+1)/(2*patchesAlong) - .5)
}

// products8 are the products of a vector with eight others, side by side.
func products8(a []float32, eight [][8]float32) [8]float32 {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for i, x := range a[:len(eight)] {
		e := &eight[i]
		s0 += float32(x * e[0])
		s1 += float32(x * e[1])
		s2 += float32(x * e[2])
		s3 += float32(x * e[3])
		s4 += float32(x * e[4])
		s5 += float32(x * e[5])
		s6 += float32(x * e[6])
		s7 += float32(x * e[7])
	}
	return [8]float32{s0, s1, s2, s3, s4, s5, s6, s7}
}

// nearest is the number of the word nearest to what is seen, the lowest of
// equals.
func (v *vocabulary) nearest(seen *[wordDims]float32) int {
	best, nearest := float32(math.Inf(-1)), 0
	for i := range v.words8 {
		for k, product := range products8(seen[:], v.words8[i][:]) {
			// the square of the distance falls as this grows
			if near := product - v.half[8*i+k]; near > best {
				best, nearest = near, 8*i+k
			}
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
		size := max(x, -x)
		root := float32(math.Sqrt(float64(size)))
		if x < 0 {
			root = -root
		}
		p.words[i] = root
		lengths[i/wordDims] += size
		all += size
	}
	if all == 0 {
		return
	}
	typical := float32(.2 * float32(math.Sqrt(float64(all/words))))
	for i := range p.words {
		p.words[i] /= float32(math.Sqrt(float64(lengths[i/wordDims]))) + typical
	}
}
