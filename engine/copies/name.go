package copies

import (
	"fmt"
	"math"

	"akin/engine/pdq"
)

// verdict names what was done to original to make copy. f.onA leads from copy
// to original.
func (f *finding) verdict(original, copy *Print) Verdict {
	toCopy := f.onA.inverse()
	onOriginal, onCopy := f.onA.overlap(), toCopy.overlap()
	v := Verdict{
		Likeness: uint32(float64(min(max(f.score, 0), 1)*1e6) + .5),
		Original: around(onOriginal), Copy: around(onCopy),
	}
	v.How = append(v.How, turnName(&toCopy, original, copy)...)
	if share := area(onOriginal); share < whole {
		v.How = append(v.How, fmt.Sprintf("cropped to %d %%", int(float64(share*100)+.5)))
	}
	if toCopy.stretch(original, copy) > stretched {
		v.How = append(v.How, "stretched")
	}
	if area(onCopy) < whole {
		v.How = append(v.How, "on a border")
	}
	if f.covered {
		v.How = append(v.How, "text over it")
	}
	v.How = append(v.How, colourName(original, copy, &f.onA)...)
	v.How = append(v.How, lightName(f.c.a.mean, f.c.b.mean)...)
	return v
}

const (
	// whole is the share of a picture from which on it is all there: a placing is
	// exact to about one part in a hundred.
	whole = .97
	// stretched is from how much more one side than the other is scaled; trimming
	// and rounding to pixels change small pictures by a few parts in a hundred.
	stretched = 1.08
	// leastTurn is the smallest turn, in degrees, that is named.
	leastTurn = 1.0
)

// turnName names the nearest turn by right angles, and what is left of it.
func turnName(toCopy *placing, original, copy *Print) (names []string) {
	p := toCopy.inPixels(original, copy)
	flipped := p.determinant() < 0
	if flipped { // left to right first
		p[0], p[3] = -p[0], -p[3]
	}
	degrees := math.Atan2(p[3]-p[1], p[0]+p[4]) * 180 / math.Pi // of the nearest similarity
	right := math.Round(degrees / 90)
	rest := degrees - float64(90*right)
	turn := [2][4]pdq.Turn{
		{pdq.None, pdq.Turned90, pdq.Turned180, pdq.Turned270},
		{pdq.FlippedAcross, pdq.Flipped90, pdq.FlippedDown, pdq.Flipped270},
	}[toInt(flipped)][(int(right)+4)%4]
	if turn != pdq.None {
		names = append(names, turn.String())
	}
	switch n := int(math.Round(math.Abs(rest))); {
	case math.Abs(rest) < leastTurn:
	case rest > 0:
		names = append(names, fmt.Sprintf("turned %d°", n))
	default:
		names = append(names, fmt.Sprintf("turned %d° to the left", n))
	}
	return names
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inPixels is the linear part of a placing of a on b in pixels of their pictures.
func (p *placing) inPixels(a, b *Print) placing {
	w, h := float64(b.W), float64(b.H)
	return placing{
		p[0] * w / float64(a.W), p[1] * w / float64(a.H), 0,
		p[3] * h / float64(a.W), p[4] * h / float64(a.H), 0,
	}
}

// stretch is how much more one direction is scaled than the other, at least 1.
func (p *placing) stretch(a, b *Print) float64 {
	q := p.inPixels(a, b)
	size := func(x, y float64) float64 { return root(float64(x*x)+float64(y*y)) / 2 }
	// The singular values are s+d and |s-d|.
	s, d := size(q[0]+q[4], q[3]-q[1]), size(q[0]-q[4], q[3]+q[1])
	return (s + d) / max(abs(s-d), 1e-9)
}

// straight tells whether a placing of b on a is one that people make: scaled by
// the sides, but not skewed. a's sides stay at right angles, give or take a
// twentieth, and neither is scaled twice as much as the other.
func (p *placing) straight(a, b *Print) bool {
	q := p.inPixels(b, a)
	x, y := root(float64(q[0]*q[0])+float64(q[3]*q[3])), root(float64(q[1]*q[1])+float64(q[4]*q[4]))
	skew := float64(q[0]*q[1]) + float64(q[3]*q[4])
	return abs(skew) <= .1*x*y && x < 2*y && y < 2*x
}

const (
	// grey is the colourfulness, in halved levels, below which a picture is grey,
	// and colourful that above which it was not.
	grey      = .75
	colourful = 3
	// recoloured is the mean move of colours, in halved levels, above which they
	// were changed; recompression and cropping move them by 1 at most.
	recoloured = 3
)

func colourName(original, copy *Print, onOriginal *placing) []string {
	switch {
	case copy.colourfulness() < grey && original.colourfulness() >= colourful:
		return []string{"greyscale"}
	case colourShift(original, copy, onOriginal) > recoloured:
		return []string{"recoloured"}
	}
	return nil
}

// lightened is from how many levels on a picture is lighter or darker.
const lightened = 12

func lightName(original, copy float32) []string {
	switch {
	case copy-original > lightened:
		return []string{"lighter"}
	case original-copy > lightened:
		return []string{"darker"}
	}
	return nil
}
