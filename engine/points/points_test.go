package points

import "testing"

// A picture and its mirror image lie on each other, flipped.
func TestAlignFlipped(t *testing.T) {
	img := scene(1, 400, 300)
	a := Of(img)
	b := a.Mirrored()
	got := Align(&a, &b)
	if len(got) == 0 || !got[0].Flipped || got[0].Support < len(a.Points)/4 {
		t.Fatalf("got %+v of %d points", got, len(a.Points))
	}
	x, y := got[0].Map(.2, .3)
	if x < .79 || x > .81 || y < .29 || y > .31 {
		t.Errorf(".2,.3 lies at %.3f,%.3f, want .8,.3", x, y)
	}
}
