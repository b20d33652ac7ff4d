package eye

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// clustered codes are like those of a collection: kinds of some fifty pictures
// each, which overlap.
func clustered(n int) (Codes, Weights) {
	rng := rand.New(rand.NewPCG(11, uint64(n)))
	return randomCodes(rng, n, max(1, n/50)), newWeights([Blocks]float64{3, 3, 3, 2, 2, 2, 2, 2, 2, 1})
}

func BenchmarkNeighbours(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprintf("%d pins", n), func(b *testing.B) {
			codes, w := clustered(n)
			for b.Loop() {
				if _, err := NewNeighbours(b.Context(), codes, w, NeighboursOptions{}); err != nil {
					b.Fatal(err)
				}
			}
			pairs := float64(n) * float64(n-1) / 2
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pairs, "ns/pair")
		})
	}
}

func BenchmarkInsertDelete(b *testing.B) {
	codes, w := clustered(10000)
	n, err := NewNeighbours(b.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		pin, err := n.Insert(b.Context(), codes.At(i%codes.Len()))
		if err != nil {
			b.Fatal(err)
		}
		if err := n.Delete(b.Context(), pin); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	for _, n := range []int{10000, 100000} {
		b.Run(fmt.Sprintf("%d pins", n), func(b *testing.B) {
			codes, w := clustered(n)
			i := 0
			for b.Loop() {
				w.Probe(codes.At(i%n)).Nearest(codes, 10, nil)
				i++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/pin")
		})
	}
}

func BenchmarkWalk(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprintf("%d pins", n), func(b *testing.B) {
			g := randomGraph(n)
			b.ReportAllocs()
			i := uint32(0)
			for b.Loop() {
				g.Walk([]Seed{{i * 7919 % uint32(n), 1}}, 200, WalkOptions{})
				i++
			}
			b.ReportMetric(float64(g.Bytes())/float64(n), "B/pin")
		})
	}
}

// randomGraph links pins at random, which spreads a walk as widely as any
// graph does: each step meets other pins.
func randomGraph(n int) *Graph {
	rng := rand.New(rand.NewPCG(12, uint64(n)))
	l := make(lists, n)
	for i := range l {
		for range NeighboursKept {
			l[i] = append(l[i], Neighbour{rng.Uint32N(uint32(n)), One/4 + Similarity(rng.Uint32N(uint32(One/2)))})
		}
	}
	return newGraph(l, nil)
}
