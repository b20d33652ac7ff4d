package points

import "math/bits"

// A match is a point of each picture that look alike.
type match struct {
	a, b     uint8
	distance uint8
}

const (
	// farthest is how many bits of two points may differ for a match. Unrelated
	// points differ in about 128, give or take 25.
	farthest = 64
	// head is how many of the first 64 bits may differ: most pairs are dismissed
	// by them alone.
	head = 16
	// clearly: the nearest must be nearer than this many tenths of the next
	// nearest that lies elsewhere
	clearly = 9
)

// distance counts the bits in which surroundings differ.
func distance(a, b *[4]uint64) int {
	return bits.OnesCount64(a[0]^b[0]) + bits.OnesCount64(a[1]^b[1]) +
		bits.OnesCount64(a[2]^b[2]) + bits.OnesCount64(a[3]^b[3])
}

// A table holds what is nearest to each point of a and of b, in one sense of
// turning: as they are, or with a mirrored.
type table struct {
	best, second [MaxPoints]uint16 // distances of points of b to each of a
	at           [MaxPoints]uint8  // the best
	back         [MaxPoints]uint16 // the best distance to each of b
	of           [MaxPoints]uint8  // of which point of a
}

// compare fills both tables, in order of a, then of b.
func (w *aligner) compare(a, b *Set) {
	for j := range b.Points {
		w.heads[j] = b.Points[j].Bits[0]
	}
	for k := range w.tables {
		t := &w.tables[k]
		for i := range a.Points {
			t.best[i], t.second[i] = farthest+1, 256
		}
		for j := range b.Points {
			t.back[j] = farthest + 1
		}
	}
	// light points are like light ones, and dark ones like dark
	da, db := a.dark(), b.dark()
	w.compareSome(a, b, 0, da, 0, db)
	w.compareSome(a, b, da, len(a.Points), db, len(b.Points))
}

// dark is the number of the first dark point.
func (s *Set) dark() int {
	n := 0
	for n < len(s.Points) && !s.Points[n].Dark {
		n++
	}
	return n
}

// compareSome compares points i to iEnd of a with points j0 to jEnd of b.
func (w *aligner) compareSome(a, b *Set, i, iEnd, j0, jEnd int) {
	heads := w.heads[j0:jEnd]
	for ; i < iEnd; i++ {
		plain := &a.Points[i].Bits
		mirrored := mirrorBits(plain)
		p, m := plain[0], mirrored[0]
		for k, q := range heads {
			if bits.OnesCount64(p^q) <= head {
				w.tables[0].enter(b, i, j0+k, distance(plain, &b.Points[j0+k].Bits))
			}
			if bits.OnesCount64(m^q) <= head {
				w.tables[1].enter(b, i, j0+k, distance(&mirrored, &b.Points[j0+k].Bits))
			}
		}
	}
}

// enter takes in the distance of a point of a to one of b.
func (t *table) enter(b *Set, i, j, distance int) {
	d := uint16(distance)
	if d < t.back[j] {
		t.back[j], t.of[j] = d, uint8(i)
	}
	if d >= t.second[i] {
		return
	}
	had := t.best[i] <= farthest
	if d >= t.best[i] {
		if had && !beside(&b.Points[t.at[i]], &b.Points[j]) {
			t.second[i] = d
		}
		return
	}
	if had && !beside(&b.Points[t.at[i]], &b.Points[j]) {
		t.second[i] = t.best[i]
	}
	t.best[i], t.at[i] = d, uint8(j)
}

// match fills w.matches with pairs of points of which each is nearest to the
// other, and clearly nearer than any that lies elsewhere in b; in order of a.
func (w *aligner) match(a *Set, t *table) {
	w.matches = w.matches[:0]
	for i := range a.Points {
		d := t.best[i]
		if d > farthest || 10*d > clearly*t.second[i] {
			continue
		}
		j := t.at[i]
		if n := t.of[j]; int(n) == i || beside(&a.Points[n], &a.Points[i]) {
			w.matches = append(w.matches, match{uint8(i), j, uint8(d)})
		}
	}
}

// beside tells whether two points of a picture are one thing seen at two levels.
func beside(p, q *Point) bool {
	dx, dy := int(p.X)-int(q.X), int(p.Y)-int(q.Y)
	near := 16 * 3 << (max(p.Level, q.Level) / 2)
	return dx*dx+dy*dy <= near*near
}
