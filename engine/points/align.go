package points

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

const (
	// ChanceSupport is what chance does not reach: no two of 250 photographs of
	// different things, nor two of different kinds, agree in so many points. It
	// does not say that pictures are copies: of drawings of one pose on a plain
	// ground, or photographs of one building, pairs agree in 6 to 15 points, and
	// some in 50. Who folds copies must also compare pixels where they overlap.
	ChanceSupport = 6

	// MinSupport is the least Support of a motion that Align gives.
	MinSupport = 4

	maxMotions = 3
	// steadyTurn and steadyLevels are how far a match may be from the turn and
	// the change of size of the motion: angles are found within about ten
	// degrees, and levels follow one another by the root of two.
	steadyTurn   = 24
	steadyLevels = 1
	// widest is the greatest stretch: of 16:9 to 1:1, and what is not exact.
	widest = 2
)

// Align says how picture a lies on picture b: at most three motions, the one
// with the largest Support first, nil if there are none of MinSupport. Motions
// that are flipped alike share no points of a. It is a function of the sets alone; Align(b, a) is about
// the inverse. Of unrelated pictures it takes some tens of microseconds.
func Align(a, b *Set) []Motion {
	w := aligners.Get().(*aligner)
	defer aligners.Put(w)
	w.compare(a, b)
	var list []Motion
	list = w.align(list, a, b, false)
	list = w.align(list, a, b, true)
	slices.SortStableFunc(list, func(x, y Motion) int { return cmp.Compare(y.Support, x.Support) })
	return list[:min(len(list), maxMotions)]
}

// aligner is what one pair is aligned in.
type aligner struct {
	matches  []match
	heads    [MaxPoints]uint64
	tables   [2]table
	turns    [MaxPoints]uint8 // of each match
	sizes    [MaxPoints]int8  // change of level
	from, to [MaxPoints][2]float64
	slack    [MaxPoints]float64
	agree    []uint8
	trial    []uint8
}

var aligners = sync.Pool{New: func() any { return new(aligner) }}

// align adds the motions of a to b to the list.
func (w *aligner) align(list []Motion, a, b *Set, flipped bool) []Motion {
	t := &w.tables[0]
	if flipped {
		t = &w.tables[1]
	}
	w.match(a, t)
	for range maxMotions {
		if len(w.matches) < MinSupport {
			break
		}
		w.place(a, b, flipped)
		m, ok := w.best()
		if !ok {
			break
		}
		support := w.distinct(m)
		if support < MinSupport {
			break
		}
		if flipped {
			m[2] += float64(m[0] * float64(a.W))
			m[5] += float64(m[3] * float64(a.W))
			m[0], m[3] = -m[0], -m[3]
		}
		list = append(list, Motion{
			Flipped: flipped, Support: support, m: m,
			from: [2]float64{float64(a.W), float64(a.H)}, to: [2]float64{float64(b.W), float64(b.H)},
		})
		w.drop()
	}
	return list
}

// place fills what is known of each match.
func (w *aligner) place(a, b *Set, flipped bool) {
	for i, m := range w.matches {
		p, q := &a.Points[m.a], &b.Points[m.b]
		w.turns[i] = q.Angle - p.Angle
		w.from[i] = [2]float64{float64(p.X) / 16, float64(p.Y) / 16}
		if flipped {
			w.turns[i] = q.Angle - (turn/2 - p.Angle)
			w.from[i][0] = float64(a.W) - w.from[i][0]
		}
		w.sizes[i] = int8(q.Level) - int8(p.Level)
		w.to[i] = [2]float64{float64(q.X) / 16, float64(q.Y) / 16}
		// a corner is found within a pixel or so of its level
		w.slack[i] = 2 + float64(1.5*sizeOf(int(q.Level)))
	}
}

// sizeOf is the size of a level's pixels, of the frame's.
func sizeOf(level int) float64 {
	if level < 0 {
		return 1 / sizeOf(-level)
	}
	s := float64(int(1) << (level / 2))
	if level%2 == 1 {
		s = s * math.Sqrt2
	}
	return s
}

