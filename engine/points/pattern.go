package points

// A pair of features that are compared.
type pair struct{ a, b uint8 }

// pairs are the comparisons: all within the grids of 2x2 and 3x3, and within
// that of 4x4 those of parts that touch. Four of two apart fill the 256.
var pairs = func() (list []pair) {
	for kind := range kinds {
		add := func(a, b int) {
			list = append(list, pair{uint8(kinds*a + kind), uint8(kinds*b + kind)})
		}
		for grid := range 3 {
			n := grid + 2
			for a := range n * n {
				for b := range a {
					di, dj := a/n-b/n, a%n-b%n
					if grid < 2 || max(di, -di, dj, -dj) <= 1 {
						add(partAt(grid, a/n, a%n), partAt(grid, b/n, b%n))
					}
				}
			}
		}
	}
	last := partAt(2, 0, 0)
	for _, k := range [4][2]int{{0, 12}, {3, 15}, {0, 3}, {12, 15}} {
		list = append(list, pair{uint8(kinds * (last + k[0])), uint8(kinds * (last + k[1]))})
	}
	return list
}()

// mirrorOf says for each bit which bit it is of in the mirrored surroundings,
// and whether the comparison is then the other way round.
var mirrorOf = func() (of [256]struct {
	bit   uint8
	other bool
}) {
	at := map[pair]int{}
	for i, p := range pairs {
		at[p] = i
	}
	for i, p := range pairs {
		q := pair{mirrorFeature(p.a), mirrorFeature(p.b)}
		// slopes across change their sign, and so their order
		other := p.a%kinds == 2
		j, ok := at[q]
		if !ok {
			other = !other
			j, ok = at[pair{q.b, q.a}]
		}
		if !ok {
			panic("points: the pattern is not closed under mirroring")
		}
		of[i].bit, of[i].other = uint8(j), other
	}
	return of
}()

// mirrorFeature is the feature of the part at the other side of the direction.
func mirrorFeature(f uint8) uint8 {
	for grid := range 3 {
		n := grid + 2
		for i := range n {
			for j := range n {
				if partAt(grid, i, j) == int(f)/kinds {
					return uint8(kinds*partAt(grid, n-1-i, j)) + f%kinds
				}
			}
		}
	}
	panic("points: no such feature")
}

// Mirrored is about what Of gives for the picture flipped left to right: the
// same points at mirrored places, but for about one bit in a hundred.
func (s *Set) Mirrored() Set {
	m := Set{W: s.W, H: s.H, Points: make([]Point, len(s.Points))}
	for i, p := range s.Points {
		p.X = uint16(16*s.W) - p.X
		p.Angle = turn/2 - p.Angle
		p.Bits = mirrorBits(&p.Bits)
		p.Word = wordOf(&p.Bits)
		m.Points[i] = p
	}
	return m
}

func mirrorBits(bits *[4]uint64) (m [4]uint64) {
	for i, to := range mirrorOf {
		b := bits[i/64] >> (i % 64) & 1
		if to.other {
			b ^= 1
		}
		m[to.bit/64] |= b << (to.bit % 64)
	}
	return m
}
