package graph

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The graph of the benchmarks: 400,000 pins, 50,000 boards and 2 million
// saves, ten times that with AKIN_BENCH=full. With AKIN_TESTDATA, degrees are
// drawn from the public graph's, scaled to 5 boards a pin and 40 pins a board;
// without, the share of nodes with a degree of at least d falls as d^-1.2, up
// to 10,000. Pin 0 is a hub besides, on every tenth board.
type bench struct {
	pins, boards int
	saves        []saved
	graph        *Graph
}

var benchWorld = sync.OnceValue(func() *bench {
	w := &bench{pins: 400_000, boards: 50_000}
	if os.Getenv("AKIN_BENCH") == "full" {
		w.pins, w.boards = 10*w.pins, 10*w.boards
	}
	n := 5 * w.pins
	rng := rand.New(rand.NewPCG(1, 2))
	pinDegrees, boardDegrees := knownDegrees()
	pins := stubs(rng, w.pins, n, pinDegrees)
	boards := stubs(rng, w.boards, n, boardDegrees)
	rng.Shuffle(n, func(i, j int) { boards[i], boards[j] = boards[j], boards[i] })
	for i, p := range pins {
		w.saves = append(w.saves, saved{int(p), int(boards[i]), i})
	}
	for b := 0; b < w.boards; b += 10 {
		w.saves = append(w.saves, saved{0, b, b})
	}
	rng.Shuffle(len(w.saves), func(i, j int) { w.saves[i], w.saves[j] = w.saves[j], w.saves[i] })
	w.graph = w.build()
	return w
})

func (w *bench) build() *Graph {
	b := NewBuilder(w.pins, w.boards, 0)
	for _, s := range w.saves {
		b.Save(PinNode(s.pin), BoardNode(s.board), int64(s.at))
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	return g
}

// stubs returns n ends of edges, each of the nodes as often as a degree drawn
// for it says.
func stubs(rng *rand.Rand, nodes, n int, degrees []int) []int32 {
	drawn, sum := make([]float64, nodes), 0.0
	for i := range drawn {
		if degrees != nil {
			drawn[i] = float64(degrees[rng.IntN(len(degrees))])
		} else {
			drawn[i] = min(10_000, math.Pow(1-rng.Float64(), -1/1.2))
		}
		sum += drawn[i]
	}
	out, owed := make([]int32, 0, n), 0.0
	for i, d := range drawn {
		for owed += d * float64(n) / sum; owed >= 1 && len(out) < n; owed-- {
			out = append(out, int32(i))
		}
	}
	for len(out) < n {
		out = append(out, int32(rng.IntN(nodes)))
	}
	return out
}

// knownDegrees reads the public graph's degrees, nil without AKIN_TESTDATA.
func knownDegrees() (pins, boards []int) {
	f, err := os.Open(filepath.Join(os.Getenv("AKIN_TESTDATA"), "graph", "train.txt"))
	if err != nil {
		return nil, nil
	}
	defer f.Close()
	of := map[string]int{}
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Fields(s.Text())
		boards = append(boards, max(len(fields)-1, 0))
		for _, p := range fields[min(1, len(fields)):] {
			of[p]++
		}
	}
	for _, d := range of {
		pins = append(pins, d)
	}
	slices.Sort(pins) // a map has no order
	return pins, boards
}

// Steps alone, then with exact counters, then with the best 1,000 pins, by one
// lane and by more: from the hub, and further, anywhere in the graph. All ways
// take turns, so that what else the machine does falls on all of them, and
// medians are told in ns a step; beside them how many times faster counted
// steps are than by one lane, and what the best cost over bare steps.
func BenchmarkSample(b *testing.B) {
	v := benchWorld().graph.View()
	for _, length := range []int{1, 10} {
		b.Run(fmt.Sprintf("length=%d", length), func(b *testing.B) {
			ways := []*way{sampleWay(b, v, length, 1), sampleWay(b, v, length, 4), sampleWay(b, v, length, 16), sampleWay(b, v, length, 32)}
			for b.Loop() {
				for _, w := range ways {
					w.turn()
				}
			}
			b.ReportMetric(0, "ns/op") // of all ways together: says nothing
			for _, w := range ways {
				name := fmt.Sprintf("lanes=%d", w.o.Lanes)
				b.ReportMetric(median(w.bare), "bare-ns/"+name)
				b.ReportMetric(median(w.counted), "counted-ns/"+name)
				b.ReportMetric(median(w.top), "top-ns/"+name)
				b.ReportMetric(median(ways[0].counted)/median(w.counted), "times-one-lane/"+name)
				b.ReportMetric(median(w.top)/median(w.bare), "top-over-bare/"+name)
			}
		})
	}
}

