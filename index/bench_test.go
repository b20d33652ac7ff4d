package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/palette"
	"akin/engine/points"
)

// synthetic returns pin i of a made-up collection: a picture near one of a
// thousand kinds, and eight words, frequent ones often. Nothing is decoded.
func synthetic(i int) (engine.Deposit, engine.Look) {
	random := rand.New(rand.NewPCG(uint64(i), 1))
	kind := rand.New(rand.NewPCG(uint64(random.IntN(1000)), 2))
	code := func() features.Code {
		return features.Code{kind.Uint64() ^ random.Uint64()&random.Uint64(), kind.Uint64() ^ random.Uint64()&random.Uint64()}
	}
	f := features.Features{
		Hash:    code(),
		Color:   code(),
		Layout:  noisy(192, kind, random), // as long as a real one
		Palette: syntheticPalette(kind, random),
	}
	id := fmt.Sprintf("%016x", random.Uint64())
	l := engine.Look{Picture: engine.PictureIDOf([]byte(id)), Features: f, Raw: syntheticRaw(kind, random), Print: syntheticPrint(random)}
	l.Facts.Format, l.Facts.Width, l.Facts.Height = "jpeg", 640, 480
	d := engine.Deposit{Pin: engine.Pin{ID: engine.PinID(id), Owner: "ana", Source: id, Picture: l.Picture, Facts: l.Facts}}
	for range 8 {
		// the n-th of 20,000 words is about 1/n as frequent as the first
		word := int(rand.NewZipf(random, 1.1, 1, 20_000).Uint64())
		d.Pin.Description += fmt.Sprintf(" word%d", word)
	}
	return d, l
}

// syntheticPalette has six colours near those of a kind, mostly greyish.
func syntheticPalette(kind, own *rand.Rand) []features.Swatch {
	colors := make([]palette.Weighted, palette.Max)
	for i := range colors {
		grey := kind.IntN(256)
		channel := func() uint8 { return uint8(max(0, min(255, grey+kind.IntN(80)-40+own.IntN(40)-20))) }
		colors[i] = palette.Weighted{R: channel(), G: channel(), B: channel(), Weight: int64(1 + kind.IntN(100) + own.IntN(30))}
	}
	p, err := palette.Mix(colors)
	if err != nil {
		panic(err) // made above
	}
	return p
}

// syntheticPrint is a print whose hash and words are its own.
func syntheticPrint(own *rand.Rand) *copies.Print {
	p := &copies.Print{W: 512, H: 384}
	p.Points = points.Set{W: 512, H: 384, Points: make([]points.Point, points.MaxPoints)}
	for i := range p.Hash {
		p.Hash[i] = own.Uint64()
	}
	for i := range p.Points.Points {
		q := &p.Points.Points[i]
		q.X, q.Y, q.Word = uint16(own.IntN(16*512)), uint16(own.IntN(16*384)), uint16(own.IntN(points.Words))
		for k := range q.Bits {
			q.Bits[k] = own.Uint64()
		}
	}
	print, err := copies.Unpack(p.AppendPacked(nil))
	if err != nil {
		panic(err) // packed above
	}
	return &print
}

// syntheticRaw are raw blocks of a kind, and a little of their own.
func syntheticRaw(kind, own *rand.Rand) *eye.Raw {
	var packed []byte
	for b := range eye.Blocks {
		packed = binary.LittleEndian.AppendUint16(packed, uint16(b.Dims()))
		packed = append(packed, noisy(b.Dims(), kind, own)...)
	}
	raw, err := eye.UnpackRaw(packed)
	if err != nil {
		panic(err) // packed above
	}
	return raw
}

// noisy is a vector of a kind, a quarter of its numbers not zero, and a little
// of its own.
func noisy(n int, kind, own *rand.Rand) []uint8 {
	v := make([]uint8, n)
	for i := range v {
		if kind.IntN(4) == 0 {
			v[i] = uint8(kind.IntN(60) + own.IntN(30))
		}
	}
	return v
}

// syntheticStore is a store of n synthetic pins, built into a generation.
func syntheticStore(b *testing.B, n int) *Store {
	s := openStore(b, b.TempDir(), Options{})
	keepSynthetic(b, s, 0, n)
	rebuild(b, s)
	return s
}

func keepSynthetic(b testing.TB, s *Store, from, n int) {
	b.Helper()
	const batch = 5000
	for n > 0 {
		var deposits []engine.Deposit
		var looks []engine.Look
		for i := range min(batch, n) {
			d, l := synthetic(from + i)
			deposits, looks = append(deposits, d), append(looks, l)
		}
		must(b, s.Remember(looks))
		_, err := s.Records.Keep(context.Background(), deposits)
		must(b, err)
		from, n = from+len(deposits), n-len(deposits)
	}
}

