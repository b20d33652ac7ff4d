package features

import (
	"bytes"
	"testing"
)

func TestDistances(t *testing.T) {
	fs := append(someScenes(t, 8), of(t, flat(white)), of(t, flat(rgb{})), of(t, flat(red)), of(t, noise(1, side, side)))
	for _, d := range []struct {
		name     string
		distance func(a, b *Features) int
		most     int
	}{
		{"hash", func(a, b *Features) int { return a.Hash.Distance(b.Hash) }, MaxHash},
		{"color", func(a, b *Features) int { return a.Color.Distance(b.Color) }, MaxHash},
		{"shape", ShapeDistance, 2550},
	} {
		for i, f := range fs {
			for j, g := range fs {
				there, back := d.distance(f, g), d.distance(g, f)
				if there != back || there < 0 || there > d.most || i == j && there != 0 {
					t.Errorf("%s from %d to %d is %d, and %d back", d.name, i, j, there, back)
				}
			}
		}
	}
}

func TestFarthestDistances(t *testing.T) {
	if d := (Code{}).Distance(Code{^uint64(0), ^uint64(0)}); d != MaxHash {
		t.Errorf("all bits are %d", d)
	}
	least, most := &Features{Layout: make([]uint8, 192)}, &Features{Layout: bytes.Repeat([]uint8{255}, 192)}
	if d := ShapeDistance(least, most); d != 2550 {
		t.Errorf("all of a layout is %d", d)
	}
}

// Distances worked out by hand.
func TestSums(t *testing.T) {
	a, b := []uint8{1, 9, 255, 0}, []uint8{3, 5, 0, 0}
	if d := squares(a, b); d != 4+16+255*255 {
		t.Error(d)
	}
}
