package engine

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A phraseFake is a library that holds phrases alone, as package record does.
type phraseFake struct {
	Library
	all   map[string]*Phrase
	ids   []*Phrase
	seq   int64
	reads int // phrases handed out
}

// count adds to what a phrase is on.
func (f *phraseFake) count(kind PhraseKind, text string, pins int) {
	key := string(kind) + " " + text
	p := f.all[key]
	if p == nil {
		p = &Phrase{ID: int64(len(f.ids) + 1), Kind: kind, Text: text}
		f.all[key] = p
		f.ids = append(f.ids, p)
	}
	f.seq++
	p.Pins, p.Seq = p.Pins+pins, f.seq
	if p.Pins == 0 {
		p.Text = ""
		delete(f.all, key)
	}
}

func (f *phraseFake) Phrases(_ context.Context, after int64) (list []Phrase, err error) {
	for _, p := range f.ids {
		if p.Seq > after {
			list = append(list, *p)
		}
	}
	f.reads += len(list)
	return list, nil
}

func newPhraseFake() (*phraseFake, *Engine) {
	f := &phraseFake{all: map[string]*Phrase{}}
	return f, New(Parts{Library: f})
}

func suggested(t testing.TB, e *Engine, typed string, limit int) []Suggestion {
	t.Helper()
	list, err := e.Suggest(t.Context(), typed, limit)
	if err != nil {
		t.Fatal(err)
	}
	return list.Items
}

func TestSuggest(t *testing.T) {
	f, e := newPhraseFake()
	for _, p := range []struct {
		kind PhraseKind
		text string
		pins int
	}{
		{TagPhrase, "sea", 5}, {BoardPhrase, "Sea", 9}, {TitlePhrase, "sea", 1},
		{TitlePhrase, "Seal by the sea", 2}, {TitlePhrase, "By the lake", 2},
		{TagPhrase, "Café au lait", 3}, {TitlePhrase, "Cafe chairs", 3}, {TitlePhrase, "The café's door", 1},
		{TagPhrase, "smørrebrød", 1}, {TagPhrase, "Ærø", 1}, {TitlePhrase, "渋い色", 1}, {TitlePhrase, "THE WHO", 1},
	} {
		f.count(p.kind, p.text, p.pins)
	}
	for _, test := range []struct {
		typed string
		want  string
	}{
		{"se", "Sea 9, Seal by the sea 2"}, // the same text once, of most pins
		{"SEA", "Sea 9, Seal by the sea 2"},
		{"seal", "Seal by the sea 2"},
		{"by the", "By the lake 2, Seal by the sea 2"}, // equal ones by text
		{"sea by", "Seal by the sea 2"},
		{"seal by  the, s", "Seal by the sea 2"},
		{"lak by", ""}, // earlier words are whole
		{"caf", "Cafe chairs 3, Café au lait 3, The café's door 1"},
		{"café", "Cafe chairs 3, Café au lait 3, The café's door 1"},
		{"cafes", "The café's door 1"},
		{"smorre", "smørrebrød 1"},
		{"aero", "Ærø 1"},
		{"い", "渋い色 1"},
		{"th", "By the lake 2, Seal by the sea 2, THE WHO 1, The café's door 1"},
		{"zebra", ""}, {"", ""}, {" !", ""},
	} {
		var got []string
		for _, s := range suggested(t, e, test.typed, 0) {
			got = append(got, fmt.Sprintf("%s %d", s.Text, s.Pins))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q: %q, want %q", test.typed, strings.Join(got, ", "), test.want)
		}
	}
	if got := suggested(t, e, "sea", 1); len(got) != 1 || got[0] != (Suggestion{"Sea", BoardPhrase, 9}) {
		t.Errorf("one of many: %v", got)
	}
	for _, limit := range []int{-1, MaxSuggestions + 1} {
		if _, err := e.Suggest(t.Context(), "sea", limit); KindOf(err) != BadQuery {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
	if _, err := e.Suggest(t.Context(), strings.Repeat("a", maxTyped+1), 0); KindOf(err) != BadQuery {
		t.Errorf("typed too much: %v", err)
	}
}

// What is suggested is what the law says, looked up without any index, after
// each of many changes; and an engine that saw the changes says the same as
// one that came late.
func TestSuggestFollowsTheLibrary(t *testing.T) {
	f, e := newPhraseFake()
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		return string([]byte{"sStT"[random.IntN(4)], "ae"[random.IntN(2)], "ln"[random.IntN(2)]})
	}
	kept := []*Phrase{}
	for round := range 40 {
		for range 250 {
			if len(kept) > 2500 && random.IntN(3) > 0 {
				i := random.IntN(len(kept))
				p := kept[i]
				f.count(p.Kind, p.Text, -p.Pins)
				kept = slices.Delete(kept, i, i+1)
				continue
			}
			kind, text := phraseKinds[random.IntN(3)], word()
			for range random.IntN(4) {
				text += " " + word()
			}
			if f.count(kind, text, 1+random.IntN(3)); !slices.Contains(kept, f.all[string(kind)+" "+text]) {
				kept = append(kept, f.all[string(kind)+" "+text])
			}
		}
		late := New(Parts{Library: f})
		for _, typed := range []string{"s", "sa", "sal", "ten s", "sal ten t"} {
			want := lookedUp(f, typed, 8)
			if got := suggested(t, e, typed, 8); !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d, %q:\n got %v\nwant %v", round, typed, got, want)
			}
			if got := suggested(t, late, typed, 8); !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d, %q, come late:\n got %v\nwant %v", round, typed, got, want)
			}
		}
	}
	if len(e.phrases.main.words) == 0 || len(e.phrases.list) == len(f.ids) {
		t.Errorf("nothing was ever joined, or read anew: %d words, %d entries for %d phrases", len(e.phrases.main.words), len(e.phrases.list), len(f.ids))
	}
}

