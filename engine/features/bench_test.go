package features

import "testing"

func BenchmarkOf(b *testing.B) {
	img := scene(1, 512, 384)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Of(img); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
}

func BenchmarkDistance(b *testing.B) {
	fs := someScenes(b, 2)
	b.Run("color", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ColorDistance(fs[0], fs[1])
		}
	})
	b.Run("shape", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ShapeDistance(fs[0], fs[1])
		}
	})
}

func BenchmarkCode(b *testing.B) {
	f := someScenes(b, 1)[0]
	for _, c := range []struct {
		name  string
		plane Plane
	}{{"color", PlaneColor}, {"shape", PlaneShape}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Code(c.plane)
			}
		})
	}
}
