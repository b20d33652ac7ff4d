package eye

import "math"

// NoPin stands where there is no pin.
const NoPin = math.MaxUint32

// A Graph links pins that look alike: for walks from pin to pin that reach
// what is alike in steps, such as a series of pictures whose ends have little
// in common. It is immutable and safe for concurrent use.
//
// An edge's share is its weight over the roots of what the weights at both
// its ends add up to, so that pins near to very many pass little on.
type Graph struct {
	start []uint32 // of each pin's edges, and one more
	to    []uint32 // ascending for each pin
	share []uint16 // of 65,535
}

// Pins is the number of pins, linked or not.
func (g *Graph) Pins() int { return len(g.start) - 1 }

// Edges are the pins that a pin is linked with, ascending, and the shares of
// these edges, of 65,535. They are symmetric.
func (g *Graph) Edges(pin uint32) ([]uint32, []uint16) {
	from, to := g.start[pin], g.start[pin+1]
	return g.to[from:to:to], g.share[from:to:to]
}

// Bytes is what the graph takes in memory: four bytes a pin, and six for each
// of the two ends of an edge.
func (g *Graph) Bytes() int { return 4*len(g.start) + 4*len(g.to) + 2*len(g.share) }

// oneSided is by how much an edge weighs less if only one of its pins has the
// other among its nearest: a hub is near to many that are not near to it.
const oneSided = 5

// newGraph links each pin with its nearest, and those whose nearest it is. An
// edge weighs the cube of the similarity, a fifth of it where it is one-sided;
// what is not alike at all is not linked.
func newGraph(l lists) *Graph {
	g := &Graph{start: make([]uint32, len(l)+1)}
	each := func(i uint32, f func(from, to uint32, weight uint32)) {
		for _, o := range l[i] {
			mutual := l.has(o.Pin, i)
			weight := cubed(o.Similarity)
			if !mutual {
				weight /= oneSided
			}
			if weight == 0 {
				continue
			}
			f(i, o.Pin, weight)
			if !mutual {
				f(o.Pin, i, weight)
			}
		}
	}
	for i := range l {
		each(uint32(i), func(from, _, _ uint32) { g.start[from+1]++ })
	}
	for i := range l {
		g.start[i+1] += g.start[i]
	}
	weights := make([]uint32, g.start[len(l)])
	degrees := make([]uint64, len(l))
	g.to = make([]uint32, len(weights))
	next := append([]uint32(nil), g.start...)
	for i := range l {
		each(uint32(i), func(from, to, weight uint32) {
			// kept ascending: lists are met in ascending order, but for a pin's own
			at := next[from]
			next[from]++
			for ; at > g.start[from] && g.to[at-1] > to; at-- {
				g.to[at], weights[at] = g.to[at-1], weights[at-1]
			}
			g.to[at], weights[at] = to, weight
			degrees[from] += uint64(weight)
		})
	}
	g.setShares(weights, degrees)
	return g
}

// cubed is the cube of a similarity, of 2^16.
func cubed(s Similarity) uint32 {
	c := uint64(min(max(s, 0), One)) >> 14
	c = c << 16 / (uint64(One) >> 14)
	return uint32(c * c >> 16 * c >> 16)
}

func (g *Graph) setShares(weights []uint32, degrees []uint64) {
	roots := make([]float64, len(degrees))
	for i, d := range degrees {
		roots[i] = math.Sqrt(float64(max(1, d)))
	}
	g.share = make([]uint16, len(weights))
	for i := range roots {
		for at := g.start[i]; at < g.start[i+1]; at++ {
			// one root times the other is the same in both directions
			share := float64(weights[at]) / float64(roots[i]*roots[g.to[at]])
			g.share[at] = uint16(min(math.MaxUint16, float64(share*math.MaxUint16)))
		}
	}
}
