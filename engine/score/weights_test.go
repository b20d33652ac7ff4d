package score

import (
	"slices"
	"testing"
)

func TestWeights(t *testing.T) {
	var others Micro
	for _, s := range Signals {
		if s != Copy {
			others += Weight(s)
		}
	}
	if direct := Weight(Color) + Weight(Shape) + Weight(Texture); direct != Directly {
		t.Errorf("color, shape and texture sum to %v, not to %v", direct, Directly)
	}
	if shown := Directly + Weight(Look) + Weight(Text); shown != One {
		t.Errorf("what a pin shows and says sums to %v, not to 1", shown)
	}
	if least := CopyLeast.Times(Weight(Copy)); least <= others {
		t.Errorf("the faintest copy has %v points, all else up to %v", least, others)
	}
	for s, w := range weights {
		if !slices.Contains(Signals, s) || w <= 0 {
			t.Errorf("%q weighs %v", s, w)
		}
	}
	if Weight(Trust) != 0 {
		t.Error("a signal without code speaks")
	}
}
