package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// tokenTable gives texts with their tokens, each as stem or stem=word where
// the two differ.
var tokenTable = []struct{ name, text, want string }{
	{"empty", "", ""},
	{"case", "Sea SEA sea", "sea=Sea sea=SEA sea"},
	{"endings", "running runs run", "run=running run=runs run"},
	{"possessive", "urchin's URCHIN’S", "urchin=urchin's urchin=URCHIN’S"},
	{"stop words go", "the shell of an Urchin", "shell urchin=Urchin"},
	{"stop words alone", "The Who", ""},
	{"file name", "sea_urchin-2.final.JPG", "sea urchin 2 final jpg=JPG"},
	{"joiners alone", "__ ._. _", ""},
	{"wide joiners", "sea‿urchin＿shell：x", "sea urchin shell x"},
	{"address", "example.org/a_b?c=d", "exampl=example org b c d"},
	{"numbers stay whole", "3.14 1,000 v1.5 p.5", "3.14 1,000 v1.5 p 5"},
	{"accents", "Café naïve Århus", "cafe=Café naiv=naïve arhu=Århus"},
	{"combining accent", "cafe\u0301", "cafe=cafe\u0301"},
	{"ligature, wide, sharp s", "ﬁr ＦＯＸ Gruß", "fir=ﬁr fox=ＦＯＸ gruss=Gruß"},
	{"other alphabets", "ΣΊΣΥΦΟΣ Ёлка", "σίσυφος=ΣΊΣΥΦΟΣ ёлка=Ёлка"},
	{"signs one by one, kana together", "東京タワー", "東 京 タワー"},
	{"half-width kana", "ﾀﾜｰ", "タワー=ﾀﾜｰ"},
	{"emoji are no words", "🐚shell🐚", "shell"},
	{"apostrophe inside", "O'Keeffe", "o'keeff=O'Keeffe"},
	{"broken bytes divide", "\xff\xfesea\xffurchin\xe2\x82", "sea urchin"},
	{"long", strings.Repeat("7", 70), strings.Repeat("7", 64)},
	{"long, cut between characters", "x" + strings.Repeat("ы", 40), "x" + strings.Repeat("ы", 31)},
}

func TestTokens(t *testing.T) {
	for _, c := range tokenTable {
		var got []string
		for _, tok := range Tokens(c.text) {
			if tok.Stem == tok.Word {
				got = append(got, tok.Stem)
			} else {
				got = append(got, tok.Stem+"="+tok.Word)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: tokens of %q are\n  %s, want\n  %s", c.name, c.text, s, c.want)
		}
	}
}

func TestTermsInBleveAreTheStemsOfTokens(t *testing.T) {
	for _, c := range tokenTable {
		var stems []string
		for _, tok := range Tokens(c.text) {
			stems = append(stems, tok.Stem)
		}
		slices.Sort(stems)
		stems = slices.Compact(stems)
		x := memory(t)
		apply(t, x, 1, Document{ID: "p", Fields: []string{c.text}})
		if got := terms(t, snapshot(t, x), wordsField); !slices.Equal(got, stems) {
			t.Errorf("%s: terms %q, stems %q", c.name, got, stems)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, c := range tokenTable {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rest := strings.ToValidUTF8(text, " ")
		for _, tok := range Tokens(text) {
			if tok.Stem == "" || len(tok.Stem) > maxWord || !utf8.ValidString(tok.Stem) {
				t.Errorf("stem %q of %q", tok.Stem, text)
			}
			_, after, found := strings.Cut(rest, tok.Word)
			if tok.Word == "" || len(tok.Word) > maxWord || !found {
				t.Errorf("word %q does not stand in %q", tok.Word, rest)
			}
			rest = after
		}
	})
}

// terms returns the terms of a field in Bleve, sorted.
func terms(t *testing.T, s *Snapshot, field string) (all []string) {
	t.Helper()
	dict, err := s.reader.FieldDict(field)
	if err != nil {
		t.Fatal(err)
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil {
			t.Fatal(err)
		}
		if entry == nil {
			return all
		}
		all = append(all, entry.Term)
	}
}
