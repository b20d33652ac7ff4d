package features

import (
	"fmt"

	"akin/engine/palette"
)

// VisualWords spells the codes of f as words for a text index: each code cut
// into eight bands of 16 bits, as "plane.band.bits" in hex. Two pictures that
// share a band are likely alike (locality-sensitive hashing: Indyk and
// Motwani, 1998), so that pictures can be found with words as a filter. Two
// hashes that differ in at most 7 bits share at least one band for certain.
//
// Of palettes the quantised mean colour is spelled instead: whoever asks with a
// palette asks for all that could be near (see palette.Near).
func (f *Features) VisualWords() []string {
	words := make([]string, 0, 3*8+1)
	for _, p := range [...]Plane{PlaneHash, PlaneColor, PlaneShape} {
		c := f.Code(p)
		for band := range 8 {
			bits := uint16(c[band/4] >> (band % 4 * 16))
			words = append(words, fmt.Sprintf("%d.%d.%04x", p, band, bits))
		}
	}
	return append(words, palette.Word(f.Palette))
}
