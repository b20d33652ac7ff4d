package points

import (
	_ "embed"
	"encoding/binary"
	"sync"
)

// Words is how many words there are.
const Words = branches * branches

// branches is how many groups there are of words, and words in each. A point's
// word is looked for in the group nearest to it: 256 comparisons for 16,384.
const branches = 128

// vocabulary holds the middles of groups, and the words group by group.
type vocabulary struct {
	groups [branches][4]uint64
	words  [branches][branches][4]uint64
}

// wordsBin holds the groups, then the words, 32 little-endian bytes each. They
// were learned from painted and generated pictures, see TestLearnWords.
//
//go:embed words.bin
var wordsBin []byte

var learned = sync.OnceValue(func() *vocabulary {
	v, b := new(vocabulary), wordsBin
	read := func(list *[branches][4]uint64) {
		for i := range list {
			for k := range 4 {
				list[i][k] = binary.LittleEndian.Uint64(b)
				b = b[8:]
			}
		}
	}
	read(&v.groups)
	for i := range v.words {
		read(&v.words[i])
	}
	return v
})

// wordOf is the word of a point's surroundings.
func wordOf(bits *[4]uint64) uint16 {
	v := learned()
	g := nearest(bits, &v.groups)
	return uint16(g*branches + nearest(bits, &v.words[g]))
}

// nearest is the number of the nearest of a list, the lowest of equals.
func nearest(bits *[4]uint64, list *[branches][4]uint64) int {
	best, at := 257, 0
	for i := range list {
		if d := distance(bits, &list[i]); d < best {
			best, at = d, i
		}
	}
	return at
}
