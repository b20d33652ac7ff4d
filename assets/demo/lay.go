package demo

// paint is the colour at a point of the canvas. It must be a pure function.
type paint func(x, y float32) rgb

func flat(c rgb) paint { return func(_, _ float32) rgb { return c } }

// linear runs through the colours from a to b, radial from the middle c out to
// distance r, and both hold their ends. More than two colours are mixed through
// OKLab, so that a blue on its way to yellow does not turn grey.
func linear(a, b pt, colours ...rgb) paint {
	d, at := b.minus(a), ramp(colours)
	k := 1 / max(d.x*d.x+d.y*d.y, 1e-9)
	kx, ky, x0, y0 := float32(d.x*k), float32(d.y*k), float32(a.x), float32(a.y)
	return func(x, y float32) rgb { return at((x-x0)*kx + (y-y0)*ky) }
}

func radial(c pt, r float64, colours ...rgb) paint {
	k, x0, y0, at := 1/float32(r*r), float32(c.x), float32(c.y), ramp(colours)
	return func(x, y float32) rgb { return at(((x-x0)*(x-x0) + (y-y0)*(y-y0)) * k) }
}

// ramp runs through colours from 0 to 1: more than two are looked up in 128
// steps, which grain hides.
func ramp(c []rgb) func(t float32) rgb {
	if n := len(c) - 1; n > 1 {
		fine := make([]rgb, 129)
		for i := range fine {
			t := float64(i) / 128 * float64(n)
			j := min(int(t), n-1)
			fine[i] = c[j].mix(c[j+1], t-float64(j))
		}
		return func(t float32) rgb { return fine[int(min(max(t, 0), 1)*128)] }
	}
	return func(t float32) rgb { return c[0].blend(c[1], min(max(t, 0), 1)) }
}

// mottled makes a paint lighter and darker by up to amount/2, after a field.
func mottled(p paint, f *field, amount float32) paint {
	return func(x, y float32) rgb { return p(x, y).plus((f.at(x, y) - .5) * amount) }
}
