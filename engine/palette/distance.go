package palette

import (
	"math"

	"akin/engine/oklab"
)

// Distance is the transport distance of two palettes, also called the earth
// mover's (Rubner, Tomasi and Guibas, "The earth mover's distance as a metric
// for image retrieval", 2000): the least work by which the shares of one can be
// carried to the colours of the other, in millionths of OKLab's unit. It is 0
// for equal palettes and no others, black and white are a million apart, and
// two photographs mostly 100,000 to 300,000. It is symmetric, does not depend
// on the order of swatches, and no way round is shorter by more than rounding.
// Palettes have 1 to MaxAsked swatches whose shares sum to Whole; it takes 1 to
// 3 microseconds.
func Distance(a, b []Swatch) int {
	p := NewProbe(a)
	return p.Distance(b)
}

// A Probe is a palette that is compared with many. It is not safe for
// concurrent use.
type Probe struct {
	swatches []Swatch
	points   [MaxAsked]point
	table    *oklab.Table
	plan     plan
}

// NewProbe makes a probe of a palette.
func NewProbe(p []Swatch) *Probe {
	probe := &Probe{swatches: p, table: oklab.Tables()}
	for i, s := range p {
		probe.points[i] = pointOf(probe.table.Lab(s.R, s.G, s.B))
		probe.plan.supply[i] = int64(s.Share)
	}
	probe.plan.m = len(p)
	return probe
}

// Distance is that of the probe's palette and another.
func (p *Probe) Distance(b []Swatch) int {
	p.transport(b)
	work := p.plan.work()
	// rounded up, so that nothing but equality is 0
	const unit = oklab.One * Whole
	return int((work*1_000_000 + unit - 1) / unit)
}

// A Move says that a part of a palette that was asked for is answered by a
// colour that was found.
type Move struct {
	Asked, Found Swatch
	Share        uint16 // thousandths of the whole
}

// Moves are the ways that the shares take, in the order of the probe's
// swatches, then of b's. Their shares sum to Whole.
func (p *Probe) Moves(b []Swatch) (moves []Move) {
	p.transport(b)
	for i := range p.swatches {
		for j := range b {
			if n := p.plan.flow[i][j]; n > 0 {
				moves = append(moves, Move{p.swatches[i], b[j], uint16(n)})
			}
		}
	}
	return moves
}

// transport finds the cheapest way from the probe's palette to b.
func (p *Probe) transport(b []Swatch) {
	p.plan.n = len(b)
	for j, s := range b {
		p.plan.demand[j] = int64(s.Share)
		at := pointOf(p.table.Lab(s.R, s.G, s.B))
		for i := range p.swatches {
			p.plan.cost[i][j] = p.points[i].to(at)
			if a := &p.swatches[i]; p.plan.cost[i][j] == 0 && (a.R != s.R || a.G != s.G || a.B != s.B) {
				p.plan.cost[i][j] = 1 // less than a step of OKLab apart, and not the same
			}
		}
	}
	p.plan.solve()
}

// A point is where a colour lies for all that compares palettes: in OKLab with a
// and b stretched, in units of oklab.One.
type point struct{ l, a, b int64 }

// pointOf stretches a and b by 3/2. All that sRGB can show is 1 wide along L and
// about half that along a and b, and most photographs keep within .1 of grey: so
// in plain OKLab lightness decides nearly alone. Stretched, a tinted grey is
// told from a grey, and an accent counts as it does to the eye, yet the order of
// a thousand photographs stays that of plain OKLab: rank correlation .98, and .95
// if stretched by 2, .91 by 5/2.
func pointOf(p oklab.Lab) point {
	return point{int64(p.L), int64(p.A) * 3 / 2, int64(p.B) * 3 / 2}
}

// to is the distance of two colours, oklab.One for black and white.
func (p point) to(q point) int64 {
	l, a, b := p.l-q.l, p.a-q.a, p.b-q.b
	// The sum is below 2^52, where a root is rounded alike everywhere and never
	// up to the next whole number.
	return int64(math.Sqrt(float64(l*l + a*a + b*b)))
}
