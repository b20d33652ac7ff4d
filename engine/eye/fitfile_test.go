package eye

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
)

func TestFitIsReadAsWritten(t *testing.T) {
	s := scenes(100, 5)
	f := fitOf(t, s)
	data := f.AppendTo([]byte("before"))[len("before"):]
	again, err := OpenFit(data)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.AppendTo(nil), data) || again.Weights() != f.Weights() {
		t.Error("written again it is another")
	}
	for i := range 10 {
		if !slices.Equal(f.Encode(s[i], nil), again.Encode(s[i], nil)) {
			t.Fatalf("picture %d has another code", i)
		}
	}
}

func TestOpenFitRefuses(t *testing.T) {
	good := fitOf(t, scenes(100, 5)).AppendTo(nil)
	sealed := func(at int, v uint32) []byte {
		b := slices.Clone(good)
		binary.LittleEndian.PutUint32(b[at:], v)
		binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(b[:len(b)-4], castagnoli))
		return b
	}
	bent := slices.Clone(good)
	bent[len(bent)/2] ^= 1
	for _, c := range []struct {
		data []byte
		want string
	}{
		{nil, "no fit"}, {[]byte("something else altogether, of some length"), "no fit"},
		{good[:len(good)-1], "length"}, {bent, "checksum"},
		{sealed(8, 99), "version 99"}, {sealed(12, 99), "features of version 99"},
		{sealed(16, 3), "length"}, {sealed(20, 3), "length"},
		{sealed(24, 3), "dimensions"}, {sealed(28, 1<<20), "add up"},
		{sealed(32, 0x7fc00000), "impossible"}, {sealed(32+4*Dims, 0x7f800000), "impossible"},
	} {
		if _, err := OpenFit(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want something of %q", err, c.want)
		}
	}
}

func FuzzOpenFit(f *testing.F) {
	f.Add(fitOf(f, scenes(100, 5)).AppendTo(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if fit, err := OpenFit(data); err == nil {
			fit.Encode(scene{1, 2}, nil)
		}
	})
}
