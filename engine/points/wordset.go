package points

import "slices"

// A WordSet is the words of a picture, each once, ascending, and noWord behind
// them. Pictures that share a part share words. Of photographs that have nothing
// in common half share one or none, one pair of a hundred 5, and none of 30,000
// more than 7; of copies that are halves of them, turned by ten degrees or on a
// border, nineteen of twenty share 13. (Hashed to the bits of a signature as long,
// strangers share 9 and copies little more than that.)
type WordSet [MaxPoints]uint16

const noWord = ^uint16(0)

// Words is the set of the points' words.
func (s *Set) Words() (w WordSet) {
	for i := range w {
		w[i] = noWord
		if i < len(s.Points) {
			w[i] = s.Points[i].Word
		}
	}
	slices.Sort(w[:])
	once := slices.Compact(w[:])
	for i := len(once); i < len(w); i++ {
		w[i] = noWord
	}
	return w
}

// A Lookup is a WordSet in which words are looked up. The zero Lookup has none.
type Lookup [Words / 64]uint64

// Lookup makes a set ready.
func (w *WordSet) Lookup() *Lookup {
	l := new(Lookup)
	for _, word := range w {
		if word == noWord {
			break
		}
		l[word/64] |= 1 << (word % 64)
	}
	return l
}

// Shared is how many words two sets have in common. It takes about a nanosecond
// for each word.
func (l *Lookup) Shared(w *WordSet) (n int) {
	for _, word := range w {
		if word >= Words {
			break
		}
		n += int(l[word/64] >> (word % 64) & 1)
	}
	return n
}

// Shared is the same, by going through both.
func (w *WordSet) Shared(other *WordSet) (n int) {
	for i, j := 0, 0; i < len(w) && j < len(other) && w[i] != noWord && other[j] != noWord; {
		switch {
		case w[i] < other[j]:
			i++
		case w[i] > other[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
