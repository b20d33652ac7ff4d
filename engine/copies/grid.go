package copies

// A stack is a luma thumb in levels, and its means over 2 by 2 and 4 by 4.
type stack struct {
	full    [lumaSide * lumaSide]float32
	half    [lumaSide * lumaSide / 4]float32
	quarter [lumaSide * lumaSide / 16]float32
}

func (s *stack) fill(p *Print) {
	for i, v := range p.Luma {
		s.full[i] = float32(v)
	}
	halve(s.half[:], s.full[:], lumaSide)
	halve(s.quarter[:], s.half[:], lumaSide/2)
}

func halve(dst, src []float32, side int) {
	for y := 0; y < side; y += 2 {
		upper, lower := src[y*side:][:side], src[(y+1)*side:][:side]
		for x := 0; x < side; x += 2 {
			dst[y/2*(side/2)+x/2] = (upper[x] + upper[x+1] + lower[x] + lower[x+1]) / 4
		}
	}
}

// at returns the thumb whose samples are nearest to pitch of the picture apart.
func (s *stack) at(pitch float64) ([]float32, int) {
	switch {
	case pitch < 1.5/lumaSide:
		return s.full[:], lumaSide
	case pitch < 3./lumaSide:
		return s.half[:], lumaSide / 2
	}
	return s.quarter[:], lumaSide / 4
}

// sample is the value at a place in fractions, straight between samples.
func sample(thumb []float32, side int, x, y float64) float32 {
	limit := float64(side - 1)
	u := min(max(float64(x*float64(side))-.5, 0), limit)
	v := min(max(float64(y*float64(side))-.5, 0), limit)
	i, j := min(int(u), side-2), min(int(v), side-2)
	du, dv := float32(u-float64(i)), float32(v-float64(j))
	t := thumb[j*side+i:]
	upper := t[0] + float32(du*(t[1]-t[0]))
	lower := t[side] + float32(du*(t[side+1]-t[side]))
	return upper + float32(dv*(lower-upper))
}

// gridSide is the finest common grid, coarseSide the one that searches begin on.
const (
	gridSide   = 32
	coarseSide = 16
)

// A common is two pictures, a and b, brought onto one grid of side by side cells
// over the rectangle that they share, in the frame of b.
type common struct {
	side int
	box  Rect
	a, b [gridSide * gridSide]float32
	in   [gridSide * gridSide]bool // whether the cell's middle lies in both
	n    int                       // how many do
}

// rim is left out along the edges of both pictures: two samples of the coarser,
// which also show what lies beside the one picture in the other.
const rim = 2. / lumaSide

func inside(x, rim float64) bool { return x >= rim && x <= 1-rim }

// lay brings two pictures onto a grid, given how b lies on a; false if less than
// a tenth of either is shared.
func (g *common) lay(a, b *stack, onA *placing, side int, fine bool) bool {
	onB := onA.inverse()
	shape := onB.overlap()
	shared := area(shape)
	if shared < .1 || shared*abs(onA.determinant()) < .1 {
		return false
	}
	scale := root(abs(onA.determinant()))
	rimA, rimB := rim*max(1, scale), rim*max(1, 1/scale)
	g.side, g.box = side, around(shape)
	g.box = Rect{g.box.Left + rimB, g.box.Top + rimB, g.box.Right - rimB, g.box.Bottom - rimB}
	g.n = 0
	w, h := (g.box.Right-g.box.Left)/float64(side), (g.box.Bottom-g.box.Top)/float64(side)
	pitch := root(float64(w * h))
	pitchA := float64(pitch * scale)
	// The mean of four places in a cell, of a thumb twice as fine.
	if fine {
		pitch, pitchA = pitch/2, pitchA/2
	}
	thumbB, sideB := b.at(pitch)
	thumbA, sideA := a.at(pitchA)
	du, dv := float64(onA[0]*w/4), float64(onA[3]*w/4)
	eu, ev := float64(onA[1]*h/4), float64(onA[4]*h/4)
	for j := range side {
		y := g.box.Top + float64((float64(j)+.5)*h)
		for i := range side {
			x := g.box.Left + float64((float64(i)+.5)*w)
			k := j*side + i
			u, v := onA.apply(x, y)
			g.in[k] = inside(u, rimA) && inside(v, rimA) && inside(x, rimB) && inside(y, rimB)
			if !g.in[k] {
				continue
			}
			g.n++
			if fine {
				g.a[k] = (sample(thumbA, sideA, u-du-eu, v-dv-ev) + sample(thumbA, sideA, u+du-eu, v+dv-ev) +
					sample(thumbA, sideA, u-du+eu, v-dv+ev) + sample(thumbA, sideA, u+du+eu, v+dv+ev)) / 4
				g.b[k] = (sample(thumbB, sideB, x-w/4, y-h/4) + sample(thumbB, sideB, x+w/4, y-h/4) +
					sample(thumbB, sideB, x-w/4, y+h/4) + sample(thumbB, sideB, x+w/4, y+h/4)) / 4
				continue
			}
			g.a[k], g.b[k] = sample(thumbA, sideA, u, v), sample(thumbB, sideB, x, y)
		}
	}
	return g.n > 0
}
