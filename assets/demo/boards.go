package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// A board has 8 to 60 pins: below, it looks abandoned; above, nobody scrolls.
const (
	leastOnBoard = 8
	mostOnBoard  = 60
	savesPerPin  = 1.9 // boards that a pin is on
	pinsPerBoard = 46  // what boards grow to before there are more of them
	leastBoards  = 44
	loose        = 10 // one pin in so many is on no board at all
)

// topic is what a board can be about.
type topic struct {
	titles []string
	c, d   string // the colours in them
	pins   []int
}

// planner puts boards together.
type planner struct {
	r      *rand.Rand
	plans  []plan
	saved  []int              // all but the loose pins
	topics map[string][]topic // palettes, styles and moods, by what Board.About says
	on     []int              // how many boards a pin is on
	boards []Board
}

// planBoards gives people boards in turn, and each of the three kinds in turn.
func planBoards(r *rand.Rand, c *Collection, people []person) []Board {
	n := len(c.pins)
	b := &planner{r: r, plans: c.plans, topics: map[string][]topic{}, on: make([]int, n)}
	for i := range n {
		if r.IntN(loose) > 0 {
			b.saved = append(b.saved, i)
		}
	}
	b.sort()
	count := max(leastBoards, int(float64(n)*savesPerPin/pinsPerBoard))
	count = min(count, max(1, n/leastOnBoard)) // few pins make few boards
	for i := range count {
		owner := people[i%len(people)]
		// between half and one and a half times the usual number of pins
		want := int(clamp(float64(n)*savesPerPin/float64(count)*(.5+r.Float64()), leastOnBoard, mostOnBoard))
		switch (i + i/len(people)) % 3 {
		case 0:
			b.add("color", owner.name, owner.palettes, want)
		case 1:
			b.add("motif", owner.name, owner.styles, want)
		default:
			b.add("mood", owner.name, []int{r.IntN(len(b.topics["mood"]))}, want)
		}
	}
	slices.SortStableFunc(b.boards, func(x, y Board) int { return strings.Compare(x.Owner, y.Owner) })
	return b.boards
}

// sort puts pins to all that boards can be about. A mood takes motifs that have
// any of its tags.
func (b *planner) sort() {
	for k, p := range palettes {
		b.topic("color", texts()["color"], p, func(p plan) bool { return p.palette == k })
	}
	for k, st := range styles {
		b.topic("motif", texts()[st.name], palettes[0], func(p plan) bool { return p.style == k })
	}
	for k := 0; texts()["mood / "+strconv.Itoa(k)] != nil; k++ {
		mood := texts()["mood / "+strconv.Itoa(k)]
		speaks := func(tag string) bool { return slices.Contains(mood.tags, tag) }
		fits := func(p plan) bool { return slices.ContainsFunc(styles[p.style].text(p.motif).tags, speaks) }
		b.topic("mood", mood, palettes[0], fits)
	}
}

// topic adds one with the pins that fit, or with all where those are too few for
// a board.
func (b *planner) topic(about string, e *entry, p palette, fits func(p plan) bool) {
	pins := slices.DeleteFunc(slices.Clone(b.saved), func(i int) bool { return !fits(b.plans[i]) })
	if len(pins) < leastOnBoard {
		pins = b.saved
	}
	b.topics[about] = append(b.topics[about], topic{e.titles, p.first, p.second, pins})
}

// add makes a board about the one of the numbered topics that most pins wait
// for. By lot, three in four of its pins are on no board yet, if there are such;
// the others are what boards share.
func (b *planner) add(about, owner string, choice []int, want int) {
	waits := func(i int) int { return 1 - min(b.on[i], 1) }
	waiting := func(k int) (n int) {
		for _, i := range b.topics[about][k].pins {
			n += waits(i)
		}
		return n
	}
	t := b.topics[about][slices.MaxFunc(choice, func(j, k int) int { return cmp.Compare(waiting(j), waiting(k)) })]
	pins := slices.Clone(t.pins)
	shuffle := func(pins []int) { b.r.Shuffle(len(pins), func(i, j int) { pins[i], pins[j] = pins[j], pins[i] }) }
	shuffle(pins)
	slices.SortStableFunc(pins, func(i, j int) int { return waits(j) - waits(i) })
	shuffle(pins[min(len(pins), want*3/4):])
	pins = pins[:min(len(pins), want)]
	for _, i := range pins {
		b.on[i]++
	}
	name := expand(t.titles[b.r.IntN(len(t.titles))], t.c, t.d, "", 0)
	title := name
	for n := 2; slices.ContainsFunc(b.boards, func(o Board) bool { return o.Owner == owner && o.Title == title }); n++ {
		title = name + " " + strconv.Itoa(n)
	}
	b.boards = append(b.boards, Board{Title: title, Owner: owner, About: about, Pins: pins})
}
