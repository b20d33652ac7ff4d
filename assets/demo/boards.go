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
	topics map[string][]topic // palettes, styles and moods, by what Board.About says
	on     []int              // how many boards a pin is on
	taken  map[string]bool
	boards []Board
}

// planBoards gives people boards in turn.
func planBoards(r *rand.Rand, c *Collection, people []person) []Board {
	n := len(c.pins)
	b := &planner{r: r, topics: topics(r, c), on: make([]int, n), taken: map[string]bool{}}
	count := max(leastBoards, int(float64(n)*savesPerPin/pinsPerBoard))
	count = min(count, max(1, n/leastOnBoard)) // few pins make few boards
	for i := range count {
		owner := people[i%len(people)]
		// between half and one and a half times the usual number of pins
		want := int(clamp(float64(n)*savesPerPin/float64(count)*(.5+r.Float64()), leastOnBoard, mostOnBoard))
		switch (i + i/len(people)) % 3 {
		case 0:
			b.add("color", owner, owner.palettes, want)
		case 1:
			b.add("motif", owner, owner.styles, want)
		default:
			b.add("mood", owner, []int{r.IntN(len(b.topics["mood"]))}, want)
		}
	}
	slices.SortStableFunc(b.boards, func(x, y Board) int { return strings.Compare(x.Owner, y.Owner) })
	return b.boards
}

// topics sorts pins by all that boards can be about. A mood takes motifs that
// have any of its tags. Where a topic has too few pins, a board about it takes
// from all.
func topics(r *rand.Rand, c *Collection) map[string][]topic {
	t, saved := map[string][]topic{}, []int{}
	for i := range c.pins {
		if r.IntN(loose) > 0 {
			saved = append(saved, i)
		}
	}
	put := func(about, header string, p palette, fits func(p plan) bool) {
		one := topic{titles: texts()[header].titles, c: p.first, d: p.second}
		for _, i := range saved {
			if fits(c.plans[i]) {
				one.pins = append(one.pins, i)
			}
		}
		if len(one.pins) < leastOnBoard {
			one.pins = saved
		}
		t[about] = append(t[about], one)
	}
	for k, p := range palettes {
		put("color", "color", p, func(p plan) bool { return p.palette == k })
	}
	for k, st := range styles {
		put("motif", st.name, palettes[0], func(p plan) bool { return p.style == k })
	}
	for k := 0; texts()["mood / "+strconv.Itoa(k)] != nil; k++ {
		header := "mood / " + strconv.Itoa(k)
		tags := texts()[header].tags
		speaks := func(tag string) bool { return slices.Contains(tags, tag) }
		put("mood", header, palettes[0], func(p plan) bool {
			return slices.ContainsFunc(styles[p.style].text(p.motif).tags, speaks)
		})
	}
	return t
}

// add makes a board about the one of the numbered topics that most pins wait
// for. By lot, three in four of its pins are on no board yet, if there are such;
// the others are what boards share.
func (b *planner) add(about string, owner person, choice []int, want int) {
	var t topic
	most := -1
	for _, k := range choice {
		waiting := 0
		for _, i := range b.topics[about][k].pins {
			waiting += 1 - min(b.on[i], 1)
		}
		if waiting > most {
			t, most = b.topics[about][k], waiting
		}
	}
	pins := slices.Clone(t.pins)
	b.r.Shuffle(len(pins), func(i, j int) { pins[i], pins[j] = pins[j], pins[i] })
	slices.SortStableFunc(pins, func(i, j int) int { return cmp.Compare(min(b.on[i], 1), min(b.on[j], 1)) })
	shared := pins[min(len(pins), want*3/4):]
	b.r.Shuffle(len(shared), func(i, j int) { shared[i], shared[j] = shared[j], shared[i] })
	pins = pins[:min(len(pins), want)]
	for _, i := range pins {
		b.on[i]++
	}
	name := expand(t.titles[b.r.IntN(len(t.titles))], t.c, t.d, "", 0)
	title := name
	for n := 2; b.taken[owner.name+"/"+title]; n++ {
		title = name + " " + strconv.Itoa(n)
	}
	b.taken[owner.name+"/"+title] = true
	b.boards = append(b.boards, Board{Title: title, Owner: owner.name, About: about, Pins: pins})
}
