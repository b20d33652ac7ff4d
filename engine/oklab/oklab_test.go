package oklab

import (
	"math"
	"testing"
)

// The values are those of the formulas in Ottosson's article ("A perceptual
// color space for image processing", 2020, matrices of January 2021) behind
// the transfer curve of sRGB, as the oklab() of CSS Color 4 has them too.
func TestOKLabValues(t *testing.T) {
	for _, c := range []struct {
		name    string
		rgb     [3]uint8
		l, a, b float64
	}{
		{"black", [3]uint8{0, 0, 0}, 0, 0, 0},
		{"white", [3]uint8{255, 255, 255}, 1, 0, 0},
		{"grey", [3]uint8{128, 128, 128}, .5999, 0, 0},
		{"darkest grey", [3]uint8{1, 1, 1}, .0672, 0, 0},
		{"red", [3]uint8{255, 0, 0}, .6280, .2249, .1258},
		{"green", [3]uint8{0, 255, 0}, .8664, -.2339, .1795},
		{"blue", [3]uint8{0, 0, 255}, .4520, -.0325, -.3115},
		{"yellow", [3]uint8{255, 255, 0}, .9680, -.0714, .1986},
		{"cyan", [3]uint8{0, 255, 255}, .9054, -.1494, -.0394},
		{"magenta", [3]uint8{255, 0, 255}, .7017, .2746, -.1692},
	} {
		p := Tables().Lab(c.rgb[0], c.rgb[1], c.rgb[2])
		near := func(got int32, want float64) bool { return math.Abs(float64(got)/One-want) <= .001 }
		if !near(p.L, c.l) || !near(p.A, c.a) || !near(p.B, c.b) {
			t.Errorf("%s is %v of %d, want %v %v %v", c.name, p, One, c.l, c.a, c.b)
		}
	}
}

func TestGreysHaveNoHue(t *testing.T) {
	last := int32(-1)
	for c := range 256 {
		p := Tables().Lab(uint8(c), uint8(c), uint8(c))
		if p.A != 0 || p.B != 0 || p.L <= last || p.L >= One {
			t.Errorf("grey %d is %v, after L %d", c, p, last)
		}
		last = p.L
	}
}

func TestLinearLight(t *testing.T) {
	for c := range 256 {
		got := linearLight(c)
		v, want := float64(c)/255, float64(c)/255/12.92
		if v > .04045 {
			want = math.Pow((v+.055)/1.055, 2.4)
		}
		if math.Abs(float64(got)-want*65535) > .501 {
			t.Errorf("%d is %d, want %v", c, got, want*65535)
		}
		if c > 0 && got <= linearLight(c-1) {
			t.Errorf("%d is no lighter than %d", c, c-1)
		}
	}
}

func TestCubeRoots(t *testing.T) {
	cbrt := &Tables().cbrt
	for i, root := range cbrt {
		r, n := uint64(root), uint64(i)*65535*65535
		if r*r*r > n || (r+1)*(r+1)*(r+1) <= n {
			t.Errorf("the root of %d is not %d", i, r)
		}
		if i > 0 && root < cbrt[i-1] {
			t.Errorf("the root falls at %d", i)
		}
	}
}

func BenchmarkLab(b *testing.B) {
	t, n := Tables(), uint32(1)
	for b.Loop() {
		n = n*1664525 + 1013904223
		sum += t.Lab(uint8(n>>24), uint8(n>>16), uint8(n>>8)).L
	}
}

var sum int32
