package points

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"os"
	"testing"

	"github.com/disintegration/imaging"
)

var update = flag.Bool("update", false, "write testdata/points.golden anew")

// TestGolden holds the points of generated pictures, so that a change of what is
// found or of what it is described by is seen, and is the same on every
// processor. What is stored of pictures must then be computed anew.
func TestGolden(t *testing.T) {
	const file = "testdata/points.golden"
	var got bytes.Buffer
	for i, size := range [][2]int{{512, 384}, {375, 500}, {200, 150}, {64, 64}} {
		img := scene(uint64(i+1), size[0], size[1])
		s := Of(img)
		fmt.Fprintf(&got, "%dx%d: %d points, %.8x\n", s.W, s.H, len(s.Points), sha256.Sum256(s.AppendPacked(nil)))
		for k := 0; k < len(s.Points); k += 40 {
			p := s.Points[k]
			fmt.Fprintf(&got, "\t%d: %d,%d dark %v level %d angle %d word %d %x\n", k, p.X, p.Y, p.Dark, p.Level, p.Angle, p.Word, p.Bits)
		}
		part := Of(imaging.Crop(img, image.Rect(size[0]/5, size[1]/5, size[0], size[1])))
		for _, m := range Align(&s, &part) {
			x, y := m.Map(.5, .5)
			fmt.Fprintf(&got, "\tmiddle in a part at %.3f,%.3f, scale %.3f, turned %.1f°, support %d\n", x, y, m.Scale(), m.Turn(), m.Support)
		}
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("points changed. If that is meant, run 'go test -run Golden -update' and read the difference.\ngot %swant %s", got.Bytes(), want)
	}
}
