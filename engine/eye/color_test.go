package eye

import (
	"testing"

	"akin/engine/oklab"
)

// One colour votes in at most eight bins, and gives all of its vote.
func TestVotesAreWhole(t *testing.T) {
	for _, g := range []grid{wholeGrid, regionGrid} {
		v := g.votes()
		for i := range 2000 {
			p := oklab.Tables().Lab(uint8(i*7), uint8(i*13), uint8(i*29))
			h := make([]uint64, g.bins())
			v.add(h, &p, 3)
			sum, bins := uint64(0), 0
			for _, n := range h {
				sum += n
				if n > 0 {
					bins++
				}
			}
			if sum != 3*fine*fine*fine || bins > 8 {
				t.Fatalf("%v votes %d in %d bins", p, sum, bins)
			}
		}
	}
}

// A red disc on white: the ground is white and weighs two hundredths of the
// disc. Without a ground all weighs the same.
func TestGround(t *testing.T) {
	s := new(scratch)
	s.shrink(paint(256, 256, func(x, y int) rgb {
		if (x-128)*(x-128)+(y-128)*(y-128) < 60*60 {
			return rgb{200, 20, 20}
		}
		return rgb{250, 250, 250}
	}))
	s.tint()
	s.findGround()
	center, corner := s.weight[area/2+side/2], s.weight[0]
	if center != weightOne+groundFloor || corner != groundFloor {
		t.Errorf("the disc weighs %d, the ground %d", center, corner)
	}
	s.shrink(noise(1, 128, 128))
	s.tint()
	s.findGround()
	for i, w := range s.weight {
		if w != weightOne {
			t.Fatalf("without a ground, pixel %d weighs %d", i, w)
		}
	}
}

// The ground of a product shot says little: on white and on black, a thing has
// the same colours by region, while its histograms differ.
func TestGroundIsLookedPast(t *testing.T) {
	thing := func(ground rgb) *Raw {
		return measured(t, paint(256, 256, func(x, y int) rgb {
			if x > 80 && x < 180 && y > 60 && y < 200 {
				return rgb{uint8(x), 90, uint8(y / 2)}
			}
			return ground
		}))
	}
	white, black := thing(rgb{255, 255, 255}), thing(rgb{0, 0, 0})
	if regions, whole := cosine(OKSpatial, white, black), cosine(OKHistogram, white, black); regions < .85 || whole > .6 {
		t.Errorf("by region %.3f, whole %.3f", regions, whole)
	}
}

// Stripes of one colour differ in the kind of edge alone.
func TestColorEdgeTellsDirections(t *testing.T) {
	stripes := func(along func(x, y int) int) *Raw {
		return measured(t, paint(256, 256, func(x, y int) rgb {
			if along(x, y)/8%2 == 0 {
				return rgb{180, 40, 40}
			}
			return rgb{90, 20, 20}
		}))
	}
	across, down := stripes(func(x, _ int) int { return x }), stripes(func(_, y int) int { return y })
	if c := cosine(ColorEdge, across, down); c > .3 {
		t.Errorf("stripes across and down are alike to %.3f", c)
	}
	if c := cosine(OKHistogram, across, down); c < .99 {
		t.Errorf("their colours are alike to %.3f only", c)
	}
}
