package blob

import (
	"encoding/binary"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// BenchmarkKeep measures pictures of 30 KB a second, with the waits for the
// disk: in an empty store, nearly each makes two folders.
func BenchmarkKeep(b *testing.B) {
	for _, goroutines := range []int{1, 4} {
		b.Run(fmt.Sprintf("new/goroutines=%d", goroutines), func(b *testing.B) {
			s := openStore(b, b.TempDir())
			var wg sync.WaitGroup
			var next atomic.Int64
			for range goroutines {
				wg.Go(func() {
					data := make([]byte, 30_000)
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						binary.LittleEndian.PutUint64(data, uint64(i))
						if _, err := s.Keep(data); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
		})
	}
	b.Run("present", func(b *testing.B) {
		s := openStore(b, b.TempDir())
		data := make([]byte, 30_000)
		for b.Loop() {
			if _, err := s.Keep(data); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
	})
}
