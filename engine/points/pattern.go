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

// ordered are the pairs in the order of bits. Two pairs that are each other's
// mirror images lie at one place of words 0 and 1, or of words 2 and 3; those
// that are their own lie in words 2 and 3 behind them. So mirroring exchanges
// words, and the first word, which most pairs of points are told apart by, has
// something of all.
var ordered, mirrorOther, mirrorSwapped = arrange()

func arrange() (list [256]pair, other [4]uint64, swapped uint64) {
	at := map[pair]int{}
	for i, p := range pairs {
		at[p] = i
	}
	var one, two, own []pair
	done := make([]bool, len(pairs))
	for i, p := range pairs {
		if done[i] {
			continue
		}
		q, _ := mirrorPair(p, at)
		j := at[q]
		done[i], done[j] = true, true
		if i == j {
			own = append(own, p)
		} else {
			one, two = append(one, p), append(two, q)
		}
	}
	// every other of the pairs goes to the first two words
	slot := 0
	for _, parity := range [2]int{0, 1} {
		for i := parity; i < len(one); i += 2 {
			list[slot/64*128+slot%64], list[slot/64*128+64+slot%64] = one[i], two[i]
			slot++
		}
	}
	swapped = 1<<(slot-64) - 1
	for i := range own {
		list[128+slot-64+i%(128-slot)+i/(128-slot)*64] = own[i]
	}
	for i, p := range list {
		if _, o := mirrorPair(p, at); o {
			other[i/64] |= 1 << (i % 64)
		}
	}
	return list, other, swapped
}

// mirrorPair is the comparison of the mirrored parts, and whether it is then the
// other way round.
func mirrorPair(p pair, at map[pair]int) (q pair, other bool) {
	q = pair{mirrorFeature(p.a), mirrorFeature(p.b)}
	// slopes across change their sign, and so their order
	other = p.a%kinds == 2
	if _, ok := at[q]; !ok {
		q, other = pair{q.b, q.a}, !other
	}
	if _, ok := at[q]; !ok {
		panic("points: the pattern is not closed under mirroring")
	}
	return q, other
}

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

// Mirrored is about what Of gives for the picture flipped left to right. Of that
// picture's points, nine of ten are these to a pixel, in another order and with
// about eight bits of 256 different: pixels are halved in pairs from the left,
// and places and directions are rounded. Mirrored twice is the same set.
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

// mirrorBits are the bits of the mirrored surroundings.
func mirrorBits(b *[4]uint64) [4]uint64 {
	const all = ^uint64(0)
	keep := all &^ mirrorSwapped
	return [4]uint64{
		b[1] ^ mirrorOther[1], b[0] ^ mirrorOther[0],
		(b[3]&mirrorSwapped | b[2]&keep) ^ mirrorOther[2],
		(b[2]&mirrorSwapped | b[3]&keep) ^ mirrorOther[3],
	}
}
