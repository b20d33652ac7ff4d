package points

// The surroundings of a corner are seen through a square of side cells that is
// turned into its direction. Of squares of these cells the mean grey and the
// mean slopes along and across are compared with each other, each comparison a
// bit, much as LDB does (Yang and Cheng 2012).

const (
	side    = 12 // samples along the square
	spacing = 24 // between samples, in sixteenths of a pixel of the level
)

// patch is what is seen through the square, and features of its parts.
type patch struct {
	seen [(side + 2) * (side + 2)]int32
	feat [numFeatures]int32
}

// see samples the surroundings, with one more sample on each side.
func (p *patch) see(l *level, c *corner, angle uint8) {
	cos, sin := int(cosine(angle))*spacing, int(sine(angle))*spacing
	for i := range side + 2 {
		v := 2*i - side - 1 // across, in halves
		for j := range side + 2 {
			u := 2*j - side - 1
			// in 256ths of a pixel: waves have 12 bits, halves 1, sixteenths 4
			x := (c.x16-8)<<4 + (u*cos-v*sin)>>9
			y := (c.y16-8)<<4 + (u*sin+v*cos)>>9
			p.seen[i*(side+2)+j] = l.between(x, y)
		}
	}
}

// between is the grey at a place in 256ths of a pixel, in 1/64 of sixteenths.
func (l *level) between(x, y int) int32 {
	ix, iy, fx, fy := x>>8, y>>8, int32(x>>5&7), int32(y>>5&7)
	if uint(ix) >= uint(l.w-1) || uint(iy) >= uint(l.h-1) {
		ix, iy = clamp(ix, l.w), clamp(iy, l.h)
		return int32(l.smooth[iy*l.w+ix]) * 64
	}
	a := l.smooth[iy*l.w+ix:]
	b := a[l.w : l.w+2]
	return (int32(a[0])*(8-fx)+int32(a[1])*fx)*(8-fy) + (int32(b[0])*(8-fx)+int32(b[1])*fx)*fy
}

// describe gives the bits of a corner seen in a direction.
func (s *scratch) describe(l *level, c *corner, angle uint8) (bits [4]uint64) {
	p := &s.patch
	p.see(l, c, angle)
	p.features()
	for i, pair := range &ordered {
		if p.feat[pair.a] > p.feat[pair.b] {
			bits[i/64] |= 1 << (i % 64)
		}
	}
	return bits
}

// features are sums over parts of the square: grids of 2x2, 3x3 and 4x4 parts,
// and of each the grey, the slope along and the slope across.
const (
	kinds       = 3
	parts       = 2*2 + 3*3 + 4*4
	numFeatures = kinds * parts
)

// features fills p.feat: features of part i are 3i, 3i+1 and 3i+2.
func (p *patch) features() {
	const row = side + 2
	clear(p.feat[:])
	for i := range side {
		for j := range side {
			at := (i+1)*row + j + 1
			grey := p.seen[at]
			along := p.seen[at+1] - p.seen[at-1]
			across := p.seen[at+row] - p.seen[at-row]
			for _, k := range partsOf[i*side+j] {
				f := p.feat[k : k+3 : k+3]
				f[0] += grey
				f[1] += along
				f[2] += across
			}
		}
	}
	// a quarter is four sixteenths
	for i := range 4 {
		for j := range 4 {
			for kind := range kinds {
				p.feat[kinds*partAt(0, i/2, j/2)+kind] += p.feat[kinds*partAt(2, i, j)+kind]
			}
		}
	}
}

// partsOf are the first features of the ninth and the sixteenth that a sample is
// in.
var partsOf = func() (of [side * side][2]uint8) {
	for i := range side {
		for j := range side {
			of[i*side+j] = [2]uint8{
				uint8(kinds * partAt(1, i*3/side, j*3/side)),
				uint8(kinds * partAt(2, i*4/side, j*4/side)),
			}
		}
	}
	return of
}()

// partAt numbers the parts of grid 0 to 2.
func partAt(grid, i, j int) int {
	return [3]int{0, 4, 13}[grid] + i*(grid+2) + j
}
