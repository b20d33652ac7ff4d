package score

import (
	"math"
	"testing"
)

func TestLog2(t *testing.T) {
	check := func(n uint64) {
		got, want := float64(log2(n))/(1<<logBits), math.Log2(float64(n))
		if math.Abs(got-want) > 1./(1<<19) {
			t.Errorf("log2 of %d is %v, want %v", n, got, want)
		}
	}
	for n := uint64(1); n < 1<<62; n += 1 + n/7 {
		check(n)
	}
	for k := range 64 {
		if got := log2(1 << k); got != int64(k)<<logBits {
			t.Errorf("log2 of 2^%d is %d/2^%d", k, got, logBits)
		}
		check(1<<k + 1)
		check(1<<k - 1 + 1<<k)
	}
	check(math.MaxUint64)
}

// three pins of 2, 4 and 6 words: on average 4.
var three = Corpus{Pins: 3, Length: 12}

// slack is in millionths: 1 for each logarithm's last place, 1 for the cut, and
// the .18 that ln 2 is short of, for each of at most 21 doublings.
const slack = 6

func TestBM25ByHand(t *testing.T) {
	for _, c := range []struct {
		what string
		got  Micro
		want float64
	}{
		{"in one of three: ln 8/3", three.Rarity(1), .980829},
		{"in two: ln 8/5", three.Rarity(2), .470004},
		{"in all: ln 8/7", three.Rarity(3), .133531},
		{"in none: ln 8", three.Rarity(0), 2.079442},
		{"once in an average text: 1/(1+1.2)", three.Saturation(1, 4), .454545},
		{"twice: 2/(2+1.2)", three.Saturation(2, 4), .625},
		{"three times: 3/(3+1.2)", three.Saturation(3, 4), .714286},
		{"once in half an average text: 1/(1+1.2*(.25+.75/2))", three.Saturation(1, 2), .571429},
		{"once in six words: 1/(1+1.2*(.25+.75*1.5))", three.Saturation(1, 6), .377358},
		{"2.5 times at three times the average is once at one, so 5 is 2", three.Saturation(5, 12), .625},
		{"never", three.Saturation(0, 4), 0},
		{"in a world without words", Corpus{}.Saturation(1, 0), 1 / 1.3},
	} {
		if math.Abs(float64(c.got)-c.want*1e6) > slack {
			t.Errorf("%s: %v, want %.6f", c.what, c.got, c.want)
		}
	}
}

func TestRarityFalls(t *testing.T) {
	const pins = 1_000_000
	c := Corpus{Pins: pins, Length: 20 * pins}
	last := c.Rarity(0)
	for n := 1; n <= pins; n += 1 + n/50 {
		r := c.Rarity(n)
		want := math.Log1p((pins - float64(n) + .5) / (float64(n) + .5))
		if r > last || r < 0 || math.Abs(float64(r)-want*1e6) > slack {
			t.Errorf("in %d of %d pins a word weighs %v, after %v, want %.6f", n, pins, r, last, want)
		}
		last = r
	}
}

// At any size, more mentions are more, a longer text is less, and nothing
// leaves [0, 1].
func TestSaturationLaws(t *testing.T) {
	some := []uint32{1, 2, 3, 10, 1000, longest - 1, longest, longest + 1, 10_000_000, math.MaxUint32}
	for _, c := range []Corpus{three, {1, 1}, {1_000_000, 1_000_000}, {1_000_000, 20_000_000}, {90_000_000, 90_000_000}, {90_000_000, 1 << 50}} {
		for i, count := range some {
			for j, length := range some {
				s := c.Saturation(count, length)
				if s < 0 || s > One {
					t.Errorf("%v: %d of %d is %v", c, count, length, s)
				}
				if i > 0 && s < c.Saturation(some[i-1], length) {
					t.Errorf("%v: %d of %d is less than %d", c, count, length, some[i-1])
				}
				if j > 0 && s > c.Saturation(count, some[j-1]) {
					t.Errorf("%v: %d of %d is more than of %d", c, count, length, some[j-1])
				}
			}
		}
	}
}
