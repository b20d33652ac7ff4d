package eye

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestPackedIsUnpacked(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		r := new(Raw)
		share := rng.Float64()
		for i := range r.data {
			if rng.Float64() < share {
				r.data[i] = byte(rng.Uint32())
			}
		}
		packed := r.AppendPacked([]byte("before"))[len("before"):]
		if len(packed) > MaxPacked {
			t.Fatalf("%d bytes packed, at most %d are promised", len(packed), MaxPacked)
		}
		got, err := UnpackRaw(packed)
		if err != nil {
			t.Fatal(err)
		}
		if got.data != r.data {
			t.Fatal("not what was packed")
		}
	}
	if MaxPacked > 6<<10 {
		t.Errorf("%d bytes a picture are too many", MaxPacked)
	}
}

func TestRunsArePacked(t *testing.T) {
	if n := len(new(Raw).AppendPacked(nil)); n > 100 {
		t.Errorf("nothing takes %d bytes", n)
	}
	for _, c := range []struct{ plain, packed []byte }{
		{[]byte{0, 0, 0}, []byte{3, 0}},
		{[]byte{1, 0, 2}, []byte{0, 3, 1, 0, 2}},
		{[]byte{0, 1, 0, 0, 0, 2}, []byte{1, 1, 1, 3, 1, 2}},
	} {
		if got := appendRuns(nil, c.plain); !bytes.Equal(got, c.packed) {
			t.Errorf("%v packed is %v, want %v", c.plain, got, c.packed)
		}
	}
}

func TestDamageIsAnError(t *testing.T) {
	packed := new(Raw).AppendPacked(nil)
	for n := range packed {
		if _, err := UnpackRaw(packed[:n]); err == nil {
			t.Errorf("%d of %d bytes are no error", n, len(packed))
		}
	}
	if _, err := UnpackRaw(append(packed, 0)); err == nil {
		t.Error("a byte too many is no error")
	}
}

// FuzzUnpackRaw holds that no bytes crash it, and that what it reads can be
// written and read again.
func FuzzUnpackRaw(f *testing.F) {
	f.Add(new(Raw).AppendPacked(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := UnpackRaw(b)
		if err != nil {
			return
		}
		again, err := UnpackRaw(r.AppendPacked(nil))
		if err != nil || again.data != r.data {
			t.Fatal("what was read is written otherwise", err)
		}
	})
}
