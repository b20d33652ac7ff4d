package score

import "testing"

// Between (10, 1) and (20, .5) a step costs .05; outside nothing changes.
func TestTable(t *testing.T) {
	table := Table{{10, One}, {20, One / 2}, {40, 0}}
	for d, want := range map[int]Micro{
		-5: One, 0: One, 10: One, 11: 950_000, 19: 550_000, 20: One / 2, 30: One / 4, 40: 0, 1000: 0,
	} {
		if got := table.At(d); got != want {
			t.Errorf("at %d it is %v, want %v", d, got, want)
		}
	}
}

func TestShippedTables(t *testing.T) {
	for name, table := range map[string]Table{"color": ColorTable, "shape": ShapeTable} {
		end := table[len(table)-1].Distance
		if table.At(0) != One || table.At(end) != 0 || table.At(end-1) == 0 {
			t.Errorf("%s: from %v to %v", name, table.At(0), table.At(end))
		}
		for d := 1; d <= end; d++ {
			if table.At(d) > table.At(d-1) {
				t.Errorf("%s: rises at %d", name, d)
			}
		}
		for i, k := range table[1:] {
			if k.Distance <= table[i].Distance || k.Value >= table[i].Value {
				t.Errorf("%s: knot %v does not lie beyond and below %v", name, k, table[i])
			}
		}
	}
}
