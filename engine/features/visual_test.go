package features

import (
	"slices"
	"testing"
)

func TestVisualWords(t *testing.T) {
	f := &Features{Hash: Code{0x0004_0003_0002_0001, 0xffff_0007_0006_0005}}
	words := f.VisualWords()
	want := []string{"0.0.0001", "0.1.0002", "0.2.0003", "0.3.0004", "0.4.0005", "0.5.0006", "0.6.0007", "0.7.ffff"}
	if len(words) != 3*8+1 || !slices.Equal(words[:8], want) {
		t.Errorf("%v, want %v first", words, want)
	}
	if other := slices.Compact(slices.Sorted(slices.Values(words))); len(other) != len(words) {
		t.Error("a word stands for two things")
	}
	if !slices.Equal(f.VisualWords(), words) {
		t.Error("other words the second time")
	}
}

// shared is the number of words of the first plane that two hashes have both.
func shared(a, b Code) (n int) {
	words := (&Features{Hash: b}).VisualWords()[:8]
	for _, w := range (&Features{Hash: a}).VisualWords()[:8] {
		if slices.Contains(words, w) {
			n++
		}
	}
	return n
}

// Seven flips leave one of eight bands as it is; eight can reach them all.
func TestSevenBitsShareABand(t *testing.T) {
	s := stream(1)
	for range 1000 {
		a := Code{s.next(), s.next()}
		b := a
		for range 7 {
			bit := s.next() % 128
			b[bit/64] ^= 1 << (bit % 64)
		}
		if shared(a, b) == 0 {
			t.Errorf("%x and %x share no band", a, b)
		}
		if n := shared(a, Code{a[0] ^ 0x0001_8000_0010_0200, a[1] ^ 0x0100_0001_8000_0040}); n != 0 {
			t.Errorf("one flip in each band leaves %d of %x", n, a)
		}
	}
}
