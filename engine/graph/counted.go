package graph

import "math"

// neighbours gives each source's weight, times one, to the pins that look like
// it, each its share.
func (w *walker) neighbours(sources []source, one float64) {
	if !w.o.Cross.has(Neighbour) {
		return
	}
	for i := range sources {
		like, weights := w.v.NeighboursOf(sources[i].pin)
		sum := uint64(0)
		for _, x := range weights {
			sum += uint64(x)
		}
		for j, p := range like {
			if weights[j] > 0 {
				share := float64(weights[j]) / float64(sum)
				w.visits.add(p, uint64(float64(float64(sources[i].weight)*one)*share))
			}
		}
	}
}

// rootBits are the bits after the point of roots that are summed.
const rootBits = 20

// fold adds the roots of what one source gave to each pin to their sums, and
// forgets it.
func (w *walker) fold() {
	w.visits.settle(w.v.Pins())
	for _, s := range w.visits.sums {
		root := math.Sqrt(float64(s.sum))
		w.boosted.add(s.key-1, uint64(float64(root*(1<<rootBits))))
	}
	w.visits.forget()
}

// counted calls f with what counts for all pins, up to ahead pins at a time.
func (w *walker) counted(f func([]slot)) {
	if w.o.Boost {
		w.boosted.each(f)
		return
	}
	for s := w.visits.sums; len(s) > 0; {
		part := s[:min(ahead, len(s))]
		f(part)
		s = s[len(part):]
	}
}

// pinsCounted returns how many pins there are in counted.
func (w *walker) pinsCounted() int {
	if w.o.Boost {
		return len(w.boosted.used)
	}
	return len(w.visits.sums)
}

// drop takes the sources out of what is found.
func (w *walker) drop() {
	for i := range w.sources {
		if sum := w.sumOf(w.sources[i].pin); sum != nil {
			*sum = 0
		}
	}
}

// sumOf returns where what counts for a pin stands, nil if nothing does.
func (w *walker) sumOf(pin Node) *uint64 {
	if w.o.Boost {
		return w.boosted.of(uint32(pin))
	}
	return w.visits.of(pin)
}

// value returns what a sum is worth before the pin's own degree counts.
func (w *walker) value(sum uint64) float64 {
	x := float64(sum)
	if w.o.Boost {
		root := float64(x * (1.0 / (1 << rootBits)))
		x = root * root
	}
	return x * w.unit
}
