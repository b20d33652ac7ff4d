package points

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// A corner is a place where the surroundings differ from all sides: a maximum of
// the determinant of the second differences (Beaudet 1978), over its neighbours.
type corner struct {
	x, y     int // pixel of the level
	x16, y16 int // its place to a fraction, in sixteenths of the level's pixels
	level    uint8
	dark     bool
	strength int32
}

const (
	// margin is how far from a level's edge a corner may be. What is beyond the
	// edge is taken to be as the edge is.
	margin = 6
	// faintest is the least strength: a blob of about two greys of 256.
	faintest = 2500
	// spare is how many corners of a level are looked at for each that is kept.
	spare = 4
	// levelShare is how many points a level has for each of the level before.
	levelShare = .7
)

// corners finds the corners of all levels and hands them on, level by level,
// while the level is soft. A level has about the root of a half of the points of
// the one before: half as many would follow its area, but then a picture found
// small in another would share little with it.
func (s *scratch) corners(take func(*level, *corner)) {
	all, shares := 0., [maxLevels]float64{}
	for i, f := s.first, 1.; i < len(s.levels); i, f = i+1, f*levelShare {
		shares[i] = f
		all += f
	}
	// from the coarsest, so that what it lacks finer ones have
	left := MaxPoints
	for i := len(s.levels) - 1; i >= s.first; i-- {
		l := &s.levels[i]
		want := int(math.Floor(float64(left)*shares[i]/all + .5))
		all -= shares[i]
		s.soften(l)
		s.curve(l)
		s.find(l, uint8(i), spare*want)
		s.spread(want)
		left -= len(s.found)
		for k := range s.found {
			l.refine(&s.found[k])
			take(l, &s.found[k])
		}
	}
}

// curve fills l.det.
func (s *scratch) curve(l *level) {
	w, h := l.w, l.h
	s.det = resized(s.det, w*h)
	l.det = s.det
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

// find fills s.found with a level's corners, strongest first: about n, or more
// if they are equally strong.
func (s *scratch) find(l *level, number uint8, n int) {
	if s.above(l, number, l.typical(), n) < n {
		s.above(l, number, faintest, n)
	}
	s.strongest(n)
	slices.SortFunc(s.found, func(a, b corner) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
}

// above fills s.found with a level's corners of some strength, and counts them.
func (s *scratch) above(l *level, number uint8, least int32, n int) int {
	s.found = s.found[:0]
	clear(s.strengths[:])
	w, h := l.w, l.h
	for y := margin; y < h-margin; y++ {
		row := l.det[y*w:][:w]
		for x := margin; x < w-margin; x++ {
			v := row[x]
			if v < least || v <= row[x-1] || v < row[x+1] || !l.highest(x, y) {
				continue
			}
			s.found = append(s.found, corner{x: x, y: y, level: number, strength: v})
			s.strengths[grade(v)]++
		}
	}
	return len(s.found)
}

// typical is a strength that one pixel of sixteen exceeds, by a sample: to look
// at these alone is much quicker and mostly enough.
func (l *level) typical() int32 {
	var counts [grades]int
	n := 0
	for y := margin; y < l.h-margin; y += 4 {
		for x := margin; x < l.w-margin; x += 5 {
			if v := l.det[y*l.w+x]; v > faintest {
				counts[grade(v)]++
			}
			n++
		}
	}
	g := grades - 1
	for n /= 16; g > 0; g-- {
		if n -= counts[g]; n < 0 {
			break
		}
	}
	return max(faintest, strengthOf(g))
}

// grades of strength: eight to each doubling.
const grades = 32 * 8

func grade(strength int32) int {
	v := uint32(strength)
	n := bits.Len32(v)
	return n<<3 | int(v<<(32-n)>>28&7)
}

// strengthOf is the least strength of a grade of at least eight.
func strengthOf(grade int) int32 {
	if grade < 8*8 {
		return 0
	}
	return int32(uint32(8|grade&7) << (grade>>3 - 4))
}

// strongest drops the grades of s.found without which n remain.
func (s *scratch) strongest(n int) {
	least := grades - 1
	for ; least > 0; least-- {
		if n -= s.strengths[least]; n <= 0 {
			break
		}
	}
	s.found = slices.DeleteFunc(s.found, func(c corner) bool { return grade(c.strength) < least })
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

// refine places a corner at the top of parabolas through its neighbours.
func (l *level) refine(c *corner) {
	at := c.y*l.w + c.x
	// both second differences have one sign in a blob
	c.dark = int(l.smooth[at-2])+int(l.smooth[at+2]) > 2*int(l.smooth[at])
	top := func(before, after int32) int {
		b, m, a := int64(before), int64(c.strength), int64(after)
		bend := 2*m - b - a
		if bend <= 0 {
			return 0
		}
		// to the nearest sixteenth; 17 keeps the division from rounding up
		return int((16*(a-b)+2*17*bend+bend)/(2*bend)) - 17
	}
	c.x16 = 16*c.x + 8 + top(l.det[at-1], l.det[at+1])
	c.y16 = 16*c.y + 8 + top(l.det[at-l.w], l.det[at+l.w])
}

// spread keeps the n corners of s.found that are farthest from any distinctly
// stronger one (Brown, Szeliski and Winder 2005), so that a busy corner of the
// picture does not take all.
func (s *scratch) spread(n int) {
	if len(s.found) <= n {
		return
	}
	s.away, s.order = resized(s.away, len(s.found)), resized(s.order, len(s.found))
	away, order := s.away, s.order
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
