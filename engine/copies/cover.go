package copies

import "slices"

// A region is a rectangle of blocks: from column and row to, exclusive.
type region struct{ left, top, right, bottom int }

func (r region) has(k int) bool {
	x, y := k%blockSide, k/blockSide
	return x >= r.left && x < r.right && y >= r.top && y < r.bottom
}

// leastCover is how many blocks must disagree for something to lie over the
// picture: what lies over fewer, or is thinner, is as well noise or an edge.
const leastCover = 3

// cover finds what lies over one of the pictures: the rectangle with the most
// blocks that disagree more than blocks that agree. ok is false if that is less
// than leastCover.
func (c *comparison) cover() (best region, ok bool) {
	// Sums of all blocks above and to the left, +1 for each that disagrees.
	var sums [blockSide + 1][blockSide + 1]int
	for k := range c.score {
		x, y := k%blockSide, k/blockSide
		v := 0
		if c.counts[k] {
			v = 1
			if c.score[k] >= agrees {
				v = -1
			}
		}
		sums[y+1][x+1] = v + sums[y][x+1] + sums[y+1][x] - sums[y][x]
	}
	most := leastCover - 1
	for top := range blockSide {
		for bottom := top + 1; bottom <= blockSide; bottom++ {
			for left := range blockSide {
				for right := left + 1; right <= blockSide; right++ {
					v := sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]
					if v > most {
						best, most = region{left, top, right, bottom}, v
					}
				}
			}
		}
	}
	return best, most >= leastCover
}

// A tally is how the blocks outside of a region agree.
type tally struct {
	blocks  int     // outside
	agree   float64 // their share that agrees
	texture float64 // sum of what there is to see
	middle  float64 // of the scores, by texture, the median
	mean    float64 // of those that agree, by texture and evenly
}

func (c *comparison) tally(without region) (t tally) {
	type scored struct{ score, texture float32 }
	var list [blockMax]scored
	var agreed, good, weights float64
	for k, s := range c.score {
		if !c.counts[k] || without.has(k) {
			continue
		}
		list[t.blocks] = scored{s, c.texture[k]}
		t.blocks++
		t.texture += float64(c.texture[k])
		if s >= agrees {
			w := float64(c.texture[k]) + .2
			agreed++
			good += float64(w * float64(s))
			weights += w
		}
	}
	if t.blocks == 0 || agreed == 0 {
		return t
	}
	t.agree, t.mean = agreed/float64(t.blocks), good/weights
	sorted := list[:t.blocks]
	slices.SortFunc(sorted, func(p, q scored) int {
		switch {
		case p.score < q.score:
			return -1
		case p.score > q.score:
			return 1
		}
		return 0
	})
	seen := 0.0
	for _, s := range sorted {
		seen += float64(s.texture)
		if 2*seen >= t.texture {
			t.middle = float64(s.score)
			break
		}
	}
	return t
}
