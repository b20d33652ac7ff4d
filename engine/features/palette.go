package features

import (
	"cmp"
	"image"
	"slices"

	"akin/engine/oklab"
	"akin/engine/palette"
)

// A Swatch is one colour of a palette and its share of the picture, specks left
// out.
type Swatch = palette.Swatch

// MaxPalette is the largest number of swatches in a palette.
const MaxPalette = palette.Max

// What makes a colour of a palette. A just noticeable difference is about .02
// of oklab.One; an accent is seen where a grey of its share is not.
const (
	apart       = oklab.One * 10 / 100 // distance below which two colours go by one name
	accent      = oklab.One * 10 / 100 // chroma from which a small colour is an accent
	leastShare  = 20                   // thousandths, below which a colour is not in the palette
	accentLeast = 5                    // the same for an accent
)

// cluster gathers pixels of about one colour.
type cluster struct {
	n   int64
	lab [3]int64 // sums
	rgb [3]int64 // sums
}

func (c *cluster) mean() oklab.Lab {
	return oklab.Lab{L: int32(c.lab[0] / c.n), A: int32(c.lab[1] / c.n), B: int32(c.lab[2] / c.n)}
}

func (c *cluster) add(p oklab.Lab, rgb []uint8) {
	c.n++
	for i, v := range [3]int32{p.L, p.A, p.B} {
		c.lab[i] += int64(v)
		c.rgb[i] += int64(rgb[i])
	}
}

func (c *cluster) take(d *cluster) {
	c.n += d.n
	for i := range 3 {
		c.lab[i] += d.lab[i]
		c.rgb[i] += d.rgb[i]
	}
}

// paletteOf finds the dominant colours of a picture whose OKLab pixels are px:
// coarse bins, seeds taken from the heaviest bins that lie apart, and three
// rounds of k-means over the bins. Where that makes too few, colours that lie
// closer are told apart too.
func paletteOf(img *image.NRGBA, px []oklab.Lab) []Swatch {
	bins := coarseBins(img, px)
	groups := dropSpecks(gather(bins, seedColors(bins)), len(px))
	if len(groups) < fewest {
		groups = closer(img, px, groups)
	}
	return swatches(groups)
}

// gather makes groups of bins around seeds, the heaviest first.
func gather(bins []cluster, seeds []oklab.Lab) (groups []cluster) {
	for range 3 {
		groups = assign(bins, seeds)
		seeds = seeds[:0]
		for _, g := range groups {
			seeds = append(seeds, g.mean())
		}
	}
	slices.SortStableFunc(groups, func(a, b cluster) int { return cmp.Compare(b.n, a.n) })
	return groups
}

// Coarse bins are 1/12 of L and 1/24 of a and b wide, .102 from corner to
// corner: about what goes by one name.
const (
	binsL  = 12
	binsAB = 24
)

func coarseBin(p oklab.Lab) int32 {
	a, b := (p.A+oklab.One/2)*binsAB/oklab.One, (p.B+oklab.One/2)*binsAB/oklab.One
	return (p.L*binsL/oklab.One*binsAB+a)*binsAB + b
}

// coarseBins gathers the pixels in bins, in ascending order of their place.
func coarseBins(img *image.NRGBA, px []oklab.Lab) []cluster {
	var at [binsL * binsAB * binsAB]int32 // 1 + index into found
	var found []cluster
	for i, p := range px {
		j := &at[coarseBin(p)]
		if *j == 0 {
			found = append(found, cluster{})
			*j = int32(len(found))
		}
		found[*j-1].add(p, img.Pix[4*i:])
	}
	bins := make([]cluster, 0, len(found))
	for _, j := range at {
		if j > 0 {
			bins = append(bins, found[j-1])
		}
	}
	return bins
}

// seedColors picks up to MaxPalette bins, the most salient first, each apart
// from those before. A colour counts up to three times as much as a grey of
// the same share, so that a red door is not lost in a grey street. Where it is
// lost all the same, among more shades than a palette has, it takes the place
// of the last of them.
func seedColors(bins []cluster) []oklab.Lab {
	order, pixels := make([]salient, len(bins)), int64(0)
	for i := range bins {
		m := bins[i].mean()
		order[i] = salient{m, bins[i].n, bins[i].n * (oklab.One/10 + min(chroma(m), 2*oklab.One/10))}
		pixels += bins[i].n
	}
	slices.SortStableFunc(order, func(a, b salient) int { return cmp.Compare(b.weight, a.weight) })
	var seeds []oklab.Lab
	for i := range order {
		s := &order[i]
		if len(seeds) < MaxPalette {
			if s.apartFrom(seeds, apart) {
				seeds = append(seeds, s.color)
			}
			continue
		}
		last := &seeds[MaxPalette-1]
		if chroma(*last) < accent && s.stands(pixels) && s.apartFrom(seeds, 2*apart) {
			*last = s.color
			break
		}
	}
	return seeds
}

// A salient is a bin that may be a colour of the palette.
type salient struct {
	color  oklab.Lab
	n      int64 // pixels
	weight int64
}

func (s *salient) apartFrom(seeds []oklab.Lab, least int64) bool {
	return !slices.ContainsFunc(seeds, func(t oklab.Lab) bool { return labDistance(s.color, t) < least })
}

// stands tells whether it is an accent by itself; half of the least share will
// do, as an accent may lie in several bins.
func (s *salient) stands(pixels int64) bool {
	return chroma(s.color) >= accent && s.n*2000 >= pixels*accentLeast
}

// assign gives each bin to its nearest seed and drops seeds left empty.
func assign(bins []cluster, seeds []oklab.Lab) []cluster {
	groups := make([]cluster, len(seeds))
	for i := range bins {
		groups[nearestTo(bins[i].mean(), seeds)].take(&bins[i])
	}
	return slices.DeleteFunc(groups, func(c cluster) bool { return c.n == 0 })
}

// swatches turns groups, the heaviest first, into a palette: shares of what is
// there rounded down; the heaviest makes up the 1000.
func swatches(groups []cluster) []Swatch {
	total := int64(0)
	for _, g := range groups {
		total += g.n
	}
	out := make([]Swatch, len(groups))
	left := uint16(palette.Whole)
	for i, g := range groups {
		mean := func(sum int64) uint8 { return uint8((sum + g.n/2) / g.n) }
		out[i] = Swatch{R: mean(g.rgb[0]), G: mean(g.rgb[1]), B: mean(g.rgb[2]), Share: uint16(g.n * palette.Whole / total)}
		left -= out[i].Share
	}
	out[0].Share += left
	return out
}

// dropSpecks keeps the first of the groups and those that are no specks.
func dropSpecks(groups []cluster, pixels int) []cluster {
	kept := groups[:1]
	for _, g := range groups[1:] {
		if share := g.n * 1000 / int64(pixels); share >= leastShare || share >= accentLeast && chroma(g.mean()) >= accent {
			kept = append(kept, g)
		}
	}
	return kept
}

func chroma(c oklab.Lab) int64 {
	return int64(isqrt(uint64(int64(c.A)*int64(c.A) + int64(c.B)*int64(c.B))))
}

func labDistance(a, b oklab.Lab) int64 {
	l, x, y := int64(a.L-b.L), int64(a.A-b.A), int64(a.B-b.B)
	return int64(isqrt(uint64(l*l + x*x + y*y)))
}
