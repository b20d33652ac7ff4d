package graph

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Boards of twenty pins, four for each pin, as people keep them.
func benchmarkGraph(b *testing.B, pins int) *Graph {
	return built(b, pins, 4*pins, clusters(rand.New(rand.NewPCG(1, 1)), pins, 4*pins, 20, pins/50))
}

func BenchmarkLowPass(b *testing.B) {
	for _, pins := range []int{1000, 10000} {
		b.Run(fmt.Sprintf("pins=%d", pins), func(b *testing.B) {
			g := benchmarkGraph(b, pins)
			b.ReportAllocs()
			for b.Loop() {
				lowPass(b, g)
			}
		})
	}
}

func BenchmarkNear(b *testing.B) {
	g := benchmarkGraph(b, 5000)
	c, v := coded(b, g), g.View()
	for name, o := range map[string]NearOptions{"links": {}, "bare": {Links: -1}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				nearby(b, v, c, []Seed{{BoardNode(i % g.Boards()), 1}}, 20, o)
			}
		})
	}
}
