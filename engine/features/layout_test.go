package features

import "testing"

// A half red, half grey picture: cells 0-3 of each row are red, 4-7 grey.
func TestLayout(t *testing.T) {
	layout := of(t, paint(side, side, func(x, _ int) rgb {
		if x < side/2 {
			return red
		}
		return grey
	})).Layout
	for i := range 64 {
		want := [3]int{160, 242, 192} // .628*255, 128+.2249*510, 128+.1258*510
		if i%8 >= 4 {
			want = [3]int{152, 128, 128} // .5999*255
		}
		got := [3]int{int(layout[i]), int(layout[64+i]), int(layout[128+i])}
		if got != want {
			t.Fatalf("cell %d is %v, want %v", i, got, want)
		}
	}
}

// What does not fit a byte is cut, and does not come round at the other end.
func TestLayoutIsCut(t *testing.T) {
	if v := of(t, flat(rgb{0, 0, 255})).Layout[128]; v != 0 {
		t.Errorf("b of blue is %d", v)
	}
	if v := of(t, flat(rgb{255, 0, 255})).Layout[64]; v != 255 {
		t.Errorf("a of magenta is %d", v)
	}
}