// best finds the motion that most matches agree on, and leaves these in
// w.agree. Each match by itself says where, how large and how turned b's things
// are; those that most others bear out are made exact.
func (w *aligner) best() (best affine, ok bool) {
	type guess struct{ by, votes int }
	var guesses [4]guess // the most voted for, first of equals
	for i := range w.matches {
		votes := w.vote(i)
		for k := range guesses {
			if votes > guesses[k].votes {
				copy(guesses[k+1:], guesses[k:])
				guesses[k] = guess{i, votes}
				break
			}
		}
	}
	most := 0
	for _, g := range guesses {
		if g.votes < MinSupport {
			break
		}
		// a stretched picture is far from any similarity at its edges, and few
		// votes are better fitted by one
		for _, stretched := range [2]bool{false, true} {
			w.vote(g.by)
			m, votes := w.refine(stretched)
			if votes > most {
				best, most = m, votes
				w.agree = append(w.agree[:0], w.trial...)
			}
		}
	}
	return best, most >= MinSupport
}

// vote fills w.trial with the matches that bear out match i, and counts them.
func (w *aligner) vote(i int) int {
	w.trial = w.trial[:0]
	scale := sizeOf(int(w.sizes[i]))
	cos := float64(cosine(w.turns[i])) / waveOne * scale
	sin := float64(sine(w.turns[i])) / waveOne * scale
	for j := range w.matches {
		if !w.steady(j, w.turns[i], w.sizes[i]) {
			continue
		}
		dx, dy := w.from[j][0]-w.from[i][0], w.from[j][1]-w.from[i][1]
		ex, ey := w.to[j][0]-w.to[i][0], w.to[j][1]-w.to[i][1]
		rx := ex - (float64(cos*dx) - float64(sin*dy))
		ry := ey - (float64(sin*dx) + float64(cos*dy))
		far := float64(ex*ex) + float64(ey*ey)
		slack := w.slack[j] + w.slack[i]
		// four tenths of the way off: ten degrees, half a level, a stretch
		if float64(rx*rx)+float64(ry*ry) <= float64(slack*slack)+float64(far*.16) {
			w.trial = append(w.trial, uint8(j))
		}
	}
	return len(w.trial)
}

// steady tells whether a match turns and resizes about so.
func (w *aligner) steady(j int, turned uint8, size int8) bool {
	d := int8(w.turns[j] - turned)
	s := w.sizes[j] - size
	return max(d, -d) <= steadyTurn && max(s, -s) <= steadyLevels
}

// refine fits a motion to w.trial and takes in what agrees with it, in turns.
func (w *aligner) refine(stretched bool) (m affine, votes int) {
	wide := 2.
	for round := range 4 {
		fitted, ok := w.fit(stretched || round >= 2)
		if !ok {
			return m, 0
		}
		m = fitted
		w.recount(&m, wide)
		wide = max(1, wide-.5)
		if len(w.trial) < MinSupport {
			return m, 0
		}
	}
	return m, len(w.trial)
}

// recount fills w.trial with the matches that agree with a motion.
func (w *aligner) recount(m *affine, wide float64) {
	w.trial = w.trial[:0]
	turned := degrees(m[0]+m[4], m[3]-m[1]) * turn / 360
	area := math.Abs(m.determinant())
	for j := range w.matches {
		d := int8(w.turns[j] - uint8(int(math.Floor(turned+.5))))
		size := sizeOf(int(w.sizes[j]))
		ratio := float64(size*size) / area
		if max(d, -d) > steadyTurn || ratio > 3.3 || ratio < .3 {
			continue
		}
		x, y := m.apply(w.from[j][0], w.from[j][1])
		dx, dy := x-w.to[j][0], y-w.to[j][1]
		slack := float64(w.slack[j] * wide)
		if float64(dx*dx)+float64(dy*dy) <= float64(slack*slack) {
			w.trial = append(w.trial, uint8(j))
		}
	}
}

// distinct counts the matches of w.agree, of those that are close together in
// one of the pictures only one.
func (w *aligner) distinct(m affine) int {
	scale := math.Sqrt(math.Abs(m.determinant()))
	const apart = 8. // pixels of the frame, or less where things are smaller
	a, b := apart*min(1, 1/scale), apart*min(1, scale)
	n := 0
	for k, i := range w.agree {
		alone := true
		for _, j := range w.agree[:k] {
			if near(w.from[i], w.from[j], a) || near(w.to[i], w.to[j], b) {
				alone = false
				break
			}
		}
		if alone {
			n++
		}
	}
	return n
}

func near(p, q [2]float64, within float64) bool {
	dx, dy := p[0]-q[0], p[1]-q[1]
	return float64(dx*dx)+float64(dy*dy) < float64(within*within)
}

// drop takes the matches of w.agree out.
func (w *aligner) drop() {
	rest, k := w.matches[:0], 0
	for i, m := range w.matches {
		if k < len(w.agree) && int(w.agree[k]) == i {
			k++
			continue
		}
		rest = append(rest, m)
	}
	w.matches = rest
}
