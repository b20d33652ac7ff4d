package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// person is somebody with boards: a name, a taste and a way of writing.
type person struct {
	name             string
	styles, palettes []int // the favourites
	// terse people write little and in lower case; chatty ones write two
	// sentences. Most are neither.
	terse, chatty bool
	tagging       int // of twenty pins, how many get tags: 14 to 20
}

// pinsEach is how many pins there are to a person, but never fewer people than
// leastPeople where there are pins enough for their boards.
const (
	pinsEach    = 90
	leastPeople = 12
)

// newPeople makes up people. Favourites are dealt around a circle, each person
// a few places on from the one before, so that neighbours share some.
func newPeople(r *rand.Rand, pins int) []person {
	names := texts()["people"].tags
	people := make([]person, max(leastPeople, pins/pinsEach))
	ring, colours := r.Perm(len(styles)), r.Perm(len(palettes))
	for i := range people {
		p := &people[i]
		p.name = names[i%len(names)]
		for round := i / len(names); round > 0; round /= 26 { // names have no figures: the second Ines is ines-b
			p.name += "-" + string(rune('a'+round%26))
		}
		for j := range 4 {
			p.styles = append(p.styles, ring[(i*3+j*j)%len(ring)])
			p.palettes = append(p.palettes, colours[(i*2+j*3)%len(colours)])
		}
		p.terse, p.chatty = i%4 == 1, i%4 == 2
		p.tagging = 14 + r.IntN(7)
	}
	return people
}

// choosePerson finds an owner for a pin: of three people asked, one who likes
// its style, or else its palette, or else anybody.
func choosePerson(r *rand.Rand, people []person, p plan) int {
	asked := []int{r.IntN(len(people)), r.IntN(len(people)), r.IntN(len(people))}
	likes := func(i int) bool { return slices.Contains(people[i].styles, p.style) }
	if !slices.ContainsFunc(asked, likes) {
		likes = func(i int) bool { return slices.Contains(people[i].palettes, p.palette) }
	}
	return asked[max(0, slices.IndexFunc(asked, likes))]
}

// writer gives pins their words. It remembers titles, so that two pins share
// one only when everything else has been tried.
type writer map[string]bool

func (w writer) write(r *rand.Rand, pin *Pin, p plan, by person) {
	st, m, pal := texts()[pin.Style], styles[p.style].text(p.motif), palettes[p.palette]
	c, d := pal.first, pal.second
	if r.IntN(2) == 0 {
		c, d = d, c
	}
	pick := func(lines []string) string { return expand(lines[r.IntN(len(lines))], c, d, p.kind, r.IntN(40)+2) }
	pin.Title = pick(m.titles)
	for try := 0; try < 12 && w[strings.ToLower(pin.Title)]; try++ {
		pin.Title = pick(m.titles)
		if try > 3 {
			pin.Title += " " + pick(texts()["afters"].titles)
		}
	}
	w[strings.ToLower(pin.Title)] = true
	var said []string
	if by.terse && r.IntN(10) < 3 || !by.terse && r.IntN(10) < 7 {
		said = append(said, pick([][]string{m.notes, m.notes, st.notes, st.notes, texts()["asides"].notes}[r.IntN(5)]))
		if by.chatty && r.IntN(10) < 7 {
			said = append(said, pick(texts()["asides"].notes))
		}
	}
	pin.Description = strings.Join(said, " ")
	if by.terse {
		pin.Title, pin.Description = strings.ToLower(pin.Title), strings.ToLower(strings.TrimRight(pin.Description, "."))
	}
	pin.Tags = nil
	if r.IntN(20) < by.tagging {
		pin.Tags = tags(r, st.tags, m.tags, p, by)
	}
}

// tags are two to five: nearly always one or two of those that say plainly what
// the style is, then the kind, a colour and some of the motif's.
func tags(r *rand.Rand, plain, motif []string, p plan, by person) []string {
	motif = slices.Clone(motif)
	r.Shuffle(len(motif), func(i, j int) { motif[i], motif[j] = motif[j], motif[i] })
	n, out := 2+r.IntN(4), []string(nil)
	if by.terse {
		n = 2 + r.IntN(2)
	}
	add := func(tag string) {
		if len(out) < n && len(tag) > 1 && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	first := r.IntN(len(plain))
	for i, oneIn := range []int{20, 4} { // one nearly always, the other mostly
		if r.IntN(oneIn) > 0 {
			add(plain[(first+i)%len(plain)])
		}
	}
	if r.IntN(3) == 0 {
		add([]string{palettes[p.palette].first, palettes[p.palette].second}[r.IntN(2)])
	}
	add(strings.ReplaceAll(strings.ToLower(p.kind), " ", "-"))
	for _, tag := range motif {
		add(tag)
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
