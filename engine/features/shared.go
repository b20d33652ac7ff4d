package features

import "akin/engine/oklab"

// SharedColors returns the swatches of b that a has too, in b's order: colours
// that one name would do for. It is evidence for a person, not a measure.
func SharedColors(a, b *Features) []Swatch {
	var shared []Swatch
	t := oklab.Tables()
	for _, s := range b.Palette {
		for _, r := range a.Palette {
			if labDistance(t.Lab(s.R, s.G, s.B), t.Lab(r.R, r.G, r.B)) < apart {
				shared = append(shared, s)
				break
			}
		}
	}
	return shared
}
