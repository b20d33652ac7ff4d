package region

import "akin/engine/oklab"

// edges are the steps in colour between neighbouring cells, summed along each
// line between two columns and between two rows, so that the strength of the
// side of any box is a difference.
type edges struct {
	w, h    int
	upright [(gazeSide + 1) * (gazeSide + 1)]int32 // w lines of h+1 sums
	level   [(gazeSide + 1) * (gazeSide + 1)]int32 // h lines of w+1 sums
}

// stepMost is what a step counts for at most: along the side of a thing there
// is a clear step everywhere, and it need not be a strong one anywhere.
const stepMost = oklab.One / 16

func (e *edges) find(g *gaze) {
	e.w, e.h = g.w, g.h
	clear(e.upright[:e.h+1]) // the frame of the picture is no step
	clear(e.level[:e.w+1])
	for x := 1; x < g.w; x++ {
		line, sum := e.upright[x*(e.h+1):], int32(0)
		for y := range g.h {
			sum += min(apart(g.color[y*g.w+x-1], g.color[y*g.w+x]), stepMost)
			line[y+1] = sum
		}
	}
	for y := 1; y < g.h; y++ {
		line, sum := e.level[y*(e.w+1):], int32(0)
		for x := range g.w {
			sum += min(apart(g.color[(y-1)*g.w+x], g.color[y*g.w+x]), stepMost)
			line[x+1] = sum
		}
	}
}

// across is the mean step at the line left of column x, from row y0 to y1;
// 0 at the ends of the picture, as down is.
func (e *edges) across(x, y0, y1 int) int32 {
	if x == e.w {
		return 0
	}
	line := e.upright[x*(e.h+1):]
	return (line[y1] - line[y0]) / int32(y1-y0)
}

// down is the mean step at the line above row y, from column x0 to x1.
func (e *edges) down(y, x0, x1 int) int32 {
	if y == e.h {
		return 0
	}
	line := e.level[y*(e.w+1):]
	return (line[x1] - line[x0]) / int32(x1-x0)
}

// outline is the mean step over the sides of a box, each counted alike.
func (e *edges) outline(b *box) int32 {
	return (e.across(b.x0, b.y0, b.y1) + e.across(b.x1, b.y0, b.y1) +
		e.down(b.y0, b.x0, b.x1) + e.down(b.y1, b.x0, b.x1)) / 4
}

// leeway is the part of a box's side by which the side may move.
const leeway = 6

// snap moves the sides of a box to the clearest lines near them, twice, as each
// side's strength depends on where the others are.
func (e *edges) snap(b *box) {
	dx, dy := (b.x1-b.x0)/leeway+1, (b.y1-b.y0)/leeway+1
	for range 2 {
		b.x0 = clearest(b.x0, dx, 0, b.x1-1, func(x int) int32 { return e.across(x, b.y0, b.y1) })
		b.x1 = clearest(b.x1, dx, b.x0+1, e.w, func(x int) int32 { return e.across(x, b.y0, b.y1) })
		b.y0 = clearest(b.y0, dy, 0, b.y1-1, func(y int) int32 { return e.down(y, b.x0, b.x1) })
		b.y1 = clearest(b.y1, dy, b.y0+1, e.h, func(y int) int32 { return e.down(y, b.x0, b.x1) })
	}
}

// nearEdges moves the sides of a rectangle to the clearest lines near them, and
// tells whether that makes a clear outline where there was less of one.
func (g *gaze) nearEdges(m *maps, r Rect) (Rect, bool) {
	g.open(m)
	g.edges.find(g)
	b := boxOf(r, g)
	before := g.edges.outline(&b)
	g.edges.snap(&b)
	near := b.rect(g)
	return near, g.edges.outline(&b) > max(before, leastOutline) && near != r
}

// clearest is the place of greatest strength at most reach away, from least to
// most; the nearest of equals.
func clearest(at, reach, least, most int, strength func(int) int32) int {
	best, value := at, strength(at)
	for d := 1; d <= reach; d++ {
		for _, place := range [2]int{at - d, at + d} {
			if place < least || place > most {
				continue
			}
			if v := strength(place); v > value {
				best, value = place, v
			}
		}
	}
	return best
}
