package region

import (
	"cmp"
	"slices"

	"akin/engine/oklab"
)

const (
	maxSalient = 6
	levels     = 6 // at which areas are cut out, in levelSteps of the strongest
	levelSteps = 9

	// What differs less from its surroundings is not looked at: the grain of
	// film and the blocks of a JPEG.
	leastStand   = oklab.One * 5 / 100
	leastOutline = stepMost / 8

	// Parts are at least a fiftieth of the picture, and at most three quarters:
	// smaller ones have too few pixels to be told apart, larger ones say nothing
	// that the picture does not say.
	areaParts  = 100
	smallParts = 2
	largeParts = 75

	// What is longer is the rim of something or the gap between two things.
	longest = 4 // times as long as wide

	// Of two that overlap by more, the less salient is the other once more.
	sameOverlap = million / 2
)

// A box is cells from x0 to x1 and y0 to y1, the latter not included.
type box struct {
	x0, y0, x1, y1 int
	salience       uint8
}

// salient returns what stands out, the most salient first: at most maxSalient.
// Areas are cut out at several levels, as one area may stand out from another
// that does from the ground; their bounds are moved to edges near them.
func (g *gaze) salient(m *maps) []box {
	g.look(m)
	top := g.strongest()
	if top < leastStand {
		return nil
	}
	g.edges.find(g)
	var found []box
	for level := range int32(levels) {
		for _, b := range g.areas(top * (level + 1) / levelSteps) {
			g.edges.snap(&b)
			b.salience = g.salience(&b)
			if b.salience > 0 && !b.rim() && !slices.Contains(found, b) {
				found = append(found, b)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b box) int { return cmp.Compare(b.salience, a.salience) })
	var kept []box
	for _, b := range found {
		same := func(k box) bool { return Overlap(b.rect(g), k.rect(g)) > sameOverlap }
		if len(kept) < maxSalient && !slices.ContainsFunc(kept, same) {
			kept = append(kept, b)
		}
	}
	return kept
}

// strongest is how much the fiftieth part of the cells stands out that does so
// most, or nearly: a few sparks are not what the others are measured by.
func (g *gaze) strongest() int32 {
	const step = 256
	var counts [5 * oklab.One / step]int // apart is at most that of black and blue
	for _, s := range g.stand {
		counts[min(int(s/step), len(counts)-1)]++
	}
	left := len(g.stand) / 50
	for i := len(counts) - 1; ; i-- {
		if left -= counts[i]; left < 0 || i == 0 {
			return int32(i * step)
		}
	}
}

// areas are the bounds of the connected areas that stand out at least to a
// level, of those large enough and not too large, in the order of their first
// cells.
func (g *gaze) areas(level int32) (list []box) {
	clear(g.seen)
	for start, s := range g.stand {
		if s < level || g.seen[start] {
			continue
		}
		b := g.area(start, level)
		cells := (b.x1 - b.x0) * (b.y1 - b.y0) * areaParts
		if all := g.w * g.h; cells >= all*smallParts && cells <= all*largeParts {
			list = append(list, b)
		}
	}
	return list
}

// area follows what is connected with a cell. Cells on the frame do not stand
// out, so that each that does has four neighbours.
func (g *gaze) area(start int, level int32) box {
	b := box{x0: g.w, y0: g.h}
	queue := append(g.queue[:0], start)
	g.seen[start] = true
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		x, y := i%g.w, i/g.w
		b.x0, b.y0, b.x1, b.y1 = min(b.x0, x), min(b.y0, y), max(b.x1, x+1), max(b.y1, y+1)
		for _, j := range [4]int{i - 1, i + 1, i - g.w, i + g.w} {
			if !g.seen[j] && g.stand[j] >= level {
				g.seen[j] = true
				queue = append(queue, j)
			}
		}
	}
	return b
}

// rim tells whether a box is too long for a part.
func (b *box) rim() bool {
	w, h := b.x1-b.x0, b.y1-b.y0
	return max(w, h) > longest*min(w, h)
}

// salience is 255 for what has a clear edge all around and is as large as the
// picture, less in proportion to the edge and to the side of a square of its
// area; 0 for what has hardly an edge. By the edge alone, the windows of a house
// come before the house.
func (g *gaze) salience(b *box) uint8 {
	edge := g.edges.outline(b)
	if edge < leastOutline {
		return 0
	}
	side := isqrt(uint64((b.x1-b.x0)*(b.y1-b.y0)) << 16 / uint64(g.w*g.h)) // of 256
	return uint8(max(1, uint64(edge)*side*255/(stepMost*256)))
}

// rect is a box as a part of the picture.
func (b *box) rect(g *gaze) Rect {
	x0, x1 := b.x0*One/g.w, b.x1*One/g.w
	y0, y1 := b.y0*One/g.h, b.y1*One/g.h
	return Rect{uint16(x0), uint16(y0), uint16(x1 - x0), uint16(y1 - y0)}
}

// boxOf is the box nearest to a rectangle, of at least one cell.
func boxOf(r Rect, g *gaze) (b box) {
	b.x0, b.x1 = nearestCells(r.X, r.W, g.w)
	b.y0, b.y1 = nearestCells(r.Y, r.H, g.h)
	return b
}

func nearestCells(from, length uint16, n int) (int, int) {
	c0 := (int(from)*n + One/2) / One
	c1 := (int(from)*n + int(length)*n + One/2) / One
	c0 = min(c0, n-1)
	return c0, max(c1, c0+1)
}
