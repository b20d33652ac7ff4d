package eye

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"akin/engine/features"
	"akin/engine/picture"

	"github.com/disintegration/imaging"
)

// distinct are photographs of about 500x375, as JPEG.
func distinct(b *testing.B) (files [][]byte) {
	dir := os.Getenv("AKIN_TESTDATA")
	if dir == "" {
		b.Skip("AKIN_TESTDATA is not set: skipping what needs real photographs")
	}
	names, err := filepath.Glob(filepath.Join(dir, "distinct", "*.jpg"))
	if err != nil || len(names) == 0 {
		b.Fatalf("no files distinct/*.jpg in AKIN_TESTDATA (%v)", err)
	}
	for i := 0; i < len(names); i += 5 {
		data, err := os.ReadFile(names[i])
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, data)
	}
	return files
}

func decoded(b *testing.B, data []byte) *image.NRGBA {
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		b.Fatal(err)
	}
	return imaging.Clone(img)
}

// BenchmarkDecode is what BenchmarkAnalyze is held against.
func BenchmarkDecode(b *testing.B) {
	files := distinct(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := jpeg.Decode(bytes.NewReader(files[i%len(files)])); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnalyze is all that is done to a picture's bytes until it can be
// compared: decoding, the canonical form, features and blocks. It is to take at
// most 2.5 times as long as BenchmarkDecode.
func BenchmarkAnalyze(b *testing.B) {
	files := distinct(b)
	decoder := picture.NewDecoder(picture.Limits{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p, err := decoder.Decode(b.Context(), files[i%len(files)], picture.CanonicalSource)
		if err != nil {
			b.Fatal(err)
		}
		canonical := picture.Canonical(p.Image)
		if _, err := features.Of(canonical); err != nil {
			b.Fatal(err)
		}
		if _, err := Measure(canonical); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
}

// BenchmarkMeasure is of pictures already decoded.
func BenchmarkMeasure(b *testing.B) {
	var imgs []*image.NRGBA
	for _, f := range distinct(b) {
		imgs = append(imgs, decoded(b, f))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Measure(imgs[i%len(imgs)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
}

// BenchmarkBlocks says where the time goes.
func BenchmarkBlocks(b *testing.B) {
	img := decoded(b, distinct(b)[0])
	s, r := new(scratch), new(Raw)
	for _, step := range []struct {
		name string
		run  func()
	}{
		{"shrink", func() { s.shrink(img) }},
		{"tint", s.tint},
		{"ground", s.findGround},
		{"contours", s.findContours},
		{"halve", s.halve},
		{"colors", func() { s.colors(r) }},
		{"color-edges", func() { s.colorEdges(r) }},
		{"hogs", func() { s.contours(r) }},
		{"waves", func() { s.waves(r) }},
		{"patterns", func() { s.patterns(r) }},
		{"words", func() { s.words(r) }},
	} {
		b.Run(step.name, func(b *testing.B) {
			for b.Loop() {
				step.run()
			}
		})
	}
}
