package copies

// flatSpread is the spread of light, in levels, below which a picture is nearly
// flat: its blocks are made by compression as much as by what it shows.
const flatSpread = 3

// sameColour is how far, in levels, two nearly flat pictures may be apart on
// average: recompression leaves them within 2, and a step of 4 is seen.
const sameColour = 3

// sameColours compares nearly flat pictures by light and colour as they are,
// without taking them to equal light first, where b lies on a.
func sameColours(a, b *Print, onA *placing) bool {
	var apart [3]float64
	n := 0.0
	for j := range chromaSide {
		for i := range chromaSide {
			x, y := (float64(i)+.5)/chromaSide, (float64(j)+.5)/chromaSide
			u, v := onA.apply(x, y)
			if u < 0 || u >= 1 || v < 0 || v >= 1 {
				continue
			}
			n++
			apart[0] += abs(float64(a.lumaAt(u, v) - b.lumaAt(x, y)))
			for c := range 2 {
				// Halved in the print.
				apart[c+1] += 2 * abs(float64(a.chromaAt(c, u, v)-b.chromaAt(c, x, y)))
			}
		}
	}
	for _, d := range apart {
		if n == 0 || d > sameColour*n {
			return false
		}
	}
	return true
}

func (p *Print) lumaAt(x, y float64) int {
	return int(p.Luma[int(y*lumaSide)*lumaSide+int(x*lumaSide)])
}

func (p *Print) chromaAt(c int, x, y float64) int {
	return int(p.Chroma[c][int(y*chromaSide)*chromaSide+int(x*chromaSide)])
}

// colourfulness is the mean of the larger part of colour over all cells, halved
// levels: 0 of a grey picture.
func (p *Print) colourfulness() float64 {
	sum := 0
	for i := range p.Chroma[0] {
		x, y := int(p.Chroma[0][i])-128, int(p.Chroma[1][i])-128
		sum += max(x, -x, y, -y)
	}
	return float64(sum) / (chromaSide * chromaSide)
}

// sameHues is the least agreement of colours at which a copy may be recoloured: a
// hue turned by 45 degrees has .7, one of another name, as a red thing painted
// green, less than 0. What is left below .7 is for clipping.
const sameHues = .6

// kindred tells whether the colours of two pictures could be those of one that was
// recoloured: turned a little in hue, more or less saturated, under another light,
// or grey. The same shape in another colour is another thing.
//
// Colours are vectors from grey. Their agreement is the cosine of all of one
// picture with all of the other, as they are or about their means: a light of
// another colour moves all alike.
func kindred(a, b *Print, onA *placing) bool {
	var n float64
	var sum [4]float64 // of a's two parts, then of b's
	var of [4][4]float64
	for j := range chromaSide {
		for i := range chromaSide {
			x, y := (float64(i)+.5)/chromaSide, (float64(j)+.5)/chromaSide
			u, v := onA.apply(x, y)
			if u < 0 || u >= 1 || v < 0 || v >= 1 {
				continue
			}
			n++
			var at [4]float64
			for c := range 2 {
				at[c], at[c+2] = float64(a.chromaAt(c, u, v)-128), float64(b.chromaAt(c, x, y)-128)
			}
			for k := range at {
				sum[k] += at[k]
				for l := range at {
					of[k][l] += float64(at[k] * at[l])
				}
			}
		}
	}
	if n == 0 {
		return false
	}
	agreement := func(centred float64) (cosine float64, seen bool) {
		at := func(k, l int) float64 { return of[k][l] - float64(centred*sum[k]*sum[l]/n) }
		aa, bb := at(0, 0)+at(1, 1), at(2, 2)+at(3, 3)
		if min(aa, bb) < float64(grey*grey*4*n) {
			return 0, false
		}
		return (at(0, 2) + at(1, 3)) / root(float64(aa*bb)), true
	}
	raw, coloured := agreement(0)
	centred, varied := agreement(1)
	return !coloured || raw >= sameHues || varied && centred >= sameHues
}

// colourShift is how far colours moved where b lies on a, on average, in halved
// levels.
func colourShift(a, b *Print, onA *placing) float64 {
	sum, n := 0, 0
	for j := range chromaSide {
		for i := range chromaSide {
			x, y := (float64(i)+.5)/chromaSide, (float64(j)+.5)/chromaSide
			u, v := onA.apply(x, y)
			if u < 0 || u >= 1 || v < 0 || v >= 1 {
				continue
			}
			n++
			for c := range 2 {
				d := a.chromaAt(c, u, v) - b.chromaAt(c, x, y)
				sum += max(d, -d)
			}
		}
	}
	return float64(sum) / float64(max(1, 2*n))
}
