package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"io"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"go.n16f.net/thumbhash"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

func TestReadAllStopsAtTheLimit(t *testing.T) {
	d := NewDecoder(Limits{Bytes: 10})
	if data, err := d.ReadAll(strings.NewReader("0123456789")); err != nil || len(data) != 10 {
		t.Errorf("at the limit: %q, %v", data, err)
	}
	source := strings.NewReader(strings.Repeat("x", 1000))
	_, err := d.ReadAll(source)
	refusedAs(t, err, TooLarge, "limit of 10 bytes")
	if source.Len() != 1000-11 {
		t.Errorf("%d bytes read, want 11", 1000-source.Len())
	}
	cut := errors.New("line cut")
	if _, err := d.ReadAll(iotest.ErrReader(cut)); !errors.Is(err, cut) {
		t.Errorf("the reader's error is lost: %v", err)
	}
}

func TestInspect(t *testing.T) {
	jpg := encodeJPEG(t, paint(33, 17)) // 4:2:0: 3x2 units of 6 blocks of 64
	progressive := bytes.Replace(jpg, []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)
	rgb := withSegment(jpg, 0xee, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00"))
	wide := image.NewNRGBA64(image.Rect(0, 0, 10, 10))
	for name, c := range map[string]struct {
		data []byte
		w, h int
		cost int64
	}{
		"JPEG":                 {jpg, 33, 17, 33*17*4 + 6*6*64},
		"progressive JPEG":     {progressive, 33, 17, 33*17*4 + 6*6*64*5},
		"RGB JPEG":             {rgb, 33, 17, 33*17*8 + 6*6*64},
		"grey JPEG":            {encodeJPEG(t, image.NewGray(image.Rect(0, 0, 9, 9))), 9, 9, 81*4 + 4*64},
		"PNG":                  {encodePNG(t, fill(10, 10, red)), 10, 10, 100 * (4 + 4)},
		"PNG of 16 bits":       {encodePNG(t, wide), 10, 10, 100 * (8 + 4)},
		"lossless WebP":        {riff(chunk{"VP8L", vp8l(10, 10, red)}), 10, 10, 100 * (8 + 4)},
		"small frame of a GIF": {encodeGIF(t), 6, 4, 24 * (2 + 4)},
	} {
		h, err := NewDecoder(Limits{}).Inspect(c.data)
		if err != nil || h.Width != c.w || h.Height != c.h || h.Cost != c.cost {
			t.Errorf("%s: %dx%d costs %d (%v), want %dx%d, %d", name, h.Width, h.Height, h.Cost, err, c.w, c.h, c.cost)
		}
	}
}

func TestHugeHeaderIsRefusedAtOnce(t *testing.T) {
	d := NewDecoder(Limits{})
	_, err := d.Decode(t.Context(), hugePNG(), 0)
	refusedAs(t, err, TooLarge, "header says 60000x60000 pixels, which needs 28.8 GB decoded; the limit is 400 MB")
	h, err := d.Inspect(hugePNG())
	refusedAs(t, err, TooLarge, "28.8 GB")
	if h.Width != 60000 {
		t.Errorf("the header is not returned: %v", h)
	}
	long := encodePNG(t, image.NewGray(image.Rect(0, 0, maxSide+1, 1)))
	_, err = d.Decode(t.Context(), long, 0)
	refusedAs(t, err, TooLarge, "65536x1 pixels; a side may have 65535")
}

func TestDecodesShareOneBudget(t *testing.T) {
	const limit, cost = 100, 30
	d := NewDecoder(Limits{Decoded: limit})
	var held, most atomic.Int64
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			err := d.within(context.Background(), cost, func() error {
				now := held.Add(cost)
				for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
				}
				held.Add(-cost)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() > limit {
		t.Errorf("%d of %d held at once", most.Load(), limit)
	}
}

func TestConcurrentDecodesAgree(t *testing.T) {
	data := encodeJPEG(t, paint(60, 40))
	want := decode(t, data, 0)
	d := NewDecoder(Limits{Decoded: 2 * 60 * 40 * 8})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			p, err := d.Decode(context.Background(), data, 0)
			if err != nil || !equal(p.Image, want.Image) {
				t.Errorf("another picture, or none: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	data := encodePNG(t, fill(10, 10, red))
	d := NewDecoder(Limits{Decoded: 800})
	ctx, cancel := context.WithCancel(t.Context())
	err := d.within(ctx, 800, func() error {
		cancel() // while the whole budget is taken
		_, err := d.Decode(ctx, data, 0)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := d.Decode(t.Context(), data, 0); err != nil {
		t.Errorf("the budget was not given back: %v", err)
	}
}

func encodeGIF(t testing.TB) []byte {
	t.Helper()
	frame := image.NewPaletted(image.Rect(2, 1, 4, 3), color.Palette{color.Black, red})
	copy(frame.Pix, []byte{1, 1, 1, 0})
	second := image.NewPaletted(image.Rect(0, 0, 6, 4), frame.Palette)
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, second}, Delay: []int{1, 1},
		Config: image.Config{Width: 6, Height: 4, ColorModel: frame.Palette}})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encode(t testing.TB, write func(io.Writer, image.Image) error, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLosslessFormatsKeepEveryPixel(t *testing.T) {
	opaque, glass := paint(20, 14), paint(20, 14)
	for i := 3; i < len(glass.Pix); i += 4 {
		glass.Pix[i] = uint8(i)
	}
	wide := image.NewNRGBA64(glass.Rect)
	draw.Draw(wide, wide.Rect, glass, image.Point{}, draw.Src)
	paletted := image.NewPaletted(image.Rect(0, 0, 4, 3), colours(letters("ABCD/EFGH/IJKL")))
	draw.Draw(paletted, paletted.Rect, letters("ABCD/EFGH/IJKL"), image.Point{}, draw.Src)
	writeTIFF := func(w io.Writer, img image.Image) error {
		return tiff.Encode(w, img, &tiff.Options{Compression: tiff.Deflate, Predictor: true})
	}
	framed := image.NewNRGBA(image.Rect(0, 0, 6, 4))
	for i, p := range []image.Point{{2, 1}, {3, 1}, {2, 2}, {3, 2}} {
		framed.SetNRGBA(p.X, p.Y, []color.NRGBA{red, red, red, {0, 0, 0, 255}}[i])
	}
	for name, c := range map[string]struct {
		data   []byte
		format Format
		want   *image.NRGBA
	}{
		"PNG":              {encodePNG(t, opaque), PNG, opaque},
		"PNG with alpha":   {encodePNG(t, glass), PNG, glass},
		"PNG of 16 bits":   {encodePNG(t, wide), PNG, upright(wide, Header{Width: 20, Height: 14}, image.Point{})},
		"PNG with palette": {encodePNG(t, paletted), PNG, letters("ABCD/EFGH/IJKL")},
		"BMP":              {encode(t, bmp.Encode, opaque), BMP, opaque},
		"TIFF":             {encode(t, writeTIFF, opaque), TIFF, opaque},
		"TIFF with alpha":  {encode(t, writeTIFF, glass), TIFF, glass},
		"GIF on its frame": {encodeGIF(t), GIF, framed},
	} {
		p := decode(t, c.data, 0)
		if p.Facts.Format != c.format || p.Facts.Bytes != int64(len(c.data)) {
			t.Errorf("%s: %+v", name, p.Facts)
		}
		if !equal(p.Image, c.want) {
			t.Errorf("%s: other pixels", name)
		}
	}
}

func TestRefusals(t *testing.T) {
	png, jpg := encodePNG(t, paint(40, 40)), encodeJPEG(t, paint(40, 40))
	arithmetic := bytes.Replace(jpg, []byte{0xff, 0xc0}, []byte{0xff, 0xc9}, 1)
	for name, c := range map[string]struct {
		data   string
		reason Reason
		words  string
	}{
		"empty":            {"", Broken, "empty"},
		"text":             {"Dear akin, here is my picture", Broken, "text"},
		"text like a BMP":  {"BMW drivers and their cars", Broken, "text"},
		"text in Cyrillic": {"a " + strings.Repeat("картина ", 1000), Broken, "text"},
		"noise":            {"\x80\x81\x00\x01\x02", Broken, "5 bytes are no picture"},
		"AVIF":             {"\x00\x00\x00\x20ftypavif....", Unsupported, "AVIF"},
		"HEIC":             {"\x00\x00\x00\x18ftypheic....", Unsupported, "HEIC"},
		"video":            {"\x00\x00\x00\x18ftypisom....", Unsupported, "video"},
		"SVG":              {"<?xml version='1.0'?>\n<!-- é --><svg width='1'/>", Unsupported, "SVG"},
		"SVG as it is":     {"<svg/>", Unsupported, "SVG"},
		"JPEG XL":          {"\xff\x0a\x00\x00", Unsupported, "JPEG XL"},
		"arithmetic JPEG":  {string(arithmetic), Unsupported, "convert it"},
		"half a PNG":       {string(png[:len(png)/2]), Broken, "PNG"},
		"PNG of a head":    {string(png[:33]), Broken, "breaks off"},
		"half a JPEG":      {string(jpg[:len(jpg)/2]), Broken, "JPEG"},
		"JPEG of a head":   {string(jpg[:20]), Broken, "breaks off"},
		"half a GIF":       {string(encodeGIF(t)[:30]), Broken, "GIF"},
		"BMP of a head":    {string(encode(t, bmp.Encode, paint(9, 9))[:60]), Broken, "breaks off"},
		"empty GIF":        {"GIF89a\x00\x00\x00\x00\x00\x00\x00;", Broken, "0x0 pixels"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := NewDecoder(Limits{}).Decode(t.Context(), []byte(c.data), 0)
			if p != nil {
				t.Error("a picture beside an error")
			}
			refusedAs(t, err, c.reason, c.words)
		})
	}
}

func TestDecoderThatPanicsIsRefused(t *testing.T) {
	s := source{Header: Header{Format: PNG, Width: 1, Height: 1}}
	s.decode = func() (image.Image, error) { panic("index out of range") }
	_, err := s.pixels()
	refusedAs(t, err, Broken, "index out of range")
}

func TestFactsDoNotDependOnTheSizeAsked(t *testing.T) {
	data := encodeJPEG(t, paint(1000, 700))
	want := decode(t, data, 0)
	for _, c := range []struct{ atLeast, w, h int }{
		{0, 1000, 700}, {999, 1000, 700}, {501, 1000, 700},
		{500, 500, 350}, {300, 334, 234}, {7, 8, 5}, // divided by 2, 3, 142
	} {
		p := decode(t, data, c.atLeast)
		if p.Image.Rect != image.Rect(0, 0, c.w, c.h) {
			t.Errorf("at least %d: %v, want %dx%d", c.atLeast, p.Image.Rect, c.w, c.h)
		}
		if p.Facts.Width != 1000 || p.Facts.Height != 700 || !bytes.Equal(p.Facts.ThumbHash, want.Facts.ThumbHash) {
			t.Errorf("at least %d: other facts: %+v", c.atLeast, p.Facts)
		}
	}
}

func TestSizeText(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 50e6: "50 MB", 28.8e9: "28.8 GB", 5e13: "50000 GB",
	} {
		if got := sizeText(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	small := paint(9, 7)
	f.Add(encodeJPEG(f, small))
	f.Add(encodePNG(f, small))
	f.Add(encodeGIF(f))
	f.Add(encode(f, bmp.Encode, small))
	f.Add(encode(f, func(w io.Writer, m image.Image) error { return tiff.Encode(w, m, nil) }, small))
	f.Add(riff(vp8x(10, 8), anmf(2, 4, chunk{"VP8L", vp8l(4, 2, red)})))
	f.Add(withPNGChunk(encodePNG(f, small), "eXIf", makeExif(6, "", "", "", "")))
	d := NewDecoder(Limits{Decoded: 4e6})
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := d.Decode(t.Context(), data, 64)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Text == "" || e.Hint == "" {
				t.Errorf("%v does not say what is wrong and what would help", err)
			}
			return
		}
		c := Canonical(p.Image)
		if c.Rect.Empty() || !c.Opaque() || max(c.Rect.Dx(), c.Rect.Dy()) > CanonicalSide {
			t.Errorf("canonical form %v", c.Rect)
		}
	})
}

func TestThumbHashCountsAlphaOnce(t *testing.T) {
	p := decode(t, encodePNG(t, fill(60, 40, color.NRGBA{210, 90, 0, 102})), 0)
	var h thumbhash.Hash
	if err := h.Decode(p.Facts.ThumbHash, &thumbhash.DecodingCfg{SaturationBoost: 1}); err != nil {
		t.Fatal(err)
	}
	light, alpha := (210+90+0)/3/255.0, 102/255.0 // kept in 6 and in 4 bits
	if math.Abs(h.LDC-light) > 1/63.0 || math.Abs(h.ADC-alpha) > 1/15.0 || !h.IsLandscape {
		t.Errorf("light %v, alpha %v; want %v, %v", h.LDC, h.ADC, light, alpha)
	}
}
