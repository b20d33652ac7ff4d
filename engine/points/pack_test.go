package points

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	for _, s := range []Set{{}, {W: 512, H: 3}, Of(scene(1, 512, 384)), Of(scene(2, 90, 120))} {
		b := s.AppendPacked([]byte("before"))[6:]
		if len(b) > MaxPacked {
			t.Errorf("%d bytes, more than %d", len(b), MaxPacked)
		}
		got, err := Unpack(b)
		if err != nil {
			t.Fatal(err)
		}
		if got.W != s.W || got.H != s.H || len(got.Points) != len(s.Points) ||
			len(s.Points) > 0 && !reflect.DeepEqual(got, s) {
			t.Errorf("unpacked is not what was packed, of %dx%d", s.W, s.H)
		}
	}
}

func TestUnpackDamaged(t *testing.T) {
	s := Of(scene(3, 100, 80))
	good := s.AppendPacked(nil)
	changed := func(at int, to ...byte) []byte {
		b := bytes.Clone(good)
		copy(b[at:], to)
		return b
	}
	for name, b := range map[string][]byte{
		"empty":           nil,
		"short head":      good[:packedHead-1],
		"cut":             good[:len(good)-1],
		"too long":        append(bytes.Clone(good), 0),
		"wide frame":      changed(0, 1, 2),
		"too many points": changed(4, 0, 9),
		"far out":         changed(packedHead, 255, 255),
		"no such level":   changed(packedHead+6, maxLevels),
		"no such word":    changed(packedHead+4, 255, 255),
	} {
		if _, err := Unpack(b); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	s := Of(scene(4, 100, 80))
	f.Add(s.AppendPacked(nil))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Unpack(b)
		if err != nil {
			return
		}
		if !bytes.Equal(got.AppendPacked(nil), b) {
			t.Error("packed again it is not the same")
		}
		Align(&got, &s)
		Align(&s, &got)
		got.Words()
	})
}
