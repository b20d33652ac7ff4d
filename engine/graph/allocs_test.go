package graph

import "testing"

// Walks allocate nothing but their result once they are warm.
func TestWalkAllocates(t *testing.T) {
	v := busy(t)
	seeds := []Seed{{PinNode(1), 1}, {PinNode(2), 1}}
	for _, o := range []Options{{}, {Budget: 1, Steps: 1000}, {Boost: true}} {
		if n := testing.AllocsPerRun(50, func() { walked(t, v, seeds, 10, o) }); n > 1 {
			t.Errorf("%+v: %v allocations, want the result alone", o, n)
		}
	}
}
