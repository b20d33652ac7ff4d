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
