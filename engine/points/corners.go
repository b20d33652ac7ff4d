package points

import (
	"cmp"
	"slices"
)

// A corner is a place where the surroundings differ from all sides: a maximum of
// the determinant of the second differences (Beaudet 1978), over its neighbours.
type corner struct {
	x, y     int // pixel of the level
	x16, y16 int // its place to a fraction, in sixteenths of the level's pixels
	level    uint8
	strength int32
}

const (
	// margin is how far from a level's edge a corner may be. What is beyond the
	// edge is taken to be as the edge is.
	margin = 6
	// faintest is the least strength: a blob of about two greys of 256.
	faintest = 2500
	// perLevel is how many of a level's corners are looked at, the strongest.
	perLevel = 400

	levelShare = .7
)

// corners fills s.kept with the corners of all levels.
func (s *scratch) corners() {
	s.kept = s.kept[:0]
	left, share := MaxPoints, 0.
	// each level has the root of a half of the points of the one before: half
	// as many would follow its area, but then a picture found small in another
	// would share next to nothing with it
	shares := make([]float64, len(s.levels))
	for i, f := 0, 1.; i < len(s.levels); i, f = i+1, f*levelShare {
		shares[i] = f
		share += f
	}
	for i := len(s.levels) - 1; i >= 0; i-- {
		l := &s.levels[i]
		l.curve()
		want := int(float64(left)*shares[i]/share + .5)
		share -= shares[i]
		s.find(l, uint8(i))
		s.spread(want)
		left -= min(want, len(s.found))
		s.kept = append(s.kept, s.found...)
	}
	slices.SortStableFunc(s.kept, func(a, b corner) int { return cmp.Compare(a.level, b.level) })
}

// curve fills l.det.
func (l *level) curve() {
	w, h := l.w, l.h
	for y := margin - 1; y <= h-margin; y++ {
		a, b := l.smooth[(y-2)*w:][:w], l.smooth[(y-1)*w:][:w]
		c := l.smooth[y*w:][:w]
		d, e := l.smooth[(y+1)*w:][:w], l.smooth[(y+2)*w:][:w]
		out := l.det[y*w:][:w]
		for x := margin - 1; x <= w-margin; x++ {
			m := 2 * int32(c[x])
			xx := int32(c[x-2]) + int32(c[x+2]) - m
			yy := int32(a[x]) + int32(e[x]) - m
			xy := int32(b[x-1]) + int32(d[x+1]) - int32(b[x+1]) - int32(d[x-1])
			out[x] = xx*yy - xy*xy
		}
	}
}

// find fills s.found with a level's corners, strongest first.
func (s *scratch) find(l *level, number uint8) {
	s.found = s.found[:0]
	w, h := l.w, l.h
	for y := margin; y < h-margin; y++ {
		row := l.det[y*w:][:w]
		for x := margin; x < w-margin; x++ {
			v := row[x]
			if v < faintest || v <= row[x-1] || v < row[x+1] {
				continue
			}
			if l.highest(x, y) {
				s.found = append(s.found, l.corner(x, y, number))
			}
		}
	}
	slices.SortFunc(s.found, func(a, b corner) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	if len(s.found) > perLevel {
		s.found = s.found[:perLevel]
	}
}

// highest tells whether a pixel is above its neighbours in the rows beside.
func (l *level) highest(x, y int) bool {
	v := l.det[y*l.w+x]
	for _, u := range l.det[(y-1)*l.w+x-1:][:3] {
		if v <= u {
			return false
		}
	}
	for _, u := range l.det[(y+1)*l.w+x-1:][:3] {
		if v < u {
			return false
		}
	}
	return true
}

// corner places a maximum at the top of parabolas through its neighbours.
func (l *level) corner(x, y int, number uint8) corner {
	at := y*l.w + x
	v := l.det[at]
	top := func(before, after int32) int {
		b, m, a := int64(before), int64(v), int64(after)
		bend := 2*m - b - a
		if bend <= 0 {
			return 0
		}
		return int((16*(a-b)+2*bend*17)/(2*bend)) - 17
	}
	return corner{
		x: x, y: y, level: number, strength: v,
		x16: 16*x + 8 + top(l.det[at-1], l.det[at+1]),
		y16: 16*y + 8 + top(l.det[at-l.w], l.det[at+l.w]),
	}
}

// spread keeps the n corners of s.found that are farthest from any distinctly
// stronger one (Brown, Szeliski and Winder 2005), so that a busy corner of the
// picture does not take all.
func (s *scratch) spread(n int) {
	if len(s.found) <= n {
		return
	}
	away := make([]int, len(s.found))
	order := make([]int, len(s.found))
	for i, c := range s.found {
		order[i] = i
		away[i] = 1 << 40
		for _, d := range s.found[:i] {
			if int64(d.strength)*9 < int64(c.strength)*10 {
				break // sorted: those after are weaker still
			}
			dx, dy := d.x-c.x, d.y-c.y
			away[i] = min(away[i], dx*dx+dy*dy)
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(away[j], away[i]), cmp.Compare(i, j))
	})
	order = order[:n]
	slices.Sort(order)
	for k, i := range order {
		s.found[k] = s.found[i]
	}
	s.found = s.found[:n]
}
