package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"akin/engine/palette"
	"akin/engine/score"
)

// textSpeaker compares words: those of the query, and those of the pins asked
// with. Every source of words gives a value between 0 and 1; the value of a
// candidate is their mean by weight.
type textSpeaker struct {
	*search
	corpus  score.Corpus
	sources []wordSource
	terms   []Term   // all terms of all sources, ascending
	counts  []uint32 // scratch, by terms
}

// A wordSource is what one anchor says in words.
type wordSource struct {
	words  []sourceWord
	full   score.Micro // the sum of all words' worth
	weight score.Micro
}

// A sourceWord is one word of a source.
type sourceWord struct {
	word  string // as a person wrote it
	stem  string
	at    int         // index into terms; -1 if no pin has the word
	pins  int         // number of pins that have it
	rare  score.Micro // its rarity
	most  score.Micro // the saturation that fully answers it
	worth score.Micro // rare times most
}

const (
	// typedWeight is how much words that were typed count beside the words
	// of one anchor pin: they were written for this query.
	typedWeight = 2 * score.One

	// maxPinWords is how many of a pin's rarest words speak for it. Long
	// descriptions have hundreds, and common ones say little.
	maxPinWords = 32

	// wordProposals bounds the pins proposed by words, rarest words first;
	// the rarest word is always followed whole. A pin takes about 2 us to
	// judge with looks and half of one without, so either is some 20 ms.
	wordProposals         = 40_000
	wordProposalsAndLooks = 10_000
)

// newTextSpeaker returns nil if the query has no words.
func newTextSpeaker(s *search) *textSpeaker {
	t := &textSpeaker{search: s}
	t.corpus.Pins, t.corpus.Length = s.snap.Totals()
	t.corpus.Pins = max(t.corpus.Pins, 1) // a viewer's words may be the only ones
	if words := t.typedWords(); len(words) > 0 {
		t.addSource(words, typedWeight)
	}
	for _, a := range s.anchors {
		if a.pin != nil {
			t.addSource(t.pinWords(a), a.weight)
		}
	}
	if len(t.sources) == 0 {
		return nil
	}
	t.numberTerms()
	return t
}

// typedWords are the distinct words of the query's text. A pin answers one
// fully by having it in plenty.
func (t *textSpeaker) typedWords() []sourceWord {
	var words []sourceWord
	for _, tok := range t.tokens(t.Text) {
		if slices.ContainsFunc(words, func(w sourceWord) bool { return w.stem == tok.Stem }) {
			continue
		}
		_, pins, _ := t.snap.Term(tok.Stem)
		words = append(words, sourceWord{
			word: strings.ToLower(tok.Word), stem: tok.Stem, pins: pins,
			rare: t.corpus.Rarity(pins), most: score.One,
		})
	}
	return words
}

// pinWords are the words of an anchor pin, those that say most about it first.
// Another pin answers one fully by being as much about it. Bare numbers are
// left out: they come from cameras and counters ("IMG 0042") and would bring
// together what happens to have one number.
func (t *textSpeaker) pinWords(a anchor) []sourceWord {
	written := map[string]string{}
	for _, f := range a.pin.Fields() {
		for _, tok := range t.tokens(f.Text) {
			if _, ok := written[tok.Stem]; !ok {
				written[tok.Stem] = strings.ToLower(tok.Word)
			}
		}
	}
	terms := t.snap.Terms(a.row)
	length := uint32(0)
	for _, c := range terms {
		length += c.Count
	}
	var words []sourceWord
	for _, c := range terms {
		if isNumber(c.Stem) {
			continue
		}
		word := cmp.Or(written[c.Stem], c.Stem)
		words = append(words, sourceWord{
			word: word, stem: c.Stem, pins: c.Pins,
			rare: t.corpus.Rarity(c.Pins), most: t.corpus.Saturation(c.Count, length),
		})
	}
	slices.SortFunc(words, func(a, b sourceWord) int {
		return cmp.Or(cmp.Compare(b.rare.Times(b.most), a.rare.Times(a.most)), strings.Compare(a.stem, b.stem))
	})
	return words[:min(maxPinWords, len(words))]
}

