package main

import (
	"image"
	"image/color"
	"io"
	"math"
	"testing"
)

func TestCountHitsByHand(t *testing.T) {
	// Of the ranking q a x b, where q is the query and a, b are of its class:
	// the first is right, precision is 1 at a and 2/3 at b.
	is := func(i uint32) (counts, fits bool) { return i != 0, i != 2 }
	h := countHits([]uint32{0, 1, 2, 3}, 2, is)
	if h.first != 1 || math.Abs(h.ten-.2) > 1e-15 || math.Abs(h.twenty-.1) > 1e-15 || math.Abs(h.average-(1+2./3)/2) > 1e-15 {
		t.Errorf("%+v", h)
	}
	if h := countHits([]uint32{0, 1, 2}, 2, is); math.Abs(h.average-.5) > 1e-15 {
		t.Errorf("one of two ranked makes %+v", h)
	}
	if h := countHits([]uint32{0, 2}, 2, is); h != (hits{}) {
		t.Errorf("nothing right makes %+v", h)
	}
	// A class of thirty, all first: twenty of twenty.
	all := make([]uint32, 30)
	for i := range all {
		all[i] = uint32(i) + 10
	}
	if h := countHits(all, 30, is); h.first != 1 || math.Abs(h.ten-1) > 1e-12 || math.Abs(h.twenty-1) > 1e-12 || h.average != 1 {
		t.Errorf("all right makes %+v", h)
	}
}

func TestIntervals(t *testing.T) {
	// Half of 400 queries are right: the mean of so many varies by .025.
	all := make([]hits, 400)
	for i := range all {
		all[i] = hits{first: float64(i % 2), ten: .3}
	}
	ci := intervals(all)
	if p := ci["p1"]; math.Abs(p[0]-.451) > .01 || math.Abs(p[1]-.549) > .01 {
		t.Errorf("half is between %v", p)
	}
	if p := ci["p10"]; math.Abs(p[0]-.3) > 1e-9 || math.Abs(p[1]-.3) > 1e-9 {
		t.Errorf(".3 each time is between %v", p)
	}
	again := intervals(all)
	if again["p1"] != ci["p1"] {
		t.Error("a second time they are others")
	}
}

func TestHSVGridByHand(t *testing.T) {
	for c, want := range map[color.NRGBA][3]int{ // hue of 16, saturation and value of 4
		{0, 0, 0, 255}:       {0, 0, 0},
		{255, 255, 255, 255}: {0, 0, 3},
		{128, 128, 128, 255}: {0, 0, 2},
		{255, 0, 0, 255}:     {0, 3, 3},
		{255, 0, 1, 255}:     {15, 3, 3}, // just before red
		{0, 255, 0, 255}:     {5, 3, 3},  // 120 degrees of 22.5
		{0, 0, 255, 255}:     {10, 3, 3}, // 240
		{64, 128, 128, 255}:  {8, 1, 2},  // 180, half as saturated: 127 of 255
	} {
		img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
		img.SetNRGBA(0, 0, c)
		img.SetNRGBA(1, 0, c)
		shares := hsvGrid(img)
		if at := (want[0]*saturationBins+want[1])*valueBins + want[2]; shares[at] != 1 {
			t.Errorf("%v is not in %v", c, want)
		}
	}
}

// What the eye must find of the thousand photographs, fitted to them once and
// told nothing.
func TestEvalPhotographs(t *testing.T) {
	e, err := readPhotos(t.Context(), testdata(t, "photos"), newProgress(io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := e.askByLooks(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	if err := e.askUnseen(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := e.sum
	if s.Queries != 1000 || s.P1 < .90 || s.P20 < .82 || s.MAP < .73 {
		t.Errorf("of %d queries P@1 %.3f, P@20 %.3f, mAP %.3f: want .90, .82, .73", s.Queries, s.P1, s.P20, s.MAP)
	}
	if s.Unseen.Queries != 1000 || s.Unseen.P20 < s.Unseen.Indexed.P20-.03 {
		t.Errorf("%d unseen pictures: P@20 %.3f, in the index %.3f: want at most .03 less", s.Unseen.Queries, s.Unseen.P20, s.Unseen.Indexed.P20)
	}
	t.Logf("P@1 %.3f, P@20 %.3f, mAP %.3f; unseen P@20 %.3f", s.P1, s.P20, s.MAP, s.Unseen.P20)
}
