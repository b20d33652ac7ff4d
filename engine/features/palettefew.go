package features

import (
	"cmp"
	"image"
	"slices"

	"akin/engine/oklab"
)

// What makes a colour where a palette has few. Colours half as far apart as
// those with names of their own are still told apart side by side, at two and a
// half times a just noticeable difference.
const (
	fewest    = 3                   // swatches, that a palette has where the picture has as many colours
	closeBy   = oklab.One * 5 / 100 // distance below which even a picture of few colours has but one
	closeLess = 10                  // thousandths, below which a colour is not in such a palette
	fineBins  = 40                  // along each axis: half of closeBy wide
)

// closer adds to the groups of a picture, fewer than fewest, what lies closer to
// them than they lie apart: shades of a wall, a mist over snow.
//
// The pixels that it looks for colours among are those inside an area: along the
// edge of a black disc on white there are pixels of every grey, and the disc has
// two colours all the same.
func closer(img *image.NRGBA, px []oklab.Lab, groups []cluster) []cluster {
	inside := fineClusters(img, px, true)
	slices.SortStableFunc(inside, func(a, b cluster) int { return cmp.Compare(b.n, a.n) })
	seeds := hearts(groups, inside)
	for i := range inside {
		m := inside[i].mean()
		near := func(s oklab.Lab) bool { return labDistance(s, m) < closeBy }
		if len(seeds) < fewest && !slices.ContainsFunc(seeds, near) {
			seeds = append(seeds, m)
		}
	}
	if len(seeds) == len(groups) {
		return groups
	}
	more := gather(fineClusters(img, px, false), seeds)
	return slices.DeleteFunc(more, func(c cluster) bool {
		share := c.n * 1000 / int64(len(px))
		return share < closeLess && (share < accentLeast || chroma(c.mean()) < accent)
	})
}

// hearts are where most of each group lies: its heaviest bin, of bins that come
// the heaviest first, or else its mean. Between two shades that were taken for
// one colour, the mean is neither.
func hearts(groups, bins []cluster) []oklab.Lab {
	means := make([]oklab.Lab, len(groups))
	for i := range groups {
		means[i] = groups[i].mean()
	}
	seeds, found := slices.Clone(means), make([]bool, len(means))
	for i := range bins {
		m := bins[i].mean()
		if g := nearestTo(m, means); !found[g] {
			seeds[g], found[g] = m, true
		}
	}
	return seeds
}

// nearestTo is the number of the seed nearest to a colour.
func nearestTo(c oklab.Lab, seeds []oklab.Lab) int {
	best, bestD := 0, int64(1)<<62
	for i, s := range seeds {
		if d := labDistance(s, c); d < bestD {
			best, bestD = i, d
		}
	}
	return best
}

// fineClusters gathers pixels in fine bins, in ascending order of their place;
// inside leaves out those along edges.
func fineClusters(img *image.NRGBA, px []oklab.Lab, inside bool) []cluster {
	at := make([]int32, fineBins*fineBins*fineBins) // 1 + index into found
	var found []cluster
	for i, p := range px {
		if inside && onEdge(px, i, img.Rect.Dx()) {
			continue
		}
		a, b := (p.A+oklab.One/2)*fineBins/oklab.One, (p.B+oklab.One/2)*fineBins/oklab.One
		j := &at[(p.L*fineBins/oklab.One*fineBins+a)*fineBins+b]
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

// onEdge tells whether a pixel lies apart in colour from one beside it, above or
// below.
func onEdge(px []oklab.Lab, i, width int) bool {
	x := i % width
	apartFrom := func(j int) bool { return j >= 0 && j < len(px) && labDistance(px[i], px[j]) >= closeBy }
	return x > 0 && apartFrom(i-1) || x < width-1 && apartFrom(i+1) || apartFrom(i-width) || apartFrom(i+width)
}
