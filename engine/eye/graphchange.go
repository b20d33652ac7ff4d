package eye

import (
	"maps"
	"slices"
)

// with returns a graph of so many pins in which some links are others: each
// has the weight that is asked for, and none where that is 0. It shares with g
// whatever is the same.
func (g *Graph) with(pins int, links map[[2]uint32]bool, weight func(a, b uint32) uint16) *Graph {
	c := *g
	c.pins, c.changed = pins, maps.Clone(g.changed)
	if c.changed == nil {
		c.changed = map[uint32]*row{}
	}
	own := map[uint32]*row{}
	for link := range links {
		w := weight(link[0], link[1])
		g.rowToChange(own, link[0]).set(link[1], w)
		g.rowToChange(own, link[1]).set(link[0], w)
	}
	for pin, r := range own {
		r.root = rootOf(r.weight)
		c.changed[pin] = r
	}
	return &c
}

// rowToChange is a copy of a pin's row, once.
func (g *Graph) rowToChange(own map[uint32]*row, pin uint32) *row {
	if own[pin] == nil {
		r := g.row(pin)
		own[pin] = &row{to: slices.Clone(r.to), weight: slices.Clone(r.weight)}
	}
	return own[pin]
}

// set makes the weight of the edge to a pin another, or takes the edge away.
func (r *row) set(to uint32, weight uint16) {
	at, there := slices.BinarySearch(r.to, to)
	switch {
	case there && weight == 0:
		r.to, r.weight = slices.Delete(r.to, at, at+1), slices.Delete(r.weight, at, at+1)
	case there:
		r.weight[at] = weight
	case weight != 0:
		r.to, r.weight = slices.Insert(r.to, at, to), slices.Insert(r.weight, at, weight)
	}
}
