package demo

// paint is the colour at a point of the canvas. It must be a pure function.
type paint func(x, y float32) rgb

func flat(c rgb) paint { return func(_, _ float32) rgb { return c } }

// linear runs through the colours from a to b, radial from the middle c out to
// distance r. Both hold their ends, and mix through OKLab, so that a blue on
// its way to yellow does not turn grey.
func linear(a, b pt, colours ...rgb) paint {
	ramp := newRamp(colours)
	d := b.minus(a)
	k := 1 / max(d.x*d.x+d.y*d.y, 1e-9)
	kx, ky := float32(d.x*k), float32(d.y*k)
	x0, y0 := float32(a.x), float32(a.y)
	return func(x, y float32) rgb { return ramp.at((x-x0)*kx + (y-y0)*ky) }
}

func radial(c pt, r float64, colours ...rgb) paint {
	ramp := newRamp(colours)
	k := 1 / float32(r*r)
	x0, y0 := float32(c.x), float32(c.y)
	return func(x, y float32) rgb { return ramp.at(((x-x0)*(x-x0) + (y-y0)*(y-y0)) * k) }
}

// ramp is a gradient looked up in 128 steps; grain hides the steps.
type ramp [129]rgb

func newRamp(c []rgb) *ramp {
	m := new(ramp)
	n := len(c) - 1
	for i := range m {
		t := float64(i) / 128 * float64(n)
		j := min(int(t), max(n-1, 0))
		m[i] = c[j].mix(c[min(j+1, n)], t-float64(j))
	}
	return m
}

func (m *ramp) at(t float32) rgb { return m[int(min(max(t, 0), 1)*128)] }

// mottled makes a paint lighter and darker by up to amount/2, after a field.
func mottled(p paint, f *field, amount float32) paint {
	return func(x, y float32) rgb { return p(x, y).plus((f.at(x, y) - .5) * amount) }
}
