package graph

import (
	"context"
	"slices"
)

const (
	// balanceBoards are asked to measure the balance: the median of so many
	// ratios is within a few hundredths of that of all boards.
	balanceBoards = 256
	// balancePins is how many pins' codes are looked at for each.
	balancePins = 1 << 14
)

// measureBalance returns the median, over boards as seeds, of how many times
// more the codes' points vary over all pins than the walk's: the ratio of
// their standard deviations. One number for all queries did as well as one for
// each, which would take a look at every pin. Boards and pins are taken at
// equal distances; 1 where none tells anything.
func measureBalance(ctx context.Context, v *View, c *Codes) (float32, error) {
	if c.Dims() == 0 {
		return 1, nil
	}
	var ratios []float64
	n := min(balanceBoards, v.Boards())
	for i := range n {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		r, err := c.ratio(v, BoardNode(i*v.Boards()/n))
		if err != nil {
			return 0, err
		}
		if r > 0 {
			ratios = append(ratios, r)
		}
	}
	if len(ratios) == 0 {
		return 1, nil
	}
	slices.Sort(ratios)
	return float32(ratios[len(ratios)/2]), nil
}

// ratio is how many times more the codes' points vary than the walk's for a
// board; 0 where one of them says nothing.
func (c *Codes) ratio(v *View, board Node) (float64, error) {
	seeds := []Seed{{Node: board, Weight: 1}}
	found, err := Walk(v, seeds, v.Pins(), Options{})
	if err != nil {
		return 0, err
	}
	sources, err := sourcesOf(v, seeds, Options{})
	if err != nil {
		return 0, err
	}
	var walk, codes variance
	for _, p := range found.Pins {
		walk.add(p.Score)
	}
	walk.n = v.Pins() // those that were not reached count, with nothing
	f := &folder{view: v, codes: c}
	d := f.toward(sources)
	n := min(balancePins, c.pins)
	for k := range n {
		points, _ := f.along(d, PinNode(k*c.pins/n))
		codes.add(points)
	}
	if walk.deviation() == 0 {
		return 0, nil
	}
	return codes.deviation() / walk.deviation(), nil
}

// A variance measures how far numbers lie apart.
type variance struct {
	n            int
	sum, squares float64
}

func (s *variance) add(v float64) {
	s.n++
	s.sum += v
	s.squares += float64(v * v)
}

// deviation is the standard deviation.
func (s *variance) deviation() float64 {
	mean := s.sum / float64(s.n)
	return sqrt(max(0, s.squares/float64(s.n)-float64(mean*mean)))
}
