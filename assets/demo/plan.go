package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// lastDay is when the newest pin was made, whatever the clock says.
var lastDay = time.Date(2026, 5, 31, 20, 0, 0, 0, time.UTC)

const (
	span = 730 * 24 * time.Hour
	// firstPage is what a page shows first, while the rest is painted. It
	// has no series yet, and so no motif twice.
	firstPage = 48
	// a pin in seldom is in a palette that is not its style's own
	seldom = 4
	// copiesPerThousand makes one copy turn up on a page of thirty or so
	copiesPerThousand = 40
)

// plan is what the painter needs to know about a pin.
type plan struct {
	style, motif, palette int
	kind                  string
	size                  size
}

// series is a few pins of one style and one person that belong together: one
// motif in several palettes, or one palette in several motifs.
type series struct {
	plan
	left, owner int
	oneMotif    bool
}

// planOriginals deals styles, palettes, motifs and kinds like cards, a shuffled
// pack at a time, so that any stretch of pins has them all.
func (c *Collection) planOriginals(r *rand.Rand, people []person, n int) {
	running := make([]series, len(styles))
	d, words := decks{r, map[string][]int{}}, writer{}
	for i := range n {
		p := plan{style: d.next("style", len(styles))}
		st := styles[p.style]
		if k := d.next(st.name+" palette", seldom); k > 0 {
			p.palette = st.palette(k - 1)
		} else {
			p.palette = d.next("palette", len(palettes))
		}
		p.motif, p.size = d.next(st.name, len(st.motifs)), st.sizes[r.IntN(len(st.sizes))]
		if kinds := st.text(p.motif).kinds; kinds != nil {
			p.kind = kinds[d.next(st.name+st.motifs[p.motif].name, len(kinds))]
		}
		owner, run := choosePerson(r, people, p), &running[p.style]
		switch {
		case run.left > 0 && r.IntN(10) < 6:
			run.left--
			owner = run.owner
			run.impose(&p)
		case run.left == 0 && i >= firstPage && r.IntN(10) < 2:
			*run = series{plan: p, left: 2 + r.IntN(4), owner: owner, oneMotif: r.IntN(2) == 0}
		}
		pin := Pin{
			ID: fmt.Sprintf("%s-%04d", st.name, i/len(styles)+1), Style: st.name, Motif: st.motifs[p.motif].name,
			Palette: palettes[p.palette].name, CopyOf: -1, Owner: people[owner].name,
			Created: lastDay.Add(-time.Duration(r.Float64() * float64(span))).Truncate(time.Second),
		}
		words.write(r, &pin, p, people[owner])
		c.pins, c.plans = append(c.pins, pin), append(c.plans, p)
	}
}

// impose makes p one of the series.
func (s *series) impose(p *plan) {
	p.size = s.size
	if s.oneMotif {
		p.motif, p.kind = s.motif, s.kind
	} else {
		p.palette = s.palette
	}
}

// decks are packs of cards by name, each numbered from 0.
type decks struct {
	r    *rand.Rand
	left map[string][]int
}

// next deals from the named pack of n cards, shuffling a new one when the old
// is used up.
func (d decks) next(name string, n int) int {
	if len(d.left[name]) == 0 {
		d.left[name] = d.r.Perm(n)
	}
	card := d.left[name][0]
	d.left[name] = d.left[name][1:]
	return card
}

// planCopies adds copies of originals spread over the whole collection; other
// people saved most of them, with words of their own or the original's.
func (c *Collection) planCopies(r *rand.Rand, people []person, n int) {
	originals, words := len(c.pins), writer{}
	chosen := r.Perm(originals)[:n]
	slices.Sort(chosen)
	for i, of := range chosen {
		pin, p, owner := c.pins[of], c.plans[of], people[r.IntN(len(people))]
		pin.ID = fmt.Sprintf("%s-%04d", pin.Style, originals/len(styles)+2+i)
		pin.CopyOf, pin.How, pin.Owner = of, manners[(i+r.IntN(2))%len(manners)], owner.name
		pin.Created = pin.Created.Add(time.Duration(r.Float64() * float64(lastDay.Sub(pin.Created)))).Truncate(time.Second)
		if r.IntN(2) == 0 {
			words.write(r, &pin, p, owner)
		}
		c.pins, c.plans = append(c.pins, pin), append(c.plans, p)
	}
}
