package region

// What a step of a byte takes from the likeness, in millionths, by kind of
// feature. Of unrelated photographs the four kinds are about 700, 600, 5,000 and
// 1,000 steps apart in the median. Directions and the histogram count twice what
// lightness and colour by place do: for a rectangle of which an eighth is cut
// off on two sides, that finds the source first in 96 % of cases, any kind alone
// in 59 to 99 %, and for one drawn too large by as much in 73 %, any kind alone
// in 7 to 44 %. The scale is such that the median pair loses one and a half
// times all likeness that there is.
const (
	lightStep     = 350
	colorStep     = 420
	slopeStep     = 100
	histogramStep = 500
)

// Similarity says how alike two parts look, in millionths: 1,000,000 for equal
// ones, 0 for most that have nothing to do with each other. It is symmetric,
// and takes about a fifth of a microsecond.
func Similarity(a, b *Desc) uint32 {
	d := lightStep*absolutes(a[:atColors], b[:atColors]) +
		colorStep*absolutes(a[atColors:atSlopes], b[atColors:atSlopes]) +
		slopeStep*absolutes(a[atSlopes:atHistogram], b[atSlopes:atHistogram]) +
		histogramStep*absolutes(a[atHistogram:], b[atHistogram:])
	return uint32(max(0, million-d))
}

// absolutes is the sum of absolute differences of two vectors of one length.
func absolutes(a, b []byte) int {
	b = b[:len(a)]
	sum := 0
	for i, x := range a {
		d := int(x) - int(b[i])
		sum += max(d, -d)
	}
	return sum
}
