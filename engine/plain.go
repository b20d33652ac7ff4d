package engine

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldWords cuts a text into words as a person who types fast writes them:
// lower case, without accents and apostrophes. It keeps endings and the
// commonest words, unlike Index.Tokens: what is half typed has no ending yet.
//
// A word is a run of letters and digits. Chinese characters and hiragana,
// which are written without spaces, are a word each, as they are for the
// search.
func foldWords(text string) []string {
	if isASCII(text) {
		return strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(text), "'", ""), isBetween)
	}
	// Decomposed, é is e and an accent, which is dropped.
	text = plainLetters.Replace(strings.Map(foldRune, norm.NFKD.String(text)))
	var words []string
	for _, run := range strings.FieldsFunc(text, isBetween) {
		words = appendSplit(words, run)
	}
	return words
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isBetween tells whether a character stands between words.
func isBetween(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// foldRune drops accents and apostrophes.
func foldRune(r rune) rune {
	if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
		return -1
	}
	return unicode.ToLower(r)
}

// plainLetters writes letters that Unicode does not take for others with an
// accent as people type them. The search knows more of them, in languages that
// few pins are in.
var plainLetters = strings.NewReplacer(
	"æ", "ae", "œ", "oe", "ø", "o", "ß", "ss", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ħ", "h", "ı", "i",
)

// appendSplit appends a run of letters, cut around each character that is a
// word.
func appendSplit(words []string, run string) []string {
	from := 0
	for at, r := range run {
		if !unicode.In(r, unicode.Han, unicode.Hiragana) {
			continue
		}
		if at > from {
			words = append(words, run[from:at])
		}
		from = at + utf8.RuneLen(r)
		words = append(words, run[at:from])
	}
	if from < len(run) {
		words = append(words, run[from:])
	}
	return words
}
