package record

import (
	"fmt"
	"testing"

	"akin/engine"
)

// BenchmarkKeep measures pins a second with the commit's wait for the disk: a
// server keeps one pin at a time, an import 64.
func BenchmarkKeep(b *testing.B) {
	for _, size := range []int{1, 64} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			d := newDB(b)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				keep(b, d, world(i*size, size)...)
			}
			b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "pins/s")
		})
	}
	b.Run("unchanged=64", func(b *testing.B) {
		d := newDB(b)
		batch := world(0, 64)
		keep(b, d, batch...)
		for b.Loop() {
			keep(b, d, batch...)
		}
		b.ReportMetric(float64(b.N*64)/b.Elapsed().Seconds(), "pins/s")
	})
}

func BenchmarkRead(b *testing.B) {
	const size = 20_000
	d := newDB(b)
	for i := 0; i < size; i += 1000 {
		keep(b, d, world(i, 1000)...)
	}
	b.Run("EachPin", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			everything(b, d)
		}
		b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "pins/s")
	})
	b.Run("Pins=200", func(b *testing.B) {
		var ids []engine.PinID
		for _, dep := range world(7000, 200) {
			ids = append(ids, dep.Pin.ID)
		}
		for b.Loop() {
			if _, err := d.Pins(b.Context(), "", ids); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*len(ids))/b.Elapsed().Seconds(), "pins/s")
	})
}

// world is pins from..from+n with words of usual length, each on two of a
// hundred boards, under IDs in no order.
func world(from, n int) []engine.Deposit {
	batch := make([]engine.Deposit, n)
	for i := range batch {
		k := from + i
		source := fmt.Sprintf("folder/%d.jpg", k)
		dep := deposit(string(engine.ImportedPinID("local", source, "")), "A title of some five words",
			fmt.Sprint("board ", k%100), fmt.Sprint("board ", (k+37)%100))
		dep.Pin.Source = source
		dep.Pin.Description = "A description says a little more than the title does, and goes on for two lines or so."
		dep.Pin.Tags = []string{"sea", "boats", "summer"}
		batch[i] = dep
	}
	return batch
}
