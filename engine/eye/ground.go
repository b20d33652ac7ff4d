package eye

import "akin/engine/oklab"

// Product shots and drawings stand on a plain ground that says nothing of what
// they show. If most of the picture's border has one colour, that colour is
// the ground and weighs little; if the border is mixed, everything weighs the
// same.

const (
	border      = 4   // pixels of border on each side, 3 % of the square
	weightOne   = 256 // the weight of a pixel that counts in full
	groundFloor = 5   // 2 % of it: what the ground keeps, so that nothing weighs nothing
)

// Distances to the ground are squares, in units of pullOne: chroma counts
// twice as much as lightness, which shadows change.
const (
	lightnessPull = 7
	chromaPull    = 15
	pullOne       = 10 * oklab.One
)

func groundDistance(p, q oklab.Lab) int64 {
	l, a, b := int64(p.L-q.L)*lightnessPull, int64(p.A-q.A)*chromaPull, int64(p.B-q.B)*chromaPull
	return l*l + a*a + b*b
}

// A pixel of the border belongs to the ground within .08; .06 is where a pixel
// of the picture is two thirds out of it.
const (
	groundReach = int64(pullOne) * pullOne / 10000 * 64
	groundFade  = int64(pullOne) * pullOne / 10000 * 36
)

// fadeSteps is the fineness of a table of how far a pixel is out of the ground,
// up to fadeEnd times groundFade; from there on it is out of it.
const (
	fadeSteps = 512
	fadeEnd   = 8
)

// standsOut is 1-e^-x for x in steps of fadeEnd/fadeSteps, in weightOne.
var standsOut = func() (t [fadeSteps + 1]uint32) {
	for i := range t {
		t[i] = uint32(float64(weightOne*(1-expOf(-float64(i)*fadeEnd/fadeSteps))) + .5)
	}
	return t
}()

// groundScratch is what finding the ground works on.
type groundScratch struct {
	ring  [4 * border * (side - border)]oklab.Lab
	count [13 * 16 * 16]uint16
	bin   [4 * border * (side - border)]uint16
}

// findGround fills s.weight.
func (s *scratch) findGround() {
	s.borderColors()
	ground, share := s.ground.commonest()
	// below half of the border there is no ground, from nine tenths on nothing else
	sure := uint32(max(0, min((share-weightOne/2)*10/4, weightOne)))
	if sure == 0 {
		for i := range s.weight {
			s.weight[i] = weightOne
		}
		return
	}
	var weights [fadeSteps + 1]uint32
	for i, out := range standsOut {
		weights[i] = weightOne - sure + sure*(out+groundFloor)/weightOne
	}
	for i := range s.lab {
		d := groundDistance(s.lab[i], ground) / (groundFade * fadeEnd / fadeSteps)
		s.weight[i] = weights[min(d, fadeSteps)]
	}
}

// borderColors lists the colours of the border.
func (s *scratch) borderColors() {
	ring := s.ground.ring[:0]
	for y := range side {
		row := s.lab[y*side:][:side]
		if y < border || y >= side-border {
			ring = append(ring, row...)
			continue
		}
		ring = append(ring, row[:border]...)
		ring = append(ring, row[side-border:]...)
	}
}

// commonest finds the commonest colour of the border, and which part of it, in
// weightOne, is near that colour: the mean of the fullest bin, moved twice to
// the mean of what is near it.
func (g *groundScratch) commonest() (ground oklab.Lab, share int64) {
	clear(g.count[:])
	fullest := uint16(0)
	for i, p := range g.ring {
		// bins of .083 by .04 by .04; a is above -.24, b above -.32
		l, a, b := p.L*12>>16, (p.A+oklab.One*24/100)*25>>16, (p.B+oklab.One*32/100)*25>>16
		bin := uint16(l<<8 | a<<4 | b)
		g.bin[i] = bin
		g.count[bin]++
		if g.count[bin] > g.count[fullest] {
			fullest = bin
		}
	}
	// ties go to the bin that was full first, along the border
	ground, _ = g.mean(func(i int) bool { return g.bin[i] == fullest }, ground)
	for range 2 {
		center := ground
		near := func(i int) bool { return groundDistance(g.ring[i], center) < groundReach }
		var n int64
		ground, n = g.mean(near, center)
		share = n * weightOne / int64(len(g.ring))
	}
	return ground, share
}

// mean is the mean of the border's pixels that are meant, and their number;
// without any it is otherwise.
func (g *groundScratch) mean(meant func(i int) bool, otherwise oklab.Lab) (oklab.Lab, int64) {
	var l, a, b, n int64
	for i, p := range g.ring {
		if meant(i) {
			l, a, b, n = l+int64(p.L), a+int64(p.A), b+int64(p.B), n+1
		}
	}
	if n == 0 {
		return otherwise, 0
	}
	return oklab.Lab{L: int32(l / n), A: int32(a / n), B: int32(b / n)}, n
}
