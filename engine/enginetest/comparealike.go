package enginetest

import (
	"fmt"
	"slices"

	"akin/engine"
)

// alike compares codes, the graph of visual neighbours by what walks over it
// find, and what is nearest to codes. Equal pins are to have all of these equal
// for one fit, so that the naive snapshot takes that of the other.
func (c *comparison) alike() {
	c.t.Helper()
	c.want.sight = newSight(c.want, c.got.Fit())
	for i, p := range c.want.pins {
		code, ok := c.got.Code(c.row[i])
		want, has := c.want.Code(engine.Row(i))
		if ok != has || !slices.Equal(code, want) {
			c.t.Errorf("%s: the code of %s is there %t, equal %t, want it there: %t", c.when, p.ID, ok, slices.Equal(code, want), has)
		}
		c.walk("from "+string(p.ID), i)
		if i > 0 {
			c.walk(fmt.Sprintf("from %s and %s", p.ID, c.want.pins[i-1].ID), i, i-1)
		}
	}
	c.walk("from nowhere")
	for name, look := range Looks() {
		code := codeOf(c.want.Fit(), look.Raw)
		for _, n := range []int{0, 1, 10, 1000} {
			var got, want []string
			for _, s := range c.got.Alike().NearestTo(code, n) {
				got = append(got, fmt.Sprint(c.got.Pin(s.Row).ID, s.Similarity))
			}
			for _, s := range c.want.Alike().NearestTo(code, n) {
				want = append(want, fmt.Sprint(c.want.pins[s.Row].ID, s.Similarity))
			}
			equalAt(c, fmt.Sprintf("%d alike to %s", n, name), got, want)
		}
	}
}

// walk walks from some of the rows of want, the first of which has most.
func (c *comparison) walk(what string, from ...int) {
	c.t.Helper()
	var have, ought []engine.RowWeight
	for k, i := range from {
		weight := 1 / float64(k+1)
		have = append(have, engine.RowWeight{Row: c.row[i], Weight: weight})
		ought = append(ought, engine.RowWeight{Row: engine.Row(i), Weight: weight})
	}
	for _, n := range []int{4, 1000} {
		got := steps(c.got, c.got.Alike().Walk(have, n))
		want := steps(c.want, c.want.Alike().Walk(ought, n))
		equalAt(c, fmt.Sprintf("%d found %s", n, what), got, want)
	}
}

// steps are what a walk found, in words.
func steps(s engine.Snapshot, found []engine.RowFound) (all []string) {
	for _, f := range found {
		via := engine.PinID("itself")
		if f.HasVia {
			via = s.Pin(f.Via).ID
		}
		all = append(all, fmt.Sprint(s.Pin(f.Row).ID, " ", f.Score, " by ", via))
	}
	return all
}
