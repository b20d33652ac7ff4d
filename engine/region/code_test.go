package region

import "testing"

// Codes of unrelated scenes are about half of their bits apart, and nearly
// each bit tells some of them apart; those of a part drawn a little aside are near.
func TestCode(t *testing.T) {
	const n = 60
	var ones [128]int
	unrelated, aside := 0, 0
	for i := range n {
		img := scene(stream(i+1), 300, 200)
		d, e := Describe(img, Rect{1000, 1000, 20000, 20000}), Describe(img, Rect{1600, 500, 20000, 20000})
		next := Describe(scene(stream(i+2), 300, 200), Whole)
		c := d.Code()
		aside += c.Distance(e.Code())
		unrelated += c.Distance(next.Code())
		for b := range ones {
			ones[b] += int(c[b/64] >> (b % 64) & 1)
		}
	}
	if unrelated < 50*n || unrelated > 75*n || aside > 16*n {
		t.Errorf("unrelated ones are %d apart, those of a part drawn aside %d", unrelated/n, aside/n)
	}
	idle := 0
	for _, k := range ones {
		if k == 0 || k == n {
			idle++
		}
	}
	if idle > 4 {
		t.Errorf("%d bits are the same for all", idle)
	}
}