// counting notes the rows that are proposed: the candidates, copies that are
// near by nothing but their hash left aside.
type counting struct {
	engine.Snapshot
	rows map[engine.Row]bool
}

func (c *counting) note(rows []engine.Row) {
	for _, r := range rows {
		c.rows[r] = true
	}
}

func (c *counting) Nearest(plane features.Plane, code features.Code, n int) []engine.Row {
	rows := c.Snapshot.Nearest(plane, code, n)
	if plane != features.PlaneHash {
		c.note(rows)
	}
	return rows
}

func (c *counting) Matching(ctx context.Context, stems, visual []string) ([]engine.Row, error) {
	rows, err := c.Snapshot.Matching(ctx, stems, visual)
	c.note(rows)
	return rows, err
}

// countingStore is a store whose snapshots count.
type countingStore struct {
	*Store
	rows map[engine.Row]bool
}

func (c *countingStore) Snapshot() engine.Snapshot { return &counting{c.Store.Snapshot(), c.rows} }

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("pins=%d", n), func(b *testing.B) {
			s := syntheticStore(b, n)
			d, _ := synthetic(n / 2)
			_, posted := synthetic(n + 1)
			anchor := []engine.Anchor{{ID: d.Pin.ID}}
			for _, q := range []struct {
				name  string
				query engine.Query
			}{
				{"pin", engine.Query{Pins: anchor}},
				{"palette", engine.Query{Palette: paletteOf(b, s, d.Pin.ID)}},
				{"palette-and-words", engine.Query{Palette: paletteOf(b, s, d.Pin.ID), Text: "word0 word40"}},
				{"posted", engine.Query{Picture: &posted}},
				{"rare-word", engine.Query{Text: "word500"}},
				{"common-word", engine.Query{Text: "word0"}},
				{"pin-and-words", engine.Query{Pins: anchor, Text: "word1 word40 word900"}},
			} {
				b.Run(q.name, func(b *testing.B) { benchmarkFind(b, s, q.query) })
			}
		})
	}
}

// paletteOf is a pin's palette as its JSON has it.
func paletteOf(t testing.TB, s *Store, id engine.PinID) []engine.Color {
	t.Helper()
	pin, err := libraryOf(s).Pin(context.Background(), "", id)
	must(t, err)
	return pin.Palette
}

func benchmarkFind(b *testing.B, s *Store, q engine.Query) {
	e := engineOf(s)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Find(context.Background(), q); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	c := &countingStore{s, map[engine.Row]bool{}}
	if _, err := engine.New(engine.Parts{Records: s.Records, Library: s.Records, Pictures: s.Pictures, Index: c}).Find(context.Background(), q); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(c.rows)), "candidates")
}

// BenchmarkCatchUp is the way of one pin from the record into the answers.
func BenchmarkCatchUp(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("overlay=%d", n), func(b *testing.B) {
			s := syntheticStore(b, 1000)
			next := 1000
			keepSynthetic(b, s, next, n)
			next += n
			catchUp(b, s)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				keepSynthetic(b, s, next, 1)
				next++
				b.StartTimer()
				catchUp(b, s)
			}
		})
	}
}

// BenchmarkLookAlike is a walk over the visual neighbours, the scan of all codes
// for a picture that is no pin, and the way of a pin with a new picture into
// both and out again.
func BenchmarkLookAlike(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("pins=%d", n), func(b *testing.B) {
			s := syntheticStore(b, n)
			row := func(i int) engine.Row { return engine.Row(i * 7919 % n) }
			b.Run("walk", func(b *testing.B) {
				snap := s.Snapshot()
				defer snap.Close()
				for i := 0; b.Loop(); i++ {
					snap.Alike().Walk([]engine.RowWeight{{Row: row(i), Weight: 1}}, proposed)
				}
			})
			b.Run("scan", func(b *testing.B) {
				snap := s.Snapshot()
				defer snap.Close()
				code, _ := snap.Code(row(1))
				for b.Loop() {
					snap.Alike().NearestTo(code, 10)
				}
			})
			next := n
			b.Run("insert", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					keepSynthetic(b, s, next, 1)
					next++
					b.StartTimer()
					catchUp(b, s)
				}
			})
			b.Run("drop", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					next--
					d, _ := synthetic(next)
					must(b, s.Records.DropPin(context.Background(), d.Pin.ID))
					b.StartTimer()
					catchUp(b, s)
				}
			})
			b.Run("open", func(b *testing.B) {
				dir := s.dir
				for b.Loop() {
					must(b, s.Close())
					s = openStore(b, dir, Options{})
				}
			})
		})
	}
}

// proposed is how many pins a walk is asked for here.
const proposed = 400
