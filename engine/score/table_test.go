package score

import "testing"

// Between (10, 0) and (20, .5) a step gives .05; outside nothing changes.
func TestTable(t *testing.T) {
	table := Table{{10, 0}, {20, One / 2}, {40, One}}
	for m, want := range map[Micro]Micro{
		-5: 0, 0: 0, 10: 0, 11: 50_000, 19: 450_000, 20: One / 2, 30: 750_000, 40: One, 1000: One,
	} {
		if got := table.At(m); got != want {
			t.Errorf("at %d it is %v, want %v", int64(m), got, want)
		}
	}
}

func TestShippedTables(t *testing.T) {
	for name, table := range map[string]Table{"color": ColorTable, "shape": ShapeTable, "texture": TextureTable} {
		for m, want := range map[Micro]Micro{-One: 0, -1: 0, 0: 0, One: One, One + One/100: One} {
			if got := table.At(m); got != want {
				t.Errorf("%s: at %v it is %v, want %v", name, m, got, want)
			}
		}
		for m := Micro(1000); m <= One; m += 1000 {
			if table.At(m) <= table.At(m-1000) {
				t.Errorf("%s: does not rise at %v", name, m)
			}
		}
	}
}

// .05 / (.05 + .05), .15 / .2, 1 / 1.05.
func TestWalked(t *testing.T) {
	for x, want := range map[float64]Micro{-1: 0, 0: 0, .05: One / 2, .15: 750_000, 1: 952_381} {
		if got := Walked(x); got != want {
			t.Errorf("of %g it is %v, want %v", x, got, want)
		}
	}
	for x := 1e-6; x < 4; x *= 1.1 {
		if v := Walked(x * 1.1); v <= Walked(x) || v >= One {
			t.Errorf("of %g it is %v, after %v", x*1.1, v, Walked(x))
		}
	}
}