// lookedUp is the law of Suggest as it is written.
func lookedUp(f *phraseFake, typed string, n int) []Suggestion {
	typedWords := foldWords(typed)
	last := len(typedWords) - 1
	found := []Suggestion{}
	for _, p := range f.all {
		words := foldWords(p.Text)
		fits := slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, typedWords[last]) })
		for _, w := range typedWords[:last] {
			fits = fits && slices.Contains(words, w)
		}
		if fits {
			found = append(found, Suggestion{p.Text, p.Kind, p.Pins})
		}
	}
	slices.SortFunc(found, func(a, b Suggestion) int {
		return cmp.Or(b.Pins-a.Pins, strings.Compare(a.Text, b.Text), slices.Index(phraseKinds, a.Kind)-slices.Index(phraseKinds, b.Kind))
	})
	texts := map[string]bool{}
	found = slices.DeleteFunc(found, func(s Suggestion) bool {
		text := strings.Join(foldWords(s.Text), " ")
		again := texts[text]
		texts[text] = true
		return again
	})
	return found[:min(n, len(found))]
}

// Only what is new is read again.
func TestSuggestReadsWhatIsNew(t *testing.T) {
	f, e := newPhraseFake()
	for i := range 100 {
		f.count(TitlePhrase, fmt.Sprint("lamp ", i), 1)
	}
	suggested(t, e, "lamp", 0)
	f.count(TagPhrase, "lamp", 4)
	f.count(TitlePhrase, "lamp 7", -1)
	f.reads = 0
	if got := suggested(t, e, "lamp", 2); !reflect.DeepEqual(got, []Suggestion{{"lamp", TagPhrase, 4}, {"lamp 0", TitlePhrase, 1}}) {
		t.Errorf("got %v", got)
	}
	if got := suggested(t, e, "lamp 7", 0); len(got) > 0 && got[0].Text == "lamp 7" {
		t.Errorf("got %v, which is gone", got)
	}
	if f.reads != 2 {
		t.Errorf("%d phrases were read, want the two that changed", f.reads)
	}
}

func BenchmarkSuggest(b *testing.B) {
	f, e := newPhraseFake()
	const pins = 200_000
	random := rand.New(rand.NewPCG(1, 2))
	frequent := rand.NewZipf(random, 1.05, 2, 30_000)
	const consonants, vowels = "bcdfghjklmnprstvw", "aeiou"
	word := func() string {
		own := rand.New(rand.NewPCG(frequent.Uint64(), 9))
		var w []byte
		for range 2 + own.IntN(3) {
			w = append(w, consonants[own.IntN(len(consonants))], vowels[own.IntN(len(vowels))])
		}
		return string(w)
	}
	for range pins {
		title := word()
		for range 3 + random.IntN(3) {
			title += " " + word()
		}
		f.count(TitlePhrase, title, 1)
		for range 3 {
			f.count(TagPhrase, word(), 1)
		}
	}
	all, err := f.Phrases(b.Context(), 0)
	if err != nil {
		b.Fatal(err)
	}
	late := &phraseFake{}
	e.library = late
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			e.phrases.forget()
			for i := range all {
				e.phrases.put(&all[i])
			}
			e.phrases.sortRecent()
		}
	})
	for _, typed := range []string{"s", "ba", "bab", "babu", "ba s", "s b s"} {
		b.Run("typed="+strings.ReplaceAll(typed, " ", "+"), func(b *testing.B) {
			b.ReportAllocs()
			matches := 0
			e.phrases.each(typed[strings.LastIndexByte(typed, ' ')+1:], true, nil, func(uint32) { matches++ })
			for b.Loop() {
				suggested(b, e, typed, 0)
			}
			b.ReportMetric(float64(matches), "candidates")
		})
	}
}
