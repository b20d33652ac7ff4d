package index

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/features"
	"akin/engine/region"
)

// A packedLook is what a picture looks like in the forms in which it is stored,
// each as the package packs it that made it.
type packedLook struct {
	features []byte
	raw      []byte // of package eye
	print    []byte // of package copies
	regions  []byte // see packRegions
}

func packLook(l *engine.Look) packedLook {
	return packedLook{l.Features.AppendPacked(nil), l.Raw.AppendPacked(nil), l.Print.AppendPacked(nil), packRegions(&l.Regions)}
}

// Regions are packed as four numbers of two bytes, the sides of their frame, and
// the parts as package region packs them.
const frameSize = 8

func packRegions(g *engine.Regions) []byte {
	var b []byte
	for _, v := range []uint16{g.Frame.X, g.Frame.Y, g.Frame.W, g.Frame.H} {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	return region.AppendPacked(b, g.Parts)
}

// unpackRegions reads packed regions; none of no bytes.
func unpackRegions(b []byte) (g engine.Regions, err error) {
	if len(b) == 0 {
		return g, nil
	}
	if len(b) < frameSize {
		return g, fmt.Errorf("packed regions are damaged: %d bytes", len(b))
	}
	for i, v := range []*uint16{&g.Frame.X, &g.Frame.Y, &g.Frame.W, &g.Frame.H} {
		*v = binary.LittleEndian.Uint16(b[2*i:])
	}
	g.Parts, err = region.Unpack(b[frameSize:])
	return g, err
}

// whole tells whether there is all that a picture has.
func (l *packedLook) whole() bool {
	return len(l.features) > 0 && l.features[0] != 0 && len(l.raw) > 0 && len(l.print) > 0
}

// rest is all but the features, which alone have a fixed size.
func (l *packedLook) rest() [3][]byte { return [3][]byte{l.raw, l.print, l.regions} }

// cutLook cuts a record of the log, without its key and its sum; false if its
// lengths do not fit it.
func cutLook(b []byte) (l packedLook, ok bool) {
	const head = logFixedSize - 32
	lengths, rest := b[features.PackedSize:head], b[head:]
	l.features = b[:features.PackedSize:features.PackedSize]
	for i, part := range []*[]byte{&l.raw, &l.print, &l.regions} {
		n := int64(u32At(lengths, i))
		if n > int64(len(rest)) {
			return packedLook{}, false
		}
		*part, rest = rest[:n:n], rest[n:]
	}
	return l, len(rest) == 0
}

// An unpacked look is a packed one as it is used. It shares no memory with it.
type unpacked struct {
	*features.Features
	print   *copies.Print
	regions engine.Regions
}

func unpackedOf(l *engine.Look) *unpacked { return &unpacked{&l.Features, l.Print, l.Regions} }

// unpack returns nil for a look that is not whole or damaged.
func (l *packedLook) unpack() *unpacked {
	if !l.whole() {
		return nil
	}
	f, ok, err := features.Unpack(bytes.Clone(l.features))
	if err != nil || !ok {
		return nil
	}
	print, err := copies.Unpack(l.print)
	if err != nil {
		return nil
	}
	regions, err := unpackRegions(l.regions)
	if err != nil {
		return nil
	}
	return &unpacked{&f, &print, regions}
}
