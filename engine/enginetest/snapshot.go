package enginetest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
)

// Tokens is the analysis of the fake index: words of letters and digits, in
// lower case, without a plural's s, and without a few stop words.
func Tokens(text string) []engine.Token {
	var tokens []engine.Token
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		stem := strings.ToLower(word)
		if slices.Contains([]string{"a", "and", "from", "in", "its", "of", "the", "to"}, stem) {
			continue
		}
		if len(stem) > 3 {
			stem = strings.TrimSuffix(stem, "s")
		}
		tokens = append(tokens, engine.Token{Stem: stem, Word: word})
	}
	return tokens
}

// seen is what a picture looks like, with what is derived from that.
type seen struct {
	features features.Features
	raw      *eye.Raw
	codes    [features.Planes]features.Code
	visual   []string
	print    *copies.Print
	mark     copies.Mark
	regions  engine.Regions
}

func see(l engine.Look) seen {
	s := seen{features: l.Features, raw: l.Raw, visual: l.Features.VisualWords(), print: l.Print, regions: l.Regions}
	if s.print != nil {
		s.mark = s.print.Mark()
	}
	for p := range s.codes {
		s.codes[p] = l.Features.Code(features.Plane(p))
	}
	return s
}

// A snapshot is a list of pins with everything about them worked out. Rows
// follow the order of IDs, those of a viewer's own pins after all others;
// terms follow the order of stems.
type snapshot struct {
	index      *Index // asked for what is secret; nil for one that knows no more
	public     int    // how many pins everybody sees: the first
	pins       []engine.Pin
	looks      map[engine.PictureID]seen
	words      []map[string]uint32 // weighted counts by stem, by row
	stems      []string            // all of them, ascending
	generation int
	sight      *sight
	shelves
}

var _ engine.Snapshot = (*snapshot)(nil)

// newSnapshot freezes pins, which are in ascending order of ID.
func newSnapshot(pins []engine.Pin, saved saves, looks map[engine.PictureID]seen, fit *eye.Fit, tokens func(string) []engine.Token, generation int) *snapshot {
	s := &snapshot{public: len(pins), pins: pins, looks: looks, generation: generation, shelves: shelve(pins, saved)}
	s.sight = newSight(s, fit)
	s.countWords(tokens)
	return s
}

// with returns the snapshot with pins and saves that only one viewer sees.
func (s *snapshot) with(own []engine.Pin, saved saves, looks map[engine.PictureID]seen, tokens func(string) []engine.Token) *snapshot {
	own = slices.DeleteFunc(slices.Clone(own), func(p engine.Pin) bool {
		_, ok := s.Row(p.ID) // what was public when the snapshot was taken stays so in it
		return ok
	})
	next := *s
	next.pins, next.looks = slices.Concat(s.pins, own), looks
	next.sight = newSight(&next, s.sight.fit)
	next.shelves = s.shelves.with(next.pins, len(own), saved)
	next.countWords(tokens)
	return &next
}

// countWords works out the words of all pins.
func (s *snapshot) countWords(tokens func(string) []engine.Token) {
	s.words = nil
	all := map[string]bool{}
	for i := range s.pins {
		words := countWords(&s.pins[i], tokens)
		s.words = append(s.words, words)
		for stem := range words {
			all[stem] = true
		}
	}
	s.stems = slices.Sorted(maps.Keys(all))
}

// countWords counts a pin's words, each as often as its field weighs.
func countWords(p *engine.Pin, tokens func(string) []engine.Token) map[string]uint32 {
	counts := map[string]uint32{}
	for _, f := range p.Fields() {
		for _, t := range tokens(f.Text) {
			counts[t.Stem] += uint32(f.Weight)
		}
	}
	return counts
}

func sum(counts map[string]uint32) (n uint32) {
	for _, c := range counts {
		n += c
	}
	return n
}

func (s *snapshot) Generation() string { return fmt.Sprintf("%06d", s.generation) }
func (s *snapshot) Built() bool        { return s.generation > 0 }
func (s *snapshot) Close()             {}
func (s *snapshot) Len() int           { return s.public }

// With implements engine.Snapshot.
func (s *snapshot) With(ctx context.Context, viewer engine.UserID) (engine.Snapshot, error) {
	if viewer == "" {
		return s, nil
	}
	x := s.index
	x.mu.Lock()
	defer x.mu.Unlock()
	pins, saved := x.records.secret(viewer)
	if len(pins)+len(saved) == 0 {
		return s, ctx.Err()
	}
	if err := x.lookAt(ctx, pins, nil); err != nil {
		return nil, err
	}
	return s.with(pins, saved, maps.Clone(x.looks), Tokens), ctx.Err()
}

