package text

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"akin/engine"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/analysis/token/unicodenorm"
	unicodewords "github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"
)

// analyzerName stands in the mapping of every index on disk. The number rises
// with each change of what a text's stems are, so that an index made by
// another analysis is refused when it is opened and not searched with words
// it does not have. 1: the first.
const analyzerName = "akin words 1"

// maxWord bounds a stem and the word that explains it, in bytes. The longest
// words of languages written with spaces stay below it; what is longer is a
// key or a hash, which its first 64 bytes tell apart well enough.
const maxWord = 64

// Tokens cuts a text into the words by which pins are found, in the order of
// the text. Stems are lower case, without accents, English endings and English
// stop words, and at most 64 bytes of valid UTF-8, never empty; words are as
// the text has them, cut at the same length. A text of stop words alone, such
// as "the who", has no tokens. Safe for concurrent use.
//
// Words end where Unicode's rules end them, and also at underscores, dots and
// colons, by which file names and addresses join words; a dot between digits
// stays. Known weak: one Chinese or Japanese character is one word, Thai, Lao,
// Khmer and Burmese letters and emoji are no words, "l'amour" is not found by "amour",
// and English stems and stop words are applied to every language.
func Tokens(text string) []engine.Token {
	text = strings.ToValidUTF8(text, " ")
	stream := wordAnalyzer().Analyze([]byte(text))
	tokens := make([]engine.Token, len(stream))
	for i, t := range stream {
		// Filters change a token's term; its place in the text stays.
		tokens[i] = engine.Token{Stem: string(t.Term), Word: cut(text[t.Start:t.End])}
	}
	return tokens
}

// wordAnalyzer is the one analysis of akin. It is registered with Bleve under
// analyzerName the first time that anything here needs it.
var wordAnalyzer = sync.OnceValue(func() analysis.Analyzer {
	stopWords := analysis.NewTokenMap()
	err := stopWords.LoadBytes(en.EnglishStopWords)
	a := &analysis.DefaultAnalyzer{
		Tokenizer: wordTokenizer{unicodewords.NewUnicodeTokenizer()},
		TokenFilters: []analysis.TokenFilter{
			// Composed first: the folding table knows é but not e + accent.
			unicodenorm.MustNewUnicodeNormalizeFilter(unicodenorm.NFKC),
			foldFilter{asciifolding.New()},
			lowercase.NewLowerCaseFilter(),
			en.NewPossessiveFilter(),
			stop.NewStopTokensFilter(stopWords),
			porter.NewPorterStemmer(),
			cutFilter{},
		},
	}
	build := func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return a, nil }
	if err == nil {
		err = registry.RegisterAnalyzer(analyzerName, build)
	}
	if err != nil {
		panic("text: " + err.Error()) // a list compiled in, a name used once
	}
	return a
})

// wordTokenizer cuts the tokens of another tokenizer at joiners. That other
// one gives up at the first byte that is no UTF-8, so such bytes become spaces.
type wordTokenizer struct{ analysis.Tokenizer }

func (w wordTokenizer) Tokenize(input []byte) analysis.TokenStream {
	if !utf8.Valid(input) {
		input = bytes.ToValidUTF8(input, []byte(" "))
	}
	var out analysis.TokenStream
	for _, t := range w.Tokenizer.Tokenize(input) {
		out = appendParts(out, t)
	}
	return out
}

// appendParts appends a token's parts between joiners, the token itself where
// it has none.
func appendParts(out analysis.TokenStream, t *analysis.Token) analysis.TokenStream {
	start := 0
	before := rune(0)
	add := func(end int) {
		if end > start {
			out = append(out, &analysis.Token{
				Term: t.Term[start:end:end], Start: t.Start + start, End: t.Start + end,
				Position: len(out) + 1, Type: t.Type,
			})
		}
	}
	for i, r := range string(t.Term) {
		size := utf8.RuneLen(r)
		after, _ := utf8.DecodeRune(t.Term[min(i+size, len(t.Term)):])
		if joins(before, r, after) {
			add(i)
			start = i + size
		}
		before = r
	}
	add(len(t.Term))
	return out
}

// joins says whether r stands between words, given its neighbours.
func joins(before, r, after rune) bool {
	if strings.ContainsRune(".．", r) {
		return !unicode.IsDigit(before) || !unicode.IsDigit(after)
	}
	return unicode.Is(unicode.Pc, r) || strings.ContainsRune(":：", r)
}

// foldFilter applies a filter of characters to each token. On the whole text,
// where Bleve puts such filters, it would move the tokens' places.
type foldFilter struct{ analysis.CharFilter }

func (f foldFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	for _, t := range in {
		t.Term = f.CharFilter.Filter(t.Term)
	}
	return in
}

// cutFilter bounds the length of terms and drops those of which nothing is
// left.
type cutFilter struct{}

func (cutFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := in[:0]
	for _, t := range in {
		t.Term = []byte(cut(string(t.Term)))
		if len(t.Term) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// cut shortens a word to maxWord bytes, at the start of a character.
func cut(word string) string {
	if len(word) <= maxWord {
		return word
	}
	end := maxWord
	for !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}
