package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// person is somebody with boards: a name and a taste.
type person struct {
	name  string
	likes [3][]int // favourite palettes, styles and moods, in the order of abouts
}

// crowd is how many people there are, moods how many moods words.txt has.
const crowd, moods = 14, 10

// newPeople makes up people. Favourites are dealt around a circle, each person
// two places on from the one before, so that some like the same, and all is liked.
func newPeople(r *rand.Rand) []person {
	people := make([]person, crowd)
	circles := [3][]int{r.Perm(len(palettes)), r.Perm(len(styles)), r.Perm(moods)}
	for i := range people {
		people[i] = person{name: words()["people"]["names"][i]}
		for k, circle := range circles {
			for j := range 4 {
				people[i].likes[k] = append(people[i].likes[k], circle[(i*2+j*j)%len(circle)])
			}
		}
	}
	return people
}

// fan is one of the people who like the k-th of what abouts names.
func fan(r *rand.Rand, people []person, about, k int) person {
	fans := slices.DeleteFunc(slices.Clone(people), func(p person) bool { return !slices.Contains(p.likes[about], k) })
	return fans[r.IntN(len(fans))]
}

// writer gives pins owners and words, and remembers titles, so that few share one.
type writer map[string]bool

func (w writer) write(r *rand.Rand, pin *Pin, p plan, by person) {
	general, m := words()[pin.Style], styles[p.style].words(p.motif)
	colours, c := [2]string{palettes[p.palette].first, palettes[p.palette].second}, r.IntN(2)
	pick := func(from []string) string { return expand(from[r.IntN(len(from))], colours[c], colours[1-c], p.kind) }
	pin.Owner, pin.Title, pin.Description, pin.Tags = by.name, pick(m["title"]), "", nil
	for try := 0; try < 9 && w[pin.Title]; try++ {
		pin.Title = pick(m["title"]) + " " + pick(words()["afters"]["title"])
	}
	w[pin.Title] = true
	if r.IntN(10) < 7 {
		pin.Description = pick([][]string{m["note"], general["note"], words()["asides"]["note"]}[r.IntN(5)/2])
	}
	if r.IntN(7) > 0 {
		pin.Tags = tags(r, general["tags"], m["tags"], p.kind, colours[c])
	}
}

// tags are two to five: first, mostly, what the style plainly is, then whatever fits.
func tags(r *rand.Rand, plain, motif []string, kind, colour string) (out []string) {
	n, first := 2+r.IntN(4), r.IntN(2)
	add := func(oneIn int, tag string) { // leaves out one in so many
		if len(out) < n && r.IntN(oneIn) > 0 && len(tag) > 1 && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	add(20, plain[first])
	add(4, plain[1-first])
	add(9, strings.ReplaceAll(strings.ToLower(kind), " ", "-"))
	add(2, colour)
	for len(out) < n {
		add(2, motif[r.IntN(len(motif))])
	}
	return out
}
