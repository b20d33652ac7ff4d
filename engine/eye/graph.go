package eye

import (
	"cmp"
	"math"
	"slices"
)

// NoPin stands where there is no pin.
const NoPin = math.MaxUint32

// A Graph links pins that look alike: for walks from pin to pin that reach
// what is alike in steps, such as a series of pictures whose ends have little
// in common. It is immutable and safe for concurrent use.
type Graph struct {
	order  func(a, b uint32) int // of pins; nil for that of their numbers
	start  []uint32              // of each pin's edges, and one more
	to     []uint32              // ascending for each pin
	weight []uint16
	root   []uint32 // of each pin, see rootOf

	pins    int             // of these and of what was added
	changed map[uint32]*row // of pins whose edges are others now, or were added
}

// A row is what a graph knows of a pin.
type row struct {
	to     []uint32 // ascending
	weight []uint16
	root   uint32
}

// Pins is the number of pins, linked or not.
func (g *Graph) Pins() int { return g.pins }

// Edges are the pins that a pin is linked with, ascending, and the weights of
// these edges: from 1 to 65,535, the same from both ends.
func (g *Graph) Edges(pin uint32) ([]uint32, []uint16) {
	r := g.row(pin)
	return r.to, r.weight
}

func (g *Graph) row(pin uint32) row {
	if len(g.changed) > 0 {
		if r := g.changed[pin]; r != nil {
			return *r
		}
	}
	if int(pin) >= len(g.root) {
		return row{}
	}
	from, to := g.start[pin], g.start[pin+1]
	return row{g.to[from:to:to], g.weight[from:to:to], g.root[pin]}
}

// compare is the order of pins.
func (g *Graph) compare(a, b uint32) int {
	if g.order == nil {
		return cmp.Compare(a, b)
	}
	return g.order(a, b)
}

// Bytes is what the graph takes in memory: eight bytes a pin, and six for each
// of the two ends of an edge, but for what changed since it was made anew.
func (g *Graph) Bytes() int { return 4*len(g.start) + 4*len(g.root) + 4*len(g.to) + 2*len(g.weight) }

// edgeWeight is the cube of a similarity, which makes a walk follow what is
// most alike. A fifth is left where only one of the two pins has the other
// among its nearest: a hub is near to many that are not near to it.
func edgeWeight(s Similarity, mutual bool) uint16 {
	w := cubed(s)
	if !mutual {
		w /= 5
	}
	return uint16(w)
}

// cubed is the cube of a similarity, of 65,535.
func cubed(s Similarity) uint32 {
	c := uint64(min(max(s, 0), One)) << 16 / uint64(One)
	return uint32(min(c*c>>16*c>>16, math.MaxUint16))
}

// rootOne stands for 1 in roots: 1 over the root of what the weights of a
// pin's edges add up to.
const rootOne = 1 << rootBits
const rootBits = 30

func rootOf(weights []uint16) uint32 {
	sum := uint64(0)
	for _, w := range weights {
		sum += uint64(w)
	}
	if sum == 0 {
		return 0
	}
	return uint32(rootOne / math.Sqrt(float64(sum)))
}

// newGraph links each pin with its nearest, and those whose nearest it is.
// What is not alike at all is not linked.
func newGraph(l lists, order func(a, b uint32) int) *Graph {
	g := &Graph{order: order, start: make([]uint32, len(l)+1), root: make([]uint32, len(l)), pins: len(l)}
	mutual := make([]uint16, len(l)) // of each pin, a bit for each neighbour that has it among its own
	for i := range l {
		for k, o := range l[i] {
			g.start[i+1]++
			if hasPin(l[o.Pin], uint32(i)) {
				mutual[i] |= 1 << k
			} else {
				g.start[o.Pin+1]++
			}
		}
	}
	for i := range l {
		g.start[i+1] += g.start[i]
	}
	g.to, g.weight = make([]uint32, g.start[len(l)]), make([]uint16, g.start[len(l)])
	ends := slices.Clone(g.start) // where each pin's edges end so far
	for i := range l {
		for k, o := range l[i] {
			both := mutual[i]>>k&1 != 0
			weight := edgeWeight(o.Similarity, both)
			g.put(ends, uint32(i), o.Pin, weight)
			if !both {
				g.put(ends, o.Pin, uint32(i), weight)
			}
		}
	}
	g.close(ends)
	for i := range g.root {
		g.root[i] = rootOf(g.weight[g.start[i]:g.start[i+1]])
	}
	return g
}

// put adds an edge to those of a pin, which stay ascending, unless it weighs
// nothing.
func (g *Graph) put(ends []uint32, from, to uint32, weight uint16) {
	if weight == 0 {
		return
	}
	at := ends[from]
	ends[from]++
	for ; at > g.start[from] && g.to[at-1] > to; at-- {
		g.to[at], g.weight[at] = g.to[at-1], g.weight[at-1]
	}
	g.to[at], g.weight[at] = to, weight
}

// close takes out the places of edges that weigh nothing.
func (g *Graph) close(ends []uint32) {
	at := uint32(0)
	for i, end := range ends[:len(g.root)] {
		from := g.start[i]
		g.start[i] = at
		copy(g.weight[at:], g.weight[from:end])
		at += uint32(copy(g.to[at:], g.to[from:end]))
	}
	g.start[len(g.root)] = at
	g.to, g.weight = g.to[:at:at], g.weight[:at:at]
}
