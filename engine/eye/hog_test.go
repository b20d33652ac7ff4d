package eye

import "testing"

// A light thing on dark and a dark one on light have the same contours; the
// signed block tells them apart.
func TestSignOfContours(t *testing.T) {
	disc := func(in, out uint8) *Raw {
		return measured(t, paint(256, 256, func(x, y int) rgb {
			v := out
			if (x-128)*(x-128)+(y-128)*(y-128) < 80*80 {
				v = in
			}
			return rgb{v, v, v}
		}))
	}
	light, dark := disc(200, 60), disc(60, 200)
	if c := cosine(HOGFine, light, dark); c < .99 {
		t.Errorf("without sign they are alike to %.3f only", c)
	}
	if c := cosine(HOGSigned, light, dark); c > .6 {
		t.Errorf("with sign they are alike to %.3f", c)
	}
}

// Votes of a gradient go to the two directions around it, by nearness, and
// their sum is its strength.
func TestVote(t *testing.T) {
	for _, c := range []struct {
		x, y int32
		want map[int]int32
	}{
		{10, 0, map[int]int32{0: 10 * slopeOne * votesOne}},
		{0, 10, map[int]int32{4: 10 * slopeOne * votesOne}},
		{-10, 0, map[int]int32{8: 10 * slopeOne * votesOne}},
		{0, 0, nil},
	} {
		var cell contour
		cell.vote(c.x, c.y)
		for d, v := range cell {
			if v != c.want[d] {
				t.Errorf("(%d, %d) votes %d for direction %d, want %d", c.x, c.y, v, d, c.want[d])
			}
		}
	}
	var cell contour
	strength := cell.vote(300, -170)
	sum := int32(0)
	for _, v := range cell {
		sum += v
	}
	if sum != strength*votesOne || strength != 1379 { // 4*sqrt(300^2+170^2) is 1379.27
		t.Errorf("strength %d, votes %d", strength, sum)
	}
}
