package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
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

// abouts are what holds a board together; topics and people's likes go by them.
var abouts = [3]string{"color", "motif", "mood"}

// topic is what a board can be about, with titles and the colours in them.
type topic struct {
	titles []string
	palette
	pins []int
}

// planBoards makes boards about each of the three and all their topics in turn.
func planBoards(r *rand.Rand, plans []plan, people []person) (boards []Board) {
	topics, on, deal := topicsOf(r, plans), make([]int, len(plans)), dealer(r)
	saves := float64(len(plans)) * savesPerPin
	count := min(max(leastBoards, int(saves/pinsPerBoard)), max(1, len(plans)/leastOnBoard))
	for i := range count {
		about := i % 3
		k := deal(abouts[about], len(topics[about]))
		// between half and one and a half times the usual number of pins
		want := int(clamp(saves/float64(count)*(.5+r.Float64()), leastOnBoard, mostOnBoard))
		t := topics[about][k]
		name := expand(t.titles[r.IntN(len(t.titles))], t.first, t.second, "")
		b := Board{name, fan(r, people, about, k).name, abouts[about], choosePins(r, t.pins, want, on)}
		taken := func(o Board) bool { return o.Owner == b.Owner && o.Title == b.Title }
		for n := 2; slices.ContainsFunc(boards, taken); n++ {
			b.Title = name + " " + strconv.Itoa(n)
		}
		boards = append(boards, b)
	}
	slices.SortStableFunc(boards, func(x, y Board) int { return cmp.Compare(x.Owner, y.Owner) })
	return boards
}

// topicsOf puts all but the loose pins to all that boards can be about: palettes,
// styles, and moods, which take motifs that have any of their tags.
func topicsOf(r *rand.Rand, plans []plan) (topics [3][]topic) {
	var saved []int
	for i := range plans {
		if r.IntN(loose) > 0 {
			saved = append(saved, i)
		}
	}
	add := func(about int, titles []string, p palette, fits func(p plan) bool) {
		pins := slices.DeleteFunc(slices.Clone(saved), func(i int) bool { return !fits(plans[i]) })
		if len(pins) < leastOnBoard {
			pins = saved
		}
		topics[about] = append(topics[about], topic{titles, p, pins})
	}
	for k, p := range palettes {
		add(0, words()["color"]["title"], p, func(p plan) bool { return p.palette == k })
	}
	for k, s := range styles {
		add(1, words()[s.name]["title"], palette{}, func(p plan) bool { return p.style == k })
	}
	for k := range moods {
		mood := words()["mood / "+strconv.Itoa(k)]
		speaks := func(tag string) bool { return slices.Contains(mood["tags"], tag) }
		add(2, mood["title"], palette{}, func(p plan) bool {
			return slices.ContainsFunc(styles[p.style].words(p.motif)["tags"], speaks)
		})
	}
	return topics
}

// choosePins marks pins as on a board: by lot, three in four of those wanted are
// on none yet, if there are such; the others are what boards share.
func choosePins(r *rand.Rand, from []int, want int, on []int) []int {
	pins := slices.Clone(from)
	shuffle := func(pins []int) { r.Shuffle(len(pins), func(i, j int) { pins[i], pins[j] = pins[j], pins[i] }) }
	shuffle(pins)
	slices.SortStableFunc(pins, func(i, j int) int { return on[i] - on[j] })
	shuffle(pins[min(len(pins), want*3/4):])
	pins = pins[:min(len(pins), want)]
	for _, i := range pins {
		on[i] = 1
	}
	return pins
}
