package job

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"sync"
)

// ringSize is how many events of a job are kept: the lines of an import of
// 65,000 pictures, which are 16 MB at 250 bytes each.
const ringSize = 65_536

// batch is how many events a watcher takes at once: few enough that the work
// never waits for the copying.
const batch = 256

// A feed keeps the last events of a job for those who watch it. It is safe for
// concurrent use; adding never waits for a watcher.
type feed struct {
	mu   sync.Mutex
	ring []Event       // event n stands at (n-1) mod size
	size int64         // at most so many
	last int64         // the number of the newest event, 0 before the first
	over bool          // the newest is the end
	wake chan struct{} // closed at the next event; nil while nobody waits for it
}

// add tells everybody. What comes after the end is not told.
func (f *feed) add(name string, data json.RawMessage) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.over {
		return
	}
	f.last++
	e := Event{f.last, name, data}
	if int64(len(f.ring)) < f.size {
		f.ring = append(f.ring, e)
	} else {
		*f.at(f.last) = e
	}
	f.over = name == End
	if f.wake != nil {
		close(f.wake)
		f.wake = nil
	}
}

func (f *feed) at(seq int64) *Event { return &f.ring[(seq-1)%f.size] }

// next returns some events after that number, of which a gap may be the
// first. If there are none yet, it returns a channel to wait on instead.
func (f *feed) next(after int64) ([]Event, <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if after >= f.last {
		if f.over { // seen already, or numbered by a process before this one
			return []Event{{after, End, f.at(f.last).Data}}, nil
		}
		if f.wake == nil {
			f.wake = make(chan struct{})
		}
		return nil, f.wake
	}
	var some []Event
	if lost := f.last - int64(len(f.ring)) - after; lost > 0 {
		after += lost
		some = append(some, Event{after, Gap, fmt.Appendf(nil, `{"lost":%d}`, lost)})
	}
	for seq := after + 1; seq <= f.last && len(some) < batch; seq++ {
		some = append(some, *f.at(seq))
	}
	return some, nil
}

// events are those after that number, up to the end of the job or of ctx.
func (f *feed) events(ctx context.Context, after int64) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		seen := max(after, 0)
		for ctx.Err() == nil {
			some, wake := f.next(seen)
			if some == nil {
				select {
				case <-wake:
				case <-ctx.Done():
				}
			}
			for _, e := range some {
				if ctx.Err() != nil || !yield(e) || e.Name == End {
					return
				}
				seen = e.Seq
			}
		}
	}
}
