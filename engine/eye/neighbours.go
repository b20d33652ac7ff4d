package eye

import "sync"

// A Neighbour is a pin that is alike, and how much.
type Neighbour struct {
	Pin        uint32
	Similarity Similarity
}

// lists hold for each pin its nearest, most alike first.
type lists [][]Neighbour

func (l lists) has(i, j uint32) bool { return hasPin(l[i], j) }

// nearestOf finds the k nearest of each code: each pair of codes is compared
// once, or each whose sketches are near, unless sketches are nil. Each goroutine
// keeps lists of what it met; in the end the lists of all are put together, and
// are the same however pairs fell to goroutines.
func nearestOf(w *work, codes Codes, weights *Weights, k int, order func(a, b uint32) int, sketches []bitSketch) lists {
	n := codes.Len()
	tiles := (n + tileSize - 1) / tileSize
	parts := make(chan *nearest, tiles)
	var telling sync.Mutex
	met := 0 // pairs of tiles
	w.each(tiles, func() func(int) {
		p := newNearest(n, k, order)
		parts <- p
		left, right := newTile(), newTile()
		return func(t int) {
			// The first tile has all others to meet, the last only itself.
			if sketches == nil {
				left.set(codes, t*tileSize, weights, false)
			}
			for u := t; u < tiles && w.ctx.Err() == nil; u++ {
				if sketches != nil {
					p.meetSketches(codes, sketches, t*tileSize, u*tileSize, weights)
					continue
				}
				right.set(codes, u*tileSize, weights, true)
				p.meet(left, right, weights)
			}
			if w.compared != nil {
				telling.Lock()
				met += tiles - t
				w.compared(met, tiles*(tiles+1)/2)
				telling.Unlock()
			}
		}
	})
	close(parts)
	all := newNearest(n, k, order)
	for p := range parts {
		for i, l := range p.lists {
			for _, o := range l {
				all.lists[i] = insert(all.lists[i], o, order)
			}
		}
	}
	return all.lists
}

// nearest collects the nearest of each pin.
type nearest struct {
	order func(a, b uint32) int
	lists lists
	least []Similarity // of each list: below it no more is taken
}

func newNearest(n, k int, order func(a, b uint32) int) *nearest {
	c := &nearest{order, make(lists, n), make([]Similarity, n)}
	k = max(0, min(k, n-1))
	all := make([]Neighbour, n*k)
	for i := range c.lists {
		c.lists[i] = all[i*k : i*k : (i+1)*k]
		c.least[i] = -1 << 31
	}
	return c
}

// meet compares all of two tiles; of a tile with itself, each pair once.
func (c *nearest) meet(left, right *tile, w *Weights) {
	for i := range left.len {
		p, from := left.first+i, 0
		if left.first == right.first {
			from = i + 1
		}
		for j := from; j < right.len; j++ {
			c.pair(p, right.first+j, left.similarity(i, right, j, w))
		}
	}
}

func (c *nearest) pair(p, q int, s Similarity) {
	if s >= c.least[p] {
		c.add(p, Neighbour{uint32(q), s})
	}
	if s >= c.least[q] {
		c.add(q, Neighbour{uint32(p), s})
	}
}

func (c *nearest) add(i int, o Neighbour) {
	l := insert(c.lists[i], o, c.order)
	c.lists[i] = l
	if len(l) == cap(l) && len(l) > 0 {
		c.least[i] = l[len(l)-1].Similarity
	}
}
