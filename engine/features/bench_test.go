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

func BenchmarkShapeDistance(b *testing.B) {
	fs := someScenes(b, 2)
	b.ReportAllocs()
	for b.Loop() {
		ShapeDistance(fs[0], fs[1])
	}
}

func BenchmarkShapeCode(b *testing.B) {
	f := someScenes(b, 1)[0]
	b.ReportAllocs()
	for b.Loop() {
		f.Code(PlaneShape)
	}
}
