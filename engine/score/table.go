package score

import "math"

// A Table brings a measurement to a value: straight lines between knots, which
// rise. Before the first and after the last knot the value is that knot's.
type Table []Knot

// A Knot says the value of one measurement, in millionths.
type Knot struct {
	Measured Micro
	Value    Micro
}

// At returns the value of a measurement.
func (t Table) At(m Micro) Micro {
	if m <= t[0].Measured {
		return t[0].Value
	}
	for i, k := range t[1:] {
		if m <= k.Measured {
			p := t[i]
			return p.Value + (k.Value-p.Value)*(m-p.Measured)/(k.Measured-p.Measured)
		}
	}
	return t[len(t)-1].Value
}

// The shipped tables take how alike two pictures are by the blocks of one
// family: about 0 for any two, and 1 for a picture with itself. They are
// straight, so that the points of color, shape and texture, whose weights are
// the shares of their blocks, add up to a likeness by all blocks, by which the
// eye ranks. Below 0 two pictures are more unlike than most, and nobody cares
// how much: of a thousand photographs P@20 is .78 with that told apart, and
// without. Among these the nearest has .5 to .65, the 20th .3 to .35.
var (
	ColorTable   = Table{{0, 0}, {One, One}}
	ShapeTable   = Table{{0, 0}, {One, One}}
	TextureTable = Table{{0, 0}, {One, One}}
)

// PaletteTable takes how far the palette of a pin is from one asked for, as a
// number below 0: the transport distance in OKLab, where black and white are 1
// apart. It values palettes about as ColorTable does pictures: of a thousand
// photographs the palette nearest to another's is at .06, the 20th at .09, half
// of them within .175. It keeps rising to the end, so that what is far has an
// order too.
var PaletteTable = Table{
	{-One * 15 / 10, 0},
	{-One * 5 / 10, One / 100},
	{-One * 2 / 10, One * 5 / 100},
	{-One * 1 / 10, One * 30 / 100},
	{-One * 5 / 100, One * 65 / 100},
	{0, One},
}

// halfWay is how much of a walk comes to a pin whose value is one half. Of a
// walk from a photograph among a thousand .3 comes to the nearest, .05 to the
// 50th, .02 to the 100th, whose value is then a quarter.
const halfWay = 0.05

// Walked is the value of what came to a pin of a walk over visual neighbours,
// where 1 set out: x / (x + halfWay). It rises with x alone, and never reaches
// 1, so that pins which the walk tells apart keep their order; and it rises most
// at the bottom, where the walk still tells a series of pictures from strangers
// and likeness no longer does. With the shipped weights P@20 is .845 with halves
// at .02, .05 and .1; mean precision falls from .776 to .769 at the last.
func Walked(x float64) Micro {
	if !(x > 0) {
		return 0
	}
	return Micro(math.Round(float64(One) * (x / (x + halfWay))))
}
