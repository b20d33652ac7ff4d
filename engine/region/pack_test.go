package region

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	before := []byte("what stood before")
	for _, parts := range [][]Part{{}, Parts(scene(1, 300, 200))} {
		b := AppendPacked(before, parts)
		if !bytes.HasPrefix(b, before) || len(b) > len(before)+MaxPacked {
			t.Fatalf("appended %d bytes", len(b)-len(before))
		}
		got, err := Unpack(b[len(before):])
		if err != nil || !reflect.DeepEqual(got, parts) {
			t.Errorf("unpacked to something else: %v", err)
		}
	}
	if PackedPart != 265 || DescSize != 256 {
		t.Error("the packed form is not as it is drawn")
	}
}

func TestUnpackDamaged(t *testing.T) {
	good := AppendPacked(nil, Parts(scene(1, 300, 200)))
	change := func(at int, v byte) []byte {
		b := bytes.Clone(good)
		b[at] = v
		return b
	}
	last := len(good) - PackedPart // the last part, a tile
	for name, c := range map[string]struct {
		b    []byte
		says string
	}{
		"nothing":         {nil, "no bytes"},
		"one byte less":   {good[:len(good)-1], "bytes for"},
		"one byte more":   {append(bytes.Clone(good), 0), "bytes for"},
		"another number":  {change(0, 200), "at most 16 parts"},
		"beyond the edge": {change(1+1, 0xff), "part 0 is not within the picture"},
		"no width":        {change(last+5, 0), "is not within the picture"},
		"order":           {change(last+atSalience, 255), "stands out more"},
	} {
		if parts, err := Unpack(c.b); err == nil || parts != nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever is accepted can be used, and packs to the same bytes.
func FuzzUnpack(f *testing.F) {
	f.Add(AppendPacked(nil, Parts(scene(1, 100, 100))))
	f.Add([]byte{0})
	f.Add([]byte("short"))
	f.Fuzz(func(t *testing.T, b []byte) {
		parts, err := Unpack(b)
		if err != nil {
			return
		}
		if !bytes.Equal(AppendPacked(nil, parts), b) {
			t.Error("packed to something else")
		}
		if _, s := Best(parts, new(Desc)); s > million {
			t.Error("not of use")
		}
	})
}
