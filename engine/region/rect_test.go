package region

import (
	"math"
	"strings"
	"testing"
)

func TestRectOf(t *testing.T) {
	r, err := RectOf(.25, .5, .25, .5)
	if want := (Rect{One / 4, One / 2, One / 4, One / 2}); err != nil || r != want {
		t.Errorf("%v %v, want %v", r, err, want)
	}
	// thirds, rounded to four digits, add up to a little more than 1
	if r, err := RectOf(.3334, 0, .6667, 1); err != nil || !r.inside() {
		t.Errorf("%v %v", r, err)
	}
	for says, v := range map[string][4]float64{
		"as fractions of the picture": {.5, .5, .6, .1},
		"NaN":                         {math.NaN(), 0, 1, 1},
		"+Inf":                        {0, 0, math.Inf(1), 1},
		"-0.1":                        {-.1, 0, .5, .5},
		"within it":                   {0, 0, 0, 1},
		"too small":                   {.5, .5, 1e-9, .5},
	} {
		if _, err := RectOf(v[0], v[1], v[2], v[3]); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v", v, err)
		}
	}
}

// Four decimals are enough to come back to the same pixels.
func TestFractions(t *testing.T) {
	s := stream(7)
	for range 1000 {
		x, y := uint16(s.next()%(One-400)), uint16(s.next()%(One-400))
		r := Rect{x, y, uint16(400 + s.next()%uint64(One-400-x+1)), uint16(400 + s.next()%uint64(One-400-y+1))}
		again, err := RectOf(r.Fractions())
		if err != nil || !again.inside() || Overlap(r, again) < 970_000 {
			t.Fatalf("%v became %v: %v", r, again, err)
		}
	}
	if x, y, w, h := (Rect{One / 3, One / 8, One / 2, One / 4}).Fractions(); x != .3333 || y != .125 || w != .5 || h != .25 {
		t.Error(x, y, w, h)
	}
}

func TestOverlap(t *testing.T) {
	half := Rect{0, 0, One / 2, One}
	for _, c := range []struct {
		r, s Rect
		want uint32
	}{
		{Whole, Whole, million},
		{Whole, half, million / 2},
		{half, Rect{One / 2, 0, One / 2, One}, 0},
		{half, Rect{One / 4, 0, One / 2, One}, 333_333}, // a quarter of three quarters
		{half, Rect{}, 0},
		{Rect{}, Rect{}, 0},
	} {
		if got := Overlap(c.r, c.s); got != c.want || got != Overlap(c.s, c.r) {
			t.Errorf("%v and %v: %d, want %d", c.r, c.s, got, c.want)
		}
	}
}

func TestTiles(t *testing.T) {
	for i, r := range tiles {
		if !r.inside() {
			t.Errorf("tile %d is not within the picture", i)
		}
		mirrored := Rect{One - r.X - r.W, r.Y, r.W, r.H}
		found := false
		for _, s := range tiles {
			found = found || s == mirrored
		}
		if !found {
			t.Errorf("tile %d has no mirror image", i)
		}
	}
}
