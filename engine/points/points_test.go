package points

import (
	"bytes"
	"image"
	"math"
	"math/bits"
	"testing"

	"github.com/disintegration/imaging"
)

// A picture and its mirror image lie on each other, flipped.
func TestAlignFlipped(t *testing.T) {
	a := Of(scene(1, 400, 300))
	b := Of(imaging.FlipH(scene(1, 400, 300)))
	got := Align(&a, &b)
	if len(got) == 0 || !got[0].Flipped || got[0].Support < len(a.Points)/4 {
		t.Fatalf("got %+v of %d points", got, len(a.Points))
	}
	wantAt(t, got[0], .2, .3, .8, .3)
	if turn := got[0].Turn(); math.Abs(turn) > 1 {
		t.Errorf("turned by %.2f°, want 0", turn)
	}
}

// A part of a picture lies where it was cut out, at the size it has there.
func TestAlignPart(t *testing.T) {
	img := scene(2, 480, 360)
	a, b := Of(imaging.Resize(imaging.Crop(img, image.Rect(120, 60, 360, 240)), 480, 360, imaging.Linear)), Of(img)
	got := Align(&a, &b)
	if len(got) == 0 || got[0].Flipped {
		t.Fatalf("got %+v", got)
	}
	m := got[0]
	wantAt(t, m, 0, 0, .25, 1./6)
	wantAt(t, m, 1, 1, .75, 4./6)
	wantAt(t, m.Inverse(), .5, .5, .5, 2./3)
	left, top, right, bottom := m.Cover()
	for i, d := range []float64{left - .25, top - 1./6, right - .75, bottom - 4./6} {
		if math.Abs(d) > .01 {
			t.Errorf("side %d of the part is %.4f off", i, d)
		}
	}
	if s := m.Scale(); s < .49 || s > .51 {
		t.Errorf("scale %.3f, want .5", s)
	}
}

// Align knows a quarter turn and a small one.
func TestAlignTurned(t *testing.T) {
	img := scene(3, 400, 300)
	a := Of(img)
	for _, degrees := range []float64{-90, -10, 3, 90, 180} {
		// imaging turns against the clock
		b := Of(imaging.Fit(imaging.Rotate(img, -degrees, image.White), FrameSide, FrameSide, imaging.Linear))
		got := Align(&a, &b)
		if len(got) == 0 {
			t.Errorf("turned by %v°: not aligned", degrees)
			continue
		}
		d := math.Mod(got[0].Turn()-degrees+540, 360) - 180
		if math.Abs(d) > .5 || got[0].Flipped {
			t.Errorf("turned by %v°: got %v°, %+v", degrees, got[0].Turn(), got[0])
		}
		wantAt(t, got[0], .5, .5, .5, .5)
	}
}

// Align of two pictures in the other order is about the inverse.
func TestAlignInverse(t *testing.T) {
	img := scene(4, 500, 375)
	a, b := Of(img), Of(imaging.FlipH(imaging.Resize(imaging.Crop(img, image.Rect(40, 20, 440, 320)), 300, 260, imaging.Linear)))
	to, back := Align(&a, &b), Align(&b, &a)
	if len(to) == 0 || len(back) == 0 {
		t.Fatal("not aligned")
	}
	for _, p := range [][2]float64{{.2, .2}, {.5, .5}, {.8, .3}, {.3, .8}} {
		x, y := to[0].Map(p[0], p[1])
		wantAt(t, back[0], x, y, p[0], p[1])
		wantAt(t, to[0].Inverse(), x, y, p[0], p[1])
	}
	if to[0].Flipped != back[0].Flipped {
		t.Error("flipped in one order alone")
	}
}

func wantAt(t *testing.T, m Motion, x, y, wantX, wantY float64) {
	t.Helper()
	if u, v := m.Map(x, y); math.Abs(u-wantX) > .012 || math.Abs(v-wantY) > .012 {
		t.Errorf("%.2f,%.2f lies at %.4f,%.4f, want %.4f,%.4f", x, y, u, v, wantX, wantY)
	}
}

