package graph_test

import (
	"fmt"

	"akin/engine/graph"
)

// Pins 0 and 1 are on one board, pins 0, 1, 2 and 3 on another.
func Example() {
	b := graph.NewBuilder(4, 2, 0)
	for board, pins := range [][]int{{0, 1}, {0, 1, 2, 3}} {
		for _, p := range pins {
			b.Save(graph.PinNode(p), graph.BoardNode(board), 1_700_000_000)
		}
	}
	g, err := b.Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	o := graph.NewOverlay(g)
	o.Unsave(graph.PinNode(2), graph.BoardNode(1)) // counts in the next view
	v, seeds := o.View(), []graph.Seed{{Node: graph.PinNode(0), Weight: 1}}
	found, _ := graph.Walk(v, seeds, 10, graph.Options{})
	for _, s := range found.Pins {
		linked, _ := graph.Links(v, seeds, []graph.Node{s.Pin}, 1, graph.Options{})
		fmt.Printf("%v %.3f, most by %v\n", s.Pin, s.Score, linked[0].Boards[0].Board)
	}
	// Output:
	// pin 1 0.417, most by board 0
	// pin 3 0.236, most by board 1
}
