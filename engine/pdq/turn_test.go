package pdq

import (
	"bytes"
	"testing"

	"github.com/disintegration/imaging"
)

func TestTurnsAreWhatTheirNamesSay(t *testing.T) {
	img := paint(7, 5, func(x, y int) uint8 { return uint8(16*x + y) })
	turned90, turned270 := imaging.Rotate270(img), imaging.Rotate90(img) // imaging turns against the clock
	want := [Turns]struct{ name, pix string }{
		{"", string(img.Pix)},
		{"turned 90°", string(turned90.Pix)},
		{"turned 180°", string(imaging.Rotate180(img).Pix)},
		{"turned 270°", string(turned270.Pix)},
		{"flipped left to right", string(imaging.FlipH(img).Pix)},
		{"flipped top to bottom", string(imaging.FlipV(img).Pix)},
		{"flipped and turned 90°", string(imaging.Rotate270(imaging.FlipH(img)).Pix)},
		{"flipped and turned 270°", string(imaging.Rotate90(imaging.FlipH(img)).Pix)},
	}
	for turn := range Turns {
		got := turn.Apply(img)
		if string(got.Pix) != want[turn].pix || turn.String() != want[turn].name {
			t.Errorf("turn %d, %q: other pixels, or not %q", turn, turn, want[turn].name)
		}
		if back := turn.Inverse().Apply(got); !bytes.Equal(back.Pix, img.Pix) {
			t.Errorf("%q: its inverse does not take it back", turn)
		}
		// Pixel 1, 3 of 7 by 5 has its centre here.
		x, y := turn.Point(1.5/7, 3.5/5)
		if v := got.NRGBAAt(int(x*float64(got.Rect.Dx())), int(y*float64(got.Rect.Dy()))).R; v != 16+3 {
			t.Errorf("%q: the point lies elsewhere, at %.2f %.2f", turn, x, y)
		}
		if turn.Swaps() != (got.Rect.Dx() == 5) || turn.Mirrors() != (turn >= 4) {
			t.Errorf("%q: Swaps or Mirrors", turn)
		}
	}
}
