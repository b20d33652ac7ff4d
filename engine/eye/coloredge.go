package eye

import "akin/engine/oklab"

// A block after CEDD (Chatzichristofis and Boutalis 2008): for each small cell
// its colour and the kind of edge in it, counted together. It tells a red
// tile with a grid from red leaves, which neither colours nor edges alone do.

const (
	edgeColors = 4 + 8*2 // greys by lightness; hues, dark and light
	edgeKinds  = 6       // none, many directions, four directions
)

const (
	greyChroma  = oklab.One * 3 / 100 // below it a colour has no hue to speak of
	lightHue    = oklab.One * 6 / 10  // from here on a hue is a light one
	edgeNone    = 20                  // strength below which there is no edge: a step of 5 greys
	edgeSingled = .3                  // share of the strongest of eight directions in an edge of one direction
)

// colorEdges makes the block; s.cells are its cells.
func (s *scratch) colorEdges(r *Raw) {
	var counts [edgeColors * edgeKinds]uint64
	for y := range cellsSide {
		for x := range cellsSide {
			color, weight := s.cellColor(x, y)
			counts[colorKind(color)*edgeKinds+s.cells[y*cellsSide+x].edgeKind()] += weight
		}
	}
	r.store(ColorEdge, roots(s.vector[:0], counts[:]))
}

// cellColor is the mean colour and the weight of the pixels of a cell.
func (s *scratch) cellColor(x, y int) (mean oklab.Lab, weight uint64) {
	const pixels = cellPixels * cellPixels
	for j := range cellPixels {
		at := (y*cellPixels+j)*side + x*cellPixels
		for i := at; i < at+cellPixels; i++ {
			p := s.lab[i]
			mean.L, mean.A, mean.B = mean.L+p.L, mean.A+p.A, mean.B+p.B
			weight += uint64(s.weight[i])
		}
	}
	return oklab.Lab{L: mean.L / pixels, A: mean.A / pixels, B: mean.B / pixels}, weight
}

// colorKind numbers a colour: greys first, then hues in turn, dark before light.
func colorKind(p oklab.Lab) int {
	a, b := int64(p.A), int64(p.B)
	if a*a+b*b < greyChroma*greyChroma {
		return int(max(0, min(p.L*4/oklab.One, 3)))
	}
	kind := 4 + int(angle(p.A, p.B)*8/angleSteps)*2
	if p.L > lightHue {
		kind++
	}
	return kind
}

// edgeKind is 0 for no edge, 1 for edges of many directions, and from 2 on
// the direction of the gradient: across, diagonal, down, other diagonal.
func (c *contour) edgeKind() int {
	const turns = directions / 2
	var unsigned [turns]int32
	var sum, top int32
	for d := range unsigned {
		unsigned[d] = c[d] + c[d+turns]
		sum += unsigned[d]
		top = max(top, unsigned[d])
	}
	if sum < edgeNone*cellPixels*cellPixels*slopeOne*votesOne {
		return 0
	}
	if float32(top) < edgeSingled*float32(sum) {
		return 1
	}
	best, kind := int32(-1), 0
	for k := range turns / 2 {
		// a direction of four takes all of its own and half of both beside it
		votes := 2*unsigned[2*k] + unsigned[2*k+1] + unsigned[(2*k+turns-1)%turns]
		if votes > best {
			best, kind = votes, k
		}
	}
	return 2 + kind
}
