package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func busy(t testing.TB) *View {
	rng := rand.New(rand.NewPCG(20, 20))
	return built(t, 2000, 300, randomSaves(rng, 2000, 300, 20000)).View()
}

// A walk samples only when the edges exceed the budget, and says so.
func TestBudget(t *testing.T) {
	v := busy(t)
	seeds := []Seed{{PinNode(1), 1}, {PinNode(2), 1}}
	exact, err := Walk(v, seeds, 10, Options{})
	if err != nil || exact.Sampled {
		t.Fatalf("sampled %v, error %v", exact.Sampled, err)
	}
	same, err := Walk(v, seeds, 10, Options{Budget: exact.Edges})
	if err != nil || same.Sampled || !slices.Equal(same.Pins, exact.Pins) {
		t.Errorf("within the budget: sampled %v, error %v", same.Sampled, err)
	}
	less, err := Walk(v, seeds, 10, Options{Budget: exact.Edges - 1, Steps: 1234})
	if err != nil || !less.Sampled || less.Edges != 1234 {
		t.Errorf("above the budget: sampled %v, %d steps, error %v", less.Sampled, less.Edges, err)
	}
	boosted, err := Walk(v, seeds, 10, Options{Boost: true, Budget: exact.Edges / 2, Steps: 1234})
	if err != nil || !boosted.Sampled {
		t.Errorf("boosted above the budget: sampled %v, error %v", boosted.Sampled, err)
	}
}

// Sampled scores come to the exact ones: each deviates by no more than five
// times what counting so many steps must deviate by.
func TestSamplesEstimate(t *testing.T) {
	v := busy(t)
	seeds := []Seed{{PinNode(1), 1}, {PinNode(1500), 3}, {BoardNode(200), .1}}
	for _, o := range []Options{{}, {B: Half}, {B: ThreeHalves, A: One, C: None}, {MaxBoard: 200}, {StepsByDegree: true},
		{Bias: func(b Node) float64 { return float64(b.Index()%4) / 3 }}} {
		exact := scoresOf(walked(t, v, seeds, 2000, o))
		o.Budget, o.Steps = 1, 400_000
		found := walked(t, v, seeds, 50, o)
		if len(found) != 50 {
			t.Fatalf("%d pins", len(found))
		}
		sum := 0.0
		for _, x := range exact {
			sum += x
		}
		for _, s := range found {
			// A pin of share p of all steps is met n*p times, give or take the
			// root of that; balances of degree make shares of steps and of
			// scores differ by less than ten times.
			expectedHits := float64(o.Steps) * exact[s.Pin] / sum / 10
			if off := math.Abs(s.Score/exact[s.Pin] - 1); off > 5/math.Sqrt(expectedHits) {
				t.Errorf("%+v: %v scores %v, exactly %v", o, s.Pin, s.Score, exact[s.Pin])
			}
		}
	}
}

// The number of lanes does not show, and one seed gives one answer.
func TestLanesDoNotShow(t *testing.T) {
	v := busy(t)
	seeds := []Seed{{PinNode(1), 1}, {PinNode(1500), 3}}
	for _, o := range []Options{{}, {Length: 4}, {Boost: true}, {B: Half}} {
		o.Budget, o.Steps, o.Lanes = 1, 10_000, 1
		one := walked(t, v, seeds, 300, o)
		for _, lanes := range []int{2, 7, 16, 64} {
			o.Lanes = lanes
			if !slices.Equal(walked(t, v, seeds, 300, o), one) {
				t.Errorf("%+v: %d lanes find other pins than one", o, lanes)
			}
		}
		o.Seed = 1
		if slices.Equal(walked(t, v, seeds, 300, o), one) {
			t.Errorf("%+v: another seed finds the same", o)
		}
	}
}

func TestEnoughEndsEarly(t *testing.T) {
	v := busy(t)
	o := Options{Budget: 1, Steps: 100_000, Enough: 20}
	f, err := Walk(v, []Seed{{PinNode(1), 1}}, 10, o)
	if err != nil || f.Edges >= o.Steps/2 || len(f.Pins) != 10 {
		t.Errorf("%d of %d steps for %d pins, error %v", f.Edges, o.Steps, len(f.Pins), err)
	}
}

// Longer walks reach pins that no board of the seed holds.
func TestLengthReachesFurther(t *testing.T) {
	v := small(t).View()
	seeds := []Seed{{PinNode(4), 1}} // on board 2 with pin 2, which is on board 1
	near := walked(t, v, seeds, 9, Options{})
	far := walked(t, v, seeds, 9, Options{Length: 8, Steps: 8000})
	if len(near) != 1 || len(far) != 4 {
		t.Errorf("one step finds %v, eight find %v", near, far)
	}
}

// Sampling crosses what an overlay holds like what the graph holds.
func TestSamplesSeeOverlay(t *testing.T) {
	o := NewOverlay(small(t))
	pin, _ := o.AddPin()
	o.Save(pin, BoardNode(0), 1)
	o.Unsave(PinNode(1), BoardNode(0))
	got := scoresOf(walked(t, o.View(), []Seed{{PinNode(0), 1}}, 9, Options{Budget: 1, Steps: 50_000, MaxBoard: 3}))
	if want := math.Sqrt(.5) / 2; len(got) != 1 || math.Abs(got[pin]-want) > .01 {
		t.Errorf("got %v, want %v for %v", got, want, pin)
	}
}
