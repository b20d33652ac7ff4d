package features

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/golden.json, after Version was raised")

// golden is what this version computes of pictures that anyone can paint again.
type golden struct {
	Version  int             `json:"version"`
	Pictures []goldenPicture `json:"pictures"`
}

type goldenPicture struct {
	Name   string `json:"name"`
	Hash   string `json:"hash"`
	Color  string `json:"color_code"`
	Shape  string `json:"shape_code"`
	Digest string `json:"digest"` // the first half of SHA-256 of the packed form
}

// Stored features are compared with new ones for as long as Version stands, so
// that nothing may change under one Version.
func TestGolden(t *testing.T) {
	const file = "testdata/golden.json"
	got := golden{Version, goldenPictures(t)}
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
	if err := json.Unmarshal(old, &want); err == nil && want.Version == Version {
		t.Fatalf("features or codes changed, and Version is still %d: what is stored would be compared with what it is not like.\n"+
			"If that is meant, raise Version, add its line of history, run 'go test -run Golden -update' and read the difference.\ngot %s", Version, text)
	}
	if !*update {
		t.Fatalf("%s is of version %d: run 'go test -run Golden -update'", file, want.Version)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

func goldenPictures(t *testing.T) (list []goldenPicture) {
	for _, p := range []struct {
		name string
		img  *image.NRGBA
	}{
		{"scene 1, 512x384", scene(1, 512, 384)},
		{"scene 2, 333x500", scene(2, 333, 500)},
		{"scene 3, 90x120", scene(3, 90, 120)},
		{"noise", noise(1, 128, 128)},
		{"grey", flat(grey)},
		{"one pixel", scene(4, 1, 1)},
	} {
		f := of(t, p.img)
		code := func(c Code) string { return fmt.Sprintf("%016x %016x", c[0], c[1]) }
		list = append(list, goldenPicture{
			Name: p.name, Hash: code(f.Hash), Color: code(f.Code(PlaneColor)), Shape: code(f.Code(PlaneShape)),
			Digest: fmt.Sprintf("%.16x", sha256.Sum256(f.AppendPacked(nil))),
		})
	}
	return list
}
