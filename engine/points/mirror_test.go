package points

import "testing"

func TestMirrorBits(t *testing.T) {
	rng := stream(1)
	at := map[pair]int{}
	for i, p := range ordered {
		at[p] = i
	}
	if len(at) != 256 {
		t.Fatalf("%d comparisons, want 256", len(at))
	}
	for range 100 {
		b := [4]uint64{rng.next(), rng.next(), rng.next(), rng.next()}
		m := mirrorBits(&b)
		for i, p := range ordered {
			q, other := mirrorPair(p, at)
			j := at[q]
			was, is := b[i/64]>>(i%64)&1 == 1, m[j/64]>>(j%64)&1 == 1
			if is != (was != other) {
				t.Fatalf("bit %d is at %d: %v, want %v", i, j, is, was != other)
			}
		}
		if mirrorBits(&m) != b {
			t.Fatal("mirrored twice is not the same")
		}
	}
}
