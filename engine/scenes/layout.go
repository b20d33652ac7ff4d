package scenes

import (
	"cmp"
	"image"
	"slices"
)

// layout draws which pictures a scene gets, how large and where. A drawing
// that does not fit is drawn again, smaller from time to time: four pictures
// of a quarter of the side fit easily.
func (s *stream) layout(pictures []*image.NRGBA, w, h int) []Placement {
	chosen := s.choose(len(pictures), min(s.between(2, 4), len(pictures)))
	for most := 200; ; most = max(most-1, 100) {
		placed := make([]Placement, len(chosen))
		for i, picture := range chosen {
			placed[i] = s.size(pictures, picture, most*longSide/400)
		}
		slices.SortStableFunc(placed, func(a, b Placement) int { return cmp.Compare(b.W*b.H, a.W*a.H) })
		if s.place(placed, w, h) {
			return placed
		}
	}
}

// choose draws n different numbers below of.
func (s *stream) choose(of, n int) []int {
	var chosen []int
	for len(chosen) < n {
		if i := s.below(of); !slices.Contains(chosen, i) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// size draws how large a picture becomes: its longer side from a quarter of
// the scene's to most.
func (s *stream) size(pictures []*image.NRGBA, picture, most int) Placement {
	b := pictures[picture].Rect
	long := s.between(longSide/4, most)
	p := Placement{Picture: picture, W: long, H: long}
	if b.Dx() > b.Dy() {
		p.H = max(1, long*b.Dy()/b.Dx())
	} else {
		p.W = max(1, long*b.Dx()/b.Dy())
	}
	return p
}

// place draws where each goes, and tells whether all found room.
func (s *stream) place(placed []Placement, w, h int) bool {
	for i := range placed {
		p := &placed[i]
		if p.W+2*gap > w || p.H+2*gap > h {
			return false
		}
		free := false
		for range 20 {
			p.X, p.Y = s.between(gap, w-gap-p.W), s.between(gap, h-gap-p.H)
			if free = !slices.ContainsFunc(placed[:i], p.touches); free {
				break
			}
		}
		if !free {
			return false
		}
	}
	return true
}

// touches tells whether less than a gap lies between two.
func (p *Placement) touches(q Placement) bool {
	return p.X < q.X+q.W+gap && q.X < p.X+p.W+gap && p.Y < q.Y+q.H+gap && q.Y < p.Y+p.H+gap
}
