package eye

// windowSide is the side of a window whose spectrum is taken.
const windowSide = 32

// A spectrum is a tile of complex numbers, of which Fourier's transform takes
// the place of the pixels. Two real tiles are transformed at once, one as the
// real and one as the imaginary part.
type spectrum struct {
	re, im [windowSide][windowSide]float32
}

// twiddles are e^(-2 pi i k/windowSide).
var twiddles = func() (t [windowSide / 2]struct{ re, im float32 }) {
	for k := range t {
		t[k].re = float32(cosTurn(float64(k) / windowSide))
		t[k].im = float32(-sinTurn(float64(k) / windowSide))
	}
	return t
}()

// transform replaces the tile by its transform, turned over: the frequency
// across is the row's number.
func (s *spectrum) transform() {
	s.columns()
	s.transpose()
	s.columns()
}

// columns transforms each column: the butterflies of Cooley and Tukey, each on
// two whole rows.
func (s *spectrum) columns() {
	for i, j := range reversed {
		if i < int(j) {
			s.re[i], s.re[j] = s.re[j], s.re[i]
			s.im[i], s.im[j] = s.im[j], s.im[i]
		}
	}
	for i := 0; i < windowSide; i += 4 {
		firstFour(s.re[i:i+4], s.im[i:i+4])
	}
	for half := 4; half < windowSide; half *= 2 {
		for k := range half {
			w := twiddles[k*(windowSide/2/half)]
			for i := k; i < windowSide; i += 2 * half {
				if k == 0 {
					sumRows(&s.re[i], &s.re[i+half])
					sumRows(&s.im[i], &s.im[i+half])
					continue
				}
				turnRows(&s.re[i], &s.im[i], &s.re[i+half], &s.im[i+half], w.re, w.im)
			}
		}
	}
}

// firstFour is the first two rounds on four rows, which have no products: they
// turn by nothing or by a quarter.
func firstFour(re, im [][windowSide]float32) {
	r0, r1, r2, r3 := &re[0], &re[1], &re[2], &re[3]
	i0, i1, i2, i3 := &im[0], &im[1], &im[2], &im[3]
	for x := range windowSide {
		a, b, c, d := r0[x]+r1[x], r0[x]-r1[x], r2[x]+r3[x], r2[x]-r3[x]
		e, f, g, h := i0[x]+i1[x], i0[x]-i1[x], i2[x]+i3[x], i2[x]-i3[x]
		r0[x], r1[x], r2[x], r3[x] = a+c, b+h, a-c, b-h
		i0[x], i1[x], i2[x], i3[x] = e+g, f-d, e-g, f+d
	}
}

// reversed are the numbers below windowSide with their bits in reverse.
var reversed = func() (r [windowSide]uint8) {
	for i := range r {
		for bit := 1; bit < windowSide; bit *= 2 {
			if i&bit != 0 {
				r[i] |= uint8(windowSide / 2 / bit)
			}
		}
	}
	return r
}()

// sumRows replaces two rows by their sum and difference.
func sumRows(a, b *[windowSide]float32) {
	for x := range a {
		p, q := a[x], b[x]
		a[x], b[x] = p+q, p-q
	}
}

// turnRows does so after the second was multiplied by a complex number.
func turnRows(are, aim, bre, bim *[windowSide]float32, wre, wim float32) {
	for x := range are {
		p, q := bre[x], bim[x]
		re := float32(p*wre) - float32(q*wim)
		im := float32(p*wim) + float32(q*wre)
		r, i := are[x], aim[x]
		are[x], bre[x] = r+re, r-re
		aim[x], bim[x] = i+im, i-im
	}
}

func (s *spectrum) transpose() {
	for y := range windowSide {
		for x := range y {
			s.re[y][x], s.re[x][y] = s.re[x][y], s.re[y][x]
			s.im[y][x], s.im[x][y] = s.im[x][y], s.im[y][x]
		}
	}
}

// powers gives the squared magnitudes of the two real tiles' transforms, times
// four, at frequency (u, v) and its opposite.
func (s *spectrum) powers(u, v int) (first, second float32) {
	p, q := s.re[u][v], s.im[u][v]
	m, n := (windowSide-u)%windowSide, (windowSide-v)%windowSide
	r, t := s.re[m][n], s.im[m][n]
	a, b := p+r, q-t
	c, d := q+t, r-p
	return float32(a*a) + float32(b*b), float32(c*c) + float32(d*d)
}
