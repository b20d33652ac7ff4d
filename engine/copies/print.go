package copies

import (
	"image"

	"akin/engine/pdq"
	"akin/engine/points"
)

// Sides of the two thumbs that a print keeps. 64 show text over a picture as a
// group of blocks, and give a place to within a fifth of a sample, one pixel of
// three hundred; colours need no more than 16.
const (
	lumaSide   = 64
	chromaSide = 16
)

// A Print is what is kept of a picture to compare it with others.
type Print struct {
	Hash    pdq.Hash
	Quality uint8 // of the hash, 0 to 100
	W, H    int   // of the canonical picture, in pixels
	Luma    [lumaSide * lumaSide]uint8
	// Chroma is blue and red less luma, halved, about 128.
	Chroma [2][chromaSide * chromaSide]uint8
	Points points.Set

	turned [pdq.Turns]pdq.Hash
	// words are those of the points, and of the points of the mirrored picture.
	words, mirrored points.WordSet
}

// Of returns the print of a canonical picture: opaque, its bounds at 0,0, at
// most 512 pixels a side. That of an empty picture is no copy of anything.
func Of(img *image.NRGBA) Print {
	var p Print
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w == 0 || h == 0 {
		return p
	}
	hash, quality := pdq.Of(img)
	p.Hash, p.Quality = hash, uint8(quality)
	p.W, p.H = w, h
	p.thumbs(img)
	p.Points = points.Of(img)
	mirrored := p.Points.Mirrored()
	p.mirrored = mirrored.Words()
	p.derive()
	return p
}

// thumbs fills Luma and Chroma with means over cells. A pixel belongs to each
// cell that it touches, as far as it does.
func (p *Print) thumbs(img *image.NRGBA) {
	columns, rows := cells(p.W), cells(p.H)
	// Sums along the rows of the picture, then along columns. Weights are of
	// 2^10 a cell, channels of 8 bits: 18 bits, and 28 after both.
	narrow := make([][3]int32, lumaSide*p.H)
	for y := range p.H {
		pix := img.Pix[y*img.Stride:][:4*p.W]
		for i := range columns {
			c := &columns[i]
			var r, g, b int32
			for k, w := range c.weights {
				q := pix[4*(c.first+k):][:3]
				r, g, b = r+w*int32(q[0]), g+w*int32(q[1]), b+w*int32(q[2])
			}
			narrow[y*lumaSide+i] = [3]int32{r, g, b}
		}
	}
	var chroma [2][chromaSide * chromaSide]int32
	const shrunk = lumaSide / chromaSide
	for j := range rows {
		for i := range lumaSide {
			var v [3]int64
			for k, w := range rows[j].weights {
				n := &narrow[(rows[j].first+k)*lumaSide+i]
				for c := range v {
					v[c] += int64(w) * int64(n[c])
				}
			}
			luma := 19595*v[0] + 38470*v[1] + 7471*v[2] // of 2^36
			p.Luma[j*lumaSide+i] = uint8((luma + 1<<35) >> 36)
			at := j/shrunk*chromaSide + i/shrunk
			chroma[0][at] += int32((v[2]<<16 - luma) >> 30) // of 64
			chroma[1][at] += int32((v[0]<<16 - luma) >> 30)
		}
	}
	for c := range chroma {
		for i, v := range chroma[c] {
			p.Chroma[c][i] = uint8(128 + v/(2*64*shrunk*shrunk))
		}
	}
}

// A cell is what makes one sample of a line: so much of each pixel from first.
type cell struct {
	first   int
	weights []int32 // their sum is 1 << 10
}

func cells(n int) []cell {
	const one = 1 << 10
	all := make([]cell, lumaSide)
	for i := range all {
		// In units of a pixel's lumaSide-th, the cell is from i*n to (i+1)*n.
		from, to := i*n, (i+1)*n
		c := cell{first: from / lumaSide}
		left := int32(one)
		for u := c.first; u*lumaSide < to; u++ {
			part := min((u+1)*lumaSide, to) - max(u*lumaSide, from)
			w := int32((part*one + n/2) / n)
			c.weights = append(c.weights, w)
			left -= w
		}
		c.weights[len(c.weights)/2] += left
		all[i] = c
	}
	return all
}
