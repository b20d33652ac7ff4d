package enginetest

import (
	"cmp"
	"maps"
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

func (s *snapshot) Likely(p copies.Probe, n int) []engine.Row {
	chances := map[engine.Row]int{}
	for r := range engine.Row(len(s.pins)) {
		mark := s.Mark(r)
		if chance := p.Chance(&mark); chance > 0 {
			chances[r] = -chance
		}
	}
	return s.least(chances, n)
}

// least are the n rows with the smallest numbers, equal ones by ID.
func (s *snapshot) least(of map[engine.Row]int, n int) []engine.Row {
	rows := slices.Collect(maps.Keys(of))
	slices.SortFunc(rows, func(a, b engine.Row) int {
		return cmp.Or(cmp.Compare(of[a], of[b]), cmp.Compare(s.pins[a].ID, s.pins[b].ID))
	})
	return rows[:min(max(n, 0), len(rows))]
}

func (s *snapshot) Regions(r engine.Row) engine.Regions { return s.looks[s.pins[r].Picture].regions }

func (s *snapshot) NearestParts(code features.Code, n int) []engine.Row {
	distances := map[engine.Row]int{}
	for r := range engine.Row(len(s.pins)) {
		for _, p := range s.Regions(r).Parts {
			d := code.Distance(p.Desc.Code())
			if least, ok := distances[r]; !ok || d < least {
				distances[r] = d
			}
		}
	}
	return s.least(distances, n)
}
