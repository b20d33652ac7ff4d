package engine

import (
	"maps"
	"slices"
	"strings"
)

// A wordList says which entries have a word. The zero value has none.
//
//	words    [lamp  sea  seal]
//	starts   [0     1    4   5]    lamp: 7 / sea: 1 2 7 / seal: 2
//	entries  [7  1  2  7  2]
type wordList struct {
	words   []string // ascending
	starts  []uint32 // where the entries of each begin, and where the last end
	entries []uint32
}

// newWordList sorts the parts, which come in ascending order of entries.
func newWordList(parts []wordPart) wordList {
	with := map[string][]uint32{}
	for _, p := range parts {
		with[p.word] = append(with[p.word], p.entry)
	}
	l := wordList{entries: make([]uint32, 0, len(parts))}
	for _, word := range slices.Sorted(maps.Keys(with)) {
		l.add(strings.Clone(word), len(l.entries)) // a part of a text would keep the text in memory
		l.entries = append(l.entries, with[word]...)
	}
	l.end()
	return l
}

// add names the entries from that place on, and end says that no more come.
func (l *wordList) add(word string, from int) {
	l.words = append(l.words, word)
	l.starts = append(l.starts, uint32(from))
}

func (l *wordList) end() { l.starts = append(l.starts, uint32(len(l.entries))) }

// of returns the entries of the i-th word.
func (l *wordList) of(i int) []uint32 { return l.entries[l.starts[i]:l.starts[i+1]] }

// join returns both lists as one, in time proportional to their lengths.
func (l wordList) join(m wordList) wordList {
	out := wordList{entries: make([]uint32, 0, len(l.entries)+len(m.entries))}
	for i, j := 0, 0; i < len(l.words) || j < len(m.words); {
		order := 0
		switch {
		case i == len(l.words):
			order = 1
		case j == len(m.words):
			order = -1
		default:
			order = strings.Compare(l.words[i], m.words[j])
		}
		from, word := len(out.entries), ""
		if order <= 0 {
			word = l.words[i]
			out.entries = append(out.entries, l.of(i)...)
			i++
		}
		if order >= 0 {
			word = m.words[j]
			out.entries = append(out.entries, m.of(j)...)
			j++
		}
		out.add(word, from)
	}
	out.end()
	return out
}

// with returns the entries that have a word or, if it only begins, a word that
// goes on from it; some twice then. The result is part of the list.
func (l *wordList) with(word string, begins bool) []uint32 {
	from, found := slices.BinarySearch(l.words, word)
	to := from
	switch {
	case begins:
		n, _ := slices.BinarySearchFunc(l.words[from:], word, func(w, word string) int {
			if strings.HasPrefix(w, word) {
				return -1
			}
			return 1
		})
		to = from + n
	case found:
		to = from + 1
	}
	if from == to {
		return nil
	}
	return l.entries[l.starts[from]:l.starts[to]]
}
