package index

import (
	"cmp"
	"slices"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/features"
	"akin/engine/region"
)

// What of a view tells copies, and finds parts.

func (v *view) Print(r engine.Row) (*copies.Print, bool) {
	if p := v.overlaid(r); p != nil {
		return p.print()
	}
	packed := v.details.prints.packed(uint32(r))
	if len(packed) == 0 {
		return nil, false
	}
	print, err := copies.Unpack(packed)
	return &print, err == nil
}

func (p *overlayPin) print() (*copies.Print, bool) {
	if p.looks == nil {
		return nil, false
	}
	return p.looks.print, true
}

func (v *view) Mark(r engine.Row) copies.Mark {
	if p := v.overlaid(r); p != nil {
		return p.mark
	}
	return copies.ReadMark(v.details.mark(uint32(r)))
}

func (v *view) Likely(p copies.Probe, n int) []engine.Row {
	return v.likely(p).first(n, v.byID)
}

// likely are the rows that may be copies.
func (v *view) likely(p copies.Probe) (all guesses) {
	for row := range v.base() {
		mark := copies.ReadMark(v.details.mark(row))
		if chance := p.Chance(&mark); chance > 0 && !v.over.hidden.Has(row) {
			all = append(all, guess{engine.Row(row), chance})
		}
	}
	return all.add(p, v.over.pins, v.base())
}

// byID compares two rows by their pins' IDs, in whose order those of the generation
// stand.
func (v *view) byID(a, b engine.Row) int {
	if max(uint32(a), uint32(b)) < v.base() {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(v.Pin(a).ID, v.Pin(b).ID)
}

func (p *personal) byID(a, b engine.Row) int {
	if max(uint32(a), uint32(b)) < p.base() {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(p.Pin(a).ID, p.Pin(b).ID)
}

// guesses are rows, and how likely each is a copy.
type guesses []guess

type guess struct {
	row    engine.Row
	chance int
}

// add adds those of pins that may be copies, numbered from first on.
func (g guesses) add(p copies.Probe, pins []*overlayPin, first uint32) guesses {
	for i, pin := range pins {
		if chance := p.Chance(&pin.mark); chance > 0 {
			g = append(g, guess{engine.Row(first + uint32(i)), chance})
		}
	}
	return g
}

// first are the n rows that are most likely.
func (g guesses) first(n int, before func(a, b engine.Row) int) []engine.Row {
	slices.SortFunc(g, func(a, b guess) int {
		if c := cmp.Compare(b.chance, a.chance); c != 0 {
			return c
		}
		return before(a.row, b.row)
	})
	rows := make([]engine.Row, min(max(n, 0), len(g)))
	for i := range rows {
		rows[i] = g[i].row
	}
	return rows
}

func (v *view) Regions(r engine.Row) engine.Regions {
	if p := v.overlaid(r); p != nil {
		return p.regions()
	}
	regions, _ := unpackRegions(v.details.parts.packed(uint32(r))) // damaged ones are none
	return regions
}

func (p *overlayPin) regions() engine.Regions {
	if p.looks == nil {
		return engine.Regions{}
	}
	return p.looks.regions
}

func (v *view) NearestParts(code features.Code, n int) []engine.Row {
	return v.partDistances(code).first(n, v.byID)
}

// partDistances says how near the nearest part of each row is: the row's chance
// is greater the nearer.
func (v *view) partDistances(code features.Code) (all guesses) {
	v.details.eachPart(func(row uint32, part features.Code) {
		if !v.over.hidden.Has(row) {
			all = all.better(engine.Row(row), -code.Distance(part))
		}
	})
	return all.addParts(code, v.over.pins, v.base())
}

func (g guesses) addParts(code features.Code, pins []*overlayPin, first uint32) guesses {
	for i, p := range pins {
		for _, part := range p.regions().Parts {
			g = g.better(engine.Row(first+uint32(i)), -code.Distance(codeOf(&part)))
		}
	}
	return g
}

// better adds a row, or to the last one, if it is that, a greater chance.
func (g guesses) better(r engine.Row, chance int) guesses {
	if len(g) > 0 && g[len(g)-1].row == r {
		last := &g[len(g)-1]
		last.chance = max(last.chance, chance)
		return g
	}
	return append(g, guess{r, chance})
}

func codeOf(p *region.Part) features.Code { return p.Desc.Code() }

func (p *personal) Print(r engine.Row) (*copies.Print, bool) {
	if m := p.mine(r); m != nil {
		return m.print()
	}
	return p.view.Print(r)
}

func (p *personal) Mark(r engine.Row) copies.Mark {
	if m := p.mine(r); m != nil {
		return m.mark
	}
	return p.view.Mark(r)
}

func (p *personal) Likely(probe copies.Probe, n int) []engine.Row {
	return p.view.likely(probe).add(probe, p.own.rows, p.own.first).first(n, p.byID)
}

func (p *personal) Regions(r engine.Row) engine.Regions {
	if m := p.mine(r); m != nil {
		return m.regions()
	}
	return p.view.Regions(r)
}

func (p *personal) NearestParts(code features.Code, n int) []engine.Row {
	return p.view.partDistances(code).addParts(code, p.own.rows, p.own.first).first(n, p.byID)
}
