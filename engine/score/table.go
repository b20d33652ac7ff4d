package score

// A Table brings a distance to a value: straight lines between knots. Knots
// have ascending distances and descending values; before the first and after
// the last knot the value is that knot's.
type Table []Knot

// A Knot says the value at one distance.
type Knot struct {
	Distance int
	Value    Micro
}

// At returns the value at a distance.
func (t Table) At(d int) Micro {
	if d <= t[0].Distance {
		return t[0].Value
	}
	for i, k := range t[1:] {
		if d <= k.Distance {
			p := t[i]
			return p.Value + (k.Value-p.Value)*Micro(d-p.Distance)/Micro(k.Distance-p.Distance)
		}
	}
	return t[len(t)-1].Value
}

// The shipped tables. They fall steeply where, in collections of photographs,
// neighbours end and strangers begin, and never quite reach zero before the
// largest distance, so that far pictures stay in order. The knots are round
// on purpose: they are a shape, not a measurement of one collection.
var (
	// ColorTable takes features.ColorDistance. A recompressed picture is
	// below 500; the 20th neighbour of a photograph among a thousand is at
	// about 3000, a random one at about 5000.
	ColorTable = Table{
		{0, One}, {1000, 930_000}, {2000, 750_000}, {3000, 500_000}, {4000, 270_000},
		{5000, 120_000}, {6000, 50_000}, {8000, 10_000}, {16000, 0},
	}

	// ShapeTable takes features.ShapeDistance: neighbours are at about 270,
	// random photographs at about 420.
	ShapeTable = Table{
		{0, One}, {100, 930_000}, {200, 720_000}, {270, 500_000}, {350, 270_000},
		{420, 120_000}, {600, 30_000}, {1000, 5_000}, {2550, 0},
	}
)
