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
	farthest = 74
	// head is how many of the first 64 bits may differ: most pairs are dismissed
	// by them alone.
	head = 27
	// clearly: the nearest must be nearer than this many tenths of the next
	// nearest that lies elsewhere
	clearly = 9
)

// distance counts the bits in which surroundings differ.
func distance(a, b *[4]uint64) int {
	return bits.OnesCount64(a[0]^b[0]) + bits.OnesCount64(a[1]^b[1]) +
		bits.OnesCount64(a[2]^b[2]) + bits.OnesCount64(a[3]^b[3])
}

// matches are pairs of points of which each is nearest to the other, and clearly
// nearer than any that lies elsewhere in b; in order of a.
func (w *aligner) match(a, b *Set) {
	w.matches = w.matches[:0]
	nearest := &w.nearest
	for i := range b.Points {
		nearest[i] = match{distance: 255}
	}
	for i := range a.Points {
		p := &a.Points[i].Bits
		best, second, at := farthest+1, 255, -1
		for j := range b.Points {
			q := &b.Points[j].Bits
			d := bits.OnesCount64(p[0] ^ q[0])
			if d > head {
				continue
			}
			d += bits.OnesCount64(p[1]^q[1]) + bits.OnesCount64(p[2]^q[2]) + bits.OnesCount64(p[3]^q[3])
			if d < int(nearest[j].distance) {
				nearest[j] = match{uint8(i), uint8(j), uint8(d)}
			}
			switch {
			case d < best:
				if at >= 0 && !beside(&b.Points[at], &b.Points[j]) {
					second = best
				}
				best, at = d, j
			case d < second && at >= 0 && !beside(&b.Points[at], &b.Points[j]):
				second = d
			}
		}
		if at >= 0 && 10*best <= clearly*second {
			w.matches = append(w.matches, match{uint8(i), uint8(at), uint8(best)})
		}
	}
	mutual := w.matches[:0]
	for _, m := range w.matches {
		if n := nearest[m.b]; n.a == m.a || beside(&a.Points[n.a], &a.Points[m.a]) {
			mutual = append(mutual, m)
		}
	}
	w.matches = mutual
}

// beside tells whether two points of a picture are one thing seen at two levels.
func beside(p, q *Point) bool {
	dx, dy := int(p.X)-int(q.X), int(p.Y)-int(q.Y)
	near := 16 * 3 << (max(p.Level, q.Level) / 2)
	return dx*dx+dy*dy <= near*near
}
