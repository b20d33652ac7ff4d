package enginetest

import (
	"cmp"
	"slices"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/features"
)

func (s *snapshot) Print(r engine.Row) (*copies.Print, bool) {
	look := s.looks[s.pins[r].Picture]
	return look.print, look.print != nil
}

func (s *snapshot) Mark(r engine.Row) copies.Mark { return s.looks[s.pins[r].Picture].mark }

func (s *snapshot) Likely(p copies.Probe, n int) (rows []engine.Row) {
	chance := func(r engine.Row) int {
		mark := s.Mark(r)
		return p.Chance(&mark)
	}
	for r := range engine.Row(len(s.pins)) {
		if chance(r) > 0 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b engine.Row) int {
		return cmp.Or(cmp.Compare(chance(b), chance(a)), cmp.Compare(s.pins[a].ID, s.pins[b].ID))
	})
	return rows[:min(max(n, 0), len(rows))]
}

func (s *snapshot) Regions(r engine.Row) engine.Regions { return s.looks[s.pins[r].Picture].regions }

func (s *snapshot) NearestParts(code features.Code, n int) (rows []engine.Row) {
	distance := func(r engine.Row) int {
		least := 1 << 10
		for _, p := range s.Regions(r).Parts {
			least = min(least, code.Distance(p.Desc.Code()))
		}
		return least
	}
	for r := range engine.Row(len(s.pins)) {
		if len(s.Regions(r).Parts) > 0 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b engine.Row) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), cmp.Compare(s.pins[a].ID, s.pins[b].ID))
	})
	return rows[:min(max(n, 0), len(rows))]
}
