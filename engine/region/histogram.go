package region

import "akin/engine/oklab"

// The bins of the histogram. Colours beyond chromaReach count as at it.
const (
	binsL, binsA, binsB = 5, 4, 4
	chromaReach         = oklab.One * 16 / 100
)

// histogram writes how the samples are divided among coarse colours: each votes
// in the eight bins around it, by nearness, and the root is taken, as the root
// of a share tells small shares apart. It says what is there wherever it is, and
// so bears a rectangle that is drawn too large or aside better than the others.
func (s *samples) histogram(out []byte) {
	var h [binsL * binsA * binsB]uint32
	for _, p := range s {
		l, fl := along(p.L, 0, oklab.One, binsL)
		a, fa := along(p.A, -chromaReach, chromaReach, binsA)
		b, fb := along(p.B, -chromaReach, chromaReach, binsB)
		for dl, wl := range [2]uint32{fine - fl, fl} {
			for da, wa := range [2]uint32{fine - fa, fa} {
				row := h[((l+dl)*binsA+a+da)*binsB+b:][:2]
				w := wl * wa / fine
				row[0] += w * (fine - fb)
				row[1] += w * fb
			}
		}
	}
	for i, v := range h {
		out[i] = byte(isqrt(uint64(v) * 255 * 255 / (grid * grid * fine * fine)))
	}
}

// fine is the steps from the middle of a bin to the middle of the next.
const fine = 256

// along is the bin before a value, of n from low to high, and how far it is on
// the way to the next, of fine. Values outside count as at the outer middles.
func along(v, low, high int32, n int) (bin int, to uint32) {
	at := int(v-low)*n*fine/int(high-low) - fine/2
	at = max(0, min(at, (n-1)*fine))
	bin = min(at/fine, n-2)
	return bin, uint32(at - bin*fine)
}
