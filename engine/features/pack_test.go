package features

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	if PackedSize != 264 {
		t.Error("the packed form is not as it is drawn")
	}
	before := []byte("what stood before")
	for _, f := range []*Features{of(t, scene(1, 200, 100)), of(t, flat(grey))} {
		b := f.AppendPacked(before)
		if !bytes.HasPrefix(b, before) || len(b) != len(before)+PackedSize {
			t.Fatalf("appended %d bytes", len(b)-len(before))
		}
		got, ok, err := Unpack(b[len(before):])
		if !ok || err != nil || !reflect.DeepEqual(&got, f) {
			t.Errorf("unpacked to something else: %v %v", ok, err)
		}
	}
}

// Features of nothing are a row without a picture.
func TestPackNothing(t *testing.T) {
	row := (&Features{}).AppendPacked(nil)
	if !bytes.Equal(row, make([]byte, PackedSize)) {
		t.Error("not all zeros")
	}
	if _, ok, err := Unpack(row); ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
}

func TestUnpackDamaged(t *testing.T) {
	good := of(t, flat(grey)).AppendPacked(nil)
	many := bytes.Clone(good)
	many[0] = MaxPalette + 1
	for says, b := range map[string][]byte{
		"0 bytes":    nil,
		"263 bytes":  good[1:],
		"265 bytes":  append(bytes.Clone(good), 0),
		"7 swatches": many,
	} {
		_, ok, err := Unpack(b)
		if ok || err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v %v", says, ok, err)
		}
	}
}

// Whatever is accepted can be used, and packs to what is unpacked alike.
func FuzzUnpack(f *testing.F) {
	f.Add(of(f, scene(1, 100, 100)).AppendPacked(nil))
	f.Add(make([]byte, PackedSize))
	f.Add([]byte("short"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok, err := Unpack(b)
		if ok && err != nil {
			t.Fatal("both good and damaged")
		}
		if !ok {
			return
		}
		again, ok, err := Unpack(got.AppendPacked(nil))
		if !ok || err != nil || !reflect.DeepEqual(again, got) {
			t.Fatalf("packed anew: %v %v", ok, err)
		}
		if len(got.VisualWords()) != 25 || got.Color != again.Color || ShapeDistance(&got, &again) != 0 {
			t.Error("not of use")
		}
		if len(SharedColors(&got, &again)) != len(got.Palette) {
			t.Error("does not share its own colours")
		}
	})
}
