package demo

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed words.txt
var wordsFile string

// entry is what words.txt says under one header: of a style, which tags say
// plainly what it is, what is written about any of it, and what boards about it
// are called; of a motif, what people call it, write about it and tag it with,
// and the kinds it comes in (lemons, pears), of which one stands for {k} and is
// known to the painter.
type entry struct{ titles, notes, tags, kinds []string }

// texts is words.txt by header: "skies", "skies / misty hills", "asides".
var texts = sync.OnceValue(func() map[string]*entry {
	m, err := parseTexts(wordsFile)
	if err != nil {
		panic("demo: " + err.Error()) // it is part of the binary: a test reads it first
	}
	return m
})

// text is what words.txt says of a motif.
func (s *style) text(motif int) *entry { return texts()[s.name+" / "+s.motifs[motif].name] }

// parseTexts reads headers "= name", each once, and under them lines "title:"
// and "note:", which repeat, "tags:" parted by blanks and "kinds:" parted by
// "; ". Empty lines and lines that begin with # say nothing.
func parseTexts(text string) (map[string]*entry, error) {
	m, e := map[string]*entry{}, (*entry)(nil)
	for i, line := range strings.Split(text, "\n") {
		key, value, _ := strings.Cut(line, " ")
		if line == "" || key == "#" {
			continue
		}
		if key == "=" && m[value] == nil {
			e = new(entry)
			m[value] = e
		} else if e == nil || value == "" || !e.take(key, value) {
			return nil, fmt.Errorf("words.txt, line %d: %q is no new header, and no title, note, tags or kinds of one", i+1, line)
		}
	}
	return m, nil
}

func (e *entry) take(key, value string) bool {
	switch key {
	case "title:":
		e.titles = append(e.titles, value)
	case "note:":
		e.notes = append(e.notes, value)
	case "tags:":
		e.tags = strings.Fields(value)
	case "kinds:":
		e.kinds = strings.Split(value, "; ")
	default:
		return false
	}
	return true
}

// expand replaces {c} and {d} by two colours, {k} by a kind, {n} by a number; a
// capital letter in braces asks for one.
func expand(text, c, d, kind string, n int) string {
	if !strings.Contains(text, "{") {
		return text
	}
	for _, f := range [...][2]string{{"{c}", c}, {"{C}", capital(c)}, {"{d}", d},
		{"{k}", strings.ToLower(kind)}, {"{K}", capital(kind)}, {"{n}", strconv.Itoa(n)}} {
		text = strings.ReplaceAll(text, f[0], f[1])
	}
	return text
}

// capital is for words of ours, which begin with ASCII.
func capital(s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] }
