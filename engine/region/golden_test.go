package region

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/parts.golden, where what is computed was changed on purpose")

// Stored parts are compared with new ones, so that what is computed of a picture
// may only change together with a version that whoever stores parts keeps.
func TestGolden(t *testing.T) {
	const file = "testdata/parts.golden"
	var got strings.Builder
	pictures := append(painted(3), scene(1, 500, 375), scene(2, 333, 500), scene(3, 90, 120), scene(4, 1, 1), flat(rgb{128, 128, 128}))
	for i, img := range pictures {
		goldenPicture(&got, i, img)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("parts, features or codes changed: whoever stores them must compute them anew.\n"+
			"If that is meant, run 'go test -run Golden -update' and read the difference.\ngot\n%s", got.String())
	}
}

// goldenPicture writes a picture, all of it and its parts, a line each: place,
// salience, code, and the beginning of the features' SHA-256.
func goldenPicture(to *strings.Builder, i int, img *image.NRGBA) {
	fmt.Fprintf(to, "picture %d of %dx%d\n", i, img.Rect.Dx(), img.Rect.Dy())
	for _, p := range append([]Part{{Rect: Whole, Desc: Describe(img, Whole)}}, Parts(img)...) {
		c := p.Desc.Code()
		fmt.Fprintf(to, "%5d %5d %5d %5d  %3d  %016x %016x  %.8x\n", p.X, p.Y, p.W, p.H, p.Salience, c[0], c[1], sha256.Sum256(p.Desc[:]))
	}
}
