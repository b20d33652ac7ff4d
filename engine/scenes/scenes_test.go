package scenes

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"testing"
)

// flat is a picture of one colour.
func flat(w, h int, c ...uint8) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = append(c, 255)[i%4]
	}
	return img
}

// swatches are pictures of one colour each and many shapes.
func swatches() (list []*image.NRGBA) {
	for i := range 20 {
		list = append(list, flat(100+40*(i%5), 100+30*(i/5), uint8(12*i), uint8(255-12*i), 77))
	}
	return list
}

// Each part shows its picture, in its proportions, apart from all others.
func TestCompose(t *testing.T) {
	pictures := swatches()
	counts := map[int]int{}
	for seed := range uint64(300) {
		scene, placed := Compose(pictures, seed)
		counts[len(placed)]++
		w, h := scene.Rect.Dx(), scene.Rect.Dy()
		if max(w, h) != longSide || min(w, h) < 342 {
			t.Fatalf("seed %d: %dx%d", seed, w, h)
		}
		for i, p := range placed {
			if long := max(p.W, p.H); long < longSide/4 || long > longSide/2 {
				t.Errorf("seed %d: %v is of a size that was not promised", seed, p)
			}
			if !image.Rect(p.X, p.Y, p.X+p.W, p.Y+p.H).In(scene.Rect.Inset(gap)) {
				t.Errorf("seed %d: %v is not within %dx%d", seed, p, w, h)
			}
			source := pictures[p.Picture]
			if d := p.W*source.Rect.Dy() - p.H*source.Rect.Dx(); max(d, -d) > max(source.Rect.Dx(), source.Rect.Dy()) {
				t.Errorf("seed %d: %v is out of proportion", seed, p)
			}
			for _, q := range placed[:i] {
				if p.touches(q) || p.Picture == q.Picture {
					t.Errorf("seed %d: %v and %v", seed, p, q)
				}
			}
			for _, at := range [][2]int{{0, 0}, {p.W - 1, 0}, {0, p.H - 1}, {p.W - 1, p.H - 1}, {p.W / 2, p.H / 2}} {
				got := scene.NRGBAAt(p.X+at[0], p.Y+at[1])
				if got != source.NRGBAAt(0, 0) {
					t.Errorf("seed %d: %v is %v at %v", seed, p, got, at)
				}
			}
		}
	}
	if counts[2] < 50 || counts[3] < 50 || counts[4] < 50 || len(counts) != 3 {
		t.Errorf("numbers of parts: %v", counts)
	}
}

func TestOpaqueAndRepeatable(t *testing.T) {
	pictures, seen := swatches(), map[string]bool{}
	for seed := range uint64(20) {
		a, _ := Compose(pictures, seed)
		b, _ := Compose(pictures, seed)
		if !bytes.Equal(a.Pix, b.Pix) {
			t.Errorf("seed %d gives two scenes", seed)
		}
		seen[fmt.Sprintf("%x", sha256.Sum256(a.Pix))] = true
		for i := 3; i < len(a.Pix); i += 4 {
			if a.Pix[i] != 255 {
				t.Fatalf("seed %d: not opaque at byte %d", seed, i)
			}
		}
	}
	if len(seen) != 20 {
		t.Errorf("%d scenes of 20 seeds", len(seen))
	}
}

func TestComposeOfFew(t *testing.T) {
	if _, placed := Compose(nil, 1); len(placed) != 0 {
		t.Errorf("placed %v of nothing", placed)
	}
	if _, placed := Compose([]*image.NRGBA{flat(1, 10, 9, 9, 9)}, 1); len(placed) != 1 || placed[0].H != 10*placed[0].W && placed[0].H/10 != placed[0].W {
		t.Errorf("placed %v of one", placed)
	}
}

// Two pixels in three places: the middle one shows half of each.
func TestPasteTakesMeans(t *testing.T) {
	picture := flat(2, 1, 30, 60, 90)
	copy(picture.Pix[4:], []uint8{90, 0, 30})
	scene := image.NewNRGBA(image.Rect(0, 0, 3, 1))
	paste(scene, picture, Placement{W: 3, H: 1})
	want := []uint8{30, 60, 90, 255, 60, 30, 60, 255, 90, 0, 30, 255}
	if !bytes.Equal(scene.Pix, want) {
		t.Errorf("%v, want %v", scene.Pix, want)
	}
}
