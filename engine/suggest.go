package engine

import (
	"cmp"
	"context"
	"slices"
)

// A Phrase is a text that pins can be found by: a tag, or the title of a board
// or of a pin.
type Phrase struct {
	ID   int64 // its name while the library is open; a later phrase has a higher one
	Kind PhraseKind
	Text string
	Pins int   // how many have it: the tag, the title, a place on the board
	Seq  int64 // rises with every change of any phrase
}

// PhraseKind tells where a phrase stands.
type PhraseKind string

// The kinds of phrases, in the order in which equal ones are suggested.
const (
	TagPhrase   PhraseKind = "tag"
	BoardPhrase PhraseKind = "board"
	TitlePhrase PhraseKind = "title"
)

// phraseKinds gives each kind its number.
var phraseKinds = []PhraseKind{TagPhrase, BoardPhrase, TitlePhrase}

// A Suggestion is what a search could be for.
type Suggestion struct {
	Text string     `json:"text"`
	Kind PhraseKind `json:"kind"`
	Pins int        `json:"pins"`
}

// A SuggestionList holds suggestions, the best first.
type SuggestionList struct {
	Items []Suggestion `json:"items"` // never nil
}

// Bounds of Suggest. As many as DefaultSuggestions can be taken in at a glance.
const (
	DefaultSuggestions = 8
	MaxSuggestions     = 50

	// maxTyped is longer than what is typed by hand, in bytes.
	maxTyped = 1000
)

// Suggest returns phrases with a word that begins as the last word of typed
// does, and with all its earlier words: those of most pins first, equal ones
// by their text. Case, accents and punctuation do not count; of phrases that
// differ in nothing else the first is taken. limit is how many; 0 is
// DefaultSuggestions. A text without words has none.
//
// What is suggested is what the library holds when Suggest is called. The
// first call reads all phrases into memory: at 200,000 pins with as many
// titles that takes a second or two and 30 MB, and each later call some 100 us
// to ask for what is new, and 2 ms at most to look.
func (e *Engine) Suggest(ctx context.Context, typed string, limit int) (SuggestionList, error) {
	out := SuggestionList{Items: []Suggestion{}}
	if limit == 0 {
		limit = DefaultSuggestions
	}
	if limit < 1 || limit > MaxSuggestions {
		return out, Errorf(BadQuery, "limit is %d, must be 1 to %d", limit, MaxSuggestions)
	}
	if len(typed) > maxTyped {
		return out, Errorf(BadQuery, "what was typed has %d bytes, at most %d are looked at", len(typed), maxTyped)
	}
	words := foldWords(typed)
	if len(words) == 0 {
		return out, nil
	}
	e.phrases.Lock()
	defer e.phrases.Unlock()
	if err := e.phrases.catchUp(ctx, e.library); err != nil {
		return out, err
	}
	out.Items = append(out.Items, e.phrases.find(words, limit)...)
	return out, nil
}

// catchUp takes in what is new in the library. If nothing is held, or more is
// held of phrases that are gone than of others, it reads all anew.
func (b *phraseBook) catchUp(ctx context.Context, from Library) error {
	if b.gone > len(b.list)/2 {
		b.forget()
	}
	news, err := from.Phrases(ctx, b.seq)
	if err != nil {
		return err
	}
	slices.SortFunc(news, func(x, y Phrase) int { return cmp.Compare(x.ID, y.ID) })
	for i := range news {
		b.put(&news[i])
		b.seq = max(b.seq, news[i].Seq)
	}
	b.sortRecent()
	return nil
}