func (s *snapshot) Own() []engine.Row {
	var own []engine.Row
	for r := s.public; r < len(s.pins); r++ {
		own = append(own, engine.Row(r))
	}
	return own
}

func (s *snapshot) Row(id engine.PinID) (engine.Row, bool) {
	i := slices.IndexFunc(s.pins, func(p engine.Pin) bool { return p.ID == id })
	return engine.Row(max(i, 0)), i >= 0
}

func (s *snapshot) Pin(r engine.Row) engine.RowPin {
	p := &s.pins[r]
	return engine.RowPin{ID: p.ID, Picture: p.Picture, Width: p.Facts.Width, Height: p.Facts.Height, Created: p.Created}
}

func (s *snapshot) Features(r engine.Row) (features.Features, bool) {
	look, ok := s.looks[s.pins[r].Picture]
	return look.features, ok
}

func (s *snapshot) Pictured(id engine.PictureID) (engine.Row, bool) {
	_, seen := s.looks[id]
	i := slices.IndexFunc(s.pins, func(p engine.Pin) bool { return p.Picture == id })
	return engine.Row(max(i, 0)), seen && i >= 0
}

func (s *snapshot) Nearest(plane features.Plane, code features.Code, n int) []engine.Row {
	type measured struct {
		row      engine.Row
		distance int
	}
	var all []measured
	for r := range engine.Row(len(s.pins)) {
		if look, ok := s.looks[s.pins[r].Picture]; ok {
			all = append(all, measured{r, code.Distance(look.codes[plane])})
		}
	}
	slices.SortFunc(all, func(a, b measured) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(s.pins[a.row].ID, s.pins[b.row].ID))
	})
	var rows []engine.Row
	for i, m := range all {
		if i >= 2*n || i >= n && m.distance > all[n-1].distance {
			break
		}
		rows = append(rows, m.row)
	}
	return rows
}

func (s *snapshot) Term(stem string) (engine.Term, int, bool) {
	i, ok := slices.BinarySearch(s.stems, stem)
	if !ok {
		return 0, 0, false
	}
	pins := 0
	for _, words := range s.words[:s.public] {
		if words[stem] > 0 {
			pins++
		}
	}
	return engine.Term(i), max(pins, 1), true
}

func (s *snapshot) Totals() (pins int, length int64) {
	for _, words := range s.words[:s.public] {
		if len(words) > 0 {
			pins++
			length += int64(sum(words))
		}
	}
	return pins, length
}

func (s *snapshot) Counts(r engine.Row, terms []engine.Term, counts []uint32) uint32 {
	for i, t := range terms {
		counts[i] = s.words[r][s.stems[t]]
	}
	return sum(s.words[r])
}

func (s *snapshot) Terms(r engine.Row) []engine.TermCount {
	var all []engine.TermCount
	for i, stem := range s.stems {
		if n := s.words[r][stem]; n > 0 {
			_, pins, _ := s.Term(stem)
			all = append(all, engine.TermCount{Term: engine.Term(i), Count: n, Pins: pins, Stem: stem})
		}
	}
	return all
}

func (s *snapshot) Tagged(ctx context.Context, tags []string) ([]engine.Row, error) {
	var rows []engine.Row
	for r := range engine.Row(len(s.pins)) {
		has := s.pins[r].TagKeys()
		lacks := func(tag string) bool { return !slices.Contains(has, tag) }
		if len(tags) > 0 && !slices.ContainsFunc(tags, lacks) {
			rows = append(rows, r)
		}
	}
	return rows, ctx.Err()
}

func (s *snapshot) Matching(ctx context.Context, stems, visual []string) ([]engine.Row, error) {
	var rows []engine.Row
	for r := range engine.Row(len(s.pins)) {
		look := s.looks[s.pins[r].Picture]
		byWord := slices.ContainsFunc(stems, func(w string) bool { return s.words[r][w] > 0 })
		byLooks := slices.ContainsFunc(look.visual, func(w string) bool { return slices.Contains(visual, w) })
		if byWord && (byLooks || len(visual) == 0) {
			rows = append(rows, r)
		}
	}
	return rows, ctx.Err()
}
