package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"testing"
)

var red = color.NRGBA{200, 10, 20, 255}

// A chunk is one of a RIFF file.
type chunk struct {
	name string
	body []byte
}

func riff(chunks ...chunk) []byte {
	return appendChunk(nil, "RIFF", append([]byte("WEBP"), join(chunks...)...))
}

func join(chunks ...chunk) (b []byte) {
	for _, c := range chunks {
		b = appendChunk(b, c.name, c.body)
	}
	return b
}

func vp8x(w, h int) chunk {
	b := make([]byte, 10)
	b[4], b[5], b[7], b[8] = byte(w-1), byte((w-1)>>8), byte(h-1), byte((h-1)>>8)
	return chunk{"VP8X", b}
}

// anmf is a frame at x, y, which must be even.
func anmf(x, y int, chunks ...chunk) chunk {
	b := make([]byte, 16)
	b[0], b[3] = byte(x/2), byte(y/2)
	return chunk{"ANMF", append(b, join(chunks...)...)}
}

// vp8l writes a lossless picture of one colour. Each of its five Huffman codes
// has one symbol, which takes no bits, so that the pixels take none at all.
func vp8l(w, h int, c color.NRGBA) []byte {
	var bits, n uint
	out := []byte{0x2f}
	put := func(v, width uint) {
		bits |= v << n
		for n += width; n >= 8; n -= 8 {
			out, bits = append(out, byte(bits)), bits>>8
		}
	}
	put(uint(w-1), 14)
	put(uint(h-1), 14)
	put(1, 1) // alpha
	put(0, 3) // version
	put(0, 3) // no transform, no colour cache, one set of codes
	for _, symbol := range []uint8{c.G, c.R, c.B, c.A, 0} {
		put(1, 1) // a simple code
		put(0, 1) // of one symbol
		put(1, 1) // of eight bits
		put(uint(symbol), 8)
	}
	put(0, 7)
	return out
}

func TestWebP(t *testing.T) {
	half := color.NRGBA{10, 200, 30, 128}
	still, first := chunk{"VP8L", vp8l(4, 2, red)}, chunk{"VP8L", vp8l(4, 2, half)}
	framed := image.NewNRGBA(image.Rect(0, 0, 10, 8))
	for y := 4; y < 6; y++ {
		copy(framed.Pix[framed.PixOffset(2, y):], fill(4, 2, half).Pix[:16])
	}
	for name, c := range map[string]struct {
		data []byte
		want *image.NRGBA
	}{
		"simple":                   {riff(still), fill(4, 2, red)},
		"extended":                 {riff(vp8x(4, 2), still), fill(4, 2, red)},
		"bytes behind the end":     {append(riff(still), "more bytes"...), fill(4, 2, red)},
		"animated, first is shown": {riff(vp8x(4, 2), anmf(0, 0, first), anmf(0, 0, still)), fill(4, 2, half)},
		"frame below the canvas":   {riff(vp8x(10, 8), anmf(2, 4, first), anmf(0, 0, still)), framed},
	} {
		if p := decode(t, c.data, 0); !equal(p.Image, c.want) {
			t.Errorf("%s: %v", name, p.Image.Pix)
		}
	}
}

func TestBadWebP(t *testing.T) {
	still := chunk{"VP8L", vp8l(4, 2, red)}
	huge := chunk{"VP8L", vp8l(1<<14, 1<<14, red)}
	odd := riff(still)
	binary.LittleEndian.PutUint32(odd[16:], 1<<31) // the chunk's length
	for name, c := range map[string]struct {
		data   []byte
		reason Reason
		words  string
	}{
		"no frame":                     {riff(vp8x(4, 2)), Broken, "no frame"},
		"frame outside its canvas":     {riff(vp8x(4, 2), anmf(2, 0, still)), Broken, "does not fit"},
		"chunk longer than the file":   {odd, Broken, "breaks off"},
		"cut off":                      {bytes.TrimSuffix(riff(still), []byte{0, 0}), Broken, "breaks off"},
		"huge":                         {riff(huge), TooLarge, "16384x16384"},
		"huge behind a small canvas":   {riff(vp8x(4, 2), huge), Broken, "does not fit"},
		"huge in a small frame's dims": {riff(vp8x(4, 2), anmf(0, 0, huge)), Broken, "does not fit"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewDecoder(Limits{}).Decode(t.Context(), c.data, 0)
			refusedAs(t, err, c.reason, c.words)
		})
	}
}
