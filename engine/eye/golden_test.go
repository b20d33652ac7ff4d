package eye

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"os"
	"testing"

	"github.com/disintegration/imaging"
)

var update = flag.Bool("update", false, "rewrite testdata/golden.json, after RawVersion was raised")

// golden is what this version measures of pictures that anyone can paint again:
// for each picture and block, the start of SHA-256 of the block's bytes.
type golden struct {
	Version  int                          `json:"version"`
	Pictures map[string]map[string]string `json:"pictures"`
}

// Stored blocks are compared with new ones for as long as RawVersion stands, on
// whatever processor either was measured. Run it with GOARCH=386, too.
func TestGolden(t *testing.T) {
	const file = "testdata/golden.json"
	got := golden{RawVersion, map[string]map[string]string{}}
	for name, img := range map[string]*image.NRGBA{
		"scene 1, 512x384":    painting(1, 512, 384),
		"scene 2, 333x500":    painting(2, 333, 500),
		"scene 3, 90x120":     painting(3, 90, 120),
		"scene 4, on white":   framed(painting(4, 200, 200)),
		"noise 300x200":       noise(1, 300, 200),
		"grey":                flat(64, 64, rgb{128, 128, 128}),
		"one pixel, 200 30 9": flat(1, 1, rgb{200, 30, 9}),
	} {
		r := measured(t, img)
		sums := map[string]string{}
		for b := range Blocks {
			sums[b.String()] = fmt.Sprintf("%.8x", sha256.Sum256(r.Block(b)))
		}
		got.Pictures[name] = sums
	}
	text, err := json.MarshalIndent(got, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	old, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if bytes.Equal(old, text) {
		return
	}
	var want golden
	if err := json.Unmarshal(old, &want); err == nil && want.Version == RawVersion {
		t.Fatalf("blocks changed, and RawVersion is still %d: what is stored would be compared with what it is not like.\n"+
			"If that is meant, raise RawVersion, add its line of history, run 'go test -run Golden -update' and read the difference.\ngot %s", RawVersion, text)
	}
	if !*update {
		t.Fatalf("%s is of version %d: run 'go test -run Golden -update'", file, want.Version)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// framed puts a picture on a white ground, as a product shot.
func framed(img *image.NRGBA) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	return imaging.PasteCenter(imaging.New(2*w, 2*h, image.White), img)
}
