package copies

import "math"

// numeric helpers that say what they are of
func abs(x float64) float64  { return math.Abs(x) }
func root(x float64) float64 { return math.Sqrt(x) }

// light is that of a picture over the cells that both have: its mean and
// its standard deviation.
type light struct{ mean, spread float32 }

func (g *common) light(v *[gridSide * gridSide]float32, use func(k int) bool) (light, int) {
	var n int
	var sum, squares float64
	for k := range g.side * g.side {
		if g.in[k] && use(k) {
			x := float64(v[k])
			n, sum, squares = n+1, sum+x, squares+float64(x*x)
		}
	}
	if n == 0 {
		return light{}, 0
	}
	mean := sum / float64(n)
	return light{float32(mean), float32(root(max(0, squares/float64(n)-float64(mean*mean))))}, n
}

// normalise takes both to mean 0 and spread 1, of the cells in use: light and
// contrast are no reason to differ. It returns what they were.
func (g *common) normalise(use func(k int) bool, least float32) (a, b light) {
	a, _ = g.light(&g.a, use)
	b, _ = g.light(&g.b, use)
	ga, gb := 1/max(a.spread, least), 1/max(b.spread, least)
	for k := range g.side * g.side {
		g.a[k], g.b[k] = (g.a[k]-a.mean)*ga, (g.b[k]-b.mean)*gb
	}
	return a, b
}

// then is the light of a picture that was normalised by l and found to have
// another light after that.
func (l light) then(next light) light {
	spread := max(l.spread, leastSpread)
	return light{l.mean + float32(next.mean*spread), next.spread * spread}
}

// leastSpread keeps a picture whose light hardly varies from being blown up to
// noise.
const leastSpread = 1.0

func anywhere(int) bool { return true }

// refine moves a placing of b on a to where the two agree best, by rounds of
// Gauss and Newton on the six numbers of the placing (Lucas and Kanade, 1981).
// It finds its way from about two cells off.
func (g *common) refine(a, b *stack, onA placing, side, rounds int) placing {
	for range rounds {
		if !g.lay(a, b, &onA, side, false) {
			return onA
		}
		g.normalise(anywhere, leastSpread)
		step, ok := g.step()
		if !ok {
			return onA
		}
		moved := onA.after(&step)
		if !moved.sane() {
			return onA
		}
		onA = moved
	}
	return onA
}

// step is the small change of places in b's frame that makes a most like b.
func (g *common) step() (placing, bool) {
	var m [6][7]float64 // the normal equations
	side := g.side
	half := float64(side) / 2
	for j := 1; j < side-1; j++ {
		v := (float64(j) + .5 - half) / float64(side)
		for i := 1; i < side-1; i++ {
			k := j*side + i
			if !g.in[k] || !g.in[k-1] || !g.in[k+1] || !g.in[k-side] || !g.in[k+side] {
				continue
			}
			e := float64(g.b[k] - g.a[k])
			// What is far off is covered by something, and counts less.
			weight := 1 / (1 + float64(4*e*e))
			ax, ay := float64(g.a[k+1]-g.a[k-1])/2, float64(g.a[k+side]-g.a[k-side])/2
			u := (float64(i) + .5 - half) / float64(side)
			row := [7]float64{ax, ax * u, ax * v, ay, ay * u, ay * v, e}
			for r := range 6 {
				w := weight * row[r]
				for c := r; c < 7; c++ {
					m[r][c] += float64(w * row[c])
				}
			}
		}
	}
	for r := range 6 {
		for c := range r {
			m[r][c] = m[c][r]
		}
		m[r][r] += float64(m[r][r]*.01) + .05
	}
	if !solve(&m) {
		return placing{}, false
	}
	for r := range m {
		// Not further than two cells at a time.
		m[r][6] = min(max(m[r][6], -2), 2)
	}
	w, h := (g.box.Right - g.box.Left), (g.box.Bottom - g.box.Top)
	cx, cy := (g.box.Left+g.box.Right)/2, (g.box.Top+g.box.Bottom)/2
	cw, ch := w/float64(side), h/float64(side)
	p := placing{
		1 + float64(cw*m[1][6])/w, float64(cw*m[2][6]) / h, 0,
		float64(ch*m[4][6]) / w, 1 + float64(ch*m[5][6])/h, 0,
	}
	p[2] = cx + float64(cw*m[0][6]) - float64(p[0]*cx) - float64(p[1]*cy)
	p[5] = cy + float64(ch*m[3][6]) - float64(p[3]*cx) - float64(p[4]*cy)
	return p, true
}

// solve leaves the solution of six symmetric equations in the last column; false
// if there is none.
func solve(m *[6][7]float64) bool {
	for c := range 6 {
		pivot := c
		for r := c + 1; r < 6; r++ {
			if abs(m[r][c]) > abs(m[pivot][c]) {
				pivot = r
			}
		}
		m[c], m[pivot] = m[pivot], m[c]
		if abs(m[c][c]) < 1e-12 {
			return false
		}
		for r := range 6 {
			if r == c {
				continue
			}
			f := m[r][c] / m[c][c]
			for k := c; k < 7; k++ {
				m[r][k] -= float64(f * m[c][k])
			}
		}
	}
	for r := range 6 {
		m[r][6] /= m[r][r]
	}
	return true
}