// Scenes that have nothing in common do not lie on each other.
func TestUnrelatedScenes(t *testing.T) {
	var sets []Set
	for i := range uint64(20) {
		sets = append(sets, Of(scene(100+i, 300, 240)))
	}
	for i := range sets {
		for j := range i {
			if got := Align(&sets[i], &sets[j]); len(got) > 0 && got[0].Support >= ChanceSupport {
				t.Errorf("scenes %d and %d agree in %d points", i, j, got[0].Support)
			}
		}
	}
}

// What is read is red, green and blue within the bounds, and no more.
func TestStride(t *testing.T) {
	img := scene(5, 200, 150)
	wide := image.NewNRGBA(image.Rect(0, 0, 230, 150))
	for i := range wide.Pix {
		wide.Pix[i] = uint8(i * 7)
	}
	for y := range 150 {
		copy(wide.Pix[y*wide.Stride:], img.Pix[y*img.Stride:][:4*200])
	}
	wide.Rect.Max.X = 200
	a, b := Of(img), Of(wide)
	if !bytes.Equal(a.AppendPacked(nil), b.AppendPacked(nil)) {
		t.Error("points depend on the stride")
	}
	if c := Of(img); !bytes.Equal(a.AppendPacked(nil), c.AppendPacked(nil)) {
		t.Error("points of one picture differ")
	}
}

// Flat, tiny and empty pictures have no points, and lie on nothing.
func TestNothingToSee(t *testing.T) {
	other := Of(scene(6, 200, 150))
	for _, size := range [][2]int{{0, 0}, {1, 1}, {1, 512}, {512, 3}, {11, 11}, {12, 12}, {23, 50}, {300, 200}} {
		img := imaging.New(size[0], size[1], image.White)
		s := Of(img)
		if len(s.Points) != 0 {
			t.Errorf("%v: %d points", size, len(s.Points))
		}
		if Align(&s, &other) != nil || Align(&other, &s) != nil || Align(&s, &s) != nil {
			t.Errorf("%v: lies on something", size)
		}
		if words := s.Words(); words[0] != noWord {
			t.Errorf("%v: has words", size)
		}
	}
	// smaller than any level, and not flat
	for w := 1; w < 40; w += 3 {
		Of(scene(7, w, 41-w))
	}
}

// Points lie in the frame and are in order.
func TestOrder(t *testing.T) {
	for i := range uint64(8) {
		s := Of(scene(20+i, 512-20*int(i), 300))
		if len(s.Points) > MaxPoints {
			t.Fatalf("%d points", len(s.Points))
		}
		for k, p := range s.Points {
			if int(p.X) > 16*s.W || int(p.Y) > 16*s.H || int(p.Level) >= maxLevels {
				t.Errorf("point %d lies at %d,%d at level %d", k, p.X, p.Y, p.Level)
			}
			if k > 0 && p.order() < s.Points[k-1].order() {
				t.Errorf("point %d is out of order", k)
			}
		}
	}
}

// Mirrored is close to Of the mirrored picture: most points are found within a
// pixel of their level, and differ there in few bits.
func TestMirrored(t *testing.T) {
	points, found, differ := 0, 0, 0
	for i := range uint64(10) {
		img := scene(40+i, 400, 300)
		a := Of(img)
		m, want := a.Mirrored(), Of(imaging.FlipH(img))
		points += len(m.Points)
		for _, p := range m.Points {
			for _, q := range want.Points {
				dx, dy := float64(p.X)-float64(q.X), float64(p.Y)-float64(q.Y)
				if p.Level == q.Level && dx*dx+dy*dy <= 256*sizeOf(2*int(p.Level)) && abs8(p.Angle-q.Angle) <= 4 {
					found++
					for k := range p.Bits {
						differ += bits.OnesCount64(p.Bits[k] ^ q.Bits[k])
					}
					break
				}
			}
		}
		twice := m.Mirrored()
		if !bytes.Equal(twice.AppendPacked(nil), a.AppendPacked(nil)) {
			t.Fatal("mirrored twice is not the same")
		}
	}
	t.Logf("%d of %d points found, with %.2f bits of 256 different", found, points, float64(differ)/float64(found))
	if found*10 < points*8 || differ > 8*found {
		t.Errorf("%d of %d points found, with %d bits different", found, points, differ)
	}
}

func abs8(d uint8) int { return int(max(int8(d), -int8(d))) }
