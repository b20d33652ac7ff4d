package region

import "testing"

// What Parts costs above Describe is what finding and describing up to sixteen
// parts costs; the rest is looking at the picture once.
func BenchmarkRegion(b *testing.B) {
	img := scene(1, 500, 375)
	b.Run("Parts", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			n = len(Parts(img))
		}
		b.ReportMetric(float64(n), "parts")
	})
	b.Run("Describe", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Describe(img, Whole)
		}
	})
	b.Run("Drawn", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Drawn(img, Rect{One / 4, One / 4, One / 3, One / 3})
		}
	})
	x, y := Describe(img, Whole), Describe(scene(2, 500, 375), Whole)
	b.Run("Similarity", func(b *testing.B) {
		for b.Loop() {
			likeness = Similarity(&x, &y)
		}
	})
	b.Run("Code", func(b *testing.B) {
		for b.Loop() {
			x.Code()
		}
	})
}

var likeness uint32
