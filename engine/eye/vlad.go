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
	patchKept = 32            // waves of patches, those that vary most
	wordDims  = 2 + patchKept // and, first, where in the picture the patch lies
	placePull = .6            // of the place against the look
)

// vocabulary is what is known of patches in general.
type vocabulary struct {
	waves [patchKept]wave
	mean  [patchKept]float32
	scale [patchKept]float32 // whitens by half
	words [words][wordDims]float32

	words8 [words / 8][wordDims][8]float32 // eight words side by side
	half   [words]float32                  // half of each word's square
}

// wordsBin holds the numbers of the waves, a byte each, then mean, scale and
// words as little-endian float32.
//
//go:embed words.bin
var wordsBin []byte

var learned = sync.OnceValue(func() *vocabulary {
	v := new(vocabulary)
	b := wordsBin
	for i := range v.waves {
		v.waves[i] = waveOf(int(b[i]))
	}
	b = b[patchKept:]
	read := func(list []float32) {
		for i := range list {
			list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
	}
	read(v.mean[:])
	read(v.scale[:])
	for i := range v.words {
		read(v.words[i][:])
	}
	v.arrange()
	return v
})

// arrange fills what follows from the words.
func (v *vocabulary) arrange() {
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
	p.describe(&s.cells, v)
	clear(p.words[:])
	for i := range p.seen {
		seen := &p.seen[i]
		w := v.nearest(seen)
		sum := p.words[w*wordDims:][:wordDims]
		for j, x := range &v.words[w] {
			sum[j] += seen[j] - x
		}
	}
	p.balance()
	r.store(VLAD, p.words[:])
}

// describe fills p.seen.
func (p *patchScratch) describe(cells *[cellsSide * cellsSide]contour, v *vocabulary) {
	p.describeCells(cells)
	p.scales()
	var made [patchDirections][patchCells]bool
	for i, w := range v.waves {
		if !made[w.turn][w.across] {
			made[w.turn][w.across] = true
			p.acrossCells(w.turn, w.across)
		}
		p.seeWave(2+i, w, v.mean[i], v.scale[i])
	}
	for i := range p.seen {
		y, x := 2*i/patchesAlong, 2*i%patchesAlong
		p.seen[i][0] = float32(placePull * (float32(2*y+1)/(2*patchesAlong) - .5))
		p.seen[i][1] = float32(placePull * (float32(2*x+1)/(2*patchesAlong) - .5))
	}
}

// nearest is the number of the word nearest to what is seen, the lowest of
// equals.
func (v *vocabulary) nearest(seen *[wordDims]float32) int {
	best, nearest := float32(math.Inf(-1)), 0
	for i := range v.words8 {
		for k, product := range products8(seen, &v.words8[i]) {
			// the square of the distance falls as this grows
			if near := product - v.half[8*i+k]; near > best {
				best, nearest = near, 8*i+k
			}
		}
	}
	return nearest
}

// products8 are the products with eight words: eight sums at once keep a
// processor busy, where one would wait for itself.
func products8(a *[wordDims]float32, eight *[wordDims][8]float32) [8]float32 {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for i, x := range a {
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
