// Package pdq computes the perceptual hash PDQ of a picture: 256 bits that stay
// nearly the same when the picture is recompressed, scaled, lightened or made
// grey, and that of unrelated pictures differ in about half of the bits.
//
// It is for telling, in nanoseconds, that two whole pictures may be copies of
// each other, also turned or mirrored ones. It is not for cropped, framed or
// slightly turned copies, whose bits are those of another picture.
//
// Reach for Eight first, which hashes a picture and its seven turns from one
// transform; Hash.Distance then compares. After the algorithm that Facebook
// published in 2019 ("PDQ & TMK + PDQF"): the luma is smoothed by two passes of
// a box, sampled at 64 by 64 places and transformed by cosines; the hash says
// which of the 16 by 16 slowest waves, the mean left out, are above the median.
//
// All is integer arithmetic but for the table of cosines, which is made of the
// four operations and the square root, so that a picture has one hash on every
// processor.
package pdq

import (
	"fmt"
	"image"
	"math/bits"
)

// Bits is the length of a hash; unrelated pictures are about half as far apart.
const Bits = 256

// Near is the largest distance at which the authors call two hashes a match.
// It tells copies by recompression, scale and light; text over a picture, a
// border or a crop of a tenth is beyond it.
const Near = 31

// A Hash has a bit for each of 16 by 16 waves: bit 16*i+j stands for i+1 half
// waves down and j+1 across, and lies in word (16*i+j)/64 from the lowest bit on.
type Hash [4]uint64

// String is the published notation: 64 hexadecimal digits, bit 255 first.
func (h Hash) String() string { return fmt.Sprintf("%016x%016x%016x%016x", h[3], h[2], h[1], h[0]) }

// Distance is the number of bits in which two hashes differ, 0 to Bits.
func (h Hash) Distance(g Hash) int {
	return bits.OnesCount64(h[0]^g[0]) + bits.OnesCount64(h[1]^g[1]) +
		bits.OnesCount64(h[2]^g[2]) + bits.OnesCount64(h[3]^g[3])
}

// Of returns the hash of an opaque picture and its quality, from 0 for a flat
// picture to 100: how much of it is edges. Below 50 half of the hash or more may
// be noise. An empty picture has hash and quality 0. It is meant for pictures of
// at most 512 pixels a side, and takes about a third of a millisecond for one.
func Of(img *image.NRGBA) (Hash, int) {
	small := sampled(img)
	w := transform(&small)
	return w.hash(false), quality(&small)
}

// Eight returns the hashes of the picture and of its seven turns, in the order
// of the turns, from one reading of the picture: the first is what Of returns,
// the others are within 2 bits of what it returns for the turned picture, on 250
// photographs whose quality was 80 or more. It takes about half a millisecond.
func Eight(img *image.NRGBA) (h [Turns]Hash, q int) {
	small := sampledFour(img)
	var w [2][2]spectrum
	for across := range 2 {
		for down := range 2 {
			w[across][down] = transform(&small[across][down])
		}
	}
	for t, s := range symmetries {
		// The turn swaps first and mirrors then; mirroring first, it is
		// the other axis.
		across, down := s.across, s.down
		if s.swap {
			across, down = down, across
		}
		h[t] = w[across][down].hash(s.swap)
	}
	return h, quality(&small[0][0])
}

// Turned returns about what Eight does, from the bits alone: it takes the median
// of the waves for zero. On 250 photographs the hashes were 10 bits off on
// average and 56 at most where the quality was 80 or more.
func (h Hash) Turned() (all [Turns]Hash) {
	swapped := h.swapped()
	for t := range Turns {
		s := symmetries[t]
		g := h
		if s.swap {
			g = swapped
		}
		// A mirrored picture has its waves with an odd number of half waves
		// upside down. In a word lie four rows of 16 bits.
		var mask uint64
		if s.across == 1 {
			mask ^= 0x5555_5555_5555_5555
		}
		if s.down == 1 {
			mask ^= 0x0000_ffff_0000_ffff
		}
		for i := range g {
			g[i] ^= mask
		}
		all[t] = g
	}
	return all
}

// swapped exchanges rows and columns.
func (h Hash) swapped() (g Hash) {
	for k := range Bits {
		i, j := k/waves, k%waves
		g[(j*waves+i)/64] |= h[k/64] >> (k % 64) & 1 << ((j*waves + i) % 64)
	}
	return g
}
