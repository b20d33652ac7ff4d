package engine

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"sync"
)

// A phraseBook holds all phrases in memory and finds them by the beginnings of
// their words. Its lock is held by whoever calls anything else.
//
// Looking at every phrase that has the word is what makes the answer exact,
// and cheap enough: the beginning "s" of one in four of 220,000 phrases takes
// 2 ms. SQLite's FTS5 with prefix tables, over the same phrases, took 34 ms to
// find and sort the same 49,000, and a table of words 76 ms; cutting them off
// at a thousand took 1 ms, but the thousand are then those kept first, not the
// most frequent. Bleve's term dictionary knows single words and counts in them
// the dead until a merge.
type phraseBook struct {
	sync.Mutex
	seq  int64
	gone int // entries without pins

	list   []entry    // in ascending order of ID
	orders []order    // of each entry, close together: millions are compared and few looked at
	main   wordList   // of the first entries
	recent []wordPart // of the others, a few, in no order
}

// An entry is a phrase with the number of its kind in phraseKinds.
type entry struct {
	id   int64
	pins int
	text string
	kind uint8
}

// A wordPart is a word of an entry, by its number in the list.
type wordPart struct {
	word  string
	entry uint32
}

func (b *phraseBook) forget() {
	b.seq, b.gone, b.list, b.orders, b.main, b.recent = 0, 0, nil, nil, wordList{}, nil
}

// put takes in a phrase. New ones come in ascending order of ID, above those
// that were there.
func (b *phraseBook) put(p *Phrase) {
	at, known := slices.BinarySearchFunc(b.list, p.ID, func(e entry, id int64) int { return cmp.Compare(e.id, id) })
	switch {
	case known && p.Pins == 0 && b.list[at].pins > 0:
		b.gone++
		b.list[at] = entry{id: p.ID}
	case known:
		b.list[at].pins = p.Pins
	case p.Pins > 0:
		b.list = append(b.list, entry{p.ID, p.Pins, p.Text, uint8(slices.Index(phraseKinds, p.Kind))})
		b.orders = append(b.orders, 0)
		for _, w := range foldWords(p.Text) {
			b.recent = append(b.recent, wordPart{w, uint32(at)})
		}
	default:
		return
	}
	b.orders[at] = b.list[at].order()
}

// maxRecent is how many words are looked through one by one, in 50 us or so.
const maxRecent = 4096

// sortRecent joins recent words with the others when there are many: an eighth
// of all, so that each is moved a few times only.
func (b *phraseBook) sortRecent() {
	if len(b.recent) > max(maxRecent, len(b.main.entries)/8) {
		b.main = b.main.join(newWordList(b.recent))
		b.recent = nil
	}
}

// find returns the n best phrases that have the words, the last of which may
// go on.
func (b *phraseBook) find(words []string, n int) []Suggestion {
	begins, whole := words[len(words)-1], words[:len(words)-1]
	top := topPhrases{n: n}
	b.each(begins, true, b.having(whole), func(at uint32) {
		if b.orders[at] <= top.least() {
			top.offer(&b.list[at])
		}
	})
	found := make([]Suggestion, len(top.best))
	for i, e := range top.best {
		found[i] = Suggestion{e.text, phraseKinds[e.kind], e.pins}
	}
	return found
}

// having returns which entries have all the words; nil if any will do.
func (b *phraseBook) having(words []string) []bool {
	var all []bool
	for _, w := range words {
		has := make([]bool, len(b.list))
		b.each(w, false, all, func(at uint32) { has[at] = true })
		all = has
	}
	return all
}

// each calls f for the entries with a word, or with a word that begins so, of
// those allowed; for some twice.
func (b *phraseBook) each(word string, begins bool, allowed []bool, f func(at uint32)) {
	use := func(at uint32) {
		if allowed == nil || allowed[at] {
			f(at)
		}
	}
	for _, at := range b.main.with(word, begins) {
		use(at)
	}
	for _, r := range b.recent {
		if r.word == word || begins && strings.HasPrefix(r.word, word) {
			use(r.entry)
		}
	}
}

// An order is lower for a better entry, as far as eight bytes can tell: three
// for the number of pins, and the first five of the text.
type order uint64

const mostPins = 1<<24 - 1

func (e *entry) order() order {
	var text [8]byte
	copy(text[3:], e.text)
	return order(mostPins-min(e.pins, mostPins))<<40 | order(binary.BigEndian.Uint64(text[:]))
}

// compare puts the better entry first.
func (e *entry) compare(other *entry) int {
	return cmp.Or(cmp.Compare(other.pins, e.pins), strings.Compare(e.text, other.text), cmp.Compare(e.kind, other.kind))
}

// topPhrases keeps the n best of the entries offered, each text once.
type topPhrases struct {
	n     int
	best  []*entry
	texts []string // folded
}

// least is the order above which nothing is good enough any more.
func (t *topPhrases) least() order {
	if len(t.best) < t.n {
		return math.MaxUint64
	}
	return t.best[t.n-1].order()
}

func (t *topPhrases) offer(e *entry) {
	if e.pins == 0 || len(t.best) == t.n && e.compare(t.best[t.n-1]) >= 0 {
		return
	}
	text := strings.Join(foldWords(e.text), " ")
	if same := slices.Index(t.texts, text); same >= 0 {
		if e.compare(t.best[same]) >= 0 {
			return
		}
		t.best, t.texts = slices.Delete(t.best, same, same+1), slices.Delete(t.texts, same, same+1)
	}
	at, _ := slices.BinarySearchFunc(t.best, e, (*entry).compare)
	t.best, t.texts = slices.Insert(t.best, at, e), slices.Insert(t.texts, at, text)
	if len(t.best) > t.n {
		t.best, t.texts = t.best[:t.n], t.texts[:t.n]
	}
}
