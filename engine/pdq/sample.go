package pdq

import (
	"image"
	"slices"
)

// side is the number of samples a side, the size that PDQ reduces pictures to.
const side = 64

// A grid is a picture of side by side samples, row by row, in 256ths of a level.
type grid [side * side]int32

// passes is how often PDQ smooths. Two boxes make a tent.
const passes = 2

// unit is the sum of a tap's weights. A luma of 255 levels in 256ths times unit,
// and half a unit, is just below 2^31.
const (
	unitBits = 15
	unit     = 1 << unitBits
)

// sampled smooths a picture and samples it. Smoothing and sampling are done at
// once, along columns and then along rows: that is the same sum as smoothing
// all and keeping one value in sixty.
func sampled(img *image.NRGBA) (g grid) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w == 0 || h == 0 {
		return g
	}
	g.across(sampledDown(img, taps(h)), taps(w))
	return g
}

// sampledFour returns also the samples of the picture mirrored: g[across][down].
// They are not the same samples in another order, since a box of even width has
// no middle and a place is rounded down: up to 28 bits of the hashes of 250
// photographs of quality 80 and above hung on that. They are taken from one
// reading of the picture.
func sampledFour(img *image.NRGBA) (g [2][2]grid) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w == 0 || h == 0 {
		return g
	}
	columns, rows := taps(w), taps(h)
	lines := sampledDown(img, append(rows, mirrored(rows, h)...))
	for down := range 2 {
		half := lines[down*side*w:][:side*w]
		g[0][down].across(half, columns)
		g[1][down].across(half, mirrored(columns, w))
	}
	return g
}

// sampledDown samples each column of a picture, and returns as many lines as
// there are taps. It reads each line of the picture once and adds it to those
// that it is part of.
func sampledDown(img *image.NRGBA, rows []tap) []int32 {
	w := img.Rect.Dx()
	lines, line := make([]int32, len(rows)*w), make([]int32, w)
	for i := range lines {
		lines[i] = unit / 2
	}
	for y := range img.Rect.Dy() {
		luma(line, img.Pix[img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y+y):])
		for i, t := range rows {
			if k := y - t.first; k >= 0 && k < len(t.weights) {
				add(lines[i*w:][:w], line, t.weights[k])
			}
		}
	}
	for i := range lines {
		lines[i] >>= unitBits
	}
	return lines
}

func add(sum, line []int32, weight int32) {
	line = line[:len(sum)]
	for x := range sum {
		sum[x] += weight * line[x]
	}
}

// across samples lines of equal length, a line for each row of the grid.
func (g *grid) across(lines []int32, columns []tap) {
	w := len(lines) / side
	for y := range side {
		line := lines[y*w:][:w]
		for x := range columns {
			g[y*side+x] = columns[x].of(line)
		}
	}
}

// luma is the brightness that JPEG keeps, in 256ths of a level.
func luma(line []int32, pix []byte) {
	for x := range line {
		p := pix[4*x : 4*x+3 : 4*x+3]
		line[x] = (19595*int32(p[0]) + 38470*int32(p[1]) + 7471*int32(p[2]) + 128) >> 8
	}
}

// A tap is what makes one sample: so much of each value from the first on.
type tap struct {
	first   int
	weights []int32 // of unit
}

func (t *tap) of(line []int32) int32 {
	sum := int32(unit / 2)
	values := line[t.first:][:len(t.weights)]
	for i, w := range t.weights {
		sum += w * values[i]
	}
	return sum >> unitBits
}

// mirrored are the taps that take from a line of n values what taps take from it
// when it is mirrored.
func mirrored(taps []tap, n int) []tap {
	all := make([]tap, len(taps))
	for i, t := range taps {
		all[i] = tap{n - t.first - len(t.weights), slices.Clone(t.weights)}
		slices.Reverse(all[i].weights)
	}
	return all
}

// taps are those of the samples of a line of n values: the published boxes of
// width n/128, rounded up, one after the other, at the published places.
func taps(n int) []tap {
	width := (n + 2*side - 1) / (2 * side)
	all := make([]tap, side)
	row := make([]float64, n)
	for i := range all {
		at := (2*i + 1) * n / (2 * side)
		clear(row)
		row[at] = 1
		first, last := at, at
		for range passes {
			first, last = boxed(row, first, last, width)
		}
		all[i] = tap{first, whole(row[first : last+1])}
	}
	return all
}

// boxed replaces the weights of the means of a box by those of its values. The
// box around v reaches from v-(width-1)/2 to v+width/2, as far as there are
// values. The weights that are not zero lie from first to last, before and
// after.
func boxed(row []float64, first, last, width int) (int, int) {
	from, to := max(0, first-(width-1)/2), min(len(row)-1, last+width/2)
	spread := make([]float64, to-from+1)
	for v := first; v <= last; v++ {
		left, right := max(0, v-(width-1)/2), min(len(row)-1, v+width/2)
		share := row[v] / float64(right-left+1)
		for u := left; u <= right; u++ {
			spread[u-from] += share
		}
	}
	copy(row[from:], spread)
	return from, to
}

// whole rounds weights to integers whose sum is unit: what rounding is off by
// goes to the middle one, so that a flat picture stays flat.
func whole(weights []float64) []int32 {
	all, left := make([]int32, len(weights)), int32(unit)
	for i, w := range weights {
		all[i] = int32(float64(w*unit) + .5)
		left -= all[i]
	}
	all[len(all)/2] += left
	return all
}

// quality is the published measure: the differences between neighbours, in
// hundredths of the range and each rounded towards zero, of which 9000 make 100.
func quality(g *grid) int {
	sum := int32(0)
	for y := range side {
		for x := range side {
			v := g[y*side+x]
			if y+1 < side {
				sum += hundredths(v - g[(y+1)*side+x])
			}
			if x+1 < side {
				sum += hundredths(v - g[y*side+x+1])
			}
		}
	}
	return min(int(sum/90), 100)
}

func hundredths(d int32) int32 { return max(d, -d) * 100 / (255 * 256) }
