package points

import "math"

// fit is the map nearest to the matches of w.trial by least squares, coarse ones
// counting less: a similarity, or, of six matches and more, an affine map if
// that stretches no more than copies are stretched.
func (w *aligner) fit(stretched bool) (affine, bool) {
	var s moments
	for _, j := range w.trial {
		s.add(w.from[j], w.to[j], 1/float64(w.slack[j]*w.slack[j]))
	}
	if stretched && len(w.trial) >= 6 {
		if m, ok := s.affine(); ok && m.determinant() > 0 && m.stretch() <= widest {
			return m, true
		}
	}
	return s.similarity()
}

// moments are sums over pairs of places, by which maps are fitted.
type moments struct {
	n, x, y, u, v  float64
	xx, xy, yy     float64
	xu, xv, yu, yv float64
}

func (s *moments) add(from, to [2]float64, weight float64) {
	x, y, u, v := from[0], from[1], to[0], to[1]
	s.n += weight
	s.x += float64(weight * x)
	s.y += float64(weight * y)
	s.u += float64(weight * u)
	s.v += float64(weight * v)
	s.xx += float64(float64(weight*x) * x)
	s.xy += float64(float64(weight*x) * y)
	s.yy += float64(float64(weight*y) * y)
	s.xu += float64(float64(weight*x) * u)
	s.xv += float64(float64(weight*x) * v)
	s.yu += float64(float64(weight*y) * u)
	s.yv += float64(float64(weight*y) * v)
}

// central is a sum of products about the means.
func (s *moments) central(product, a, b float64) float64 {
	return product - float64(a*b)/s.n
}

// similarity is the best of scale, turn and offset (Umeyama 1991, in the plane).
func (s *moments) similarity() (m affine, ok bool) {
	spread := s.central(s.xx, s.x, s.x) + s.central(s.yy, s.y, s.y)
	if s.n == 0 || spread <= 1e-6*s.n {
		return m, false
	}
	cos := (s.central(s.xu, s.x, s.u) + s.central(s.yv, s.y, s.v)) / spread
	sin := (s.central(s.xv, s.x, s.v) - s.central(s.yu, s.y, s.u)) / spread
	if float64(cos*cos)+float64(sin*sin) < 1e-4 {
		return m, false
	}
	m = affine{cos, -sin, 0, sin, cos, 0}
	return s.offset(m), true
}

// affine is the best of all linear maps; false if places lie on a line.
func (s *moments) affine() (m affine, ok bool) {
	xx, xy, yy := s.central(s.xx, s.x, s.x), s.central(s.xy, s.x, s.y), s.central(s.yy, s.y, s.y)
	d := float64(xx*yy) - float64(xy*xy)
	// places within a twentieth of a line's length of it say too little across
	if d <= math.Abs(float64(xx+yy)*float64(xx+yy))/400 {
		return m, false
	}
	xu, yu := s.central(s.xu, s.x, s.u), s.central(s.yu, s.y, s.u)
	xv, yv := s.central(s.xv, s.x, s.v), s.central(s.yv, s.y, s.v)
	m = affine{
		(float64(xu*yy) - float64(yu*xy)) / d, (float64(yu*xx) - float64(xu*xy)) / d, 0,
		(float64(xv*yy) - float64(yv*xy)) / d, (float64(yv*xx) - float64(xv*xy)) / d, 0,
	}
	return s.offset(m), true
}

// offset makes a map take mean to mean.
func (s *moments) offset(m affine) affine {
	m[2] = (s.u - float64(m[0]*s.x) - float64(m[1]*s.y)) / s.n
	m[5] = (s.v - float64(m[3]*s.x) - float64(m[4]*s.y)) / s.n
	return m
}
