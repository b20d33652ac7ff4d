package points

import (
	"bytes"
	"encoding/binary"
	"flag"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"testing"

	"akin/assets/demo"

	"github.com/disintegration/imaging"
)

var learn = flag.Bool("learn", false, "learn words.bin anew from painted and generated pictures")

const (
	learnSeed    = 11
	learnPainted = 600
	learnScenes  = 600
)

// TestLearnWords writes words.bin if it is told to. It takes some minutes and
// gives the same bytes each time, as long as the painted pictures and what
// describes points stay as they are.
func TestLearnWords(t *testing.T) {
	if !*learn {
		t.Skip("the words are learned anew with -learn")
	}
	var seen [][4]uint64
	take := func(img *image.NRGBA) {
		set := Of(img)
		for _, p := range set.Points {
			seen = append(seen, p.Bits, mirrorBits(&p.Bits))
		}
	}
	painted := demo.New(learnSeed, learnPainted)
	for i := range learnPainted {
		data, err := painted.Paint(i)
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		take(imaging.Fit(img, 500, 500, imaging.CatmullRom))
	}
	for i := range learnScenes {
		take(scene(uint64(i+1), 500, 375))
	}
	rng := rand.New(rand.NewPCG(learnSeed, 1))
	groups, in := majorities(seen, rng)
	out := appendAll(nil, groups)
	for g := range branches {
		var part [][4]uint64
		for i, b := range seen {
			if in[i] == g {
				part = append(part, b)
			}
		}
		words, _ := majorities(part, rng)
		out = appendAll(out, words)
	}
	if err := os.WriteFile("words.bin", out, 0o644); err != nil {
		t.Fatal(err)
	}
}

func appendAll(to []byte, list *[branches][4]uint64) []byte {
	for _, b := range list {
		for _, w := range b {
			to = binary.LittleEndian.AppendUint64(to, w)
		}
	}
	return to
}

// majorities groups bits around middles: each bit of a middle is as in most of
// its group (Grana et al. 2013). It also says which is in which group.
func majorities(seen [][4]uint64, rng *rand.Rand) (middles *[branches][4]uint64, in []int) {
	middles, in = new([branches][4]uint64), make([]int, len(seen))
	for k, i := range rng.Perm(len(seen))[:branches] {
		middles[k] = seen[i]
	}
	for range 8 {
		var ones [branches][256]int
		var count [branches]int
		for i := range seen {
			g := nearest(&seen[i], middles)
			in[i] = g
			count[g]++
			for k := range 256 {
				ones[g][k] += int(seen[i][k/64] >> (k % 64) & 1)
			}
		}
		for g := range branches {
			if count[g] == 0 {
				middles[g] = seen[rng.IntN(len(seen))]
				continue
			}
			for k := range 256 {
				middles[g][k/64] &^= 1 << (k % 64)
				if 2*ones[g][k] > count[g] {
					middles[g][k/64] |= 1 << (k % 64)
				}
			}
		}
	}
	for i := range seen {
		in[i] = nearest(&seen[i], middles)
	}
	return middles, in
}
