package eye

import (
	"math"
	"testing"
)

func TestTablesAreRight(t *testing.T) {
	near := func(what string, x, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
			t.Errorf("%s(%v) = %v, want %v", what, x, got, want)
		}
	}
	for i := range 401 {
		x := float64(i)/200 - 1 // -1 to 1
		near("expOf", 10*x-9, expOf(10*x-9), math.Exp(10*x-9))
		near("logOf", 130+129*x, logOf(130+129*x), math.Log(130+129*x))
		near("cosTurn", 4*x, cosTurn(4*x), math.Cos(8*math.Pi*x))
		near("sinTurn", 4*x, sinTurn(4*x), math.Sin(8*math.Pi*x))
		near("atanTurn", math.Abs(x), atanTurn(math.Abs(x)), math.Atan(math.Abs(x))/(2*math.Pi))
	}
}

// A direction is right to a step and a half of 4096, all around.
func TestAngle(t *testing.T) {
	for i := range 2000 {
		turn := float64(i) / 2000
		x, y := int32(900*math.Cos(2*math.Pi*turn)), int32(900*math.Sin(2*math.Pi*turn))
		want := math.Atan2(float64(y), float64(x)) / (2 * math.Pi) * angleSteps
		got := angle(x, y)
		if d := math.Abs(math.Remainder(float64(got)-want, angleSteps)); d > 1.5 || got < 0 || got >= angleSteps {
			t.Fatalf("angle(%d, %d) = %d, want %.2f", x, y, got, want)
		}
	}
	for _, c := range []struct{ x, y, want int32 }{{1, 0, 0}, {1, 1, 512}, {0, 1, 1024}, {-1, 0, 2048}, {0, -1, 3072}, {1, -1, 3584}} {
		if got := angle(c.x, c.y); got != c.want {
			t.Errorf("angle(%d, %d) = %d, want %d", c.x, c.y, got, c.want)
		}
	}
}