func isNumber(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

func (t *textSpeaker) addSource(words []sourceWord, weight score.Micro) {
	src := wordSource{words: words, weight: weight}
	for i := range words {
		words[i].worth = words[i].rare.Times(words[i].most)
		src.full += words[i].worth
	}
	if src.full > 0 {
		t.sources = append(t.sources, src)
	}
}

// numberTerms gives all words their place in one ascending list of terms.
func (t *textSpeaker) numberTerms() {
	for _, src := range t.sources {
		for _, w := range src.words {
			if term, _, ok := t.snap.Term(w.stem); ok {
				t.terms = append(t.terms, term)
			}
		}
	}
	slices.Sort(t.terms)
	t.terms = slices.Compact(t.terms)
	t.counts = make([]uint32, len(t.terms))
	for _, src := range t.sources {
		for i := range src.words {
			w := &src.words[i]
			w.at = -1
			if term, _, ok := t.snap.Term(w.stem); ok {
				w.at, _ = slices.BinarySearch(t.terms, term)
			}
		}
	}
}

func (t *textSpeaker) signal() score.Signal { return score.Text }

// propose follows the rarest words first until they have proposed enough. What
// is common to too many pins proposes only those that look alike as well.
func (t *textSpeaker) propose(ctx context.Context) ([]Row, error) {
	var words []sourceWord
	for _, src := range t.sources {
		words = append(words, src.words...)
	}
	words = slices.DeleteFunc(words, func(w sourceWord) bool { return w.pins == 0 })
	slices.SortStableFunc(words, func(a, b sourceWord) int {
		return cmp.Or(cmp.Compare(a.pins, b.pins), strings.Compare(a.stem, b.stem))
	})
	most := wordProposals
	if t.swatches != nil || slices.ContainsFunc(t.anchors, func(a anchor) bool { return a.looks != nil }) {
		most = wordProposalsAndLooks
	}
	rows, common, err := t.followRare(ctx, words, most)
	if err != nil || len(common) == 0 {
		return rows, err
	}
	for _, visual := range t.visualWords() {
		more, err := t.snap.Matching(ctx, common, visual)
		if err != nil {
			return nil, err
		}
		rows = append(rows, t.sieve.keep(more)...)
	}
	return rows, nil
}

// visualWords are those of what is alike to each anchor, and to the palette.
func (t *textSpeaker) visualWords() (all [][]string) {
	for _, a := range t.anchors {
		if a.looks != nil {
			all = append(all, a.looks.VisualWords())
		}
	}
	if t.swatches != nil {
		all = append(all, palette.Near(t.swatches))
	}
	return all
}

// followRare returns the pins that have one of the rarest words, as many words
// as bring that many pins and the first in any case, and the stems of the rest.
// Under a filter only pins that pass it count, so that each word is asked for
// by itself to see how many it brings.
func (t *textSpeaker) followRare(ctx context.Context, words []sourceWord, most int) (rows []Row, common []string, err error) {
	var rare []string
	sum := 0
	for i, w := range words {
		pins := w.pins
		var found []Row
		if t.sieve != nil {
			if found, err = t.snap.Matching(ctx, []string{w.stem}, nil); err != nil {
				return nil, nil, err
			}
			found = t.sieve.keep(found)
			pins = len(found)
		}
		if sum += pins; i > 0 && sum > most {
			for _, rest := range words[i:] {
				common = append(common, rest.stem)
			}
			break
		}
		rows, rare = append(rows, found...), append(rare, w.stem)
	}
	if t.sieve == nil {
		rows, err = t.snap.Matching(ctx, rare, nil)
	}
	return rows, common, err
}

func (t *textSpeaker) proposes(r Row) bool {
	t.snap.Counts(r, t.terms, t.counts)
	return slices.ContainsFunc(t.counts, func(n uint32) bool { return n > 0 })
}

func (t *textSpeaker) value(r Row) (score.Micro, bool) {
	length := t.snap.Counts(r, t.terms, t.counts)
	if length == 0 {
		return 0, false
	}
	var sum, weights score.Micro
	for i := range t.sources {
		src := &t.sources[i]
		var got score.Micro
		for j := range src.words {
			got += t.answered(&src.words[j], length)
		}
		sum += got * score.One / src.full * src.weight
		weights += src.weight
	}
	return sum / weights, true
}

// answered is how much of a word's worth the pin in t.counts gives.
func (t *textSpeaker) answered(w *sourceWord, length uint32) score.Micro {
	if w.at < 0 || t.counts[w.at] == 0 {
		return 0
	}
	return w.rare.Times(min(w.most, t.corpus.Saturation(t.counts[w.at], length)))
}

// maxEvidenceWords is how many words a receipt names.
const maxEvidenceWords = 5

// evidence names the words that counted most.
func (t *textSpeaker) evidence(r Row) score.Evidence {
	length := t.snap.Counts(r, t.terms, t.counts)
	type hit struct {
		word string
		got  score.Micro
	}
	var hits []hit
	for i := range t.sources {
		for j := range t.sources[i].words {
			w := &t.sources[i].words[j]
			if got := t.answered(w, length); got > 0 && !slices.ContainsFunc(hits, func(h hit) bool { return h.word == w.word }) {
				hits = append(hits, hit{w.word, got})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.got, a.got) })
	words := []string{}
	for _, h := range hits[:min(maxEvidenceWords, len(hits))] {
		words = append(words, h.word)
	}
	return score.Evidence{"words": words}
}
