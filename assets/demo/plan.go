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
	span      = 730 * 24 * time.Hour
	firstPage = 48 // pins that show while the rest is painted, and have no series yet
	seldom    = 4  // one pin in so many is in a palette that is not its style's own
	perCopy   = 25 // one copy comes with so many pins, or about one to a page
)

// sizes are in pixels, some 290,000 in all: painted and packed in 50 ms.
var sizes = [][2]int{{480, 640}, {480, 600}, {490, 560}, {530, 530}, {620, 480}}

// plan is what the painter needs to know about a pin.
type plan struct {
	style, motif, palette, size int
	kind                        string
}

// series is a few pins of one style and person, and of one motif or one palette.
type series struct {
	plan
	owner    person
	left     int
	oneMotif bool
}

// planOriginals plans pins that are no copies, some in series.
func (c *Collection) planOriginals(r *rand.Rand, people []person, n int) {
	running := make([]series, len(styles))
	deal, titles := dealer(r), writer{}
	for i := range n {
		p := newPlan(deal)
		owner, run, st := fan(r, people, 1, p.style), &running[p.style], styles[p.style]
		if r.IntN(3) == 0 {
			owner = fan(r, people, 0, p.palette)
		}
		if run.left > 0 && r.IntN(10) < 6 {
			run.left--
			owner, p.size = run.owner, run.size
			if run.oneMotif {
				p.motif, p.kind = run.motif, run.kind
			} else {
				p.palette = run.palette
			}
		} else if run.left == 0 && i >= firstPage && r.IntN(10) < 2 {
			*run = series{p, owner, 2 + r.IntN(4), r.IntN(2) == 0}
		}
		pin := Pin{
			ID: fmt.Sprintf("%s-%04d", st.name, i/len(styles)+1), Style: st.name, Motif: st.motif(p.motif),
			Palette: palettes[p.palette].name(), CopyOf: -1,
			Created: lastDay.Add(-time.Duration(r.Int64N(int64(span)))).Truncate(time.Second),
		}
		titles.write(r, &pin, p, owner)
		c.pins, c.plans = append(c.pins, pin), append(c.plans, p)
	}
}

// newPlan deals styles, palettes and so on: any stretch of pins has them all.
func newPlan(deal func(pack string, n int) int) plan {
	p := plan{style: deal("style", len(styles)), size: deal("size", len(sizes))}
	st := styles[p.style]
	if k := deal(st.name+" palette", seldom); k > 0 {
		p.palette = st.palette(k - 1)
	} else {
		p.palette = deal("palette", len(palettes))
	}
	p.motif = deal(st.name, len(st.draw))
	if kinds := st.words(p.motif)["kinds"]; kinds != nil {
		p.kind = kinds[deal(st.motif(p.motif), len(kinds))]
	}
	return p
}

// dealer deals cards, numbered from 0, from packs by name, shuffled when used up.
func dealer(r *rand.Rand) func(pack string, n int) int {
	left := map[string][]int{}
	return func(pack string, n int) int {
		if len(left[pack]) == 0 {
			left[pack] = r.Perm(n)
		}
		card := left[pack][0]
		left[pack] = left[pack][1:]
		return card
	}
}

// planCopies adds copies of pins from all over, saved by others in their own words.
func (c *Collection) planCopies(r *rand.Rand, people []person, n int) {
	all, titles := len(c.pins), writer{}
	chosen := r.Perm(all)[:n]
	slices.Sort(chosen)
	for i, of := range chosen {
		pin, p := c.pins[of], c.plans[of]
		pin.ID = fmt.Sprintf("%s-%04d", pin.Style, all/len(styles)+2+i)
		pin.CopyOf, pin.How = of, manners[(i+r.IntN(2))%len(manners)]
		later := time.Duration(r.Int64N(int64(lastDay.Sub(pin.Created)) + 1))
		pin.Created = pin.Created.Add(later).Truncate(time.Second)
		titles.write(r, &pin, p, people[r.IntN(len(people))])
		c.pins, c.plans = append(c.pins, pin), append(c.plans, p)
	}
}