// benchSteps are the steps of a turn.
const benchSteps = 100_000

// A way is a number of lanes, with what its turns took in ns a step.
type way struct {
	v                  *View
	o                  Options
	w                  *walker
	bare, counted, top []float64
}

func sampleWay(b *testing.B, v *View, length, lanes int) *way {
	o := Options{Budget: 1, Steps: benchSteps, Lanes: lanes, Length: length}
	if err := o.complete(); err != nil {
		b.Fatal(err)
	}
	w := newWalker(v, o)
	if err := w.start([]Seed{{PinNode(0), 1}}); err != nil {
		b.Fatal(err)
	}
	return &way{v: v, o: o, w: w}
}

func (w *way) turn() {
	w.bare = append(w.bare, perStep(func() { w.w.bare(benchSteps) }))
	w.counted = append(w.counted, perStep(func() { w.w.sample(1000) }))
	w.top = append(w.top, perStep(func() { Walk(w.v, []Seed{{PinNode(0), 1}}, 1000, w.o) }))
}

func perStep(f func()) float64 {
	start := time.Now()
	f()
	return float64(time.Since(start).Nanoseconds()) / benchSteps
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}

// bare goes steps from the first source and counts nothing.
func (w *walker) bare(steps int) {
	boards, m := w.v.BoardsOf(w.sources[0].pin), w.o.Lanes
	length := uint64(w.o.Length)
	for k := uint64(0); k < uint64(steps)/length; k += uint64(m) {
		for i := range m {
			w.lanes.row[i] = boards
		}
		for t := range length {
			if t > 0 {
				w.turn(m)
			}
			w.step(m, k*length+t, length)
		}
	}
}

// The exact walk from several pins, and the links of its best.
func BenchmarkPush(b *testing.B) {
	v := benchWorld().graph.View()
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 10, 100, 1000} {
		var seeds []Seed
		for range n {
			seeds = append(seeds, Seed{PinNode(1 + rng.IntN(v.Pins()-1)), 1})
		}
		found, err := Walk(v, seeds, 20, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("seeds=%d/walk", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Walk(v, seeds, 200, Options{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(found.Edges), "ns/edge")
			b.ReportMetric(float64(found.Edges), "edges")
		})
		var pins []Node
		for _, s := range found.Pins {
			pins = append(pins, s.Pin)
		}
		b.Run(fmt.Sprintf("seeds=%d/links", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Links(v, seeds, pins, 3, Options{})
			}
		})
	}
}

// A graph made of its saves against one opened from its bytes.
func BenchmarkLoad(b *testing.B) {
	w := benchWorld()
	var data bytes.Buffer
	w.graph.WriteTo(&data)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			w.build()
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if _, err := Open(data.Bytes()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(data.Len())/float64(w.graph.Edges()), "bytes/edge")
	})
	b.Run("merge", func(b *testing.B) {
		for b.Loop() {
			w.graph.View().Merge()
		}
	})
}

// A save and its view, and a viewer's twenty own boards of ten pins.
func BenchmarkOverlay(b *testing.B) {
	w := benchWorld()
	rng := rand.New(rand.NewPCG(5, 6))
	b.Run("save", func(b *testing.B) {
		b.ReportAllocs()
		o := NewOverlay(w.graph)
		for b.Loop() {
			o.Save(PinNode(1+rng.IntN(w.pins-1)), BoardNode(rng.IntN(w.boards)), 1)
		}
	})
	b.Run("with", func(b *testing.B) {
		b.ReportAllocs()
		boards := make([][]Saved, 20)
		for i := range boards {
			for range 10 {
				boards[i] = append(boards[i], Saved{PinNode(1 + rng.IntN(w.pins-1)), 1})
			}
		}
		for b.Loop() {
			w.graph.View().With(Extra{Boards: boards})
		}
	})
}
